"""The computed results on clusters: what each record of `clustering.json` holds."""

from __future__ import annotations

from geo.table_records import PEOPLE_SOURCES, WARD_SOURCES, WARD_VINTAGE, Field, Output

FILE = "clustering.json"

MOST_PAIRS = 300
"""More pairs of neighbors than fifty wards of a city can have: a flat map has at most 3 n − 6."""

CLUSTERING_OUTPUT = Output(
    FILE,
    "Do wards with an organization lie side by side?",
    "Pairs of neighboring wards that both have an organization, against shuffled maps, for both "
    "maps, two kinds of neighbors, three definitions of an organized ward, three levels of "
    "certainty and two ways to shuffle.",
    ("vintage", "contiguity", "scope", "level", "shuffle"),
    (
        WARD_VINTAGE,
        Field("contiguity", "queen (wards that touch) or rook (across a border only)"),
        Field(
            "scope",
            "what makes a ward organized: ward (an organization of its own), touch (also where the "
            "area of a regional one reaches), people (also where half of the people live in it)",
        ),
        Field("level", "how sure the organizations are: certain; likely too; all"),
        Field("shuffle", "where chance may put them: anywhere in the city; within the five sides"),
        Field("wards", "the organized wards, by number"),
        Field("organised_wards", "how many they are", "wards", 0, 50),
        Field("neighbour_pairs", "pairs of neighboring wards", "pairs", 1, MOST_PAIRS),
        Field("observed_joins", "pairs with both organized", "pairs", 0, MOST_PAIRS),
        Field("mixed_joins", "pairs with one of the two organized", "pairs", 0, MOST_PAIRS),
        Field("empty_joins", "pairs with neither organized", "pairs", 0, MOST_PAIRS),
        Field("expected_joins", "mean of all possible shuffles", "pairs", 0, MOST_PAIRS),
        Field("low", "19 in 20 shuffles have as many joins or more", "pairs", 0, MOST_PAIRS),
        Field("high", "19 in 20 shuffles have as many joins or fewer", "pairs", 0, MOST_PAIRS),
        Field("p", "(1 + shuffles with as many joins or more) ÷ (1 + shuffles)", "fraction", 0, 1),
        Field("permutations", "shuffles drawn", "shuffles", 1, 1_000_000),
        Field("seed", "of the random numbers", "", 0),
        Field("shuffled", "how many shuffles gave 0, 1, 2, … joins"),
    ),
    (*PEOPLE_SOURCES, *WARD_SOURCES, "community_areas", "community_area_sides"),
    by_key=False,
)
