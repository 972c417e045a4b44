"""Classes, words and tables of the page of gaps, on toy cities and on the committed data."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache

import pytest

from geo.analysis.coverage import ALL, CERTAIN, COVERS, LEVELS, LIKELY, Rule
from geo.analysis.gaps import GROUP_KEYS, Race
from geo.atlas import Atlas, load_atlas
from geo.color_vision import VISIONS, difference
from geo.contiguity import borders
from geo.gap_classes import MISSING, gap_classes
from geo.gap_figures import CityGaps, city_gaps, home_rule, remap, settled
from geo.gap_sheets import gap_sheet, score_sheet, score_table
from geo.gap_ward_words import race_words, ward_lines
from geo.gap_words import findings, forward_text, gap_headline, no_organisation, who_line
from geo.measures import MEASURES, Counts
from geo.palettes import COVER_CLASSES, COVER_KEYS, GAP_DARK, GAP_LIGHT
from geo.presence import Options
from geo.remap_words import elsewhere_words, part_sheet, people_in, territory_sheet
from geo.sheets import Row, to_csv
from geo.view import View
from tests.cover_toys import UNNAMED, covered, home, organisation

APART = 8.0
"""As for presence: a difference seen at a glance."""


@cache
def atlas() -> Atlas:
    return load_atlas()


def city(
    year: int = 2015, level: str = ALL, rule: Rule | None = None, who: str = "population"
) -> CityGaps:
    near = borders(atlas().tables["neighbours"], year)
    shown = atlas().presence(year, Options())
    found = atlas().coverage(shown, near.border, rule or Rule())
    return city_gaps(atlas(), found, near, level=level, who=who, scheme="five")


def people(*numbers: float | None) -> Counts:
    return Counts(MEASURES["population"], 2015, numbers, (None,) * len(numbers))


def test_covered_wards_are_classed_by_the_surest_level_and_gaps_by_who_is_left_out() -> None:
    """A certain, B without a name, C to E empty with 30, 10 and 20 people."""
    found = covered({organisation("a"): [home(1)], organisation("b", **UNNAMED): [home(2)]})
    drawn = gap_classes(found, ALL, people(1, 2, 30, 10, 20))
    first = len(COVER_CLASSES)
    assert drawn.ward_class == (0, COVER_KEYS.index("all"), first + 2, first, first + 1)
    assert [n for _, n in drawn.covered] == [1, 0, 1]
    assert [n for _, n in drawn.left] == [1, 1, 1]
    assert drawn.unsure == ()
    assert drawn.colors(dark=False) == GAP_LIGHT[1:]


def test_what_is_not_sure_enough_is_a_gap_and_is_marked() -> None:
    found = covered({organisation("a"): [home(1)], organisation("b", **UNNAMED): [home(2)]})
    drawn = gap_classes(found, LIKELY, people(1, 2, 30, 10, 20))
    assert drawn.unsure == (2,)
    assert drawn.ward_class[1] >= len(COVER_CLASSES)
    assert [c.key for c, _ in drawn.covered] == [CERTAIN, LIKELY]


def test_wards_next_door_have_a_class_of_their_own() -> None:
    found = covered({organisation("a"): [home(1)]}, Rule(beside=True))
    drawn = gap_classes(found, ALL, people(1, 1, 1, 1, 1))
    assert drawn.ward_class[:2] == (0, COVER_KEYS.index("beside"))
    assert {c.key: n for c, n in drawn.covered}["beside"] == 1


def test_an_unknown_figure_is_neither_zero_nor_covered() -> None:
    drawn = gap_classes(covered({organisation("a"): [home(1)]}), ALL, people(1, None, 3, 4, 5))
    assert drawn.ward_class[1] == MISSING
    assert drawn.missing == 1
    assert sum(n for _, n in drawn.left) == 3


def test_a_city_without_gaps_has_no_classes_of_them() -> None:
    everywhere = {organisation(f"o{ward}"): [home(ward)] for ward in range(1, 6)}
    drawn = gap_classes(covered(everywhere), ALL, people(1, 2, 3, 4, 5))
    assert set(drawn.ward_class) == {0}
    assert drawn.left == ()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_classes_are_told_apart_by_every_reader_and_on_a_gray_copy(vision: str, dark: bool) -> None:
    looks = [(c.ink(dark=dark).fill, c.pattern) for c in COVER_CLASSES]
    looks += [(color, "none") for color in (GAP_DARK if dark else GAP_LIGHT)]
    alike = [
        (one, other)
        for one, other in itertools.combinations(looks, 2)
        if one[1] == other[1] and difference(one[0], other[0], vision) < APART
    ]
    assert alike == []


def test_the_headline_has_both_ends_of_the_interval() -> None:
    assert gap_headline(city(), atlas()) == (
        "33 of 50 wards have no ward organization listed; 48 have none known to be active"
    )
    assert gap_headline(city(level=CERTAIN), atlas()).startswith(
        "48 of 50 wards have no ward organization known to be active; 33 have none listed"
    )
    assert "on the North Side" in gap_headline(city(), atlas(), "North")


def test_a_narrow_rule_is_said_in_the_headline() -> None:
    title = gap_headline(city(rule=Rule(since=2024, within="uwf", beside=True)), atlas())
    assert "of United Working Families" in title
    assert "with evidence since 2024" in title
    assert "and none next door" in title


HEADLINE = re.compile(
    r"(?:33 of 50 wards have|1 of 1 ward has) no (?:ward|ward or regional) organization"
    r"(?: of NAME)?(?: listed| known by name| known to be active)"
    r"(?: with evidence since 2024)?(?: for most of (?:their|its) people)?"
    r"(?:, nor a regional one (?:that touches (?:them|it)|for most of (?:their|its) people))?"
    r"(?:, and none next door)?"
)
"""The one order of the parts of a headline; NAME stands for a coalition."""


@pytest.mark.parametrize("year", [2015, 2023])
def test_every_combination_of_settings_makes_a_sentence(year: int) -> None:
    """The words alone are under test, so the wards stay those of the usual rule."""
    usual = city(year)
    bodies = ("", *(key for key in atlas().coalitions if atlas().members(key)))
    seen = set()
    for cover, within, since, beside, level in itertools.product(
        COVERS, bodies, (None, 2024), (False, True), LEVELS
    ):
        rule = Rule(cover, beside, since, within)
        found = replace(usual, coverage=replace(usual.coverage, rule=rule), level=level)
        for wards in (1, 33):
            said = no_organisation(found, atlas(), wards)
            assert "  " not in said
            assert " ," not in said
            assert not said.endswith((" ", ",", " of"))
            name = atlas().coalitions[within].name if within else ""
            assert bool(within) == (f"organization of {name} " in said)
            start = "1 of 1 ward has" if wards == 1 else "33 of 50 wards have"
            plain = said.replace(name, "NAME") if name else said
            assert HEADLINE.fullmatch(f"{start} {plain}"), said
            assert ("their" in said or "them" in said) <= (wards > 1)
            seen.add(said)
    assert len(seen) > len(COVERS) * len(bodies) * 2 * 2 * len(LEVELS)


def test_a_coalition_on_the_new_map_is_said_in_order() -> None:
    title = gap_headline(city(2023, rule=Rule(within="uwf")), atlas())
    assert (
        " have no ward organization of United Working Families listed for most of their people;"
        in title
    )


@pytest.mark.parametrize("level", LEVELS)
def test_groups_of_every_gap_sum_to_its_people(level: str) -> None:
    """Six groups that do not overlap: to the person on the map of the census, within the people's
    own margin on the other, where groups and people are carried apart."""
    for gap in city(2015, level).gaps:
        assert sum(gap.count(key) or 0 for key in GROUP_KEYS) == gap.count("population")
    for gap in city(2023, level).gaps:
        groups = sum(gap.count(key) or 0 for key in GROUP_KEYS)
        people = gap.left["population"]
        assert groups == pytest.approx(people.count, abs=people.margin)


def test_the_list_is_sorted_by_what_is_asked_for_and_starts_with_it() -> None:
    sheet = gap_sheet(atlas(), city(who="black_share"))
    assert len(sheet.rows) == 33
    assert sheet.columns[:5] == ("Ward", "Alderperson", "Black residents", "Next door to", "Side")
    black = [row["Black residents"] for row in sheet.rows]
    assert black == sorted(black, reverse=True)
    assert sheet.columns.count("Black residents") == 1


def test_margins_stand_beside_samples_only_on_the_map_of_the_census() -> None:
    with_margin = {c for c in gap_sheet(atlas(), city()).columns if "margin" in c}
    assert with_margin == {"Rented homes, margin (90%)", "People in poverty, margin (90%)"}
    assert "People, margin (90%)" in gap_sheet(atlas(), city(2023)).columns


def test_a_list_of_a_covered_side_has_no_row_and_can_be_saved() -> None:
    found = city(rule=Rule(cover="touch", beside=True))
    assert found.on("North") == ()
    sheet = gap_sheet(atlas(), found, "North")
    assert sheet.rows == ()
    assert to_csv(sheet).decode("utf-8-sig").startswith("Ward,Alderperson,Next door to,Side")
    assert gap_headline(found, atlas(), "North").startswith("All ")


def test_the_scoreboard_and_its_file_agree() -> None:
    found = city()
    header, rows = score_table(found)
    assert header[1:4] == ("Certain", "Likely", "All listed")
    assert rows[0] == ("Wards", "2", "11", "17", "50")
    by_name = {row[0]: row for row in rows}
    assert by_name["Black residents"][1:4] == ("1%", "5%", "8%")
    (black,) = [r for r in score_sheet(found).rows if r["Counted"] == "Black residents"]
    assert black["In the city"] == 787_551
    assert round(black["All listed: share of the city’s"], 2) == 0.08


def test_the_text_to_forward_has_every_gap_the_source_and_the_link() -> None:
    text = forward_text(city(), atlas(), "", "https://example.org/gaps?x", "Source: somebody.")
    lines = text.splitlines()
    assert lines[0].startswith("33 of 50 wards")
    assert len(lines) == 1 + 33 + 1 + 3
    assert lines[1] == "42 (Ald. Brendan Reilly): 82,937 people; next door to ward 25"
    assert lines[-2:] == ["Source: somebody.", "https://example.org/gaps?x"]


LEFT_OUT_NAMES = {
    26: "Grassroots Illinois Action 26th Ward Committee",
    30: "30th United",
    49: "Network 49",
}
"""Gaps with an organization in the directory: one possibly ended, two are not in the essay."""


@pytest.mark.parametrize("year", [2015, 2023])
def test_gaps_with_an_organization_that_the_settings_leave_out_say_so(year: int) -> None:
    found = city(year)
    cells = {r["Ward"]: r["Listed, but left out by the settings"] for r in rows_of(found)}
    assert {ward: names for ward, names in cells.items() if names} == LEFT_OUT_NAMES
    said = findings(found, atlas(), borders(atlas().tables["neighbours"], year), "")
    assert (
        "3 of these have an organization that the settings leave out: wards 26, 30 and 49." in said
    )
    for ward, name in LEFT_OUT_NAMES.items():
        line = f"Listed, but left out by the settings: {name}."
        assert line in ward_lines(found, atlas(), ward)
    assert not any("left out by the settings" in s for s in ward_lines(found, atlas(), 2))


@pytest.mark.parametrize("year", [2015, 2023])
def test_the_text_to_forward_marks_them_and_explains_the_mark(year: int) -> None:
    lines = forward_text(city(year), atlas(), "", "", "").splitlines()
    marked = {int(line.split("*")[0]) for line in lines if "* (Ald." in line}
    assert marked == set(LEFT_OUT_NAMES)
    named = "; ".join(f"{ward}: {name}" for ward, name in LEFT_OUT_NAMES.items())
    assert f"* An organization is listed, but left out by the settings. {named}." in lines


def test_without_one_there_is_neither_mark_nor_line() -> None:
    """No gap on the South Side has an organization that is left out."""
    found = city()
    assert "*" not in forward_text(found, atlas(), "South", "", "")
    near = borders(atlas().tables["neighbours"], 2015)
    assert not any("leave out" in line for line in findings(found, atlas(), near, "South"))


def rows_of(found: CityGaps) -> tuple[Row, ...]:
    return gap_sheet(atlas(), found).rows


def test_an_estimate_is_not_said_to_the_person() -> None:
    text = forward_text(city(2023), atlas(), "", "", "")
    assert ": about " in text.splitlines()[1]
    assert "about" in forward_text(city(who="poverty_share"), atlas(), "", "", "")


@pytest.mark.parametrize(
    ("race", "said"),
    [
        (None, "not known"),
        (
            Race(2019, "runoff", "A", 520, 1000, 40),
            "2019 runoff, won by A, 40 votes (4.0 points) ahead",
        ),
        (
            Race(2019, "first", "A", 501, 1000, 1),
            "2019 first round, won by A, 1 vote (0.1 points) ahead",
        ),
        (Race(2023, "first", "A", 700, 700, 700), "2023 first round, won by A; nobody else stood"),
    ],
)
def test_a_race_in_words(race: Race | None, said: str) -> None:
    assert race_words(race) == said


def test_the_winner_of_the_last_race_is_named_beside_who_came_later() -> None:
    """Ward 43 elected Michele Smith in 2019; Timmy Knudsen was appointed after her."""
    (row,) = [r for r in rows_of(city()) if r["Ward"] == 43]
    assert row["Alderperson"] == "Timmy Knudsen"
    assert (row["Last council race"], row["Winner of that race"]) == (
        "2019 runoff",
        "Michele Smith",
    )
    assert ward_lines(city(), atlas(), 43)[-1] == (
        "Last council race: 2019 runoff, won by Michele Smith, 991 votes (7.1 points) ahead."
    )


def test_what_is_counted_is_defined() -> None:
    assert who_line("population") == "People; 2020 census, a full count."
    assert "people who are Black alone, not Latino" in who_line("black_share")
    assert "estimated from a sample" in who_line("poverty_share")


def test_a_coalition_of_a_link_must_be_one_with_members() -> None:
    view, remarks = settled(atlas(), View(within="nobody-knows"))
    assert view.within == ""
    assert "nobody-knows" in remarks[0]
    view, remarks = settled(atlas(), View(within="chicago-dsa"))
    assert view.within == "chicago-dsa"
    assert "Clear the choice" in remarks[0]
    assert settled(atlas(), View(within="uwf")) == (View(within="uwf"), ())


def test_the_remap_follows_every_counted_territory() -> None:
    """Half of the 25th Ward's people, 31,403 of 58,543, are still in a ward of that number."""
    shown = atlas().presence(2015, Options())
    near = borders(atlas().tables["neighbours"], 2015)
    old = atlas().coverage(shown, near.border, home_rule(Rule(cover="touch", beside=True)))
    done = remap(atlas(), old, city(2023))
    assert len(done.territories) == 17
    (mine,) = [t for t in done.territories if t.home == 25]
    assert (mine.people, mine.organisations) == (58_543, ("25th-ward-ipo",))
    assert round(mine.same_number / mine.people, 2) == 0.54
    assert people_in(mine.most).startswith("31,400 ± ")
    assert "ward 34: 26%" in elsewhere_words(mine)
    assert {one.ward for one in done.left} & city(2023).coverage.covered(ALL) == set()
    strict = remap(atlas(), old, city(2023, CERTAIN))
    assert [t.home for t in strict.territories] == [33, 35]


def test_the_tables_of_territories_hold_everybody_once() -> None:
    old = atlas().coverage(
        atlas().presence(2015, Options()),
        borders(atlas().tables["neighbours"], 2015).border,
        Rule(),
    )
    done = remap(atlas(), old, city(2023))
    whole, parts = territory_sheet(atlas(), done), part_sheet(atlas(), done)
    assert len(whole.rows) == 17
    for row in whole.rows:
        mine = [p for p in parts.rows if p["Old ward (2015 map)"] == row["Old ward (2015 map)"]]
        assert sum(p["People, 2020"] for p in mine) == row["People, 2020"]
        assert sum(p["Share of the old ward"] for p in mine) == pytest.approx(1, abs=0.001)
