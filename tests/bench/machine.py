"""Which machine was measured: milliseconds mean nothing without it."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

PACKAGES = (
    "streamlit",
    "streamlit-folium",
    "folium",
    "pandas",
    "geopandas",
    "shapely",
    "playwright",
)


def machine(chromium: str) -> dict[str, object]:
    """Cores, memory, versions and the date; `chromium` is the version of the browser."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "load_before": load(),
        "python": platform.python_version(),
        "chromium": chromium,
        **{name: version(name) for name in PACKAGES},
    }


def load() -> float:
    """How many processes wanted a core in the last minute; much above 0 spoils a measurement."""
    return round(os.getloadavg()[0], 1)


def machine_line(found: dict[str, object]) -> str:
    """The same in one line."""
    packages = ", ".join(f"{name} {found[name]}" for name in PACKAGES)
    return (
        f"{found['date']}: {found['cores']} cores, {found['memory_gib']} GiB, {found['system']}, "
        f"load {found['load_before']} before and {found['load_after']} after; "
        f"Python {found['python']}, "
        f"Chromium {found['chromium']}, {packages}"
    )
