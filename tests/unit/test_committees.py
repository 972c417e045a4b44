"""The reader of the state's list of committees: what it lets through, and what it never does.

No copy of the real list was at hand: the rows are written in the documented format.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import astuple

import pytest

from geo.committee_names import is_wanted, ordinal, plain, wards_named
from geo.committees import MAX_LINE, MAX_PROBLEMS, Committee, Reading, read_committees
from geo.errors import DataProblems
from tests.committee_rows import COLUMNS, GOOD, PRIVATE, cells, listing, older

EXPECTED = Committee(
    id="101",
    name="22nd Ward Independent Political Organization",
    active="yes",
    status_date="2019-07-01",
    created="2018-02-03",
    party="Nonpartisan",
    purpose="To support independent candidates",
    fetched="2026-11-03",
)

DIRECTORY = ("30th United", "Network 49", "25th Ward IPO", "The People’s 32nd")


def read(body: bytes, directory: tuple[str, ...] = DIRECTORY, **limits: float) -> Reading:
    return read_committees(io.BytesIO(body), "Committees.txt", "2026-11-03", directory, **limits)


def faults(reading: Reading) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in reading.problems]


def whole_fault(body: bytes, **limits: float) -> str:
    with pytest.raises(DataProblems) as caught:
        read(body, **limits)
    assert all(p.file == "Committees.txt" and p.remedy for p in caught.value.problems)
    return str(caught.value)


def test_a_row_of_the_board_s_file() -> None:
    reading = read(listing(cells(), cells(ID="102", Name="Friends of a Village Trustee")))
    assert reading.committees == (EXPECTED,)
    assert reading.problems == ()
    assert reading.rows == 2


def test_the_older_export_gives_the_same() -> None:
    changed = cells(Status="t", CanSuppOpp="support", PolicySuppOpp="oppose")
    quoted = cells(
        ID="7", Name='"Progress", the 5th Ward, and IPO', Status="f", CanSuppOpp="", Purpose=""
    )
    reading = read(older(changed, quoted))
    assert [one.id for one in reading.committees] == ["7", "101"]
    assert reading.committees[1] == EXPECTED
    assert reading.committees[0].name == '"Progress", the 5th Ward, and IPO'
    assert reading.committees[0].active == "no"
    assert reading.problems == ()


def test_quotation_marks_mean_nothing_between_tabs() -> None:
    name = 'The "New" 5th Ward "IPO'
    assert read(listing(cells(Name=name))).committees[0].name == name


@pytest.mark.parametrize(
    ("mark", "active"),
    [("A", "yes"), ("a", "yes"), ("I", "no"), ("F", "no"), ("X", ""), ("", "")],
)
def test_a_status_that_is_not_understood_is_not_guessed(mark: str, active: str) -> None:
    assert read(listing(cells(Status=mark))).committees[0].active == active


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018-02-03 00:00:00", "2018-02-03"),
        ("2018-02-03T00:00:00", "2018-02-03"),
        ("2018-02-03", "2018-02-03"),
        ("2/3/2018 12:00:00 AM", "2018-02-03"),
        ("", ""),
    ],
)
def test_days_are_iso(written: str, day: str) -> None:
    assert read(listing(cells(CreationDate=written))).committees[0].created == day


def shifted() -> Iterator[list[str]]:
    """A good row with every stray tab, every lost one, and every pair of the two."""
    row = cells()
    gained = [
        [*row[:i], w[: len(w) // 2], w[len(w) // 2 :], *row[i + 1 :]] for i, w in enumerate(row)
    ]
    for one in (row, *gained):
        if one is not row:
            yield one
        for i in range(len(one) - 1):
            yield [*one[:i], one[i] + one[i + 1], *one[i + 2 :]]


def test_no_other_column_comes_through_however_the_tabs_fall() -> None:
    tried = kept = 0
    for row in shifted():
        tried += 1
        reading = read(listing(row))
        said = " ".join(map(str, reading.problems))
        through = " ".join(" ".join(astuple(one)) for one in reading.committees)
        assert not [word for word in PRIVATE if word in said + through], (row, said, through)
        kept += bool(reading.committees)
        if len(row) != len(COLUMNS):
            assert faults(reading) == [(2, None)]
            assert reading.committees == ()
    assert tried == 27 + 26 + 27 * 27
    # Put back together where they fell apart; and where both fell into the address, or into the
    # cells before the name, what is kept is right.
    assert 27 <= kept < 200


def test_a_stray_tab_in_the_purpose_is_named() -> None:
    reading = read(listing(cells(Purpose="To support\tcandidates"), cells(ID="102")))
    assert [one.id for one in reading.committees] == ["102"]
    assert faults(reading) == [(2, None)]
    assert "28 cells, but the header has 27" in str(reading.problems[0])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("ID", "10 1"),
        ("StateID", "True"),
        ("Zip", "IL"),
        ("Status", "60699"),
        ("StatusDate", "A"),
        ("StatusDate", "2019-02-30"),
        ("CreationDate", "13/13/2018"),
        ("DispFunds95", "to Roe Charity"),
        ("CanSuppOpp", "to Roe Charity"),
        ("PartyAffiliation", "1234 W Roe St"),
    ],
)
def test_a_row_that_is_shifted_without_showing_it_is_left_out(column: str, cell: str) -> None:
    reading = read(listing(cells(**{column: cell}), cells(ID="102")))
    assert [one.id for one in reading.committees] == ["102"]
    assert faults(reading) == [(2, column.lower())]
    assert cell not in str(reading.problems[0])


@pytest.mark.parametrize(
    "text",
    [
        "Write to jane@example.org",
        "Call 312-555-0199",
        "Call (312) 555 0199",
        "Meets at 1234 W Roe St",
        "Meets at 2 North Roe Avenue",
        "PO Box 12, for the ward",
        "c/o the treasurer",
        "the ward, 60608",
        "=HYPERLINK(1)",
        "+1 for the ward",
        "x" * 2001,
    ],
)
def test_a_purpose_that_cannot_be_kept_is_left_blank_and_said(text: str) -> None:
    reading = read(listing(cells(Purpose=text)))
    assert reading.committees[0].purpose == ""
    assert reading.committees[0].name == EXPECTED.name
    assert faults(reading) == [(2, "purpose")]
    assert text[:40] not in str(reading.problems[0])


@pytest.mark.parametrize(
    "name",
    [
        "=1+1 22nd Ward IPO",
        "22nd Ward IPO, 1234 W Roe St",
        "22nd Ward IPO \x07",
        "Roebuck group22nd Ward IPO",
        "22nd Ward Independent Political OrganizationJane Roe",
    ],
)
def test_a_name_that_cannot_be_kept_leaves_the_row_out(name: str) -> None:
    reading = read(listing(cells(Name=name)))
    assert reading.committees == ()
    assert faults(reading) == [(2, "name")]


@pytest.mark.parametrize("name", ["McRae 5th Ward IPO", "DuSable IPO", "5TH WARD IPO", "5Th Ward"])
def test_usual_spellings_are_not_taken_for_two_texts(name: str) -> None:
    assert read(listing(cells(Name=name))).committees[0].name == name


def test_a_number_there_twice() -> None:
    reading = read(listing(cells(), cells(Name="5th Ward IPO")))
    assert reading.committees == (EXPECTED,)
    assert faults(reading) == [(3, "id")]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252"])
def test_accents_in_the_usual_encodings(encoding: str) -> None:
    body = listing(cells(Name="@")).replace(b"\t@\t", "\t22nd Ward Peña IPO\t".encode(encoding))
    assert read(body).committees[0].name == "22nd Ward Peña IPO"


def test_curly_marks_of_windows_and_a_byte_order_mark() -> None:
    body = b"\xef\xbb\xbf" + listing(cells(Name="@")).replace(b"@", b"People\x92s IPO")
    assert read(body).committees[0].name == "People’s IPO"


@pytest.mark.parametrize("bad", [b"22nd Ward \x81\xe9 IPO", b"22nd Ward \0 IPO"])
def test_bytes_that_are_no_text_cost_their_row_only(bad: bytes) -> None:
    body = listing(cells(Name="@"), cells(ID="102")).replace(b"@", bad)
    reading = read(body)
    assert [one.id for one in reading.committees] == ["102"]
    assert faults(reading) == [(2, "name")]
    assert "NUL" in str(reading.problems[0])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "first row is blank"),
        (b"\r\n1\t2\r\n", "first row is blank"),
        (b"<!DOCTYPE html><html>Access denied</html>", "web page"),
        (b"  <html>\n<body>\n", "web page"),
        (b"PK\x03\x04\x14\x00", "archive"),
        ("ID\tName\n1\t5th Ward\n".encode("utf-16"), "UTF-16"),
        (listing(), "no rows"),
        (listing(header=COLUMNS[1:]), "each of these columns once: id"),
        (
            listing(cells(), header=("ID", *COLUMNS[1:-2], "Party", "Aim")),
            "partyaffiliation, purpose",
        ),
        (listing(header=("Name", *COLUMNS)), "each of these columns once: name"),
        (listing(cells()) + b"102\tPolitical", "ends in the middle of this row"),
        (listing(cells())[:-2], "ends in the middle of this row"),
        (b"just a sentence\n", "does not name each"),
        (listing(cells()) + b"x" * (MAX_LINE + 1), "longer than"),
        (older(cells()) + b'1,"never closed\n', "cannot be split"),
    ],
)
def test_a_file_that_is_not_the_list_is_refused(body: bytes, said: str) -> None:
    message = whole_fault(body)
    assert said in message
    assert not [word for word in PRIVATE if word in message]


def test_a_file_that_is_too_large_is_refused_before_its_end() -> None:
    class Endless(io.BytesIO):
        taken = 0

        def readline(self, size: int | None = -1) -> bytes:
            self.taken += 1
            row = cells(Name="Friends of a Village Trustee")
            return listing(row).splitlines(keepends=True)[min(self.taken, 2) - 1]

    endless = Endless()
    with pytest.raises(DataProblems, match="larger than 1 MB"):
        read_committees(endless, "Committees.txt", "2026-11-03", max_mb=1)
    assert endless.taken * len(listing(cells())) < 3_000_000


def test_a_file_with_too_many_damaged_rows_is_refused_with_the_first_of_them() -> None:
    rows = [[*cells(), "extra"]] * (MAX_PROBLEMS + 1)
    message = whole_fault(listing(cells(), *rows))
    assert f"More than {MAX_PROBLEMS} rows are damaged" in message
    assert "row 3" in message
    assert read(listing(cells(), *rows[1:])).committees == (EXPECTED,)


def test_the_list_is_not_held_in_memory() -> None:
    other = listing(cells(ID="5", Name="Friends of a Village Trustee")).splitlines(keepends=True)[1]

    class Long(io.RawIOBase):
        """The header, 60,000 rows that concern nobody, and one that does."""

        rows = iter([*listing(cells()).splitlines(keepends=True), *([other] * 60_000)])

        def readline(self, size: int | None = -1) -> bytes:
            return next(self.rows, b"")

    tracemalloc.start()
    reading = read_committees(Long(), "Committees.txt", "2026-11-03", DIRECTORY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.committees == (EXPECTED,)
    assert reading.rows == 60_001
    assert peak < 2_000_000, "the rows alone are 14 MB"


@pytest.mark.parametrize(
    "name",
    [
        "GREATER AUSTIN I.P.O.",
        "Northside Independent Precinct Organization",
        "Independent Voters of Illinois - Independent Precinct Org IPO",
        "Twenty-Second Ward Regular Democrats",
        "Ward 7 Progress",
        "10 ward committee",
        "40TH WARD NEIGHBOURS UNITED",
        "Lincoln Neighbors for Justice",
        "United Working Families",
        "30th United PAC",
        "Committee of the Peoples 32nd",
    ],
)
def test_names_that_may_concern_the_directory(name: str) -> None:
    assert is_wanted(name, DIRECTORY)


@pytest.mark.parametrize(
    "name",
    [
        "Friends of a Village Trustee",
        "51st Ward Club",
        "Independent Insurance Agents Political Fund",
        "Hippo Club",
        "Edward 22 Fund",
        "United",
        "Ipoh Restaurants PAC",
        "",
    ],
)
def test_names_that_do_not(name: str) -> None:
    assert not is_wanted(name, (*DIRECTORY, "IPO", "25th Ward IPO"))


def test_wards_in_names() -> None:
    assert wards_named("Twenty-second Ward IPO") == {22}
    assert wards_named("FORTY NINTH WARD & 50th Ward, Ward No. 3") == {49, 50, 3}
    assert wards_named("Fiftieth Ward") == {50}
    assert wards_named("Fifty First Ward, 0 ward") == frozenset()
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 50)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "50th")
    ]
    assert plain("  The People’s 32nd & Co. ") == "the peoples 32nd and co"


def test_every_private_word_stands_in_a_column_that_is_not_kept() -> None:
    """Otherwise the tests above would look for words that were never there."""
    kept = ("ID", "Name", "Status", "StatusDate", "CreationDate", "PartyAffiliation", "Purpose")
    private = " ".join(cell for name, cell in GOOD.items() if name not in kept)
    assert all(word in private for word in PRIVATE)
