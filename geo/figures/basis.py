"""What several figures are worked out from, as the pages have it from their cache."""

from __future__ import annotations

from geo.analysis.coverage import Coverage
from geo.atlas import Atlas
from geo.contiguity import Borders, borders
from geo.view import View


def borders_of(atlas: Atlas, view: View) -> Borders:
    """Which wards of the view's map touch."""
    return borders(atlas.tables["neighbours"], view.map)


def coverage_of(atlas: Atlas, view: View) -> Coverage:
    """Which wards are covered under the view's rule, and how surely."""
    shown = atlas.presence(view.map, view.options)
    return atlas.coverage(shown, borders_of(atlas, view).border, view.rule)
