"""Every indicator the atlas knows, one entry each.

Columns of `indicators_YYYY.csv`, the picker, legend, tooltip, caption, data dictionary, methods and
contract tests all follow from this tuple. A new indicator from a registered table is one entry; a
new table is an entry in `geo.census.TABLES` too.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.census import EIGHT_GROUPS, GROUPS, census_table

COUNT, SHARE, LARGEST, DENSITY, MEDIAN, INDEX = (
    "count",
    "share",
    "largest",
    "density",
    "median",
    "index",
)
KINDS = (COUNT, SHARE, LARGEST, DENSITY, MEDIAN, INDEX)
FRACTIONS = (SHARE, LARGEST)
"""Kinds written as percent."""

PEOPLE, RACE, MONEY, HOMES, SCHOOL, VOTING = (
    "People",
    "Race and ethnicity",
    "Income and poverty",
    "Homes",
    "Schooling and language",
    "Voting",
)
"""Groups of the picker, in its order."""


@dataclass(frozen=True)
class Counted:
    """A sum of published columns of one table; for a table with margins, without E and M."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """One figure per ward.

    Parameters
    ----------
    key : str
        Column in the tables and name in links; never changes its meaning.
    label : str
        As pickers, legends and captions say it.
    group : str
        Where the picker lists it.
    kind : str
        One of `KINDS`: how `top` and `bottom` make the figure.
    unit : str
        After the number; empty for a share, which is written as percent.
    numerator, denominator, universe : str
        In words; the denominator is empty for counts.
    top, bottom : Counted
        The columns behind them.
    decimals : int
        As shown (of a percentage, where it is a share).
    direction : str
        What a high value means, in words.
    palette, scheme : str
        Color ramp and classification a map starts with.
    version : int
        Raised when the definition changes.
    """

    key: str
    label: str
    group: str
    kind: str
    numerator: str
    universe: str
    top: Counted
    bottom: Counted | None = None
    denominator: str = ""
    unit: str = ""
    decimals: int = 1
    direction: str = ""
    palette: str = "blues"
    scheme: str = "quantile"
    version: int = 1

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the tables used."""
        used = [self.top.table] + ([self.bottom.table] if self.bottom else [])
        return tuple(dict.fromkeys(used))

    @property
    def vintage(self) -> str:
        """When the figures are from."""
        return census_table(self.top.table).vintage

    @property
    def sampled(self) -> bool:
        """Whether it is estimated from a sample of households."""
        return census_table(self.top.table).sample

    @property
    def has_margins(self) -> bool:
        """Whether the publisher gives the sample's margins of error."""
        return census_table(self.top.table).margins

    @property
    def formula(self) -> str:
        """Numerator and denominator in words."""
        return f"{self.numerator} ÷ {self.denominator}" if self.denominator else self.numerator


def _numbered(table: str, *numbers: int | range) -> Counted:
    """Columns of an ACS table by their numbers: B25014, 2 -> "B25014_002"."""
    flat = [n for part in numbers for n in (part if isinstance(part, range) else (part,))]
    code = table.split("_")[1]
    return Counted(table, tuple(f"{code}_{n:03}" for n in flat))


def _census(*columns: str) -> Counted:
    return Counted("vtd_2020_pl94171", columns)


def _group_share(group: str, label: str, numerator: str, decimals: int = 1) -> Indicator:
    return Indicator(
        key=f"{group}_share",
        label=label,
        group=RACE,
        kind=SHARE,
        numerator=numerator,
        denominator="all people",
        universe="all people",
        top=_census(*GROUPS[group]),
        bottom=_census(*EIGHT_GROUPS),
        decimals=decimals,
        direction=f"more of the ward’s people are {label.removesuffix(' residents')}",
        palette="purples",
    )


PEOPLE_2020 = (
    Indicator(
        "population",
        "People",
        PEOPLE,
        COUNT,
        "people",
        "all people",
        _census("pop"),
        unit="people",
        decimals=0,
        direction="more people",
    ),
    Indicator(
        "vap",
        "People of voting age",
        PEOPLE,
        COUNT,
        "people aged 18 or older, citizens or not",
        "all people",
        _census("vap"),
        unit="people",
        decimals=0,
        direction="more people of voting age",
    ),
    Indicator(
        "density",
        "People per square kilometer",
        PEOPLE,
        DENSITY,
        "people",
        "all people",
        _census("pop"),
        denominator="square kilometers of the ward inside the shoreline",
        unit="per km²",
        decimals=0,
        direction="people live closer together",
    ),
)

RACE_2020 = (
    _group_share("latino", "Latino residents", "people of Hispanic or Latino origin, of any race"),
    _group_share("white", "White residents", "people who are White alone, not Latino"),
    _group_share("black", "Black residents", "people who are Black alone, not Latino"),
    _group_share("asian", "Asian residents", "people who are Asian alone, not Latino"),
    _group_share(
        "native",
        "Native residents",
        "people who are American Indian or Alaska Native alone, not Latino",
        decimals=2,
    ),
    _group_share(
        "other",
        "Residents of two or more races, or another",
        "people of two or more races, of some other race, or Pacific Islanders, not Latino",
    ),
    Indicator(
        "largest_group_share",
        "Share of the largest group",
        RACE,
        LARGEST,
        "people of the largest of six groups",
        "all people",
        _census(*EIGHT_GROUPS),
        denominator="all people",
        direction="one group is a larger part of the ward",
        palette="purples",
    ),
    Indicator(
        "diversity",
        "Diversity index",
        RACE,
        INDEX,
        "1 − Σ p², over the shares p of the eight census groups",
        "all people",
        _census(*EIGHT_GROUPS),
        unit="chance that two residents are of different groups",
        decimals=2,
        direction="two residents met by chance are more often of different groups",
        palette="purples",
    ),
)

MONEY_ACS = (
    Indicator(
        "poverty_share",
        "Below the poverty line",
        MONEY,
        SHARE,
        "people with income below the federal poverty line",
        "people whose poverty status is known",
        _numbered("acs_C17002_2018_bg", 2, 3),
        _numbered("acs_C17002_2018_bg", 1),
        denominator="people whose poverty status is known",
        direction="more people are poor",
        palette="ylorbr",
    ),
    Indicator(
        "low_income_share",
        "Below twice the poverty line",
        MONEY,
        SHARE,
        "people with income below twice the federal poverty line",
        "people whose poverty status is known",
        _numbered("acs_C17002_2018_bg", range(2, 8)),
        _numbered("acs_C17002_2018_bg", 1),
        denominator="people whose poverty status is known",
        direction="more people are poor or nearly so",
        palette="ylorbr",
    ),
    Indicator(
        "family_poverty_share",
        "Families below the poverty line",
        MONEY,
        SHARE,
        "families with income below the federal poverty line",
        "families",
        Counted("rdh_pov_2021_tract", ("TOT_BPOV21",)),
        Counted("rdh_pov_2021_tract", ("TOT_HOUS21",)),
        denominator="families",
        direction="more families are poor",
        palette="ylorbr",
    ),
    Indicator(
        "assistance_share",
        "Households with public assistance or food stamps",
        MONEY,
        SHARE,
        "households with cash public assistance or food stamps in the past year",
        "households",
        _numbered("acs_B19058_2018_bg", 2),
        _numbered("acs_B19058_2018_bg", 1),
        denominator="households",
        direction="more households get assistance",
        palette="ylorbr",
    ),
    Indicator(
        "median_income",
        "Median household income",
        MONEY,
        MEDIAN,
        "the income half of the households stay below, estimated from 16 brackets",
        "households",
        _numbered("acs_B19001_2017_bg", range(2, 18)),
        unit="dollars",
        decimals=0,
        direction="households have more income",
        palette="ylgnbu",
    ),
)

HOMES_ACS = (
    Indicator(
        "renter_share",
        "Homes that are rented",
        HOMES,
        SHARE,
        "occupied homes that are rented",
        "occupied homes",
        _numbered("acs_B25014_2018_bg", 8),
        _numbered("acs_B25014_2018_bg", 1),
        denominator="occupied homes",
        direction="more homes are rented",
        palette="ylgnbu",
    ),
    Indicator(
        "crowded_share",
        "Homes with more than one person per room",
        HOMES,
        SHARE,
        "occupied homes with more than one person per room",
        "occupied homes",
        _numbered("acs_B25014_2018_bg", range(5, 8), range(11, 14)),
        _numbered("acs_B25014_2018_bg", 1),
        denominator="occupied homes",
        direction="more homes are crowded",
        palette="ylgnbu",
    ),
    Indicator(
        "old_homes_share",
        "Homes built before 1940",
        HOMES,
        SHARE,
        "homes built in 1939 or earlier",
        "all homes, occupied or not",
        _numbered("acs_B25034_2018_bg", 11),
        _numbered("acs_B25034_2018_bg", 1),
        denominator="all homes",
        direction="more homes are old",
        palette="ylgnbu",
    ),
)

SCHOOL_ACS = (
    Indicator(
        "bachelor_share",
        "Bachelor’s degree or more",
        SCHOOL,
        SHARE,
        "people aged 25 or older with a bachelor’s degree or more",
        "people aged 25 or older",
        _numbered("acs_B15002_2018_bg", range(15, 19), range(32, 36)),
        _numbered("acs_B15002_2018_bg", 1),
        denominator="people aged 25 or older",
        direction="more adults have a degree",
    ),
    Indicator(
        "no_diploma_share",
        "No high school diploma",
        SCHOOL,
        SHARE,
        "people aged 25 or older without a high school diploma",
        "people aged 25 or older",
        _numbered("acs_B15002_2018_bg", range(3, 11), range(20, 28)),
        _numbered("acs_B15002_2018_bg", 1),
        denominator="people aged 25 or older",
        direction="more adults have no diploma",
    ),
    Indicator(
        "limited_english_share",
        "Households with limited English",
        SCHOOL,
        SHARE,
        "households in which nobody aged 14 or older speaks English very well",
        "households",
        _numbered("acs_C16002_2018_bg", 4, 7, 10, 13),
        _numbered("acs_C16002_2018_bg", 1),
        denominator="households",
        direction="more households have limited English",
    ),
    Indicator(
        "spanish_share",
        "Spanish spoken at home",
        SCHOOL,
        SHARE,
        "people who speak Spanish at home",
        "people aged 5 or older",
        Counted("rdh_lang_2021_tract", ("SPANISH21",)),
        Counted("rdh_lang_2021_tract", ("TOT_POP21",)),
        denominator="people aged 5 or older",
        direction="more people speak Spanish at home",
    ),
)

VOTERS = (
    Indicator(
        "registered_voters",
        "Registered voters",
        VOTING,
        COUNT,
        "voters registered for the election of February 28, 2023",
        "registered voters",
        Counted("turnout_2023_02_28", ("registered_voters",)),
        unit="voters",
        decimals=0,
        direction="more registered voters",
    ),
    Indicator(
        "turnout_2023",
        "Turnout, February 2023",
        VOTING,
        SHARE,
        "ballots cast in the city election of February 28, 2023",
        "registered voters",
        Counted("turnout_2023_02_28", ("ballots_cast",)),
        Counted("turnout_2023_02_28", ("registered_voters",)),
        denominator="registered voters",
        direction="more of the registered voted",
    ),
    Indicator(
        "turnout_2019",
        "Turnout, February 2019",
        VOTING,
        SHARE,
        "ballots cast in the city election of February 26, 2019",
        "registered voters",
        Counted("turnout_2019_02_26", ("ballots_cast",)),
        Counted("turnout_2019_02_26", ("registered_voters",)),
        denominator="registered voters",
        direction="more of the registered voted",
    ),
)

INDICATORS: tuple[Indicator, ...] = (
    *PEOPLE_2020,
    *RACE_2020,
    *MONEY_ACS,
    *HOMES_ACS,
    *SCHOOL_ACS,
    *VOTERS,
)

INDICATOR_KEYS = tuple(i.key for i in INDICATORS)

SHARES = tuple(i for i in INDICATORS if i.kind == SHARE)
"""Parts of a whole: what they are out of is kept too, so that wards can be put together."""


def indicator(key: str) -> Indicator:
    """The indicator of that key (KeyError if there is none)."""
    return {i.key: i for i in INDICATORS}[key]


def written(of: Indicator, value: float | None) -> str:
    """A value as a reader sees it: "21.4%", "$48,300", "54,928"; "not known" if missing."""
    if value is None or value != value:  # noqa: PLR0124  NaN is not equal to itself
        return "not known"
    if of.kind in FRACTIONS:
        return f"{value:.{of.decimals}%}"
    if of.kind == MEDIAN:
        return f"${value:,.0f}"
    return f"{value:,.{of.decimals}f}"


def written_margin(of: Indicator, margin: float | None) -> str:
    """A margin as a reader sees it, "± 1.2 points" for a share; empty if there is none."""
    if margin is None or margin != margin:  # noqa: PLR0124
        return ""
    if of.kind in FRACTIONS:
        return f"± {margin * 100:.{of.decimals}f} points"
    if of.kind == MEDIAN:
        return f"± ${margin:,.0f}"
    return f"± {margin:,.{of.decimals}f}"
