"""Checks of values meant for the map: only a few kinds may reach it, and none is text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.errors import AtlasError
from geo.wards import WARD_COUNT


class MapValueError(AtlasError):
    """A value meant for the map is not one of the few kinds that may reach it."""


def refuse(where: str, value: object, allowed: str) -> MapValueError:
    return MapValueError(f"Ward map, {where}: {value!r} is not usable. Give {allowed}.")


def check_text(where: str, value: object, form: re.Pattern[str], allowed: str) -> None:
    if not (isinstance(value, str) and form.fullmatch(value)):
        raise refuse(where, value, allowed)


def check_number(where: str, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise refuse(where, value, f"a number from {low:g} to {high:g}")


def check_integer(where: str, value: object, low: int, high: int) -> None:
    # numpy integers are refused too: they would not be written as JSON.
    if type(value) is not int or not low <= value <= high:
        raise refuse(where, value, f"a whole number (int) from {low} to {high}")


def check_wards(where: str, values: Sequence[object]) -> None:
    if not isinstance(values, tuple | list):
        raise refuse(where, values, "a tuple of ward numbers")
    check_integer(f"number of wards {where}", len(values), 0, WARD_COUNT)
    for value in values:
        check_integer(where, value, 1, WARD_COUNT)


def check_flag(where: str, value: object) -> None:
    if not isinstance(value, bool):
        raise refuse(where, value, "True or False")
