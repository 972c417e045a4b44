"""The check of colors finds what it should, passes every built-in palette, and mends the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.cluster_classes import JOIN_CLASSES, MORAN_CLASSES
from geo.color_check import (
    THEMES,
    Theme,
    checked,
    checked_looks,
    middle_of,
)
from geo.color_faults import Look, Report, seen_words
from geo.color_mending import MOST_KINDS, MOST_ORDERED, relit, suggested
from geo.color_methods import color_part
from geo.color_vision import MIN_DIFFERENCE, VISIONS, ColorError, difference, from_lab, lab
from geo.figures.color_report import figure_report, look_of
from geo.figures.figure import Figure, Legend, LegendRow, Square, Swatch
from geo.maps.coalition_map import WARD_CLASSES
from geo.maps.map_state import ClassStyle
from geo.maps.presence_map import class_style
from geo.marks import marks
from geo.palettes import (
    COVER_CLASSES,
    EXPANSION_CLASSES,
    GAP_DARK,
    GAP_LIGHT,
    LIST_CLASSES,
    PLAN_CLASSES,
    PRESENCE_CLASSES,
    PresenceClass,
)
from geo.ramps import RAMPS, Ramp, bivariate_colors, prints_gray
from geo.sheets import Sheet
from geo.view import View

RED_GREEN = ("#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641")
"""A traffic light, as many tools offer it."""

themes = pytest.mark.parametrize("theme", THEMES)


def on(theme: Theme) -> bool:
    return theme == "dark"


# What the check finds.


def test_red_and_green_of_one_lightness_fail_by_name() -> None:
    found = checked(("#b4643c", "#7f7f2a"), ordered=False)
    assert len(found.findings) == 1
    assert found.findings[0].startswith("Classes 1 and 2 look alike to readers with ")
    assert "deuteranopia" in found.findings[0]
    assert "full color vision" not in found.findings[0]
    assert "tritanopia" not in found.findings[0]
    assert not found.in_color


def test_a_traffic_light_fails_for_the_red_green_blind_and_in_gray() -> None:
    found = checked(RED_GREEN, ordered=True, grounds=("light",))
    assert "Classes 2 and 4 look alike to readers with deuteranopia and in gray print." in (
        found.findings
    )
    weak = {pair.vision: pair for pair in found.weakest}
    assert (weak["deuteranopia"].first, weak["deuteranopia"].second) == (2, 4)
    assert weak["deuteranopia"].difference < MIN_DIFFERENCE < weak["full"].difference


def test_hues_of_one_lightness_fail_in_gray_print_only() -> None:
    """Blue and orange at lightness 60: everybody tells them apart, a gray copy does not."""
    colors = (from_lab(60, -5, -30), from_lab(60, 20, 50))
    found = checked(colors, ordered=False)
    assert found.findings == ("Classes 1 and 2 look alike in gray print.",)
    assert found.in_color
    assert not found.passes
    assert {p.vision for p in found.weakest if p.difference < MIN_DIFFERENCE} == {"gray"}


def test_the_same_color_twice_is_alike_to_every_reader() -> None:
    found = checked(("#d55e00", "#0072b2", "#d55e00"), ordered=False)
    assert "Classes 1 and 3 look alike to every reader." in found.findings
    assert {(p.vision, p.difference, p.first, p.second) for p in found.weakest} == {
        (vision, 0, 1, 3) for vision in VISIONS
    }


def test_a_pale_class_is_taken_for_the_page_and_for_missing_data() -> None:
    found = checked(("#f4f4f4", "#7fa7c7", "#1f4f7f"), ordered=True)
    assert found.findings == (
        "Class 1 looks like the white page and like a ward without data to every reader.",
    )
    assert checked(("#f4f4f4", "#1f4f7f"), ordered=False).findings == (
        "Class 1 looks like the white page to every reader.",
    )
    assert checked(("#f4f4f4", "#7fa7c7"), ordered=True, grounds=("dark",)).passes


def test_a_deep_class_is_lost_on_the_dark_page_only() -> None:
    colors = ("#dddddd", "#888888", "#171c22")
    assert checked(colors, ordered=True, grounds=("light",)).passes
    (said,) = checked(colors, ordered=True).findings
    assert said.startswith("Class 3 looks like the dark page and like a ward without data")


def test_lightness_that_turns_back_is_found() -> None:
    """Dark, light, middle, very light: the third class breaks the order."""
    found = checked(("#303030", "#a0a0a0", "#707070", "#d8d8d8"), ordered=True)
    assert found.findings == ("Class 3 seems out of order by lightness to every reader.",)
    assert checked(("#303030", "#a0a0a0", "#707070", "#d8d8d8"), ordered=False).passes


def test_a_light_middle_is_an_order_of_its_own_and_a_dark_one_on_a_dark_page_alone() -> None:
    light, dark = ("#8a4a10", "#dddddd", "#1f4f8f"), ("#f0b070", "#404040", "#8fc3f4")
    assert middle_of(light, THEMES) == 1
    assert middle_of(dark, THEMES) is None
    assert middle_of(dark, ("dark",)) == 1
    assert middle_of(("#dddddd", "#8a4a10", "#1f2f3f"), THEMES) is None
    assert "out of order" in " ".join(checked(dark, ordered=True).findings)


def test_two_patterns_tell_classes_apart_and_one_that_cannot_be_seen_does_not() -> None:
    plain = Look("#9ccbe8", "likely")
    hatched = Look("#9ccbe8", "unsure", pattern="hatch", ink="#1f659a")
    assert checked_looks((plain, hatched), False, ("light",)).passes
    hidden = replace(hatched, ink="#9fcdea")
    (said,) = checked_looks((plain, hidden), False, ("light",)).findings
    assert said == "“likely” and “unsure” look alike to every reader."


def test_many_pairs_are_counted_after_the_first_three() -> None:
    (said,) = checked(("#808080",) * 4, ordered=False).findings
    assert said == (
        "Classes 1 and 2, 1 and 3, 1 and 4, and 3 other pairs, look alike to every reader."
    )
    # White, gray, white, gray: two pairs, and the white ones on the page.
    found = checked(("#ffffff", "#808080", "#ffffff", "#808080"), ordered=False)
    assert found.findings == (
        "Classes 1 and 3, and 2 and 4, look alike to every reader.",
        "Classes 1 and 3 look like the white page to every reader.",
    )


def test_readers_are_named() -> None:
    assert seen_words(VISIONS) == "to every reader"
    assert seen_words(("gray",)) == "in gray print"
    assert seen_words(("protanopia", "tritanopia", "gray")) == (
        "to readers with protanopia and tritanopia, and in gray print"
    )
    with pytest.raises(ColorError, match=r"'achromatopsia'.*protanopia"):
        seen_words(("achromatopsia",))


def test_one_class_and_none_pass() -> None:
    assert checked(("#9ccbe8",), ordered=True) == Report((), ())
    assert checked((), ordered=True).passes


def test_something_that_is_no_color_is_refused() -> None:
    with pytest.raises(ColorError, match="'teal' is not a color"):
        checked(("#9ccbe8", "teal"), ordered=True)


# Every built-in palette passes.


CASES = [(r, k) for r in RAMPS for k in range(1, r.max_classes + 1)]


@themes
@pytest.mark.parametrize(("of", "k"), CASES, ids=[f"{r.key}-{k}" for r, k in CASES])
def test_every_ramp_passes_at_every_number_of_classes(of: Ramp, k: int, theme: Theme) -> None:
    ordered = of.kind != "qualitative"
    found = checked(of.colors(k, dark=on(theme)), ordered=ordered, grounds=(theme,))
    assert found.findings == () or (not ordered and found.in_color)
    assert found.passes or not prints_gray(of, k)


@themes
def test_nine_colors_of_two_indicators_differ_in_color_and_each_side_in_gray_too(
    theme: Theme,
) -> None:
    rows = bivariate_colors(dark=on(theme))
    flat = [color for row in rows for color in row]
    assert checked(flat, ordered=False, grounds=(theme,)).in_color
    for line in (*rows, *zip(*rows, strict=True)):
        assert checked(line, ordered=True, grounds=(theme,)).findings == ()


def looks(classes: tuple[PresenceClass, ...], theme: Theme) -> tuple[Look, ...]:
    found = [(c, look_of(Swatch("fill", class_style(c, dark=on(theme))))) for c in classes]
    return tuple(replace(look, name=c.key) for c, look in found if look)


CLASS_SETS = {
    "presence on its own map": tuple(c for c in PRESENCE_CLASSES if "own" in c.maps),
    "presence on the other map": tuple(c for c in PRESENCE_CLASSES if "other" in c.maps),
    "lists": LIST_CLASSES,
    "new organizations": EXPANSION_CLASSES,
    "plans": PLAN_CLASSES,
    "joins": JOIN_CLASSES,
    "clusters of an indicator": MORAN_CLASSES,
    "wards below marks of coalitions": WARD_CLASSES,
}


@themes
@pytest.mark.parametrize("name", CLASS_SETS)
def test_every_set_of_classes_passes_also_in_gray(name: str, theme: Theme) -> None:
    found = looks(CLASS_SETS[name], theme)
    assert len(found) == len(CLASS_SETS[name])
    assert checked_looks(found, False, (theme,)).findings == ()


@themes
def test_cover_and_gaps_on_one_map_pass_also_in_gray(theme: Theme) -> None:
    gaps = [Look(c, f"gap {n}") for n, c in enumerate(GAP_DARK if on(theme) else GAP_LIGHT)]
    found = checked_looks((*looks(COVER_CLASSES, theme), *gaps), False, (theme,))
    assert found.findings == ()


@themes
def test_marks_of_coalitions_pass_and_the_first_six_in_gray_by_shape(theme: Theme) -> None:
    free, caucuses = [f"body-{n}" for n in range(18)], [f"caucus-{n}" for n in range(18)]
    drawn = [
        Look(mark.color(dark=on(theme)), key, mark.shape)
        for key, mark in marks(free, caucuses).items()
    ]
    assert checked_looks(drawn, False, (theme,)).in_color
    assert checked_looks(drawn[:6], False, (theme,)).findings == ()


def test_a_built_in_palette_that_is_spoiled_fails() -> None:
    """The tests above can fail: two classes changed for one color that is too near."""
    spoiled = list(RAMPS[0].colors(5, dark=False))
    spoiled[2] = from_lab(lab(spoiled[1])[0] - 4, *lab(spoiled[1])[1:])
    assert "Classes 2 and 3 look alike" in checked(spoiled, ordered=True).findings[0]


def test_the_methods_page_tells_the_measured_differences_of_every_palette() -> None:
    rows = {row[0]: row[1:] for row in color_part()[3]}
    assert [r.label for r in RAMPS] == list(rows)[: len(RAMPS)]
    blue = next(r for r in RAMPS if r.key == "blues")
    gray = [lab(color)[0] for color in blue.colors(8, dark=False)]
    least = min(a - b for a, b in pairwise(gray))
    assert rows["Blue"][0] == "8"
    assert float(rows["Blue"][2]) == pytest.approx(least, abs=0.06)
    assert rows["Eight distinct colors (Okabe–Ito)"][2] == "told apart up to 3 classes"


# Mending.


def test_colors_that_pass_are_kept() -> None:
    colors = ("#DDDDDD", "#7fa7c7", "#1f4f7f")
    assert suggested(colors, ordered=True) == ("#dddddd", "#7fa7c7", "#1f4f7f")


def test_a_traffic_light_is_mended_with_its_hues_in_their_places() -> None:
    better = suggested(RED_GREEN, ordered=True)
    assert checked(better, ordered=True).findings == ()
    assert middle_of(better, THEMES) == 2
    moved = [difference(a, b, "full") for a, b in zip(RED_GREEN, better, strict=True)]
    assert moved[0] == moved[4] == 0  # the two ends were good
    for before, after in zip(RED_GREEN, better, strict=True):
        far = {other: difference(after, other, "full") for other in RED_GREEN}
        assert min(far, key=far.__getitem__) == before


def test_only_lightness_moves_where_that_is_enough() -> None:
    before = (from_lab(60, 5, -20), from_lab(58, 5, -20), from_lab(30, 5, -20))
    after = suggested(before, ordered=True)
    assert checked(after, ordered=True).passes
    for old, new in zip(map(lab, before), map(lab, after), strict=True):
        assert new[1:] == pytest.approx(old[1:], abs=1)
    # 60 and 58 move apart by equal parts to a step of eight and a half; 30 was far enough.
    assert [round(lab(c)[0]) for c in after] == [63, 55, 30]


def test_the_direction_of_the_reader_is_kept() -> None:
    deep_first = suggested(("#101010", "#202020", "#eeeeee"), ordered=True)
    assert [lab(c)[0] for c in deep_first] == sorted(lab(c)[0] for c in deep_first)
    pale_first = suggested(("#eeeeee", "#202020", "#101010"), ordered=True)
    assert pale_first == deep_first[::-1]


@pytest.mark.parametrize(
    ("kind", "k"),
    [
        *product(("sequential", "diverging"), range(2, MOST_ORDERED + 1)),
        *product(("qualitative",), range(2, MOST_KINDS + 1)),
    ],
)
def test_there_is_always_a_built_in_palette_to_fall_back_on(kind: str, k: int) -> None:
    ordered = kind != "qualitative"
    built = [
        relit(r.colors(k, dark=dark), ordered, 1.0)
        for r in RAMPS
        for dark in (False, True)
        if r.kind == kind and r.max_classes >= k
    ]
    assert any(checked(colors, ordered=ordered).passes for colors in built)


COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@settings(max_examples=40)
@given(st.lists(COLORS, min_size=2, max_size=MOST_ORDERED))
@example(["#ffffff", "#000000"])
@example(["#ff0000"] * MOST_ORDERED)
@example(["#00007f", "#0000ff", "#00ffff", "#ffff00", "#ff0000", "#7f0000"])
def test_any_colors_of_an_amount_can_be_mended(colors: list[str]) -> None:
    better = suggested(colors, ordered=True)
    assert len(better) == len(colors)
    assert checked(better, ordered=True).findings == ()


@settings(max_examples=20)
@given(st.lists(COLORS, min_size=2, max_size=MOST_KINDS))
def test_any_colors_of_kinds_can_be_mended(colors: list[str]) -> None:
    assert checked(suggested(colors, ordered=False), ordered=False).findings == ()


@pytest.mark.parametrize("count", [0, 1, MOST_ORDERED + 1])
def test_too_few_and_too_many_colors_are_refused(count: int) -> None:
    with pytest.raises(ColorError, match=f"{count} colors cannot be mended: give 2 to 9"):
        suggested(("#808080",) * count, ordered=True)


# Figures.


def figure(*legends: Legend | Square) -> Figure:
    return Figure(
        page="demographics",
        view=View(),
        title="",
        subtitle="",
        badge="",
        alt="",
        picture=None,
        legends=legends,
        sheet=Sheet("empty", (), {}),
        sources=(),
        footing="",
    )


def row(fill: str, label: str, pattern: str = "none", ink: str = "#000000") -> LegendRow:
    return LegendRow(Swatch("fill", ClassStyle(fill, 1, "#ffffff", 1, "", pattern, ink)), label, 1)


def test_rows_of_a_legend_are_checked_by_name_and_legends_apart() -> None:
    first = Legend("Wards", (row("#B4643C", "few"), row("#7f7f2a", "many")))
    second = Legend("Marks", (row("#b4643c", "one"), row("#8fc3e4", "two")))
    (said,) = figure_report(figure(first, second)).findings
    assert said.startswith("“few” and “many” look alike to readers with ")
    weak = {p.vision: p for p in figure_report(figure(second, first)).weakest}
    assert (weak["deuteranopia"].first, weak["deuteranopia"].second) == (1, 2)


def test_patterns_and_shapes_of_a_legend_count() -> None:
    told = (row("#9ccbe8", "sure"), row("#9ccbe8", "unsure", "hatch", "#1f659a"))
    marked = tuple(
        LegendRow(Swatch("symbol", shape=shape, color="#d55e00"), shape, 1)
        for shape in ("circle", "square")
    )
    assert figure_report(figure(Legend("", told), Legend("", marked))).passes
    same = (marked[0], replace(marked[0], label="again"))
    (said,) = figure_report(figure(Legend("", same))).findings
    assert said == "“circle” and “again” look alike to every reader."
    faint = Swatch("symbol", shape="circle", color="#d55e00", held="faint")
    assert figure_report(figure(Legend("", (marked[0], LegendRow(faint, "gone", 1))))).passes


def test_order_is_asked_of_an_ordered_legend_only() -> None:
    rows = (row("#303030", "a"), row("#a0a0a0", "b"), row("#707070", "c"), row("#d8d8d8", "d"))
    assert figure_report(figure(Legend("", rows))).passes
    (said,) = figure_report(figure(Legend("", rows, ordered=True))).findings
    assert said == "“c” seems out of order by lightness to every reader."


def test_rows_that_are_no_fill_are_passed_over() -> None:
    rows = (
        row("#1f4f7f", "a"),
        LegendRow(Swatch("no_data"), "No data", 3),
        LegendRow(Swatch("ring"), "Outlined", 4),
    )
    assert figure_report(figure(Legend("", rows, ordered=True))) == Report((), ())


def test_the_square_of_nine_is_told_apart_in_color_and_said_not_to_be_in_gray() -> None:
    steps = ("low", "middle", "high")
    square = Square("", steps, steps, bivariate_colors(dark=False), ((0,) * 3,) * 3, 0)
    found = figure_report(figure(square))
    assert found.in_color
    # Of one lightness on purpose: a step of the first equals a step of the second.
    assert found.findings[0].startswith("“low × middle” and “middle × low”, ")
    assert found.findings[0].endswith(", look alike in gray print.")
