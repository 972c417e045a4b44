"""Words of a figure: numbers in the text alternative, nothing cut within a word, three styles."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.figures.figure import Legend, LegendRow, Swatch
from geo.figures.words import (
    MAX_ALT,
    MAX_HEADLINE,
    caption,
    chart_alt,
    citations,
    long_description,
    short_alt,
    short_source_line,
    shortened,
    source_line,
    suggested_headline,
)
from tests.figure_toys import BUILD, every_kind, fill_rows, toy_chart, toy_figure, toy_map

ADDRESS = "https://atlas.example/gaps?map=2015"


def test_the_text_alternative_has_the_finding_and_the_largest_classes_first() -> None:
    assert short_alt(toy_figure()) == (
        "Map of Chicago, 2015 map: 7 of 50 wards are in class 1. Class 0: 40. Class 1: 7. "
        "Class 2: 3."
    )


def test_what_does_not_fit_is_left_out_whole_the_least_first() -> None:
    rows = tuple(
        LegendRow(Swatch("ring"), f"A class with a rather long name, number {n}", 100 - n)
        for n in range(12)
    )
    alt = short_alt(toy_figure(legends=(Legend("", rows),)))
    assert len(alt) <= MAX_ALT
    kept = [int(n) for n in re.findall(r"number (\d+)", alt)]
    assert kept == list(range(len(kept)))
    assert len(kept) >= 3
    assert alt.endswith(f"number {kept[-1]}: {100 - kept[-1]}.")


@given(st.text(st.sampled_from("abc 1234567890;,.%"), min_size=1, max_size=700))
def test_any_title_gives_a_short_text_alternative_without_a_half_number(title: str) -> None:
    figure = toy_figure(title=title)
    alt = short_alt(figure)
    assert len(alt) <= MAX_ALT
    numbers = set(re.findall(r"\d+", title)) | {"2015", "0", "1", "2", "40", "7", "3"}
    uncut = max(map(len, title.split()), default=0) < MAX_ALT // 2
    assert not uncut or set(re.findall(r"\d+", alt)) <= numbers


def test_shortened_ends_at_a_clause_or_a_word() -> None:
    text = "The first clause has 1,234 people; the second has 5,678 people in it"
    assert shortened(text, 200) == text
    assert shortened(text, 60) == "The first clause has 1,234 people…"
    assert shortened("Some words and 1,234,567 people", 20) == "Some words and…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"


def test_a_headline_is_the_first_clause_if_the_number_is_in_it() -> None:
    long = "17 of 50 wards have an organization of their own; " + "26 with regional ones " * 3
    assert (
        suggested_headline(toy_figure(long)) == "17 of 50 wards have an organization of their own"
    )
    short = "Half; 26 with regional ones"
    assert suggested_headline(toy_figure(short + ".")) == short
    endless = suggested_headline(toy_figure("word " * 90))
    assert len(endless) <= MAX_HEADLINE
    assert endless.endswith("word…")


def test_a_caption_says_number_subject_caveat_and_vintage() -> None:
    assert caption(toy_figure()) == (
        "7 of 50 wards are in class 1. Wards by a class made up for a test (2020 census). "
        "A first caveat. Ward map: 2015 map; people: 2020 census."
    )
    said = replace(toy_figure(), subtitle="Wards of the 2015 map, 2020 census.")
    assert caption(said).endswith("2020 census. A first caveat.")


def test_the_long_description_names_the_wards_of_every_class() -> None:
    told = long_description(toy_figure())
    assert "- Class 1: 7 (wards 1, 2, 3, 4, 5, 6 and 7)" in told
    assert "- Class 2: 3 (wards 8, 9 and 10)" in told
    assert "A third caveat." in told


def test_dimmed_wards_are_not_counted_and_doubtful_counts_name_no_wards() -> None:
    picture = toy_map((1,) * 7, highlighted=(1, 2, 50), hatched=(2, 3), rings=((1,), (4,)))
    one, two = fill_rows(picture)[:2]
    rows = (
        replace(one, count=1),
        replace(two, count=2),
        LegendRow(Swatch("doubt"), "Hatched", 1),
        LegendRow(Swatch("ring"), "Outlined", 1),
        LegendRow(Swatch("dashed"), "Dashed", 9),
    )
    told = long_description(toy_figure(legends=(Legend("Wards", rows),), picture=picture))
    assert "- Class 0: 1 (ward 50)" in told
    assert "- Class 1: 2 (wards 1 and 2)" in told
    assert "- Hatched: 1 (ward 2)" in told
    assert "- Outlined: 1 (ward 1)" in told
    assert "- Dashed: 9\n" in told


def test_every_cell_of_a_square_and_missing_wards_are_told() -> None:
    told = long_description(toy_figure(legends=every_kind()))
    assert "- Many, high third, 5% – 9%: 24" in told
    assert "- No data: 3" in told
    assert "- Mark open (5 stated)" in told


def test_a_chart_tells_its_numbers() -> None:
    assert chart_alt(toy_chart()) == "Chart, Wards by side. Bars: wards. West 5, South 12."


def test_sources_vintage_and_release_are_in_the_source_line() -> None:
    line = source_line(toy_figure(), BUILD)
    assert line.startswith("Source: City of Chicago, Ward boundaries (2015 map); US Census Bureau")
    assert "people: 2020 census." in line
    assert line.endswith("Data release 1.2.3 of November 23, 2026, build abc123.")
    assert "2021 Midwest Socialist essay" in line  # where organizations come from
    assert short_source_line(toy_figure()) == (
        "Sources: City of Chicago; US Census Bureau; the atlas’s directory (2021 essay and later "
        "sources)."
    )
    assert "directory" in source_line(replace(toy_figure(), sources=()), BUILD)


def test_citations_in_three_styles() -> None:
    found = citations(toy_figure(), BUILD, ADDRESS)
    assert found.apa == (
        "Chicago Ward Atlas. (2026, November 23). 7 of 50 wards are in class 1 "
        f"(Data release 1.2.3, build abc123) [Map]. {ADDRESS}"
    )
    assert found.chicago == (
        "Chicago Ward Atlas. “7 of 50 wards are in class 1.” Map. Data release 1.2.3, build "
        f"abc123. November 23, 2026. {ADDRESS}."
    )
    assert found.mla == (
        "“7 of 50 wards are in class 1.” Chicago Ward Atlas, data release 1.2.3, build abc123, "
        "23 Nov. 2026, atlas.example/gaps?map=2015."
    )


@pytest.mark.parametrize(
    ("more", "kind"),
    [({"charts": (toy_chart(),)}, "Chart"), ({"charts": ()}, "Table")],
)
def test_a_figure_without_a_map_is_called_what_it_is(more: dict[str, object], kind: str) -> None:
    figure = replace(toy_figure(), picture=None, **more)
    assert short_alt(figure).startswith(f"{kind}, 2015 map: 7 of 50")
    assert f"[{kind}]" in citations(figure, BUILD, ADDRESS).apa
