"""How the page of plans for new wards works, its limits, its sources and its last line."""

from __future__ import annotations

from geo.analysis.expansion import Answer
from geo.atlas import Atlas
from geo.carrying import share_errors
from geo.demand import MEASURED
from geo.expansion_question import Outcome, last_race
from geo.expansion_sure import weights_of
from geo.expansion_words import mix_words, target_words
from geo.tables import output
from geo.wards import vintage
from geo.words import capital, own_map, ward_list

NAMES = {"margin": "last council race", "turnout": "turnout"}


REACHED = (
    "A ward is reached if it, or a ward it shares a border with, has an organization. Wards that "
    "meet at a corner only do not reach each other. Being beside one is no promise of help: it "
    "says who is near enough to ask."
)


def method_lines(atlas: Atlas, out: Outcome) -> list[str]:
    """How the answer was found and what it does not say."""
    lines = [
        REACHED,
        f"{capital(out.demand.who)}: counts are rounded to whole ones in every ward before they "
        "are added, so two choices tie if they reach the same number to the last one. "
        f"{mix_words(out.demand)}".strip(),
        *proof_lines(out),
        *limit_lines(atlas, out),
        *side_lines(atlas, out),
    ]
    if any(part.basis == MEASURED for part in out.demand.parts):
        usual, worst = share_errors(atlas.tables["carrying_error"])
        lines.append(
            "On this map groups are estimates. Carried from larger areas, a group’s share of a "
            f"ward was off by {usual:.1f} points or less on average and {worst:.1f} at worst."
        )
    return lines


def proof_lines(out: Outcome) -> list[str]:
    """That the answer is proved, and how."""
    found = out.found
    if not isinstance(found, Answer) or not found.size:
        return []
    if found.fewest:
        return [
            "The answer is proved: an exact solver (HiGHS, gap 0) shows that no fewer wards under "
            f"these wishes {target_words(found)}, and how many the best of them reach. A second, "
            "complete search lists every choice of as many wards that does and found none better."
        ]
    return [
        "The answer is proved: an exact solver (HiGHS, gap 0) shows that no choice of wards under "
        "these wishes reaches more, and a second, complete search lists every choice that does as "
        "well and found none better."
    ]


def limit_lines(atlas: Atlas, out: Outcome) -> list[str]:
    """Wards the limits leave out, and those for which a limit cannot be checked."""
    lines = []
    for name, wards in out.barred.items():
        if wards:
            year = f" of {last_race(atlas, out.asked.map)}" if name == "margin" else ""
            lines.append(
                f"Your limit on the {NAMES[name]}{year} leaves out {len(wards)} wards, organized "
                "ones among them."
            )
    done = sorted(set(out.asked.must) & out.today[0])
    if done:
        verb = "counts" if len(done) == 1 else "count"
        lines.append(
            f"Of the wards that must get one, {ward_list(done)} {verb} as organized already: no "
            "new organization is used up there."
        )
    for name, unknown in out.unknown.items():
        lines.append(
            f"No figure of the {NAMES[name]} is known for ward {ward_list(unknown)}: left out."
        )
    return lines


def organised_wish_lines(out: Outcome) -> list[str]:
    """Wishes for wards that are organized already, which change nothing."""
    lines = []
    for wish, wards in (("must get one", out.asked.must), ("must not get one", out.asked.never)):
        done = sorted(set(wards) & out.today[0])
        if done:
            noun, verb = ("Ward", "counts") if len(done) == 1 else ("Wards", "count")
            lines.append(
                f"{noun} {ward_list(done)} {verb} as organized already: “{wish}” changes nothing "
                "there."
            )
    return lines


def side_lines(atlas: Atlas, out: Outcome) -> list[str]:
    """Sides that ask for no new organization although every side is to get one."""
    if not out.asked.each_side:
        return []
    of = atlas.ward_sides(out.asked.map, out.asked.each_side)
    organised = out.today[0]
    full = [
        group
        for group in atlas.schemes[out.asked.each_side].groups
        if all(ward in organised for ward, side in of.items() if side.main == group)
    ]
    if not full:
        return []
    return [f"No ward is left without an organization, so none is asked for: {', '.join(full)}."]


def question_sources(atlas: Atlas, out: Outcome, weights: str) -> tuple[str, ...]:
    """Sources of everything counted or used on the page."""
    counted = (s for part in out.demand.parts for s in part.counts.measure.first.sources)
    used = [*output("neighbours.csv").sources, *output("ward_sides.csv").sources, *counted]
    asked = weights_of(weights)
    for key, of in (("poor", "poverty_share"), ("renters", "renter_share")):
        used += atlas.values(out.asked.map, of).indicator.sources if asked[key] else ()
    if out.asked.margin or asked["close"]:
        table = atlas.tables["council_results"]
        last = table[(table["vintage"] == out.asked.map)]
        last = last[last["year"] == last["year"].max()]
        used += sorted(set(last["source_id"]))
    if out.asked.turnout or asked["turnout"]:
        used += atlas.values(out.asked.map, "turnout_2023").indicator.sources
    return tuple(dict.fromkeys((*used, "alder_terms")))


def question_footing(out: Outcome) -> str:
    """Vintage of everything on the page, for its last line."""
    which = vintage(out.asked.map)
    carried = "" if own_map(which.year) else ", organizations carried from the 2015 map"
    counted = "; ".join(
        dict.fromkeys(
            f"{part.name}: {part.counts.measure.first.vintage}" for part in out.demand.parts
        )
    )
    return f"Ward map: {which.label} ({which.span}){carried}; {counted}."
