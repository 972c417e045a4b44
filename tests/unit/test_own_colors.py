"""Colors a reader types: read, named where they are none, blended, and the same everywhere."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from geo.choropleth import choropleth
from geo.color_vision import lab
from geo.demographics import WardValues
from geo.figures.legends import choropleth_legend
from geo.indicators import indicator
from geo.links import from_query, link, to_query
from geo.maps.indicator_map import fill_styles, instant_entry
from geo.own_colors import (
    MAX_OWN,
    MOST_OWN,
    OWN,
    OwnColorsError,
    own_ramp,
    read_colors,
    shown,
    typed,
    written,
)
from geo.ramps import ramp
from geo.view import View

THREE = ("#eeeeee", "#99ccff", "#003366")


def values(key: str = "poverty_share") -> WardValues:
    """Fifty wards from 1 to 50 percent."""
    numbers = tuple(n / 100 for n in range(1, 51))
    return WardValues(indicator(key), 2015, numbers, (None,) * 50, (None,) * 50, 0.5, None)


def own(text: str = "eee.9cf.036", classes: int = 3) -> View:
    return View(indicator="poverty_share", palette=OWN, colors_own=text, classes=classes)


@pytest.mark.parametrize(
    "text",
    [
        "#eee, #9cf, #036",
        "eeeeee.99ccff.003366",
        "#EEEEEE #99CCFF #003366",
        "eee;9cf;036",
        '["#eee", "#9cf", "#036"]',
        "'#eee' '#9cf'\n'#036'",
        "rgb(238, 238, 238), rgb(153,204,255), rgb(0, 51, 102)",
        "#eee, hsl(210, 100%, 80%), hsl(210, 100%, 20%)",
    ],
)
def test_colors_are_read_as_people_write_them(text: str) -> None:
    assert read_colors(text) == THREE


def test_names_of_css_are_read() -> None:
    assert read_colors("teal, Tan, rebeccapurple") == ("#008080", "#d2b48c", "#663399")


def test_all_that_are_no_colors_are_named_at_once() -> None:
    with pytest.raises(OwnColorsError) as refused:
        read_colors("#eee, blurple, #12, <b>, rgb(300,0,0), #12345678, blurple")
    said = str(refused.value)
    assert "“blurple”, “#12”, “<b>”, “rgb(300,0,0)”, “#12345678” are no colors" in said
    assert "#036" in said
    assert "“#eee”" not in said


def test_a_single_bad_color_is_named_and_a_long_one_cut() -> None:
    with pytest.raises(OwnColorsError, match=r"“x{30}” is no color"):
        read_colors("#eee, " + "x" * 200)


@pytest.mark.parametrize(("text", "count"), [("", 0), ("#eee", 1), ("#eee " * 13, 13)])
def test_too_few_and_too_many_are_refused(text: str, count: int) -> None:
    with pytest.raises(OwnColorsError, match=f"{count} given. Give 2 to {MOST_OWN}"):
        read_colors(text)


def test_what_is_typed_is_kept_as_a_link_has_it_or_as_it_was() -> None:
    assert typed(" #eee, #9cf, #036 ") == "eeeeee.99ccff.003366" == written(THREE)
    assert typed("#eee, blurple") == "#eee, blurple"
    assert typed("#eee,\u202e blurple\n") == "#eee,  blurple"
    assert len(typed("blurple " * 100)) <= MAX_OWN
    assert shown("eeeeee.99ccff.003366") == "#eeeeee, #99ccff, #003366"
    assert shown("#eee, blurple") == "#eee, blurple"


def test_as_many_colors_as_classes_are_used_as_they_are_in_both_themes() -> None:
    found = own_ramp("eee.9cf.036")
    assert found.colors(3, dark=False) == found.colors(3, dark=True) == THREE
    assert found.colors(2, dark=False) == (THREE[0], THREE[2])
    assert found.colors(1, dark=False) == (THREE[1],)


def test_more_classes_are_blended_at_even_steps_of_lab() -> None:
    found = own_ramp("black white").colors(5, dark=False)
    assert [lab(c)[0] for c in found] == pytest.approx([0, 25, 50, 75, 100], abs=0.25)
    five = own_ramp("eee.9cf.036").colors(5, dark=False)
    assert five[::2] == THREE
    between = [(a + b) / 2 for a, b in zip(lab(THREE[1]), lab(THREE[2]), strict=True)]
    assert lab(five[3]) == pytest.approx(between, abs=0.6)


def test_fewer_classes_than_colors_take_them_evenly() -> None:
    nine = [f"{n:02x}{n:02x}{n:02x}" for n in range(0, 90, 10)]
    five = own_ramp(".".join(nine)).colors(5, dark=False)
    assert five == tuple(f"#{color}" for color in nine[::2])


def test_fill_and_legend_have_the_readers_colors() -> None:
    for dark in (False, True):
        drawn = choropleth(values(), own(), dark=dark)
        assert drawn.colors == THREE
        assert drawn.notes == ()
        assert [s.fill for s in fill_styles(drawn.colors, dark=dark)] == list(THREE)
        legend = choropleth_legend(drawn, (), dark=dark)
        assert [r.swatch.style.fill for r in legend.rows if r.swatch.style] == list(THREE)
        assert legend.ordered


def test_colors_do_not_change_classes() -> None:
    usual = View(indicator="poverty_share", classes=7)
    plain = choropleth(values(), usual, dark=False)
    mine = choropleth(values(), own(classes=7), dark=False)
    assert (mine.ward_class, mine.labels, mine.counts) == (
        plain.ward_class,
        plain.labels,
        plain.counts,
    )
    assert mine.colors != plain.colors


def test_bad_colors_are_explained_and_the_usual_ones_shown() -> None:
    drawn = choropleth(values(), own("eee.blurple"), dark=False)
    assert drawn.colors == ramp(indicator("poverty_share").palette).colors(3, dark=False)
    (note,) = drawn.notes
    assert "“blurple” is no color" in note
    assert note.endswith("Shown instead: the usual colors.")


def test_nothing_typed_yet_shows_the_usual_colors_without_a_word() -> None:
    drawn = choropleth(values(), own(""), dark=False)
    assert drawn.colors == ramp(indicator("poverty_share").palette).colors(3, dark=False)
    assert drawn.notes == ()


def test_the_link_brings_the_colors_back() -> None:
    view = own(typed("#eee, #9cf, #036"))
    asked = parse_qs(link(view, "demographics", "b1").partition("?")[2])
    assert asked["palette"] == ["own"]
    assert asked["colors_own"] == ["eeeeee.99ccff.003366"]
    sides = {"five": (), "nine": (), "essay": ()}
    back, notices = from_query({k: v[0] for k, v in asked.items()}, sides)
    assert (back.palette, back.colors_own, notices) == (view.palette, view.colors_own, ())
    # Colors that are none come back too, for the page to name them.
    bad = to_query(own("eee.blurple"), "demographics")
    assert from_query(bad, sides)[0].colors_own == "eee.blurple"


@pytest.mark.parametrize("text", ["x" * (MAX_OWN + 1), "eee\x00.036", "eee.\u202e036"])
def test_what_cannot_be_written_in_a_link_is_answered_by_a_notice(text: str) -> None:
    view, notices = from_query({"colors_own": text}, {"five": ()})
    assert view.colors_own == ""
    assert len(notices) == 1
    assert "colors_own" in notices[0]


def test_stepping_to_another_indicator_shows_the_colors_the_page_then_shows() -> None:
    """The map steps by itself in the usual colors; the page lets go of own ones with the step."""
    stepped = own(classes=5).with_(indicator="renter_share")
    page = choropleth(values("renter_share"), stepped, dark=False)
    file = instant_entry("renter_share", {(2015, "renter_share"): values("renter_share")}, (2015,))
    assert tuple(file["ramp_light"]) == page.colors
    assert stepped.colors_own == "eee.9cf.036"  # kept for the way back
