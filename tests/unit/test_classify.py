"""Class limits against answers worked by hand, a search of every partition, and what must hold of
any row of numbers."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal
from itertools import combinations, pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import paths
from geo.class_words import labels, parse_breaks
from geo.classify import (
    MAX_CLASSES,
    MIN_CLASSES,
    SCHEME_KEYS,
    SCHEMES,
    Classification,
    ClassifyError,
    classify,
)

TEN = (1, 2, 3, 4, 10, 11, 12, 20, 21, 50)
"""A row to be classified in the head."""

computed = pytest.mark.parametrize("scheme", [key for key in SCHEME_KEYS if key != "own"])

classes = st.integers(MIN_CLASSES, MAX_CLASSES)
thousandths = st.integers(-(10**7), 10**7).map(lambda n: n / 1000)
ties = st.integers(0, 6).map(float)
floats = st.floats(-1e12, 1e12, allow_subnormal=False)
known_values = st.one_of([st.lists(kind, max_size=40) for kind in (thousandths, ties, floats)])
missing = st.sampled_from([None, math.nan])
rows = st.one_of(
    known_values, st.lists(st.one_of(thousandths, missing), max_size=40), st.lists(missing)
)
cut_points = st.lists(thousandths, min_size=1, max_size=8, unique=True).map(
    lambda cuts: tuple(sorted(cuts))
)


def is_missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


@pytest.mark.parametrize(
    ("scheme", "k", "breaks", "counts"),
    [
        # A fifth of the way along ten values is 1.8 steps from the first: 2 + 0.8 × 1, and so on.
        ("quantile", 5, (2.8, 7.6, 11.4, 20.2, 50), (2, 2, 2, 2, 2)),
        ("fisher_jenks", 4, (4, 12, 21, 50), (4, 3, 2, 1)),
        ("equal", 7, (8, 15, 22, 29, 36, 43, 50), (4, 3, 2, 0, 0, 0, 1)),
        ("rounded", 5, (10, 20, 30, 40, 50), (5, 3, 1, 0, 1)),
    ],
)
def test_ten_numbers_worked_by_hand(
    scheme: str, k: int, breaks: tuple[float, ...], counts: tuple[int, ...]
) -> None:
    found = classify(TEN, scheme, k)
    assert found.breaks == pytest.approx(breaks)
    assert found.counts == counts
    assert (found.low, found.k) == (1, k)


def test_own_breaks_worked_by_hand() -> None:
    found = classify(TEN, "own", 3, own=(10, 20))
    assert found.breaks == (10, 20, 50)
    assert found.ranges == ((1, 10), (10, 20), (20, 50))
    assert found.counts == (5, 3, 2)
    assert found.ward_class == (0, 0, 0, 0, 0, 1, 1, 1, 2, 2)


def test_a_missing_value_keeps_its_place_and_has_no_class() -> None:
    found = classify((50, None, 1, math.nan, 20), "own", 3, own=(10, 30))
    assert found.ward_class == (2, -1, 0, -1, 1)
    assert found.counts == (1, 1, 1)
    assert found.class_of(None) == found.class_of(math.nan) == -1


@given(values=rows, k=classes, scheme=st.sampled_from(SCHEME_KEYS), own=cut_points)
@settings(deadline=None, max_examples=300)
def test_every_value_lies_in_the_range_of_its_class(
    values: list[float | None], k: int, scheme: str, own: tuple[float, ...]
) -> None:
    found = classify(values, scheme, k, own)
    assert len(found.ward_class) == len(values)
    for value, place in zip(values, found.ward_class, strict=True):
        assert (place == -1) == is_missing(value)
        if value is not None and place >= 0:
            low, high = found.ranges[place]
            assert low < value <= high or (place == 0 and value == low)
            assert found.class_of(value) == place
    assert sum(found.counts) == sum(not is_missing(value) for value in values)
    assert [found.ward_class.count(i) for i in range(found.k)] == list(found.counts)


@given(values=known_values, k=classes, scheme=st.sampled_from(SCHEME_KEYS), own=cut_points)
@settings(deadline=None)
def test_a_higher_value_is_never_in_a_lower_class(
    values: list[float], k: int, scheme: str, own: tuple[float, ...]
) -> None:
    found = classify(values, scheme, k, own)
    in_order = [place for _, place in sorted(zip(values, found.ward_class, strict=True))]
    assert in_order == sorted(in_order)


@given(data=st.data(), values=rows, k=classes, scheme=st.sampled_from(SCHEME_KEYS), own=cut_points)
@settings(deadline=None)
def test_the_order_of_the_wards_does_not_matter(
    data: st.DataObject,
    values: list[float | None],
    k: int,
    scheme: str,
    own: tuple[float, ...],
) -> None:
    order = data.draw(st.permutations(range(len(values))))
    found = classify(values, scheme, k, own)
    moved = classify([values[i] for i in order], scheme, k, own)
    assert moved.breaks == found.breaks
    assert moved.ward_class == tuple(found.ward_class[i] for i in order)


@given(values=known_values, k=classes, scheme=st.sampled_from(["quantile", "fisher_jenks"]))
@settings(deadline=None)
def test_no_class_is_empty_or_doubled(values: list[float], k: int, scheme: str) -> None:
    found = classify(values, scheme, k)
    assert found.k <= k
    assert all(found.counts)
    assert all(before < after for before, after in pairwise(found.breaks))


@given(values=known_values.filter(bool), k=classes, scheme=st.sampled_from(["equal", "rounded"]))
@settings(deadline=None)
def test_equal_steps_ascend_and_end_at_the_maximum(
    values: list[float], k: int, scheme: str
) -> None:
    found = classify(values, scheme, k)
    assert all(before < after for before, after in pairwise(found.breaks))
    assert (found.low, found.breaks[-1]) == (min(values), max(values))


@given(values=st.lists(thousandths, min_size=20, max_size=50, unique=True), k=classes)
@settings(deadline=None)
def test_quantile_classes_of_different_values_are_equally_full(values: list[float], k: int) -> None:
    found = classify(values, "quantile", k)
    assert found.k == k
    assert max(found.counts) - min(found.counts) <= 1


@given(values=st.lists(thousandths, min_size=2, max_size=50, unique=True), k=classes)
@settings(deadline=None)
def test_rounded_limits_are_as_many_as_asked_give_or_take_two_and_round(
    values: list[float], k: int
) -> None:
    found = classify(values, "rounded", k)
    assert abs(found.k - k) <= 2
    assert 2 <= found.k <= 9
    cuts = [Decimal(repr(cut)) for cut in found.breaks[:-1]]
    steps = {after - before for before, after in pairwise(cuts)}
    assert len(steps) <= 1
    for step in steps:
        assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
        assert all(cut % step == 0 for cut in cuts)


@pytest.mark.parametrize("k", range(MIN_CLASSES, MAX_CLASSES + 1))
def test_rounded_limits_of_a_long_row_give_up_outer_limits_before_roundness(k: int) -> None:
    """0.5 to 10.5: steps of 1 make eleven classes and steps of 2 six, so eight and nine are cut
    from the eleven."""
    found = classify([i + 0.5 for i in range(11)], "rounded", k)
    assert abs(found.k - k) <= 2
    assert all(cut == int(cut) for cut in found.breaks[:-1])


def spread(values: list[int]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)


def spread_within(values: list[int], found: Classification) -> float:
    groups = [
        [v for v, place in zip(values, found.ward_class, strict=True) if place == i]
        for i in range(found.k)
    ]
    return sum(map(spread, groups))


def least_spread(values: list[int], k: int) -> float:
    """The best of all ways of cutting the sorted row into `k` pieces."""
    row, n = sorted(values), len(values)
    pieces = (pairwise((0, *cuts, n)) for cuts in combinations(range(1, n), k - 1))
    return min(sum(spread(row[a:b]) for a, b in piece) for piece in pieces)


@given(
    values=st.lists(st.integers(0, 40), min_size=4, max_size=9),
    k=st.sampled_from([3, 4]),
    above=st.sampled_from([0, -20, 54_000, 10**9]),
)
@settings(deadline=None)
def test_natural_breaks_are_the_best_of_all_partitions(
    values: list[int], k: int, above: int
) -> None:
    """Also for numbers whose spread is small beside them, such as ward populations."""
    raised = [value + above for value in values]
    found = classify(raised, "fisher_jenks", k)
    assert found.k == min(k, len(set(values)))
    assert spread_within(raised, found) == pytest.approx(least_spread(values, k), abs=1e-4)


@given(values=st.lists(st.integers(0, 1000), min_size=10, max_size=40, unique=True), k=classes)
@settings(deadline=None, max_examples=30)
@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_natural_breaks_are_no_worse_than_the_library_s(values: list[int], k: int) -> None:
    bins = tuple(mapclassify.FisherJenks(np.array(values), k=k).bins[:-1].tolist())
    theirs = spread_within(values, classify(values, "own", k, own=bins))
    ours = spread_within(values, classify(values, "fisher_jenks", k))
    assert ours <= theirs * (1 + 1e-9)
    assert ours == pytest.approx(theirs, rel=1e-3)


@given(values=st.lists(thousandths, min_size=1, max_size=40), cuts=cut_points)
@settings(deadline=None)
def test_own_breaks_fill_the_classes_the_library_fills(
    values: list[float], cuts: tuple[float, ...]
) -> None:
    above = [*values, max(cuts) + 1]  # the library adds a class above only if a value lies there
    theirs = mapclassify.UserDefined(np.array(above), list(cuts))
    assert list(classify(above, "own", 3, own=cuts).ward_class) == theirs.yb.tolist()


@computed
def test_values_all_alike_make_one_class(scheme: str) -> None:
    found = classify((7, 7, None, 7), scheme, 5)
    assert (found.breaks, found.low, found.counts) == ((7,), 7, (3,))
    assert found.ward_class == (0, 0, -1, 0)


@computed
def test_rounding_errors_of_a_sum_make_no_classes(scheme: str) -> None:
    assert classify((0.3, 0.1 + 0.2, 0.3), scheme, 3).counts == (3,)


@pytest.mark.parametrize("scheme", SCHEME_KEYS)
def test_without_values_there_are_no_classes(scheme: str) -> None:
    for values in ((), (None, math.nan)):
        found = classify(values, scheme, 4, own=(1, 2))
        assert (found.breaks, found.counts, found.ranges, found.k) == ((), (), (), 0)
        assert found.ward_class == (-1,) * len(values)
        assert math.isnan(found.low)
        assert found.class_of(1) == -1
        assert labels(found, str) == ()


def test_ties_merge_quantile_classes() -> None:
    found = classify((0, 0, 0, 0, 0, 0, 0, 5, 6, 9), "quantile", 5)
    assert found.ranges[0] == (0, 0)
    assert found.counts == (7, 1, 2)


def test_equal_values_split_by_rounding_error_stay_together() -> None:
    """A limit worked out as 0.30000000000000004 or 0.6999999999999998 is the value beside it."""
    values = [0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.7, 0.7, 0.7, 0.9]
    for k in range(MIN_CLASSES, MAX_CLASSES + 1):
        for scheme in ("quantile", "equal", "rounded"):
            found = classify(values, scheme, k)
            for limit in found.breaks:
                assert all(limit == v or abs(limit - v) > 1e-9 for v in values)


def test_own_breaks_beyond_the_values_are_kept_so_that_two_maps_compare() -> None:
    small, large = (classify(v, "own", 3, own=(10, 30, 60)) for v in ((12, 25), (5, 70)))
    assert small.breaks == (10, 30, 60, 60)
    assert small.low == 10
    assert small.counts == (0, 2, 0, 0)
    assert large.breaks == (10, 30, 60, 70)
    assert large.class_of(25) == small.class_of(25) == 1
    assert small.class_of(70) == large.class_of(70) == 3
    assert small.class_of(-5) == large.class_of(-5) == 0


@computed
def test_a_value_outside_computed_classes_has_none(scheme: str) -> None:
    found = classify(TEN, scheme, 3)
    assert found.class_of(0.9) == found.class_of(50.1) == -1
    assert (found.class_of(1), found.class_of(50)) == (0, found.k - 1)


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1e200])
@pytest.mark.parametrize("scheme", SCHEME_KEYS)
def test_infinite_values_are_refused_and_named(scheme: str, value: float) -> None:
    with pytest.raises(ClassifyError, match=r"Value 3 of 4 is .* division by zero"):
        classify((1, None, value, 2), scheme, 3, own=(1,))


@computed
@pytest.mark.parametrize("k", [-1, 0, 2, 10])
def test_a_number_of_classes_out_of_bounds_is_refused(scheme: str, k: int) -> None:
    with pytest.raises(ClassifyError, match=f"^{k} classes .* 3 to 9"):
        classify(TEN, scheme, k)


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ClassifyError, match=r"'jenks'.*quantile, fisher_jenks"):
        classify(TEN, "jenks", 5)


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ((), "no breaks yet"),
        ((10, 30, 20), "The break 20 comes after 30"),
        ((10, 20, 20), "The break 20 appears twice"),
        ((10, math.nan), "The break nan is not a number"),
        ((10, math.inf), "The break inf is not a number"),
        (tuple(range(9)), "There are 9 breaks. Use at most 8"),
    ],
)
def test_own_breaks_that_make_no_sense_are_refused(own: tuple[float, ...], message: str) -> None:
    with pytest.raises(ClassifyError, match=message):
        classify(TEN, "own", 3, own=own)


@pytest.mark.parametrize(
    "text",
    [
        "10, 20, 30.5",
        "10,20,30.5",
        "10 20 30.5",
        "10%; 20%; 30.5 %",
        " 10 ,20;30.5%, ",
        "+10 20 30.5",
    ],
)
def test_breaks_are_read_as_people_write_them(text: str) -> None:
    assert parse_breaks(text, 1) == (10, 20, 30.5)
    assert parse_breaks(text, 0.01) == (0.1, 0.2, 0.305)


def test_breaks_are_exact_decimals() -> None:
    """35 × 0.01 in floating point is 0.35000000000000003."""
    assert parse_breaks("7 35 57", 0.01) == (0.07, 0.35, 0.57)


def test_breaks_may_be_negative_with_either_minus() -> None:
    assert parse_breaks("-5, −2.5, 0", 1) == (-5, -2.5, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no breaks yet"),
        (" ,; % ", "no breaks yet"),
        ("ten", "'ten' is not a number"),
        ("10, 2o", "'2o' is not a number"),
        ("1e3", "'1e3' is not a number"),
        ("nan", "'nan' is not a number"),
        ("10–20", "'10–20' is not a number"),
        ("1.2.3", "'1.2.3' is not a number"),
        ("9" * 500, "is not a number"),
        ("1,000", "'1,000' may be one number or several"),
        ("1,500; 3,000", "'1,500' may be one number or several"),
        ("30, 20", "The break 20 comes after 30"),
        ("20, 20.0", "The break 20 appears twice"),
        ("1 2 3 4 5 6 7 8 9", "There are 9 breaks"),
    ],
)
def test_breaks_that_cannot_be_read_say_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ClassifyError, match=message) as caught:
        parse_breaks(text, 1)
    assert len(str(caught.value)) < 250


def whole_percent(value: float) -> str:
    return f"{value:.0%}"


def with_limits(low: float, *breaks: float, scheme: str = "quantile") -> Classification:
    return Classification(scheme, breaks, low, (), (1,) * len(breaks))


def test_labels_are_the_limits_as_written() -> None:
    found = with_limits(0.12, 0.24, 0.36)
    assert labels(found, whole_percent) == ("12% – 24%", "24% – 36%")


def test_labels_do_not_pretend_to_a_range_that_rounding_ate() -> None:
    found = with_limits(0.10, 0.121, 0.122, 0.124, 0.30)
    assert labels(found, whole_percent) == (
        "10% – 12%",
        "about 12% (1 of 2)",
        "about 12% (2 of 2)",
        "12% – 30%",
    )
    assert labels(with_limits(0.10, 0.121, 0.122, 0.30), whole_percent)[1] == "about 12%"


def test_labels_above_a_class_of_one_value_leave_that_value_out() -> None:
    assert labels(with_limits(0, 0, 0.2), whole_percent) == ("0%", "over 0% – 20%")
    assert labels(with_limits(0, 0, 0.004, 0.2), whole_percent) == (
        "0%",
        "just over 0%",
        "0% – 20%",
    )
    assert labels(with_limits(0.5, 0.5), whole_percent) == ("50%",)


def test_labels_of_own_outer_classes_without_values() -> None:
    found = classify((0.15, 0.2), "own", 3, own=(0.1, 0.3))
    assert labels(found, whole_percent) == ("10% or less", "over 10% – 30%", "over 30%")


@given(values=known_values, k=classes, scheme=st.sampled_from(SCHEME_KEYS), own=cut_points)
@settings(deadline=None)
def test_labels_are_one_for_each_class_and_all_different(
    values: list[float], k: int, scheme: str, own: tuple[float, ...]
) -> None:
    found = classify(values, scheme, k, own)
    written = labels(found, lambda value: f"{value:.0f}")
    assert len(written) == found.k
    assert len(set(written)) == found.k


def test_the_picker_has_different_words_for_every_scheme() -> None:
    assert SCHEME_KEYS == ("quantile", "fisher_jenks", "equal", "rounded", "own")
    assert len({scheme.label for scheme in SCHEMES}) == len(SCHEMES)
    assert all(scheme.help.endswith(".") for scheme in SCHEMES)


def test_importing_the_module_does_not_load_the_slow_library() -> None:
    code = "import sys, geo.classify; print('mapclassify' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
