"""Names the file of an article, and finds its existing export in a folder."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from extract.text import sha256
from store.model.source_names import slug

if TYPE_CHECKING:
    from store.articles.entry import Entry

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def file_name(entry: Entry, suffix: str = ".md") -> str:
    """`YYYY-MM-DD-slug-id8.md`, or `undated-slug-id8.md`: lower-case ASCII that is a valid name on every system.

    `id8` depends on the article's location, not its text, so that a new version updates the same file.
    """
    date = _DATE.match(entry.published or "")
    return f"{date[0] if date else 'undated'}-{slug(entry.title)}-{id8(entry)}{suffix}"


def id8(entry: Entry) -> str:
    """Eight hexadecimal digits for an article of the library."""
    end = entry.key[-8:]
    return end if re.fullmatch("[0-9a-f]{8}", end) else sha256(entry.key)[:8]


class Names:
    """The exports of one kind in a folder, by their `id8`.

    A file is found again after the user renames it or its article's title changes. The folder need not exist. Raises
    OSError if it cannot be listed.
    """

    def __init__(self, folder: Path, suffix: str = ".md") -> None:
        self.folder = folder
        self._suffix = suffix
        self._found: dict[str, list[str]] = defaultdict(list)
        pattern = re.compile(rf".*-([0-9a-f]{{8}}){re.escape(suffix)}", re.DOTALL)
        try:
            listed = sorted(path.name for path in folder.iterdir())
        except FileNotFoundError:
            listed = []
        for name in listed:
            match = pattern.fullmatch(name)
            if match and not name.startswith("."):
                self._found[match[1]].append(name)

    def of(self, entry: Entry) -> list[Path]:
        """The files that may be the article's export, one with its standard name first."""
        own = file_name(entry, self._suffix)
        found = self._found.get(id8(entry), [])
        return [self.folder / name for name in sorted(found, key=lambda name: (name != own, name))]
