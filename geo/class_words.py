"""Words about classes: reading the breaks a reader types, naming the classes that come of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby

from geo.cells import shown
from geo.classify import Classification, ClassifyError, check_own

_NUMBER = re.compile(r"[-+]?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})")
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(,[0-9]{3})+(?![0-9])")


def parse_breaks(text: str, scale: float) -> tuple[float, ...]:
    """Read the reader's own cut points.

    Parameters
    ----------
    text : str
        Numbers apart by commas, semicolons or spaces; percent signs are allowed and mean nothing.
    scale : float
        One unit of the reader in units of the values: 0.01 where shares are written as percent.

    Returns
    -------
    tuple of float, length 1 to 8
        Ascending, in the unit of the values; exact as decimals (35% is 0.35).

    Raises
    ------
    ClassifyError
        If something is not a plain number, a comma might be a thousands separator, or there are
        none, too many, doubled or unsorted numbers.
    """
    for found in _THOUSANDS.finditer(text):
        raise ClassifyError(
            f"{shown(found[0])} may be one number or several. Leave out commas inside a number, as "
            f"in 1000, and put a space after commas between numbers, as in 100, 200."
        )
    parts = [part for part in re.split(r"[\s,;%]+", text.replace("−", "-")) if part]
    for part in parts:
        if not _NUMBER.fullmatch(part):
            raise ClassifyError(
                f"{shown(part)} is not a number. Type numbers such as 10, 20, 30 or 12.5; 25."
            )
    numbers = [Decimal(part) for part in parts]
    check_own(tuple(map(float, numbers)))
    return tuple(float(number * Decimal(str(scale))) for number in numbers)


def labels(
    classification: Classification, write: Callable[[float], str], *, whole: bool = False
) -> tuple[str, ...]:
    """One label per class, such as "12.3% – 24.0%", that stays true after rounding.

    Parameters
    ----------
    classification : Classification
        Any, also one without classes.
    write : callable
        Writes a limit as the reader shall see it, usually rounded.
    whole : bool
        Whether the values are whole numbers: a class then begins with the number after the one
        that ends the class below it.

    Returns
    -------
    tuple of str, length k
        Limits that read differently are written as they are. Where rounding makes both limits of a
        class read alike, the label does not pretend to a range: it says "about 12.3%", and when
        several classes in a row would say so, they are numbered upward, "about 12.3% (1 of 2)". A
        class of one single value is that value, and the class above it says "over 0% – 5%" because
        it does not hold that value. The reader's own outer classes without width are "10% or less"
        and "over 30%".
    """
    written = [_label(classification, i, write, whole=whole) for i in range(classification.k)]
    numbered: list[str] = []
    for label, group in groupby(written):
        alike = len(list(group))
        numbered += [
            f"{label} ({i} of {alike})" if alike > 1 else label for i in range(1, alike + 1)
        ]
    return tuple(numbered)


def _label(
    classification: Classification, i: int, write: Callable[[float], str], *, whole: bool
) -> str:
    (low, high), own = classification.ranges[i], classification.scheme == "own"
    if whole and i and low + 1 < high:
        return f"{write(low + 1)} – {write(high)}"
    after_single = i == 1 and classification.low == classification.breaks[0]
    if low == high:
        if own:
            return f"{write(high)} or less" if i == 0 else f"over {write(high)}"
        return write(high)
    if write(low) == write(high):
        return f"just over {write(low)}" if after_single else f"about {write(high)}"
    return f"{'over ' * after_single}{write(low)} – {write(high)}"
