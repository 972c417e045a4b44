"""How each setting of a view is read from a link.

A link is read by whitelist: each field knows its allowed values, anything else falls back to the
default with a notice. Nothing from a link is ever executed or shown unescaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from geo.analysis.coverage import COVERS, LEVELS
from geo.claim_tables import TOPIC_KEYS
from geo.classify import MAX_CLASSES, MIN_CLASSES
from geo.classify import SCHEME_KEYS as CLASSING_KEYS
from geo.indicators import INDICATOR_KEYS
from geo.measures import MEASURE_KEYS
from geo.own_colors import MAX_OWN, OWN
from geo.presence import STATUSES
from geo.ramps import RAMP_KEYS
from geo.verdicts import VERDICT_KEYS
from geo.view import (
    AREAS,
    COLOR_MODES,
    CONTIGUITIES,
    ELECTION_KEYS,
    FIRST_DAY,
    FIRST_EVIDENCE,
    GOALS,
    LAST_DAY,
    MAJORITY_KEYS,
    MAX_BODIES,
    MAX_BREAKS,
    MAX_FIND,
    MAX_LIST,
    MAX_NAME,
    MAX_NEW,
    MAX_WEIGHTS,
    PLANS,
    SCHEME_KEYS,
    SHUFFLES,
    TESTED,
)
from geo.wards import WARD_NUMBERS, vintages


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
