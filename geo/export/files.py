"""A drawing written as a file: SVG with its letters inside, PNG, PDF."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import vl_convert
from PIL import Image, ImageColor
from PIL.PngImagePlugin import PngInfo

from geo.errors import AtlasError
from geo.export.form import PRINT_DPI, Form
from geo.export.layout import Drawing
from geo.export.lettering import BOLD, FAMILY, REGULAR, register
from geo.export.look import THEMES
from geo.export.metadata import Facts, rdf, xmp
from geo.export.pdf import About, Link, pdf
from geo.export.svg import Node, node, worded, written
from geo.export.typeface import web_font

COLORS = 256
"""Of a PNG: flat fills, letters and their soft edges need no more."""

HEX = re.compile("#[0-9a-fA-F]{6}")

POINTS_PER_INCH = 72.0

SCREEN_POINTS = 0.5
"""Points of a PDF for each pixel of a card or slide: a slide is 13⅓ inches wide, as usual."""


def svg_text(drawing: Drawing, form: Form, facts: Facts) -> str:
    """A file that looks the same where the typeface is not installed."""
    style = node("style", font_faces(drawing.nodes))
    meta = node("metadata", rdf(facts))
    if form.resolution == "print":
        inches = form.of.inches
        size = (f"{worded(inches)}in", f"{worded(inches * drawing.height / drawing.width)}in")
    else:
        size = (worded(drawing.width), worded(drawing.height))
    return whole(drawing, form, facts, size, (meta, style))


def whole(
    drawing: Drawing, form: Form, facts: Facts, size: tuple[str, str], extra: tuple[Node, ...] = ()
) -> str:
    """The picture as SVG, drawn at a size."""
    ground = () if form.ground == "none" else (ground_of(drawing, form),)
    return written(
        node(
            "svg",
            node("title", facts.title, id="title"),
            node("desc", facts.alt, id="desc"),
            *extra,
            *ground,
            *drawing.nodes,
            xmlns="http://www.w3.org/2000/svg",
            width=size[0],
            height=size[1],
            viewBox=f"0 0 {worded(drawing.width)} {worded(drawing.height)}",
            role="img",
            aria_labelledby="title desc",
        )
    )


def ground_of(drawing: Drawing, form: Form) -> Node:
    """The page's color."""
    fill = THEMES[form.dark].ground
    return node("rect", width=drawing.width, height=drawing.height, fill=fill)


def font_faces(nodes: tuple[Node, ...]) -> str:
    """The letters of a picture as fonts for a stylesheet."""
    used: dict[int, set[str]] = {REGULAR: set(), BOLD: set()}
    for one in nodes:
        collect(one, REGULAR, used)
    faces = []
    for weight, letters in used.items():
        if letters:
            data = base64.b64encode(web_font(weight, frozenset(letters))).decode("ascii")
            faces.append(
                f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
                f"src:url(data:font/woff;base64,{data})}}"
            )
    return "".join(faces)


HEAVY = ("bold", "600", "700")
"""Weights drawn in bold: the typeface comes in two."""


def collect(one: Node, weight: int, used: dict[int, set[str]]) -> None:
    """Put the characters of all texts within an element with their weight."""
    given = dict(one.attributes).get("font-weight", "")
    now = weight if given == "" else BOLD if str(given) in HEAVY else REGULAR
    for child in one.children:
        if isinstance(child, Node):
            collect(child, now, used)
        elif one.name in ("text", "tspan"):
            used[now].update(child)


def png_bytes(drawing: Drawing, form: Form, facts: Facts) -> bytes:
    """Pixels with the facts beside them, in as few bytes as show no loss.

    Raises
    ------
    AtlasError
        If the drawing cannot be converted.
    """
    register()
    size = (worded(drawing.width), worded(drawing.height))
    try:
        made = vl_convert.svg_to_png(whole(drawing, form, facts, size), scale=form.scale)
    except (RuntimeError, ValueError) as fault:
        what = str(fault).strip().partition("\n")[0]
        raise AtlasError(f"The picture cannot be made into a PNG ({what}).") from fault
    colors = (*colors_of(drawing.nodes), THEMES[form.dark].ground)
    picture = fewer_colors(Image.open(BytesIO(made)), colors, opaque=form.ground != "none")
    info = PngInfo()
    for name, text in facts.named.items():
        if text:
            info.add_itxt(name, text, lang="en")
    written_to = BytesIO()
    dpi = {"dpi": (PRINT_DPI, PRINT_DPI)} if form.resolution == "print" else {}
    picture.save(written_to, "PNG", pnginfo=info, **dpi)
    return written_to.getvalue()


def fewer_colors(picture: Image.Image, drawn: Iterable[str], *, opaque: bool) -> Image.Image:
    """The picture with a palette, in which every color that is drawn keeps its value.

    Parameters
    ----------
    drawn : iterable of str
        Colors as ``#rrggbb`` that must stay as they are, however little they cover: a mark in a
        slightly other orange would be another coalition's. The other colors are soft edges.
    opaque : bool
        Without ground the softness of edges counts as well.
    """
    kept = [ImageColor.getrgb(color)[:3] for color in sorted(set(drawn))][: COLORS // 2]
    return with_palette(picture.convert("RGB"), kept) if opaque else see_through(picture, kept)


def see_through(picture: Image.Image, kept: Sequence[Sequence[int]]) -> Image.Image:
    """With a palette that knows transparency; drawn colors come back to their value."""
    made = picture.quantize(COLORS, method=Image.Quantize.FASTOCTREE)
    palette = in_fours(made.getpalette("RGBA") or [])
    full = [place for place, entry in enumerate(palette) if entry[3] == SOLID]
    for color in kept:
        off = {at: max(abs(a - b) for a, b in zip(palette[at], color, strict=False)) for at in full}
        nearest = min(off, key=lambda at: off[at], default=None)
        if nearest is not None and off[nearest] <= STEP:
            palette[nearest] = (*color, SOLID)
    made.putpalette([part for entry in palette for part in entry], "RGBA")
    return made


SOLID = 255
"""Alpha of what lets nothing through."""

STEP = 8
"""By how much the palette with transparency is off at most, of 255."""


def in_fours(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """A long list as red, green, blue and alpha."""
    return [tuple(numbers[at : at + 4]) for at in range(0, len(numbers), 4)]


def with_palette(flat: Image.Image, kept: Sequence[Sequence[int]]) -> Image.Image:
    """With a palette that begins with the drawn colors."""
    # Every other pixel of every other row shows the same edges in a quarter of the time.
    edges = flat.resize((flat.width // 2, flat.height // 2), Image.Resampling.NEAREST)
    rest = edges.quantize(COLORS - len(kept), method=Image.Quantize.MEDIANCUT).getpalette() or []
    palette = [part for color in kept for part in color] + rest
    book = Image.new("P", (1, 1))
    book.putpalette(palette)
    made = flat.quantize(palette=book, dither=Image.Dither.NONE)
    # The library looks colors up in steps of four: what it took for a drawn color becomes it.
    row = Image.new("RGB", (len(kept), 1))
    row.putdata(kept)
    places = row.quantize(palette=book, dither=Image.Dither.NONE).tobytes()
    for color, place in zip(kept, places, strict=True):
        palette[3 * place : 3 * place + 3] = color
    made.putpalette(palette)
    return made


def colors_of(nodes: Iterable[Node]) -> Iterator[str]:
    """Every color that is drawn."""
    for one in nodes:
        yield from (
            value
            for name, value in one.attributes
            if name in ("fill", "stroke") and isinstance(value, str) and HEX.fullmatch(value)
        )
        yield from colors_of(child for child in one.children if isinstance(child, Node))


def pdf_bytes(drawing: Drawing, form: Form, facts: Facts) -> bytes:
    """One page as large as it is to be printed.

    Raises
    ------
    AtlasError
        If the drawing cannot be converted.
    """
    inches = form.of.inches
    by = inches * POINTS_PER_INCH / drawing.width if inches else SCREEN_POINTS
    size = (worded(drawing.width * by), worded(drawing.height * by))
    links = [
        Link(one.x * by, one.y * by, one.width * by, one.height * by, one.address)
        for one in drawing.links
    ]
    about = About(facts.title, facts.day, facts.named, xmp(facts))
    return pdf(whole(drawing, form, facts, size), about, links)
