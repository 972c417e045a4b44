"""The atlas's own knowledge: ward maps, people, organizations and how they meet.

Nothing here imports Streamlit, so every figure can be computed, tested and exported without a
server. GDAL is limited to three vector formats before anything can load it (see `gdal_guard`).
"""

from geo import gdal_guard as gdal_guard
