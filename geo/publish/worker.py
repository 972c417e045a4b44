"""Making one page: work it out, and draw and write it only if it has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from geo.errors import AtlasError
from geo.publish.files import digest, digest_of, write
from geo.publish.manifest import Entry
from geo.publish.plan import maker
from geo.publish.records import Done, Made, Page, PublishError, Settings
from geo.publish.render import page_html
from geo.publish.site import Site


@dataclass(frozen=True)
class Task:
    """A page to be made; `before` is how it was written last, None if it must be written."""

    page: Page
    code: str
    before: Entry | None


@dataclass(frozen=True)
class Failed:
    """A page that could not be made, and why."""

    key: str
    why: str


class Worker:
    """What a process keeps between pages."""

    site: Site | None = None


def start(settings: Settings, ours: frozenset[str]) -> None:
    """Read the data once for all pages of this process."""
    Worker.site = Site(settings, ours=ours)


def work(task: Task) -> Done | Failed:
    """Make a page in a process that was started."""
    if Worker.site is None:
        raise LookupError("the process was not started")
    return make(Worker.site, task)


def make(site: Site, task: Task) -> Done | Failed:
    """Make a page. What is wrong with one page costs no other anything."""
    try:
        made = maker(task.page.kind)(site, task.page)
        found = fingerprint(site, task, made)
        if task.before and task.before.fingerprint == found:
            return Done(task.page.key, found, task.before.files, written=False)
        return Done(task.page.key, found, written_files(site, task.page, made), written=True)
    except AtlasError as fault:
        return Failed(task.page.key, str(fault))


def fingerprint(site: Site, task: Task, made: Made) -> str:
    """Hash of all a page says and shows: the same page has the same one."""
    said = (made.template, made.title, made.summary, made.foot, made.context, made.preview)
    more = (made.preview_alt, sorted(made.files), made.basis)
    whole = repr((task.code, task.page, site.about(task.page), said, more))
    return hashlib.sha256(whole.encode()).hexdigest()


def written_files(site: Site, page: Page, made: Made) -> dict[str, str]:
    """Draw every file of a page, then write them, the page itself last: it never points at what is
    not there.

    Raises
    ------
    PublishError
        If one of them would take the place of a file of somebody else.
    """
    contents = {name: make_file() for name, make_file in made.files.items()}
    if made.template:
        contents[page.path] = page_html(site, page, made)
    hashes = {name: digest(content) for name, content in contents.items()}
    for name, known in hashes.items():
        there = digest_of(site.settings.out / name)
        if there and there != known and name not in site.ours:
            raise PublishError(
                f"{site.settings.out / name} is there and was not written by an earlier run, so it "
                "stays. Move it away, or publish to another folder."
            )
    for name, content in contents.items():
        write(site.settings.out / name, content)
    return hashes
