"""The YAML front matter of an export: kept up to date, except for what the user changed or added."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from store.export.citekeys import citekey
from store.model.sender import author
from store.model.wire import Wire, embargo_in_words
from store.notes.index import fold
from store.texts.escaping import plain

if TYPE_CHECKING:
    from store.export.source import ExportedArticle

SCHEMA = "copydesk.notes/2"

_KEY = re.compile(r"""(?:([A-Za-z0-9_-]+)|"([^"\\]*)"|'([^']*)')[ \t]*:(?=[ \t\r\n]|$)""")
_NO_TAG = re.compile(r"(?:[^\w/]|//)+")
_RUN = re.compile(r"<(?=%)|`|\{(?=\{[<%])")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def matter(source: ExportedArticle) -> dict[str, Any]:
    """The front matter of an article, in order. Unknown wire fields are left out."""
    entry, meta = source.entry, source.meta
    fields: dict[str, Any] = {
        "title": plain(entry.title),
        "source": plain(entry.source),
        "author": _plain((author(entry.wire) if entry.wire else None) or (meta.byline if meta else None)),
        "published": _plain(entry.published or (meta.published if meta else None)),
        "accessed": source.accessed,
        "article_sha256": entry.version,
        "citekey": citekey(entry.key),
        "tags": file_tags(tag for note in source.notes for tag in note.tags),
    }
    language = {"language": plain(meta.language)} if meta and meta.language else {}
    return {**fields, **language, **_wire(entry.wire), "schema": SCHEMA}


def file_tags(tags: Iterable[str]) -> list[str]:
    """Tags of notes as Obsidian accepts them in front matter, sorted; duplicates but for case or accents are merged.

    Such a tag has letters, digits, `_`, `-` and `/`, no blanks, and is not a number (https://help.obsidian.md/tags):
    "São Paulo" becomes `São-Paulo`, "2026" `y2026`.
    """
    found: dict[str, str] = {}
    for tag in sorted(tags):
        name = _NO_TAG.sub("-", plain(tag)).strip("-/")
        if name:
            name = name if any(map(str.isalpha, name)) else f"y{name}"
            found.setdefault(fold(name), name)
    return sorted(found.values())


def _wire(wire: Wire | None) -> dict[str, Any]:
    if wire is None:
        return {}
    fields = {
        "embargo": wire.embargo,
        "status": wire.pub_status if wire.pub_status != "usable" else None,
        "usage_terms": wire.usage_terms,
        "editor_note": wire.editor_note,
        "copyright": wire.copyright,
        "credit": wire.credit,
        "language": wire.language,
        "url": wire.url,
    }
    return {key: plain(value) for key, value in fields.items() if value}


def notices(wire: Wire | None) -> list[str]:
    """Notices in words: an embargo (even one that has passed, since an export has no clock) and a status."""
    from store.model.wire import status_in_words

    if wire is None:
        return []
    terms = f"Usage terms: {wire.usage_terms}" if wire.usage_terms else None
    note = f"Note to editors: {wire.editor_note}" if wire.editor_note else None
    return [line for line in (embargo_in_words(wire, _LONG_AGO), status_in_words(wire), terms, note) if line]


def dump(fields: Mapping[str, Any]) -> str:
    """`fields` as YAML, in order, with anything escaped that Templater, knitr or Quarto would execute."""
    import yaml

    text = str(
        yaml.dump(
            dict(fields),
            Dumper=_dumper(),
            sort_keys=False,
            allow_unicode=True,
            width=2**31 - 1,
            default_flow_style=False,
        )
    )
    return _RUN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)  # within double quotes: see `_dumper`


@cache
def _dumper() -> Any:
    """PyYAML's dumper, with double quotes around text that needs escapes."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        pass

    def text(dumper: Any, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if _RUN.search(value) else None)

    Dumper.add_representer(str, text)
    return Dumper


def marks(fields: Mapping[str, Any]) -> str:
    """The hashes that `updated` later needs to see which of Copydesk's keys the user changed."""
    return ".".join(f"{key}:{_mark(value)}" for key, value in fields.items())


def updated(front: str, fields: Mapping[str, Any], known: str, newline: str) -> str | None:
    """The front matter `front` (with its `---` lines) brought up to date; None if it cannot be parsed.

    `known` is the output of `marks` for the previous export. The user's own keys, keys of Copydesk that the user
    changed or removed, comments and the order are kept. Tags that the user added stay beside Copydesk's.
    """
    if not front:
        return ""  # removed by the user
    before = _load(front)
    if before is None:
        return None
    ours = dict(each.rpartition(":")[::2] for each in known.split(".") if ":" in each)
    new: dict[str, Any] = {}
    for key, value in fields.items():
        if key in ours and key not in before:
            continue
        if key in before and key in ours and _mark(before[key]) != ours[key]:
            if key != "tags" or not isinstance(before[key], list):
                continue
            value = sorted({str(tag) for tag in before[key]} | set(value))
        if key not in before or before[key] != value:
            new[key] = value
    removed = {key for key in ours if key not in fields and key in before and _mark(before[key]) == ours[key]}
    changed = _replaced(front, new, removed, newline)
    after = _load(changed)
    expected = {key: value for key, value in before.items() if key not in removed} | new
    return changed if after == expected else None


def _replaced(front: str, new: Mapping[str, Any], removed: set[str], newline: str) -> str:
    """`front` with the lines of some keys replaced, or inserted before the end."""
    lines = front.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    first, inside, last = lines[0], lines[1:-1], lines[-1]
    out: list[str] = []
    left = dict(new)
    skipping = False
    for line in inside:
        match = _KEY.match(line)
        if match:
            key = next(group for group in match.groups() if group is not None)
            skipping = key in new or key in removed
            if key in left:
                out.append(_own(key, left.pop(key), newline))
        elif skipping and line[:1] not in (" ", "\t", "-", "\r", "\n"):
            skipping = False
        if not skipping:
            out.append(line)
    return "".join([first, *out, *(_own(key, value, newline) for key, value in left.items()), last])


def _own(key: str, value: Any, newline: str) -> str:
    return dump({key: value}).replace("\n", newline)


def _load(front: str) -> dict[str, Any] | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    inside = front.split("\n", 1)[1].rstrip("\r\n").rpartition("\n")[0]
    try:
        found = yaml.load(inside, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if found is None:
        return {}
    return found if isinstance(found, dict) and all(isinstance(key, str) for key in found) else None


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:6]


def _plain(text: str | None) -> str | None:
    return plain(text) if text else None
