"""One run: plan, make what has changed, remove what is no longer of the site, check every link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from tqdm import tqdm

from geo.publish import inputs
from geo.publish.files import checked_folder, digest_of, remove
from geo.publish.links import Links, broken_links
from geo.publish.manifest import NAME, Entry, Manifest, read_manifest
from geo.publish.plan import chosen, planned
from geo.publish.records import Done, Page, PublishError, Settings
from geo.publish.site import Site
from geo.publish.worker import Failed, Task, make, start, work

FEW = 4
"""Pages below which starting further processes costs more than it saves."""


@dataclass(frozen=True)
class Outcome:
    """What a run did.

    `unchanged` pages were left as they were, `edited` are files of earlier runs that are no longer
    of the site and were left because somebody changed them.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    failed: tuple[Failed, ...]
    links: Links

    @property
    def sound(self) -> bool:
        """Whether every page was made and every link leads somewhere."""
        return not self.failed and not self.links.broken


def publish(
    settings: Settings, *, jobs: int = 1, only: str = "", clean: bool = False, quiet: bool = False
) -> Outcome:
    """Bring the folder of the site up to date.

    Parameters
    ----------
    settings : Settings
    jobs : int
        Processes that make pages.
    only : str
        Pattern of the pages to be made, as in `geo.publish.plan.chosen`; blank for all.
    clean : bool
        Whether what earlier runs wrote is removed first.
    quiet : bool
        No progress bar.

    Raises
    ------
    PublishError
        If the folder is not ours or cannot be written, or no page fits `only`.
    AtlasError
        If the data or the list of figures cannot be read; then nothing is written.
    """
    checked_folder(settings.out, NAME)
    before = read_manifest(settings.out)
    site = Site(settings, ours=frozenset(before.files))
    everything = planned(site)
    pages = chosen(everything, only)
    after = Manifest(dict(before.pages))
    removed, edited = stale(settings, after, everything, clean=clean)
    after.save(settings.out)
    marks = Marks(inputs.code(), inputs.data(settings))
    tasks, kept = split(settings, after, pages, marks)
    found: list[Done | Failed] = []
    try:
        for one in tqdm(run(site, tasks, jobs), total=len(tasks), unit="page", disable=quiet):
            found.append(one)
            if isinstance(one, Done):
                after.pages[one.key] = Entry(marks.both, one.fingerprint, one.files)
    finally:
        removed += outdated(settings, before, after)
        after.save(settings.out)
    links = broken_links(settings.out, after, everything, settings.site)
    return outcome(found, kept, removed, edited, links)


@dataclass(frozen=True)
class Marks:
    """Hashes of what every page is made from."""

    code: str
    data: str

    @property
    def both(self) -> str:
        """One mark: where it is as it was, no page has changed."""
        return f"{self.code[:32]}{self.data[:32]}"


def outcome(
    found: Sequence[Done | Failed],
    kept: Sequence[str],
    removed: Sequence[str],
    edited: Sequence[str],
    links: Links,
) -> Outcome:
    """A run summed up."""
    done = [one for one in found if isinstance(one, Done)]
    failed = [one for one in found if isinstance(one, Failed)]
    same = [one.key for one in done if not one.written]
    return Outcome(
        written=tuple(sorted(one.key for one in done if one.written)),
        unchanged=tuple(sorted([*kept, *same])),
        removed=tuple(removed),
        edited=tuple(edited),
        failed=tuple(sorted(failed, key=lambda one: one.key)),
        links=links,
    )


def split(
    settings: Settings, known: Manifest, pages: Sequence[Page], marks: Marks
) -> tuple[list[Task], list[str]]:
    """Pages to look at, and keys of those whose inputs and files are as they were."""
    tasks, kept = [], []
    for page in pages:
        entry = known.pages.get(page.key)
        intact = entry is not None and entry.intact(settings.out)
        if entry is not None and intact and entry.inputs == marks.both:
            kept.append(page.key)
        else:
            tasks.append(Task(page, marks.code, entry if intact else None))
    return tasks, kept


def run(site: Site, tasks: Sequence[Task], jobs: int) -> Iterator[Done | Failed]:
    """Make pages, in several processes if that is worth it."""
    if jobs <= 1 or len(tasks) < FEW:
        yield from (make(site, task) for task in tasks)
        return
    # A forked process would inherit threads of the libraries that draw; a new one starts clean.
    pool = ProcessPoolExecutor(
        min(jobs, len(tasks)),
        get_context("spawn"),
        initializer=start,
        initargs=(site.settings, site.ours),
    )
    try:
        waiting = [pool.submit(work, task) for task in tasks]
        for future in as_completed(waiting):
            yield future.result()
    except BrokenProcessPool as fault:
        raise PublishError(
            "A process that made pages ended before its time, perhaps for want of memory. Run it "
            "again with --jobs 1; what was written stays."
        ) from fault
    finally:
        pool.shutdown(cancel_futures=True)


def stale(
    settings: Settings, known: Manifest, everything: Sequence[Page], *, clean: bool
) -> tuple[list[str], list[str]]:
    """Remove pages that are no longer of the site (all of them if `clean`) if they are as we wrote
    them; names of what was removed, and of what was left because somebody changed it."""
    wanted = set() if clean else {page.key for page in everything}
    gone = {key: entry for key, entry in known.pages.items() if key not in wanted}
    files = {name: was for entry in gone.values() for name, was in entry.files.items()}
    ours = [name for name, was in files.items() if digest_of(settings.out / name) == was]
    edited = [n for n in files if n not in ours and (settings.out / n).is_file()]
    remove(settings.out, ours)
    for key in gone:
        del known.pages[key]
    return ours, ([] if clean else edited)


def outdated(settings: Settings, before: Manifest, after: Manifest) -> list[str]:
    """Remove files an earlier run wrote for a page that has them no longer."""
    now = after.files
    gone = [
        name
        for name, was in before.files.items()
        if name not in now and digest_of(settings.out / name) == was
    ]
    remove(settings.out, gone)
    return gone
