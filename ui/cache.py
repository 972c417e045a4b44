"""What is kept between runs. The only file with Streamlit caches.

Everything cached is read-only: records are frozen, and the atlas's frames are never handed to a
page. Entries are keyed by a signature of the data files, so an edited table shows at once.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from geo import paths, permanent
from geo.analysis.compare import Chance, compared, only_side
from geo.analysis.compare import chance as worked_out
from geo.analysis.coverage import Coverage, Rule
from geo.analysis.expansion_draws import Draws
from geo.analysis.local_clusters import LocalJoins
from geo.atlas import Atlas, data_signature, load_atlas
from geo.claims import Entry, read_ledger
from geo.cluster_results import tester
from geo.clustering import Alike, Clusters, Joined
from geo.clustering import Question as Clustering
from geo.coalition_day import CoalitionDay
from geo.coalition_day import coalition_day as made_day
from geo.coalition_sets import Line
from geo.coalition_sets import timeline as made_timeline
from geo.coalition_words import dated_tooltips
from geo.contiguity import Borders
from geo.contiguity import borders as neighbouring
from geo.expansion_question import Outcome, Question, outcome
from geo.expansion_sure import Ranking, drawn_again, ranked_wards
from geo.export.form import Form
from geo.export.whole import picture_bytes
from geo.figures.about import About
from geo.figures.compose import compose
from geo.figures.figure import Figure
from geo.gap_figures import CityGaps
from geo.gap_figures import city_gaps as made_gaps
from geo.indicators import INDICATOR_KEYS
from geo.maps.indicator_map import instant_file
from geo.maps.vote_map import Drawing
from geo.maps.ward_map import MapFiles
from geo.measures import Counts
from geo.presence import Options, Presence
from geo.sides import SideRow, WardSide
from geo.view import View
from geo.vote_choices import Ballot, drawing
from geo.ward_lists import ListRead, TwoLists, typed_list
from geo.wards import vintages
from geo.words import tooltips
from ui.map_view import map_files

KEEP = 64
"""Views kept per kind; each is a few kilobytes."""


def atlas() -> Atlas:
    """The data as they are on disk now."""
    return _atlas(data_signature())


@st.cache_resource(max_entries=2, show_spinner=False)
def _atlas(signature: str) -> Atlas:
    return load_atlas()


def figure(page: str, view: View, *, dark: bool) -> Figure:
    """The figure of any page at any settings, composed from the data."""
    return _figure(data_signature(), page, view, dark)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={View: repr})
def _figure(signature: str, page: str, view: View, dark: bool) -> Figure:
    return compose(_atlas(signature), page, view, dark=dark)


def picture_file(figure: Figure, what: str, form: Form, address: str, ending: str) -> bytes:
    """The map or a chart of a page's figure as a file, in the theme of its form.

    Parameters
    ----------
    what : str
        Name of one of the figure's charts; anything else is its map.
    address : str
        Printed on the picture.
    ending : str
        "png", "svg" or "pdf".

    Raises
    ------
    AtlasError
        If the picture cannot be made; nothing is kept then.
    """
    of = (figure.page, what, address, ending)
    return _picture_file(data_signature(), of, figure.view, form)


@st.cache_data(max_entries=KEEP, show_spinner=False, hash_funcs={View: repr, Form: repr})
def _picture_file(signature: str, of: tuple[str, str, str, str], view: View, form: Form) -> bytes:
    page, what, address, ending = of
    made = _figure(signature, page, view, form.dark)
    told = About(_atlas(signature).build, address, _data_hash(signature))
    return picture_bytes(made, what, form, told, ending)


def data_hash() -> str:
    """The hash over all data that a permanent link names."""
    return _data_hash(data_signature())


@st.cache_resource(max_entries=2, show_spinner=False)
def _data_hash(signature: str) -> str:
    return permanent.data_hash()


def presence(vintage: int, options: Options) -> Presence:
    """Who is where on a map under some options."""
    return _presence(data_signature(), vintage, options)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr})
def _presence(signature: str, vintage: int, options: Options) -> Presence:
    return _atlas(signature).presence(vintage, options)


def ward_sides(vintage: int, scheme: str) -> dict[int, WardSide]:
    """Each ward's side under a scheme."""
    return _ward_sides(data_signature(), vintage, scheme)


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def _ward_sides(signature: str, vintage: int, scheme: str) -> dict[int, WardSide]:
    return _atlas(signature).ward_sides(vintage, scheme)


def side_rows(vintage: int, options: Options, scheme: str) -> tuple[SideRow, ...]:
    """A presence map summed by side."""
    return _side_rows(data_signature(), vintage, options, scheme)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr})
def _side_rows(signature: str, vintage: int, options: Options, scheme: str) -> tuple[SideRow, ...]:
    return _atlas(signature).side_rows(_presence(signature, vintage, options), scheme)


def side_tables(options: Options) -> dict[tuple[str, int], tuple[SideRow, ...]]:
    """Every scheme on every map, by scheme label and year of the map."""
    return {
        (scheme.label, v.year): side_rows(v.year, options, key)
        for key, scheme in atlas().schemes.items()
        for v in vintages()
    }


def chance(vintage: int, options: Options, key: str, scheme: str, side: str) -> Chance | None:
    """How easily chance makes the difference between wards with an organization and without."""
    return _chance(data_signature(), (vintage, key), options, (scheme, side))


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr})
def _chance(
    signature: str, of: tuple[int, str], options: Options, where: tuple[str, str]
) -> Chance | None:
    vintage, (scheme, side) = of[0], where
    shown = _presence(signature, vintage, options)
    counted = only_side(shown, _ward_sides(signature, vintage, scheme), side)
    return worked_out(compared(_atlas(signature).values(*of), counted))


def ledger() -> tuple[Entry, ...]:
    """Every statement beside what the data say."""
    return _ledger(data_signature())


@st.cache_resource(max_entries=2, show_spinner=False)
def _ledger(signature: str) -> tuple[Entry, ...]:
    return read_ledger(_atlas(signature))


def ballot(election: str) -> Ballot:
    """The votes of an election, with names and endorsements."""
    return _ballot(data_signature(), election)


@st.cache_resource(max_entries=8, show_spinner=False)
def _ballot(signature: str, election: str) -> Ballot:
    return _atlas(signature).ballot(election)


def vote_drawing(view: View) -> Drawing:
    """Classes and figures of the map of a settled view of an election."""
    return _vote_drawing(data_signature(), (view.election, view.race, view.candidate), view.area)


@st.cache_resource(max_entries=4 * KEEP, show_spinner=False)
def _vote_drawing(signature: str, of: tuple[str, str, str], area: str) -> Drawing:
    election, race, measure = of
    return drawing(_ballot(signature, election), race, measure, area)


def two_lists(vintage: int, list_a: str, list_b: str) -> TwoLists:
    """Two typed lists as they are understood on a map."""
    return TwoLists(*(_read_list(data_signature(), vintage, text) for text in (list_a, list_b)))


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def _read_list(signature: str, vintage: int, text: str) -> ListRead:
    return typed_list(_atlas(signature), vintage, text)


def borders(vintage: int) -> Borders:
    """Which wards of a map touch."""
    return _borders(data_signature(), vintage)


@st.cache_resource(max_entries=4, show_spinner=False)
def _borders(signature: str, vintage: int) -> Borders:
    return neighbouring(_atlas(signature).tables["neighbours"], vintage)


def coverage(vintage: int, options: Options, rule: Rule) -> Coverage:
    """Which wards of a map are covered, and how surely."""
    return _coverage(data_signature(), vintage, options, rule)


@st.cache_resource(max_entries=4 * KEEP, show_spinner=False, hash_funcs={Options: repr, Rule: repr})
def _coverage(signature: str, vintage: int, options: Options, rule: Rule) -> Coverage:
    shown = _presence(signature, vintage, options)
    return _atlas(signature).coverage(shown, _borders(signature, vintage).border, rule)


def city_gaps(view: View) -> CityGaps:
    """Wards without coverage and who is left out, for a settled view."""
    of = (view.map, view.sure, view.who, view.scheme)
    return _city_gaps(data_signature(), of, view.options, view.rule)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr, Rule: repr})
def _city_gaps(
    signature: str, of: tuple[int, str, str, str], options: Options, rule: Rule
) -> CityGaps:
    vintage, level, who, scheme = of
    found = _coverage(signature, vintage, options, rule)
    near = _borders(signature, vintage)
    return made_gaps(_atlas(signature), found, near, level=level, who=who, scheme=scheme)


def clusters(asked: Clustering) -> Joined | Alike:
    """Everything the page of clusters asks."""
    return _clusters(data_signature(), asked)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Clustering: repr})
def _clusters(signature: str, asked: Clustering) -> Joined | Alike:
    return _tester(signature).answer(asked)


def local_joins(asked: Clustering) -> tuple[LocalJoins, ...]:
    """Which wards of a kind stand out; quick enough for what the controls would show next."""
    return _local_joins(data_signature(), asked)


@st.cache_resource(max_entries=4 * KEEP, show_spinner=False, hash_funcs={Clustering: repr})
def _local_joins(signature: str, asked: Clustering) -> tuple[LocalJoins, ...]:
    return _tester(signature).local(asked)


@st.cache_resource(max_entries=2, show_spinner=False)
def _tester(signature: str) -> Clusters:
    return tester(_atlas(signature), lambda year, options: _presence(signature, year, options))


def counts(vintage: int, key: str) -> Counts:
    """What is counted in the wards of a map."""
    return _counts(data_signature(), vintage, key)


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def _counts(signature: str, vintage: int, key: str) -> Counts:
    return _atlas(signature).counts(vintage, key)


def coalition_day(day: date, chosen: tuple[str, ...], options: Options) -> CoalitionDay:
    """Who stood where on a day."""
    return _coalition_day(data_signature(), day, chosen, options)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr})
def _coalition_day(
    signature: str, day: date, chosen: tuple[str, ...], options: Options
) -> CoalitionDay:
    return made_day(_atlas(signature), day, chosen, options)


def timeline(coalition_id: str, options: Options) -> tuple[Line, ...]:
    """What is known of everybody's tie to a coalition over time."""
    return _timeline(data_signature(), coalition_id, options)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Options: repr})
def _timeline(signature: str, coalition_id: str, options: Options) -> tuple[Line, ...]:
    found = _atlas(signature)
    return made_timeline(found, found.coalitions[coalition_id], options)


def files_of_map(*, indicators: bool = False, votes: bool = False, dated: bool = False) -> MapFiles:
    """Addresses of everything the map's frame fetches; with the indicators it steps through, with
    precincts and district borders, or with texts that hold on any day."""
    return _files_of_map(data_signature(), indicators, votes, dated)


@st.cache_resource(max_entries=8, show_spinner=False)
def _files_of_map(signature: str, indicators: bool, votes: bool, dated: bool) -> MapFiles:
    folder, years = paths.PROCESSED, [v.year for v in vintages()]
    lines = folder / "side_lines.geojson"
    precincts = {year: folder / f"precincts_{year}_display.geojson" for year in years}
    return map_files(
        indicators=_instant_file(signature) if indicators else None,
        precincts=precincts if votes else None,
        wards={year: folder / f"wards_{year}_display.geojson" for year in years},
        lines=both_lines(lines, folder / "district_lines.geojson") if votes else lines,
        context=folder / "context.geojson",
        texts=(dated_tooltips if dated else tooltips)(_atlas(signature)),
    )


def both_lines(sides: Path, districts: Path) -> bytes:
    """Borders of sides and of districts in one file: the frame draws one key of it at a time."""
    first, second = (json.loads(path.read_text("utf-8")) for path in (sides, districts))
    whole = {**first, "features": [*first["features"], *second["features"]]}
    return json.dumps(whole, separators=(",", ":")).encode()


def _instant_file(signature: str) -> dict[str, Any]:
    years = [v.year for v in vintages()]
    values = {(y, k): _atlas(signature).values(y, k) for y in years for k in INDICATOR_KEYS}
    return instant_file(values, INDICATOR_KEYS, years)


def expansion(asked: Question) -> Outcome:
    """The best choices of new wards."""
    return _expansion(data_signature(), asked)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Question: repr})
def _expansion(signature: str, asked: Question) -> Outcome:
    return outcome(_atlas(signature), _borders(signature, asked.map).border, asked)


def expansion_draws(asked: Question) -> Draws | None:
    """How often the best choices stay the best within margins; None where there is no choice."""
    return _expansion_draws(data_signature(), asked)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Question: repr})
def _expansion_draws(signature: str, asked: Question) -> Draws | None:
    return drawn_again(_expansion(signature, asked))


def expansion_ranking(asked: Question, weights: str) -> Ranking | None:
    """Wards by the reader's criteria; None where somebody's figures are not known."""
    return _expansion_ranking(data_signature(), asked, weights)


@st.cache_resource(max_entries=KEEP, show_spinner=False, hash_funcs={Question: repr})
def _expansion_ranking(signature: str, asked: Question, weights: str) -> Ranking | None:
    found = _atlas(signature)
    border = _borders(signature, asked.map).border
    return ranked_wards(found, border, _expansion(signature, asked), weights)
