"""The feeds of a desk, in `feeds.json`, and which items of each were seen, in `feeds/`.

Several sessions may change the list at once: each change is made under a lock on what the file holds by then.
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
"""Most feeds of one desk."""
MAX_SEEN_ITEMS = 5000
"""Most items of one feed that are remembered as seen; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed. `title` is the feed's own until the user names it, `folder` the group it is listed in.

    `etag` and `modified` are what the server said of its last state, `fetched` when that was, `looked` when it was last
    asked (ISO 8601), `fault` why that failed, empty where it did not, and `after` the moment before which the server
    asked to be left alone.
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
    """The feeds under `home`. Makes nothing on disk until there is one. Methods that change raise OSError."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / "feeds.json"

    def all(self) -> list[Subscription]:
        """The feeds in the order in which they were added. A file that cannot be read raises ValueError or OSError."""
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
        """Add those of `feeds` that are not there; returns them. Raises ValueError where they are too many."""
        with self._changing() as by_url:
            added = [feed for feed in {feed.url: feed for feed in feeds}.values() if feed.url not in by_url]
            if len(by_url) + len(added) > MAX_FEEDS:
                raise ValueError(f"more than {MAX_FEEDS:,} feeds")
            by_url.update((feed.url, feed) for feed in added)
        return added

    def remove(self, url: str) -> Subscription | None:
        """Take a feed off the list; what it brought stays. None where there is none with this URL."""
        with self._changing() as by_url:
            removed = by_url.pop(url, None)
        if removed is not None:
            self._seen(url).unlink(missing_ok=True)
        return removed

    def note(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """Change fields of feeds, by URL; feeds that are no longer there are passed over."""
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
        """The items of a feed that were kept, by their guid; none where that is not known."""
        try:
            data = parse(read_inside(self._home, self._seen(url)))["items"]
            return {str(guid): Seen(str(mark), str(location)) for guid, (mark, location) in data.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def remember(self, url: str, seen: Mapping[str, Seen]) -> None:
        """Keep which items were seen, the latest last."""
        items = {guid: [each.mark, each.location] for guid, each in list(seen.items())[-MAX_SEEN_ITEMS:]}
        path = self._seen(url)
        make_folder(path.parent)
        write_inside(self._home, path, [json.dumps({"url": url, "items": items}).encode()])

    def _seen(self, url: str) -> Path:
        return self._home / "feeds" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.json"


_OPTIONAL = ("etag", "modified", "fetched")


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a subscription; others, of a version to come, are left out."""
    found = {name: data[name] for name in Subscription.__slots__ if name in data}
    if not all(isinstance(value, str) or (value is None and name in _OPTIONAL) for name, value in found.items()):
        raise TypeError("not a feed")
    return found
