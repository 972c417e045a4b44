"""The rules of the house, checked in every file: who may import what, and who may touch what."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import paths
from ui.shell import PAGES

GEO = sorted((paths.ROOT / "geo").rglob("*.py"))
UI = sorted((paths.ROOT / "ui").rglob("*.py"))
PAGE_FILES = sorted((paths.ROOT / "pages").glob("*.py"))
APP = paths.ROOT / "app.py"
ALL = (*GEO, *UI, *PAGE_FILES, APP)

HEAVY = ("esda", "libpysal", "mapclassify", "geopandas", "matplotlib")
"""Libraries that take seconds to import; a visitor of the first page must not wait for them."""

FRAMES = {"pandas", "geopandas", "shapely", "folium", "numpy"}
"""What a page may not use: it asks `geo` and hands the answer to `ui`."""

STATE_KEYS = {
    "ui/shell.py": {"st.session_state[FRAMED]", "st.session_state.pop(FRAMED, False)"},
    "ui/map_view.py": {"st.session_state.get(key)"},
}
"""Everything outside `ui/state.py` that touches the session: the frame's flag and the map's own
answer."""


STATE = re.compile("session_state|query_params")
CACHE = re.compile("cache_data|cache_resource|cache|experimental_memo")


def name(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name(path))


def imports(path: Path) -> set[str]:
    """Modules a file imports anywhere in it, with their dots; relative ones start with a dot."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def packages(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}


def uses(path: Path, attribute: re.Pattern[str]) -> Iterator[str]:
    """Every expression that touches such an attribute, with the call or key it is used in."""
    module = tree(path)
    parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and attribute.fullmatch(node.attr):
            whole: ast.AST = node
            while isinstance(parents.get(whole), ast.Attribute | ast.Call | ast.Subscript):
                holder = parents[whole]
                if whole not in (getattr(holder, "func", None), getattr(holder, "value", None)):
                    break
                whole = holder
            yield ast.unparse(whole)


def files(label: str, paths_: tuple[Path, ...] | list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(label, paths_, ids=name)


def test_the_walk_sees_the_whole_house() -> None:
    """An empty walk would pass every rule."""
    assert {"geo/presence.py", "geo/maps/ward_map.py", "geo/pipeline/build.py"} <= set(
        map(name, GEO)
    )
    assert {"ui/state.py", "ui/cache.py", "ui/map_view.py"} <= set(map(name, UI))
    assert {p.stem for p in PAGE_FILES} == {stem for stem, _ in PAGES}


def test_the_walk_finds_what_it_looks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    planted = tmp_path / "planted.py"
    planted.write_text(
        "import streamlit as st\n"
        "from streamlit import session_state\n"
        "def f():\n"
        "    from ui import state\n"
        "    import pandas.io\n"
        "    st.session_state['a'] = st.query_params.get('b')\n"
        "@st.cache_data\n"
        "def g(): ...\n",
        "utf-8",
    )
    assert packages(planted) == {"streamlit", "ui", "pandas"}
    assert "streamlit.session_state" in imports(planted)
    assert list(uses(planted, STATE)) == ["st.session_state['a']", "st.query_params.get('b')"]
    assert list(uses(planted, CACHE)) == ["st.cache_data"]


@files("path", GEO)
def test_geo_knows_nothing_of_the_screen(path: Path) -> None:
    assert packages(path) & {"streamlit", "streamlit_folium", "ui", "pages", "app"} == set()


@files("path", UI)
def test_ui_imports_no_page(path: Path) -> None:
    assert packages(path) & {"pages", "app"} == set()


@files("path", ALL)
def test_imports_are_written_from_the_root(path: Path) -> None:
    assert not {module for module in imports(path) if module.startswith(".")}


def test_one_file_holds_the_map_component() -> None:
    assert [name(p) for p in ALL if "streamlit_folium" in packages(p)] == ["ui/map_view.py"]


def test_one_file_holds_the_caches() -> None:
    with_cache = {name(p) for p in (*UI, *PAGE_FILES, APP) if any(cache_calls(p))}
    assert with_cache == {"ui/cache.py"}


def cache_calls(path: Path) -> Iterator[str]:
    return (found for found in uses(path, CACHE) if found.startswith(("st.", "streamlit.")))


def test_one_file_holds_the_state_and_few_others_touch_a_key_of_it() -> None:
    others = [p for p in (*UI, *PAGE_FILES, APP) if name(p) != "ui/state.py"]
    touched = {name(p): set(uses(p, STATE)) for p in others}
    assert {file: found for file, found in touched.items() if found} == STATE_KEYS


@files("path", ALL)
def test_nobody_imports_the_state_past_the_rule(path: Path) -> None:
    """`from streamlit import session_state` would hide from the two tests above."""
    hidden = {m for m in imports(path) if m.startswith("streamlit.") and m.count(".") == 1}
    assert hidden & {f"streamlit.{n}" for n in (*STATE.pattern.split("|"), "cache_data")} == set()
    assert "streamlit.cache_resource" not in hidden


def test_pages_are_short() -> None:
    lengths = {name(p): len(p.read_text("utf-8").splitlines()) for p in (*PAGE_FILES, APP)}
    assert lengths.pop("app.py") <= 40
    assert {file: n for file, n in lengths.items() if n > 80} == {}


@files("path", PAGE_FILES)
def test_pages_hold_no_data_frames(path: Path) -> None:
    assert packages(path) & (FRAMES | {"streamlit", "streamlit_folium"}) == set()


@files("path", PAGE_FILES)
def test_a_page_asks_for_its_frame_before_anything_else(path: Path) -> None:
    """Streamlit may run a page without `app.py`; see `ui.shell.require_frame`."""
    _, *body = tree(path).body
    statements = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)]
    assert ast.unparse(statements[0]) == "require_frame()"
    assert "ui.shell.require_frame" in imports(path)


def run(code: str) -> str:
    """Run Python in a fresh process at the root of the repository; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_all_of_geo_can_be_used_without_streamlit() -> None:
    out = run(
        "import importlib, pkgutil, sys, geo\n"
        "names = [m.name for m in pkgutil.walk_packages(geo.__path__, 'geo.')]\n"
        "for name in names:\n"
        "    if not name.endswith('__main__'):\n"
        "        importlib.import_module(name)\n"
        "print(len(names), sorted({m.split('.')[0] for m in sys.modules} & {'streamlit', 'ui'}))\n"
    )
    number, loaded = out.strip().split(" ", 1)
    assert int(number) >= 30
    assert loaded == "[]"


def test_the_first_page_waits_for_no_heavy_library() -> None:
    out = run(
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        "page = AppTest.from_file('app.py', default_timeout=120).run()\n"
        "assert not page.exception, page.exception\n"
        "print(len(page.radio), 'folium' in sys.modules)\n"
        f"print(sorted(set({HEAVY!r}) & sys.modules.keys()))\n"
    )
    *_, shown, loaded = out.strip().splitlines()
    assert shown == "1 True", "the page with the map did not open"
    assert loaded == "[]"


FOLDERS = "work|opt|root|home|Users"
OF_A_MACHINE = re.compile(rf"(?<![\w.:/~-])/(?:{FOLDERS})/[\w.-]|[A-Z]:\\Users\\")
"""An absolute path into somebody's folders."""


def test_paths_of_a_machine_are_recognized() -> None:
    for folder in FOLDERS.split("|"):
        assert OF_A_MACHINE.search(f'open("/{folder}/x.csv")')
    for harmless in ("https://example.org/home/x", "data/work/x", "../opt/x", "a /root b"):
        assert not OF_A_MACHINE.search(harmless)


def tracked() -> list[Path]:
    """Files under version control, and new ones that are about to be."""
    git = shutil.which("git")
    if git is None or not (paths.ROOT / ".git").exists():
        pytest.skip("no version control here, so there is no list of tracked files")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True)
    found = [paths.ROOT / line for line in done.stdout.split("\0") if line]
    return [path for path in found if path.is_file()]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content:
            continue  # not text
        for number, line in enumerate(content.decode("utf-8").splitlines(), start=1):
            if OF_A_MACHINE.search(line):
                found.append(f"{name(path)}:{number}: {line.strip()[:100]}")
    assert found == []
