"""The user's places: the last article, and in each article the pane and the position. Saved in `session-NAME.json`.

A convenience: a file that cannot be read or written is ignored, and of two sessions the last one wins.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from store.disk.files import read_inside
from store.disk.json_reader import parse_object, text_of, whole_number
from store.disk.private import own_file

MAX_ARTICLES = 500
"""Places are saved for this many articles; the oldest are dropped first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: the pane, the code point at the top of the screen, and the text it counts in (SHA-256).

    `seen` are the warnings that were shown there, and need not be shown again.
    """

    pane: str
    offset: int
    version: str
    seen: tuple[str, ...] = ()


class Places:
    """The places by article key, newest last."""

    def __init__(self, home: Path, author: str) -> None:
        """In the data folder `home`, the places of `author`."""
        self._home = home
        self._file = own_file(home, "session.json", author)
        self._of_all = home / "session.json"
        self._places: dict[str, Place] = {}

    def load(self) -> None:
        """Read the file; if there is none, the older one that all users of the folder shared."""
        with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
            file = self._file if self._file.exists() else self._of_all
            data = parse_object(read_inside(self._home, file, private=file == self._file))
            for key, place in data["places"].items():
                offset = max(0, whole_number(place["offset"]))
                seen = tuple(map(text_of, place.get("seen", ())))
                self._places[key] = Place(text_of(place["pane"]), offset, text_of(place["version"]), seen)

    def of(self, key: str, version: str) -> Place | None:
        """The user's place in this version of the article, if any."""
        place = self._places.get(key)
        return place if place is not None and place.version == version else None

    @property
    def last(self) -> str | None:
        """The key of the last article left."""
        return next(reversed(self._places), None)

    def leave(self, key: str, place: Place) -> None:
        """Save `place`, and write the file."""
        from store.disk.files import make_folder, write_inside

        self._places.pop(key, None)
        self._places[key] = place
        places = dict(list(self._places.items())[-MAX_ARTICLES:])
        data = {"schema": "copydesk.session/1", "places": {key: asdict(place) for key, place in places.items()}}
        with suppress(OSError):
            if self._file.parent != self._home:
                make_folder(self._file.parent, private=True)
            write_inside(self._home, self._file, [json.dumps(data).encode()], private=True)
