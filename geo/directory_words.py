"""What the directory says of itself."""

from __future__ import annotations

from geo.atlas import Atlas


def directory_headline(atlas: Atlas) -> str:
    """How many organizations, how many of them named, how many from the essay."""
    everyone = atlas.organisations.values()
    essay = [o for o in everyone if o.in_essay]
    unnamed = sum(not o.named for o in essay)
    return (
        f"{len(essay)} organizations from the 2021 essay, {unnamed} of them without a known name, "
        f"and {len(atlas.organisations) - len(essay)} more"
    )


def directory_subtitle() -> str:
    """Where the rows come from and what they are not."""
    return (
        "An independent political organization works in elections outside the Democratic Party’s "
        "own organization. Each row says how sure its name is and when it was last seen; “not "
        "listed” never means “none”. Nobody’s present status was checked live."
    )
