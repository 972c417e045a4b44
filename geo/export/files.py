"""A drawing written as a file: SVG with its letters inside, PNG, PDF."""

from __future__ import annotations

import base64
from io import BytesIO

import vl_convert
from PIL import Image
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
    picture = fewer_colors(Image.open(BytesIO(made)), opaque=form.ground != "none")
    info = PngInfo()
    for name, text in facts.named.items():
        if text:
            info.add_itxt(name, text, lang="en")
    written_to = BytesIO()
    dpi = {"dpi": (PRINT_DPI, PRINT_DPI)} if form.resolution == "print" else {}
    picture.save(written_to, "PNG", pnginfo=info, **dpi)
    return written_to.getvalue()


def fewer_colors(picture: Image.Image, *, opaque: bool) -> Image.Image:
    """The picture with a palette. Of opaque ones, flat fills keep their color exactly (median cut
    gives the commonest colors places of their own); soft edges differ by less than a reader sees.
    """
    if not opaque:
        return picture.quantize(COLORS, method=Image.Quantize.FASTOCTREE)
    flat = picture.convert("RGB")
    return flat.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


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
