"""The welcome lines of an empty desk, and the samples that Enter adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.articles.library import Library


def welcome(key: Callable[[str], str]) -> Sequence[str]:
    """The lines in place of the articles; `key` names the key of an action."""
    return (
        "",
        "Nothing here yet.",
        "",
        "copydesk story.txt            open a file; also HTML, PDF, DOCX, mail",
        "copydesk https://…            open a web page",
        "copydesk feed add https://…   subscribe to a feed",
        "copydesk watch FOLDER         import what is dropped there",
        "",
        f"{key('desk.open'):<29} open the five sample articles",
    )


def keep_samples(library: Library) -> None:
    """Store the articles that Copydesk ships with. Raises OSError."""
    from extract.layout.zones import zone
    from store.articles.sources import Source, load
    from tui.config.locations import samples

    for path in sorted(samples().glob("*.txt"), reverse=True):
        loaded = load(Source("file", str(path)))
        library.keep(loaded, title=zone(loaded.text).meta.headline, unread=True)


def shortened(home: Path) -> str:
    """A path with `~` for the user's home."""
    try:
        return f"~/{home.relative_to(Path.home())}"
    except ValueError:
        return str(home)
