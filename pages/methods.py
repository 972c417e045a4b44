"""Methods and sources: how every figure is made, from what, and what is not known."""

from geo import methods
from ui import cache, downloads, notes, state
from ui.shell import require_frame

require_frame()
atlas = cache.atlas()
view = state.current(atlas)
notes.warnings(state.notices(), atlas.problems)
notes.heading(methods.TITLE, methods.SUBTITLE, "Methods and sources")
for section in methods.sections(atlas):
    notes.section(section)
downloads.downloads(
    atlas,
    view,
    downloads.Takeaway("methods", methods.TITLE, methods.dictionary_sheet(), methods.all_sources()),
)
notes.kicker("The ward maps to take away")
for year in methods.map_years():
    downloads.data_files(
        atlas,
        view,
        downloads.Takeaway("methods", methods.map_title(year), *methods.map_of(atlas, year)),
    )
notes.footer(atlas, methods.all_sources(), "Ward maps: 2015 and 2023; people: 2020 census.")
