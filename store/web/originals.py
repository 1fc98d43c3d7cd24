"""The archive of fetched pages, unchanged, to prove a quote later: body, headers, time and URLs.

`archive/` in the data folder has a folder for each URL, named by the first 16 digits of its SHA-256, with a
`TIME-HASH.json` for each stored response, and the decompressed body beside it. HASH is a prefix of the body's SHA-256,
so that two responses within a second are both stored. The file of a URL that redirects names the body at its target.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from store.disk.clock import utc
from store.disk.files import make_folder, read_inside, write_inside
from store.disk.json_reader import parse
from store.web.pages import Fetched, Known

SCHEMA = "copydesk.fetched/1"
SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
    "application/json": ".body", "application/xml": ".xml", "text/xml": ".xml",
}  # fmt: skip
"""The suffix of a body by its media type. Not .json: the record beside it is called that."""


@dataclass(frozen=True, slots=True)
class Archived:
    """One state of a URL: its record's file, the body's file, and the record."""

    home: Path
    record: Path
    body: Path
    fields: dict[str, Any]

    def fetched(self, requested_url: str) -> Fetched | None:
        """The page as fetched; None if the body is missing or no longer has its SHA-256."""
        try:
            data = read_inside(self.home, self.body)
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != self.fields["sha256"]:
            return None
        headers = tuple((str(name), str(value)) for name, value in self.fields["headers"])
        return Fetched(
            str(self.fields["url"]), str(self.fields["type"]), data, requested_url, headers, str(self.fields["fetched"])
        )


def keep(home: Path, fetched: Fetched) -> Archived:
    """Store a fetched page; a body equal to the last one is not stored again. Raises OSError."""
    digest = hashlib.sha256(fetched.data).hexdigest()
    last = latest(home, fetched.url)
    if last is not None and last.fields["sha256"] == digest and last.body.exists():
        body = last.body
    else:
        kind = fetched.content_type.partition(";")[0].strip().lower()
        body = _folder(home, fetched.url) / f"{_name(fetched.time, digest)}{SUFFIXES.get(kind, '.bin')}"
        make_folder(body.parent)
        write_inside(home, body, [fetched.data])
    archived = None
    for url in dict.fromkeys((fetched.requested_url or fetched.url, fetched.url)):
        folder = _folder(home, url)
        make_folder(folder)
        fields = {
            "schema": SCHEMA,
            "asked": fetched.requested_url or fetched.url,
            "url": fetched.url,
            "fetched": fetched.time,
            "type": fetched.content_type,
            "headers": [list(pair) for pair in fetched.headers],
            "length": len(fetched.data),
            "sha256": digest,
            "body": f"{body.parent.name}/{body.name}",
        }
        record = folder / f"{_name(fetched.time, digest)}.json"
        write_inside(home, record, [json.dumps(fields, indent=1).encode()])
        archived = Archived(home, record, body, fields)
    assert archived is not None
    return archived


def latest(home: Path, url: str) -> Archived | None:
    """The last stored state of `url`, requested or redirected to; None if there is none."""
    return latest_in(home, _folder(home, url))


def latest_in(home: Path, where: Path) -> Archived | None:
    """The last stored state in a folder of the archive; None if there is none."""
    try:
        found = (path for path in where.iterdir() if path.suffix == ".json" and path.name[0] != ".")
        records = sorted(found, key=lambda path: (path.stem.partition("-")[0], path.stat().st_mtime_ns))
    except OSError:
        return None
    for record in reversed(records):
        try:
            fields = parse(read_inside(home, record))
            folder, _, name = str(fields["body"]).partition("/")
            if fields["schema"] != SCHEMA or not re.fullmatch(r"[0-9a-f]{16}", folder) or "/" in name or name[0] == ".":
                continue
            if not isinstance(fields["sha256"], str) or not isinstance(fields["headers"], list):
                continue
            return Archived(home, record, home / "archive" / folder / name, fields)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            continue
    return None


def known(home: Path, url: str) -> tuple[Known, Fetched] | None:
    """The validators to send to the server, and the state they belong to; None if no complete state is stored."""
    last = latest(home, url)
    fetched = last.fetched(url) if last is not None else None
    if fetched is None or not (fetched.known.etag or fetched.known.modified):
        return None
    return fetched.known, fetched


def expire(home: Path, before: datetime) -> int:
    """Delete what was fetched before `before`, except the last state of each URL; return how many states were.

    A body is deleted with the last record that names it. Raises OSError.
    """
    limit, deleted = re.sub(r"[^0-9TZ]", "", utc(before)), 0
    bodies: set[str] = set()
    others: list[Path] = []
    folders = [path for path in _listed(home / "archive") if path.is_dir() and not path.is_symlink()]
    for folder in folders:
        last = latest_in(home, folder)
        for path in _listed(folder):
            body = _body_of(home, path)
            if body is None:
                others.append(path)
            elif path.name >= limit or (last is not None and path == last.record):
                bodies.add(body)
            else:
                path.unlink(missing_ok=True)
                deleted += 1
    for path in others:
        if path.name < limit and f"{path.parent.name}/{path.name}" not in bodies:
            path.unlink(missing_ok=True)
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only an empty one goes
    return deleted


def _body_of(home: Path, path: Path) -> str | None:
    """The body that a record names, from the archive on; None for a file that is no record, such as a body."""
    if path.suffix != ".json":
        return None
    try:
        fields = parse(read_inside(home, path))
        return str(fields["body"]) if fields["schema"] == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _listed(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.name[0] != "."]
    except FileNotFoundError:
        return []


def _folder(home: Path, url: str) -> Path:
    return home / "archive" / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _name(time: str, digest: str) -> str:
    return f"{re.sub(r'[^0-9TZ]', '', time) or '0'}-{digest[:8]}"
