"""What several tests share: the folder of sources, and copies of the data free to be spoiled."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from geo import paths

if TYPE_CHECKING:
    from tests.static_pages import StaticSite

# How long one example takes says nothing on a machine that does other work beside it.
hypothesis.settings.register_profile("atlas", deadline=None)
hypothesis.settings.load_profile("atlas")


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit makes the page it runs the module `__main__` and leaves it so; a process that a
    later test starts would run that page first."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def sources_folder() -> Path:
    """The folder of sources: `ATLAS_SOURCES`, or `../shared/sources` beside the checkout.

    Without one the test is skipped, but on a build server (`CI`) it fails: there a rebuild that
    silently never ran would look like one that succeeded.
    """
    named = os.environ.get("ATLAS_SOURCES")
    folder = Path(named) if named else paths.ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        message = "The sources are not at hand. Name their folder in ATLAS_SOURCES."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """A copy of the committed data, free to be spoiled."""
    copy = tmp_path / "data"
    shutil.copytree(paths.DATA, copy, ignore=shutil.ignore_patterns("raw", ".build-*"))
    return copy


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> StaticSite:
    """Some pages of every kind of the static site, published once."""
    # Not at the top: few tests need what draws pictures.
    from tests.static_pages import publish_some  # noqa: PLC0415

    return publish_some(tmp_path_factory.mktemp("site"))
