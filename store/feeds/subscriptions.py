"""The feeds of a desk, in `feeds.json`, and the seen items of each, in `feeds/`.

Several sessions may change the list at once: each change is made under a lock, on the file's current content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from store.disk.files import locked, make_folder, read_inside, write_inside
from store.disk.json_reader import parse

SCHEMA = "copydesk.feeds/1"
MAX_FEEDS = 2000
"""The most feeds of one desk."""
MAX_SEEN_ITEMS = 5000
"""The most items of one feed that are remembered as seen; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed. `title` is the feed's own unless the user sets it, `folder` its group in the list.

    `etag` and `modified` are the server's validators of its last state, `fetched` the time of that, `looked` the time
    of the last request (ISO 8601), `fault` why that failed, "" if it did not, and `after` the time until which the
    server asked to be left alone.
    """

    url: str
    title: str = ""
    folder: str = ""
    home: str = ""
    added: str = ""
    etag: str | None = None
    modified: str | None = None
    fetched: str = ""
    looked: str = ""
    fault: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored item: a digest of its content, and the location of its article."""

    mark: str
    location: str


class Subscriptions:
    """The feeds under `home`. Creates nothing on disk until there is one. Methods that make changes raise OSError."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / "feeds.json"

    def all(self) -> list[Subscription]:
        """The feeds in the order in which they were added. Raises ValueError or OSError if the file cannot be read."""
        try:
            data = parse(read_inside(self._home, self._file))
        except FileNotFoundError:
            return []
        try:
            if data["schema"] != SCHEMA:
                raise ValueError(f"{self._file}: not {SCHEMA}")
            return [Subscription(**_known(each)) for each in data["feeds"]][:MAX_FEEDS]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{self._file}: not a list of feeds") from error

    def add(self, feeds: Iterable[Subscription]) -> list[Subscription]:
        """Add the new ones among `feeds` and return them. Raises ValueError if there are too many."""
        with self._changing() as by_url:
            added = [feed for feed in {feed.url: feed for feed in feeds}.values() if feed.url not in by_url]
            if len(by_url) + len(added) > MAX_FEEDS:
                raise ValueError(f"more than {MAX_FEEDS:,} feeds")
            by_url.update((feed.url, feed) for feed in added)
        return added

    def remove(self, url: str) -> Subscription | None:
        """Remove a feed from the list; its articles stay. Returns None if there is none with this URL."""
        with self._changing() as by_url:
            removed = by_url.pop(url, None)
        if removed is not None:
            self._seen(url).unlink(missing_ok=True)
        return removed

    def note(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """Change fields of feeds, by URL; feeds no longer in the list are ignored."""
        with self._changing() as by_url:
            for url, fields in states.items():
                if url in by_url:
                    by_url[url] = replace(by_url[url], **fields)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Subscription]]:
        make_folder(self._home)
        with locked(self._home, self._home / "feeds.lock"):
            before = self.all()
            by_url = {feed.url: feed for feed in before}
            yield by_url
            if list(by_url.values()) != before:
                data = {"schema": SCHEMA, "feeds": [asdict(feed) for feed in by_url.values()]}
                write_inside(self._home, self._file, [json.dumps(data, indent=1).encode()])

    def seen(self, url: str) -> dict[str, Seen]:
        """The stored items of a feed by guid; empty if unknown."""
        try:
            data = parse(read_inside(self._home, self._seen(url)))["items"]
            return {str(guid): Seen(str(mark), str(location)) for guid, (mark, location) in data.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def remember(self, url: str, seen: Mapping[str, Seen]) -> None:
        """Record which items were seen, the latest last."""
        items = {guid: [each.mark, each.location] for guid, each in list(seen.items())[-MAX_SEEN_ITEMS:]}
        path = self._seen(url)
        make_folder(path.parent)
        write_inside(self._home, path, [json.dumps({"url": url, "items": items}).encode()])

    def _seen(self, url: str) -> Path:
        return self._home / "feeds" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.json"


_OPTIONAL = ("etag", "modified", "fetched")


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    """The known fields of a subscription; those of a later version are left out."""
    found = {name: data[name] for name in Subscription.__slots__ if name in data}
    if not all(isinstance(value, str) or (value is None and name in _OPTIONAL) for name, value in found.items()):
        raise TypeError("not a feed")
    return found
