"""Checks every file of a data folder: intact, damaged, or set aside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.text import sha256
from store.articles.entry import parse_entry
from store.articles.readings import parse_reading
from store.disk.files import TEMPORARY, read_inside, why
from store.disk.journal import SUFFIX, NoLocksError, Tail
from store.disk.json_reader import parse
from store.interchange import ledger
from store.notes import snapshot as snapshots
from store.notes.operations import Operation
from store.notes.snapshot import NewerSchemaError


@dataclass(frozen=True, slots=True)
class Finding:
    """One file, named relative to the data folder. `note`: worth knowing; `damage`: lost, or to be repaired."""

    file: str
    state: Literal["ok", "note", "damage"]
    detail: str


def verify(home: Path) -> list[Finding]:
    """Check every file under `home`; changes nothing. Damage comes first."""
    findings = [*_snapshots(home), *_journals(home / "journal", "operations"), *_journals(home / "drafts", "drafts")]
    findings += [*_articles(home / "articles"), *_closed(home), *_imported(home / ledger.FILE_NAME)]
    named = [Finding(_name(home, path), state, detail) for path, state, detail in findings]
    return sorted(named, key=lambda finding: (("damage", "note", "ok").index(finding.state), finding.file))


Checked = tuple[Path, Literal["ok", "note", "damage"], str]


def _name(home: Path, path: Path) -> str:
    return str(path.relative_to(home)) if path.is_relative_to(home) else str(path)


def _closed(home: Path) -> Iterator[Checked]:
    """The folders whose files cannot be read."""
    for name in ("journal", "drafts", "articles", "articles/texts", "articles/readings"):
        try:
            os.scandir(home / name).close()
        except FileNotFoundError:
            continue
        except OSError as error:
            yield home / name, "damage", f"cannot be looked into: {why(error)}"


def _imported(path: Path) -> Iterator[Checked]:
    if path.exists():
        try:
            yield path, "ok", f"{ledger.Ledger(path.parent).count} states of notes that were imported"
        except OSError as error:
            yield path, "damage", why(error)


def _snapshots(home: Path) -> Iterator[Checked]:
    path = home / snapshots.NAME
    for each in (path, snapshots.bak(path)):
        if not os.path.lexists(each):
            continue
        try:
            found = snapshots.read(each)
        except (ValueError, NewerSchemaError) as error:
            yield each, "damage", str(error)
        except OSError as error:
            yield each, "damage", why(error)
        else:
            unread = f", {len(found.unread)} documents not understood" if found.unread else ""
            yield each, "damage" if unread else "ok", f"{len(found.state.notes)} notes{unread}"
    for each in sorted(home.glob(f"{snapshots.NAME}.*")):
        if ".damaged-" in each.name or ".schema-" in each.name:
            yield each, "note", "set aside earlier"


def _journals(folder: Path, kind: str) -> Iterator[Checked]:
    for path in _listed(folder):
        if path.suffix == ".damaged":
            yield path, "note", "set aside earlier"
        elif path.name.startswith(TEMPORARY):
            yield path, "note", "left over from a write that did not end"
        elif path.suffix == SUFFIX:
            with contextlib.suppress(FileNotFoundError):  # removed by another session in the meantime
                yield _journal(folder, path, kind)


def _journal(folder: Path, path: Path, kind: str) -> Checked:
    try:
        tail = Tail(folder.parent, path)
    except FileNotFoundError:
        raise
    except OSError as error:
        return path, "damage", why(error)
    try:
        lines = list(tail.read())
        alive = _alive(tail)
        bad = tail.damaged + sum(not _understood(line) for line in lines)
        count = f"{sum(line.get('op') != 'session' for line in lines)} {kind}"
        if bad:
            return path, "damage", f"{count}, {bad} damaged lines"
        if tail.unfinished() and not alive:
            return path, "note", f"{count}, and {tail.unfinished()} bytes of one that was cut short"
        return path, "ok", count + (", in use" if alive else "")
    finally:
        tail.close()


def _alive(tail: Tail) -> bool:
    try:
        return tail.alive()
    except NoLocksError:
        return False


def _understood(line: dict[str, object]) -> bool:
    if line.get("op") in ("session", "draft"):
        return True
    try:
        Operation.from_dict(line)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _articles(folder: Path) -> Iterator[Checked]:
    versions: set[str] = set()
    for path in _listed(folder):
        if path.suffix != ".json":
            continue
        try:
            entry = parse_entry(parse(read_inside(folder.parent, path)), path.stem)
        except (OSError, ValueError, KeyError, TypeError) as error:
            yield path, "damage", why(error) if isinstance(error, OSError) else "not an article's record"
            continue
        versions.update(version.sha256 for version in entry.versions)
        missing = [v.sha256 for v in entry.versions if not (folder / "texts" / f"{v.sha256}.txt").exists()]
        yield path, "damage" if missing else "ok", f"text {missing[0][:12]} is missing" if missing else entry.title
    for path in _listed(folder / "texts"):
        if path.suffix == ".txt":
            yield path, *_text(folder.parent, path)
    for path in _listed(folder / "readings"):
        if path.suffix == ".json":
            yield path, *_reading(folder.parent, path)


def _text(home: Path, path: Path) -> tuple[Literal["ok", "damage"], str]:
    try:
        matches = sha256(read_inside(home, path).decode("utf-8")) == path.stem
    except (OSError, ValueError):
        matches = False
    return ("ok", "text") if matches else ("damage", "not the text its name says")


def _reading(home: Path, path: Path) -> tuple[Literal["ok", "damage"], str]:
    try:
        article = parse_reading(read_inside(home, path))
    except (OSError, ValueError):
        return "damage", "not a reading; it will be rebuilt"
    return ("ok", "reading") if article.sha256 == path.stem else ("damage", "of another text than its name says")


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder))
    except OSError:
        return []
