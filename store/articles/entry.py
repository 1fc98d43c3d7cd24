"""An article's record in the library: the content of its JSON file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.text import sha256
from store.articles.sources import Loaded
from store.disk.json_reader import optional_text, text_of, whole_number
from store.model.source_names import slug
from store.model.wire import Wire

SCHEMA = "copydesk.article/1"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article: its SHA-256 and when it was first seen."""

    sha256: str
    added: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the library. `version` is the newest of `versions`; `actors` and `quotes` None until read.

    `opened` is when its text was last opened, None for an unread article. Times are ISO 8601 in UTC; `published` is as
    in the article; `wire` its metadata from the source; `page` the URL of the whole text, if the newest version is only
    a feed's summary. `read_version` is the text that was read before it changed, None if it has not changed since.
    `hidden` and `removed` are when it was hidden or moved to the trash; None for an article on the desk.
    """

    key: str
    source: str
    location: str
    title: str
    added: str
    version: str
    opened: str | None = None
    published: str | None = None
    actors: int | None = None
    quotes: int | None = None
    versions: tuple[Version, ...] = ()
    wire: Wire | None = None
    page: str | None = None
    read_version: str | None = None
    hidden: str | None = None
    removed: str | None = None

    @property
    def on_desk(self) -> bool:
        """Whether it is neither hidden nor in the trash."""
        return self.hidden is None and self.removed is None


def key_of(loaded: Loaded) -> str:
    """The key under which an article is stored."""
    return f"{slug(loaded.id, 40)}-{sha256(loaded.location or loaded.source)[:8]}"


def parse_entry(data: Any, key: str) -> Entry:
    """The entry in the file of the article `key`. Raises KeyError, TypeError or ValueError for anything else."""
    if not isinstance(data, dict) or data["schema"] != SCHEMA or data["key"] != key:
        raise ValueError(f"not {SCHEMA}")
    versions = tuple(Version(_version(each["sha256"]), text_of(each["added"])) for each in data["versions"])
    wire = data.get("wire")
    actors, quotes = (None if data.get(name) is None else whole_number(data[name]) for name in ("actors", "quotes"))
    return Entry(
        key=key,
        source=text_of(data["source"]),
        location=text_of(data["location"]),
        title=text_of(data["title"]),
        added=text_of(data["added"]),
        version=_version(data["version"]),
        opened=optional_text(data.get("opened")),
        published=optional_text(data.get("published")),
        actors=actors,
        quotes=quotes,
        versions=versions,
        wire=Wire.from_dict(wire) if isinstance(wire, dict) else None,
        page=optional_text(data.get("page")),
        read_version=optional_text(data.get("read_version")),
        hidden=optional_text(data.get("hidden")),
        removed=optional_text(data.get("removed")),
    )


def _version(value: Any) -> str:
    if not (len(text_of(value)) == 64 and value.isascii() and value.isalnum()):
        raise ValueError("not a version")
    return str(value)
