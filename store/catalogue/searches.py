"""Saved searches of the desk, in `searches.json` in the data folder. `@name` in a query refers to one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from store.disk.files import locked, make_folder, read_inside, write_inside
from store.disk.json_reader import parse

SCHEMA = "copydesk.searches/1"
FILE = "searches.json"
NAMES = re.compile(r"[\w-]{1,40}")
"""Valid names of searches."""
MAX_DEPTH = 5
"""How deep searches may refer to other searches."""

_REFERENCE = re.compile(r"(?<!\S)@([\w-]{1,40})(?!\S)")


def load(home: Path) -> dict[str, str]:
    """The saved searches by name, sorted; empty if the file cannot be read."""
    try:
        return _read(home)
    except (OSError, ValueError):
        return {}


def save(home: Path, name: str, line: str | None) -> None:
    """Save `line` under `name`; None deletes it.

    Raises ValueError for an invalid name or a damaged file, and OSError.
    """
    if not NAMES.fullmatch(name):
        raise ValueError("a name is letters, digits, - and _, at most 40")
    make_folder(home)
    with locked(home, home / "searches.lock"):
        searches = _read(home)
        if line is None:
            searches.pop(name, None)
        else:
            searches[name] = " ".join(line.split())
        write_inside(home, home / FILE, [json.dumps({"schema": SCHEMA, "searches": searches}, indent=1).encode()])


def _read(home: Path) -> dict[str, str]:
    try:
        searches = parse(read_inside(home, home / FILE))["searches"]
        return {
            name: line for name, line in sorted(searches.items()) if NAMES.fullmatch(name) and isinstance(line, str)
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{FILE} is not a list of searches: move it away") from error


def expand(line: str, searches: Mapping[str, str]) -> str:
    """`line` with each `@name` replaced by the search of that name; unknown names are unchanged."""
    for _ in range(MAX_DEPTH):
        expanded = _REFERENCE.sub(lambda found: searches.get(found[1], found[0]), line)
        if expanded == line:
            break
        line = expanded[:4000]
    return line
