"""A view: every setting a reader can choose, and the link that restores it.

A link is read by whitelist: each field knows its allowed values, anything else falls back to the
default with a notice. Nothing from a link is ever executed or shown unescaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from geo.analysis.coverage import COVERS, LEVELS, Rule
from geo.claim_tables import TOPIC_KEYS
from geo.classify import MAX_CLASSES, MIN_CLASSES
from geo.classify import SCHEME_KEYS as CLASSING_KEYS
from geo.indicators import INDICATOR_KEYS
from geo.measures import MEASURE_KEYS, USUAL
from geo.own_colors import MAX_OWN, OWN
from geo.page_settings import FIRST_PAGE, PAGE_SETTINGS
from geo.presence import DEFAULT_STATUSES, STATUSES, Options
from geo.ramps import RAMP_KEYS
from geo.verdicts import VERDICT_KEYS
from geo.wards import WARD_NUMBERS, vintages

MAX_SHOWN = 30
"""Characters of a bad value repeated in a notice."""

MAX_FIND = 80
"""Characters of a search."""

ANY_SIDE = ""
"""No side filter."""

COLOR_MODES = ("one", "presence", "two", "group")
"""What a demographic map colors: one indicator; it and presence; it and a second indicator; the
largest group of people."""

MAJORITY_KEYS = ("majority", "plurality", "forty")
"""When a group is said to lead a ward: over half; the largest; two fifths or more."""

MAX_BREAKS = 60
"""Characters of a reader's own class breaks."""

ELECTION_KEYS = (
    "2015-first",
    "2015-runoff",
    "2018-primary",
    "2019-first",
    "2019-runoff",
    "2023-first",
    "2023-runoff",
)
"""Elections with votes by precinct: "first" is the first round of a city election, in February."""

AREAS = ("wards", "precincts")
"""What a map of votes draws."""

MAX_LIST = 2500
"""Characters of a typed list of wards or names: all fifty alderpersons with titles take 1,500."""

MAX_BODIES = 12
"""Coalitions that can be chosen at once."""

FIRST_DAY, LAST_DAY = date(2015, 5, 18), date(2026, 11, 23)
"""Days the coalitions can be shown for: from the first council on the 2015 map to the day of the
data release (a contract test compares)."""

CONTIGUITIES = ("queen", "rook")
"""When two wards are neighbors: where they touch at all, or across a border only."""

TESTED = ("presence", "list", "indicator")
"""What clusters: wards with an organization, the wards of list A, or an indicator."""

SHUFFLES = ("city", "side")
"""Where chance may put an organization: anywhere, or within the side of the city it is on."""

GOALS = ("most", "ninety", "all")
"""What new organizations are chosen for: to reach the most with k of them; to reach nine in ten,
or everybody, with the fewest."""

MAX_NEW = 10
"""New organizations at most; more would be no plan."""

PLANS = ("a", "b")

MAX_NAME = 60
"""Characters of a plan's name."""

MAX_WEIGHTS = 8
"""Parts of a weighted mix at most."""

FIRST_EVIDENCE = 1980
"""Earliest year of evidence a reader can ask for; the oldest in the directory is of 1982."""

SCHEME_KEYS = ("nine", "five", "essay")
"""Side schemes; `side_schemes.csv` holds exactly these (a contract test compares)."""


@dataclass(frozen=True)
class View:
    """Settings of a page. Field names are the names in a link, so they never change meaning."""

    map: int = 2015
    scheme: str = "five"
    side: str = ANY_SIDE
    regional: bool = True
    outside: bool = False
    status: tuple[str, ...] = DEFAULT_STATUSES
    outlines: bool = True
    labels: bool = True
    streets: bool = False
    ward: int | None = None
    find: str = ""
    org: str = ""
    indicator: str = "black_share"
    second: str = "poverty_share"
    colors: str = "one"
    classing: str = "quantile"
    classes: int = 5
    breaks: str = ""
    palette: str = ""
    rings: bool = True
    doubt: bool = True
    picked: tuple[int, ...] = ()
    majority: str = "majority"
    day: str = "2021-06-01"
    bodies: tuple[str, ...] = ()
    list_a: str = ""
    list_b: str = ""
    election: str = "2019-first"
    race: str = ""
    candidate: str = ""
    area: str = "wards"
    cover: str = "ward"
    beside: bool = False
    since: int | None = None
    within: str = ""
    sure: str = "all"
    who: str = USUAL
    mix: str = ""
    contiguity: str = "queen"
    tested: str = "presence"
    shuffle: str = "city"
    k: int = 3
    goal: str = "most"
    must: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    each_side: bool = False
    margin: str = ""
    turnout: str = ""
    weights: str = ""
    chosen: tuple[int, ...] = ()
    plan: str = "a"
    plan_a: tuple[int, ...] = ()
    plan_b: tuple[int, ...] = ()
    name_a: str = ""
    name_b: str = ""
    document: str = ""
    topic: str = ""
    verdict: str = ""
    claim: str = ""
    colors_own: str = ""

    @property
    def options(self) -> Options:
        """The part that decides which organizations count."""
        return Options(regional=self.regional, outside=self.outside, statuses=self.status)

    @property
    def rule(self) -> Rule:
        """The part that decides what covers a ward."""
        return Rule(cover=self.cover, beside=self.beside, since=self.since, within=self.within)

    def on_map(self, year: int) -> View:
        """This view on a page that shows one ward map only.

        A ward chosen on another map is other land, even with the same number: it is let go of.
        """
        return replace(self, map=year, ward=self.ward if self.map == year else None)

    def with_(self, **changes: Any) -> View:
        """A copy with some settings changed; what belonged to a changed one goes with it."""
        changed = {name for name, value in changes.items() if getattr(self, name) != value}
        gone = {name for of, names in BELONGS.items() if of in changed for name in names}
        if "indicator" in changed and self.classing == "own":
            gone.add("classing")
        let_go = {name: getattr(View, name) for name in gone}
        return replace(self, **{**let_go, **changes})


QUESTION = (
    *("who", "mix", "k", "goal", "must", "never", "each_side", "margin", "turnout"),
    *("outside", "status", "cover", "since", "within", "sure"),
)
"""Fields that ask where new organizations should go: another question has other best choices."""

BELONGS = {
    **dict.fromkeys(QUESTION, ("chosen",)),
    "scheme": ("side",),
    "indicator": ("breaks", "palette", "picked"),
    "map": ("picked", "chosen", "must", "never", "plan_a", "plan_b"),
    "election": ("race", "candidate"),
    "race": ("candidate",),
    "document": ("claim",),
    "topic": ("claim",),
    "verdict": ("claim",),
}
"""Fields that mean something for one value of another field only."""


def cleared_words(before: View, after: View) -> tuple[str, ...]:
    """What a reader is told when a change of the ward map lets plans go."""
    had = [n for n in PLANS if getattr(before, f"plan_{n}") and not getattr(after, f"plan_{n}")]
    if before.map == after.map or not had:
        return ()
    what = "Plans A and B are" if len(had) > 1 else f"Plan {had[0].upper()} is"
    return (
        f"{what} cleared: ward numbers of the {before.map} map are other land on the {after.map} "
        f"map. Your browser’s Back button brings {'them' if len(had) > 1 else 'it'} back.",
    )


def _flag(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _map(text: str) -> int:
    return {str(v.year): v.year for v in vintages()}[text]


def _scheme(text: str) -> str:
    return {key: key for key in SCHEME_KEYS}[text]


def _statuses(text: str) -> tuple[str, ...]:
    chosen = {code(s): s for s in STATUSES}
    wanted = {chosen[part] for part in text.split(".") if part}
    return tuple(s for s in STATUSES if s in wanted)


def _ward(text: str) -> int | None:
    return {"": None, **{str(n): n for n in WARD_NUMBERS}}[text]


def _find(text: str) -> str:
    if len(text) > MAX_FIND or not text.isprintable():
        raise KeyError(text)
    return text


def _org(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{0,80}", text):
        raise KeyError(text)
    return text


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise KeyError(text) from error
    if text != day.isoformat() or not FIRST_DAY <= day <= LAST_DAY:
        raise KeyError(text)
    return text


def _bodies(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part for part in text.split(".") if part))
    if len(wanted) > MAX_BODIES:
        raise KeyError(text)
    return tuple(map(_org, wanted))


def _list(text: str) -> str:
    # Marks of the direction of writing come along with pasted text and mean nothing here.
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if len(text) > MAX_LIST or not all(c.isprintable() or c == "\n" for c in text):
        raise KeyError(text)
    return text


def _indicator(text: str) -> str:
    return {key: key for key in INDICATOR_KEYS}[text]


def _word(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        return {word: word for word in allowed}[text]

    return read


def _classes(text: str) -> int:
    return {str(k): k for k in range(MIN_CLASSES, MAX_CLASSES + 1)}[text]


def _breaks(text: str) -> str:
    if not re.fullmatch(rf"[0-9.,;% ]{{0,{MAX_BREAKS}}}", text):
        raise KeyError(text)
    return text


def _palette(text: str) -> str:
    return {"": "", **{key: key for key in (*RAMP_KEYS, OWN)}}[text]


def _colors_own(text: str) -> str:
    """Which of them are colors is for the page to say, where the reader can mend them."""
    if len(text) > MAX_OWN or not text.isprintable():
        raise KeyError(text)
    return text


def _picked(text: str) -> tuple[int, ...]:
    wards = {str(n): n for n in WARD_NUMBERS}
    return tuple(sorted({wards[part] for part in text.split(".") if part}))


def _since(text: str) -> int | None:
    return {"": None, **{str(y): y for y in range(FIRST_EVIDENCE, LAST_DAY.year + 1)}}[text]


def _new(text: str) -> int:
    return {str(k): k for k in range(1, MAX_NEW + 1)}[text]


def _mix(text: str) -> str:
    """Keys with weights, "black_share:2.young:1"; whether a key exists is for the page to say."""
    if not re.fullmatch(r"([a-z][a-z0-9_]*:[0-9]{1,3}(\.(?!$)|$))*", text):
        raise KeyError(text)
    if text.count(":") > MAX_WEIGHTS:
        raise KeyError(text)
    return text


def _range(text: str) -> str:
    """Two percentages, "0-10"; blank for no limit."""
    found = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text)
    if text and not (found and int(found[1]) <= int(found[2]) <= WHOLE):
        raise KeyError(text)
    return text


WHOLE = 100


def _plan(text: str) -> tuple[int, ...]:
    """Wards that get an organization, and with a minus those that lose theirs: "12.15.-33"."""
    signed = {str(n * sign): n * sign for n in WARD_NUMBERS for sign in (1, -1)}
    found = {signed[part] for part in text.split(".") if part}
    if len({abs(n) for n in found}) < len(found):
        raise KeyError(text)
    return tuple(sorted(found, key=lambda n: (abs(n), n)))


def _name(text: str) -> str:
    if len(text) > MAX_NAME or not text.isprintable():
        raise KeyError(text)
    return text


def code(words: str) -> str:
    """How a name is written in a link: "possibly defunct" -> "possibly-defunct"."""
    return words.lower().replace(" ", "-")


READERS: dict[str, Callable[[str], Any]] = {
    "map": _map,
    "scheme": _scheme,
    "regional": _flag,
    "outside": _flag,
    "status": _statuses,
    "outlines": _flag,
    "labels": _flag,
    "streets": _flag,
    "ward": _ward,
    "find": _find,
    "org": _org,
    "indicator": _indicator,
    "second": _indicator,
    "colors": _word(*COLOR_MODES),
    "classing": _word(*CLASSING_KEYS),
    "classes": _classes,
    "breaks": _breaks,
    "palette": _palette,
    "rings": _flag,
    "doubt": _flag,
    "picked": _picked,
    "majority": _word(*MAJORITY_KEYS),
    "day": _day,
    "bodies": _bodies,
    "list_a": _list,
    "list_b": _list,
    "election": _word(*ELECTION_KEYS),
    "race": _org,
    "candidate": _org,
    "area": _word(*AREAS),
    "cover": _word(*COVERS),
    "beside": _flag,
    "since": _since,
    "within": _org,
    "sure": _word(*LEVELS),
    "who": _word(*MEASURE_KEYS),
    "mix": _mix,
    "contiguity": _word(*CONTIGUITIES),
    "tested": _word(*TESTED),
    "shuffle": _word(*SHUFFLES),
    "k": _new,
    "goal": _word(*GOALS),
    "must": _picked,
    "never": _picked,
    "each_side": _flag,
    "margin": _range,
    "turnout": _range,
    "weights": _mix,
    "chosen": _picked,
    "plan": _word(*PLANS),
    "plan_a": _plan,
    "plan_b": _plan,
    "name_a": _name,
    "name_b": _name,
    "document": _org,
    "topic": _word("", *TOPIC_KEYS),
    "verdict": _word("", *VERDICT_KEYS),
    "claim": _org,
    "colors_own": _colors_own,
}
"""How each field is read from a link (KeyError = not allowed). `side` depends on the scheme."""

ALLOWED = {
    "map": " or ".join(str(v.year) for v in vintages()),
    "scheme": ", ".join(SCHEME_KEYS),
    "side": "a side of the chosen scheme",
    "regional": "yes or no",
    "outside": "yes or no",
    "status": ", ".join(code(s) for s in STATUSES) + ", joined by dots",
    "outlines": "yes or no",
    "labels": "yes or no",
    "streets": "yes or no",
    "ward": "a whole number from 1 to 50",
    "find": "up to 80 ordinary characters",
    "org": "the id of an organization in the directory",
    "indicator": "the key of an indicator, see the data dictionary",
    "second": "the key of an indicator, see the data dictionary",
    "colors": ", ".join(COLOR_MODES),
    "classing": ", ".join(CLASSING_KEYS),
    "classes": f"a whole number from {MIN_CLASSES} to {MAX_CLASSES}",
    "breaks": "numbers with commas or semicolons between them",
    "palette": ", ".join((*RAMP_KEYS, OWN)),
    "rings": "yes or no",
    "doubt": "yes or no",
    "picked": "ward numbers from 1 to 50, joined by dots",
    "majority": ", ".join(MAJORITY_KEYS),
    "day": f"a day from {FIRST_DAY} to {LAST_DAY}, written like {FIRST_DAY}",
    "bodies": f"ids of coalitions, joined by dots, at most {MAX_BODIES}",
    "list_a": f"up to {MAX_LIST} ordinary characters",
    "list_b": f"up to {MAX_LIST} ordinary characters",
    "election": ", ".join(ELECTION_KEYS),
    "race": "the key of a race of that election",
    "candidate": "the key of a candidate of that race, or of a measure",
    "area": ", ".join(AREAS),
    "cover": ", ".join(COVERS),
    "beside": "yes or no",
    "since": f"a year from {FIRST_EVIDENCE} to {LAST_DAY.year}, or nothing",
    "within": "the id of a coalition",
    "sure": ", ".join(LEVELS),
    "who": "the key of something counted, see the data dictionary",
    "mix": f"keys with weights like young:2.population:1, at most {MAX_WEIGHTS}",
    "contiguity": ", ".join(CONTIGUITIES),
    "tested": ", ".join(TESTED),
    "shuffle": ", ".join(SHUFFLES),
    "k": f"a whole number from 1 to {MAX_NEW}",
    "goal": ", ".join(GOALS),
    "must": "ward numbers from 1 to 50, joined by dots",
    "never": "ward numbers from 1 to 50, joined by dots",
    "each_side": "yes or no",
    "margin": "two whole percentages like 0-10",
    "turnout": "two whole percentages like 20-40",
    "chosen": "ward numbers from 1 to 50, joined by dots",
    "weights": f"keys with weights like people:2.near:1, at most {MAX_WEIGHTS}",
    "plan": ", ".join(PLANS),
    "plan_a": "ward numbers joined by dots, with a minus for those taken away, like 12.15.-33",
    "plan_b": "ward numbers joined by dots, with a minus for those taken away, like 12.15.-33",
    "name_a": f"up to {MAX_NAME} ordinary characters",
    "name_b": f"up to {MAX_NAME} ordinary characters",
    "document": "the id of a source",
    "topic": ", ".join(TOPIC_KEYS),
    "verdict": ", ".join(VERDICT_KEYS),
    "claim": "the id of a statement",
    "colors_own": f"colors joined by dots like eeeeee.99ccff.003366, at most {MAX_OWN} characters",
}
"""What a notice tells the reader is allowed."""

BUILD = "build"
"""Name in a link of the data build it was made with."""


def to_query(view: View, page: str | None = None) -> dict[str, str]:
    """Every setting a page uses as text, defaults too, so a link keeps its meaning when a default
    changes.

    Parameters
    ----------
    view : View
    page : str, optional
        Name in the address, blank for the page that opens first; without one, every setting.
    """
    names = [f.name for f in fields(view)] if page is None else PAGE_SETTINGS[page or FIRST_PAGE]
    written = {**{n: _write(getattr(view, n)) for n in names}, "side": code(view.side)}
    return {name: written[name] for name in names}


def _write(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ".".join(code(str(v)) for v in value)
    return str(value)


def link(view: View, page: str, build_id: str) -> str:
    """The path and query that restore a view, with the build it was made on.

    `page` is the name in the address; blank for the page that opens first.
    """
    return f"/{page}?{urlencode({**to_query(view, page), BUILD: build_id})}"


def brief_link(view: View, page: str, build_id: str) -> str:
    """The path and query with the settings alone that are not the usual ones, short enough for
    paper. It means another view if a usual setting ever changes, so files carry `link` as well."""
    usual = to_query(View())
    mine = to_query(view, page)
    written = {name: value for name, value in mine.items() if value != usual[name]}
    return f"/{page}?{urlencode({**written, BUILD: build_id})}"


def from_query(
    query: Mapping[str, str], sides: Mapping[str, tuple[str, ...]], start: View | None = None
) -> tuple[View, tuple[str, ...]]:
    """Read a view from a link.

    Parameters
    ----------
    query : mapping of text
        As in an address; unknown names are ignored, as sites add their own (utm_source …).
    sides : mapping
        The groups of each side scheme, by scheme key.
    start : View, optional
        What fields that are not named keep.

    Returns
    -------
    (View, notices)
        One plain sentence for every value that was not allowed. Values that were are kept.
    """
    view = start or View()
    notices = []
    for name, read in READERS.items():
        if name not in query:
            continue
        try:
            view = replace(view, **{name: read(query[name])})
        except KeyError:
            notices.append(notice(name, query[name]))
    groups = {code(g): g for g in sides[view.scheme]} | {ANY_SIDE: ANY_SIDE}
    wanted = query.get("side", view.side and code(view.side))
    if wanted not in groups and "side" in query:
        notices.append(notice("side", wanted))
    return replace(view, side=groups.get(wanted, ANY_SIDE)), tuple(notices)


def shown_value(value: str) -> str:
    """A value of a link as a notice can repeat it: not too long, nothing but ordinary marks."""
    shown = value if len(value) <= MAX_SHOWN else value[:MAX_SHOWN] + "…"
    # Marks that turn the direction of writing or break lines would garble the notice itself.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)


def notice(name: str, value: str) -> str:
    """What a reader is told about a value that was not allowed."""
    return (
        f"The link asks for {name} = “{shown_value(value)}”, which is not possible; the "
        f"usual setting is shown instead. Allowed: {ALLOWED[name]}."
    )
