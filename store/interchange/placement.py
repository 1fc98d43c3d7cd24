"""Finds the article of an incoming note, and its passage in the stored text."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from extract.span import Span
from extract.text import sha256
from store.articles.entry import Entry
from store.articles.library import Library
from store.export.citekeys import citekey
from store.interchange.incoming_notes import Incoming
from store.interchange.references import web_address
from store.model.source_names import real_path, slug
from store.notes.anchors import SHORT_CHARACTERS, Anchor, locate
from store.notes.note import Note

MAX_FUZZY_CHARACTERS = 2000
"""A longer passage must match word for word: comparing long texts by letters takes minutes."""
_URN = "urn:x-copydesk:article:"
_IGNORED = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, and blanks of no width."""
Where = Literal["there", "found", "orphaned", "waiting"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A note in storable form.

    `there`: unchanged. `found`: its passage was found for certain in the stored text, and its anchor is rebuilt.
    `orphaned`: it was not, or not for certain; the note keeps its anchor, is shown as orphaned or unsure, and the app
    asks about it when the article is opened. `waiting`: its article is not on the desk; the note is stored under the
    key that the article will have.
    """

    note: Note
    where: Where


class Placement:
    """Places notes on the articles of `library`, as they were on first use."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: dict[str, str | None] = {}

    def place(self, incoming: Incoming) -> Placed:
        """Find the note's article, by the hash of its text, its key or another name, and its passage there."""
        note = incoming.note
        named = self._by_key.get(note.article) if incoming.ours else None
        entry = named if named and any(version.sha256 == note.version for version in named.versions) else None
        entry = entry or self._by_version.get(note.version)
        is_stored = entry is not None
        entry = entry or named or next((found for name in incoming.pages if (found := self._named(name))), None)
        if entry is None:
            return Placed(note if incoming.ours else replace(note, article=_key(incoming)), "waiting")
        note = replace(note, article=entry.key)
        if note.anchor is None:
            return Placed(note if is_stored else replace(note, version=entry.version), "there")
        version = note.version if is_stored else entry.version
        text = self._text(version)
        if text is None:
            return Placed(note, "there" if is_stored else "orphaned")
        if is_stored and incoming.ours and note.anchor.placed and text.startswith(note.anchor.exact, note.anchor.start):
            return Placed(note, "there")
        anchor = reattached(text, note.anchor, trusted=incoming.ours)
        if anchor is None:
            return Placed(replace(note, version="" if is_stored else note.version), "orphaned")
        return Placed(replace(note, version=version, anchor=anchor), "found")

    def _named(self, name: str) -> Entry | None:
        """The article that a file identifies by its URL, path, source as listed, key, citation key or SHA-256."""
        name = name.strip()
        if name.startswith(_URN):
            name = unquote(name.removeprefix(_URN))
        if name.startswith("file://"):
            name = unquote(urlsplit(name).path)
        if (page := page_of(name)) in self._by_page:
            return self._by_page[page]
        found = self._by_key.get(name) or self._by_version.get(name.lower()) or self._by_source.get(name)
        if found is None and "/" in name and not web_address(name):
            with suppress(ValueError, RuntimeError):  # a NUL in it, ~nobody
                found = self._by_source.get(os.path.realpath(Path(name).expanduser()))
        return found

    def known(self, key: str) -> bool:
        """Whether an article with this key is on the desk."""
        return key in self._by_key

    @cached_property
    def _entries(self) -> list[Entry]:
        return self._library.entries()

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self._entries}

    @cached_property
    def _by_version(self) -> dict[str, Entry]:
        return {version.sha256: entry for entry in self._entries for version in entry.versions}

    @cached_property
    def _by_source(self) -> dict[str, Entry]:
        """Entries by listed source, by path, and by citation key."""
        found: dict[str, Entry] = {}
        for entry in self._entries:
            for name in (entry.source, entry.location, real_path(entry.location), citekey(entry.key)):
                found.setdefault(name, entry)
        return found

    @cached_property
    def _by_page(self) -> dict[str, Entry]:
        pages: dict[str, Entry] = {}
        for entry in self._entries:
            for address in (entry.location, entry.source, entry.wire.url if entry.wire else None):
                if address and (web := web_address(address)):
                    pages.setdefault(page_of(web), entry)
        return pages

    def _text(self, version: str) -> str | None:
        if version not in self._texts:
            if len(self._texts) > 100:
                self._texts.clear()
            try:
                self._texts[version] = self._library.text(version)
            except OSError:
                self._texts[version] = None
        return self._texts[version]


def _key(incoming: Incoming) -> str:
    """The key that the library will give the page if it is opened by this address."""
    from store.web.pages import url_slug

    page = next((name for name in incoming.pages if web_address(name)), incoming.pages[0] if incoming.pages else "")
    page = page or incoming.note.article
    try:
        name = url_slug(page)
    except ValueError:
        name = page
    return f"{slug(name, 40)}-{sha256(page.encode('utf-8', 'replace').decode())[:8]}"


def page_of(address: str) -> str:
    """An address in comparable form; anything but a URL is unchanged.

    http becomes https, the host is in lower case and without `www.`; fragment, trailing slash and tracking parameters
    (`utm_*`, `fbclid`, `gclid`) are removed.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https") or not host:
        return address
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    parameters = [
        (name, value) for name, value in parameters if not name.startswith("utm_") and name not in ("fbclid", "gclid")
    ]
    where = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    return f"https://{where}{parts.path.rstrip('/')}" + (f"?{urlencode(parameters)}" if parameters else "")


def reattached(text: str, anchor: Anchor, *, trusted: bool) -> Anchor | None:
    """`anchor`, made on another text, re-anchored in `text`; None if its passage is not found for certain.

    The exact words are tried first; then all kinds of blanks, line ends and soft hyphens count as equal, since
    browsers, spreadsheets and mail change them. `trusted`: its offsets count this article's code points, so that words
    at the right offsets are found although they occur elsewhere too.
    """
    if not anchor.exact and trusted and anchor.start < anchor.end <= len(text):
        return Anchor.of(text, anchor.span)
    if trusted and anchor.placed and anchor.exact and _flat(anchor.span.of(text)) == _flat(anchor.exact):
        return Anchor.of(text, anchor.span)
    span = _found(text, anchor) or _found_flat(text, anchor)
    return None if span is None else Anchor.of(text, span)


def _found(text: str, anchor: Anchor) -> Span | None:
    lead = "" if len(anchor.exact) > MAX_FUZZY_CHARACTERS else anchor.prefix
    context = lead + anchor.exact + ("" if len(anchor.exact) > MAX_FUZZY_CHARACTERS else anchor.suffix)
    first = text.find(context) if len(context) >= SHORT_CHARACTERS else -1
    if first >= 0 and text.find(context, first + 1) < 0:  # all of its words and context are there, once
        start = first + len(lead)
        return Span(start, start + len(anchor.exact))
    if len(anchor.exact) > MAX_FUZZY_CHARACTERS:
        return None
    located = locate(text, anchor)
    return located.span if located.certain else None


def _found_flat(text: str, anchor: Anchor) -> Span | None:
    flat, offsets = _flattened(text)
    exact, prefix, suffix = (_flat(part) for part in (anchor.exact, anchor.prefix, anchor.suffix))
    prefix += " " if prefix and anchor.prefix[-1:].isspace() | anchor.exact[:1].isspace() else ""
    suffix = (" " if suffix and anchor.suffix[:1].isspace() | anchor.exact[-1:].isspace() else "") + suffix
    if not exact:
        return None
    end = anchor.start + len(exact) if anchor.placed else anchor.start
    span = _found(flat, Anchor(exact, prefix, suffix, anchor.start, end)) or _alone(flat, exact)
    return None if span is None or not span.of(flat).strip() else Span(offsets[span.start], offsets[span.end - 1] + 1)


def _alone(flat: str, exact: str) -> Span | None:
    """The span of words that are long enough to identify a place on their own, and occur once."""
    first = flat.find(exact)
    if first < 0 or len(exact) < SHORT_CHARACTERS or flat.find(exact, first + 1) >= 0:
        return None
    return Span(first, first + len(exact))


def _flat(text: str) -> str:
    return " ".join(_IGNORED.sub("", text).split())


def _flattened(text: str) -> tuple[str, list[int]]:
    """`text` with every run of blanks as one and without soft hyphens, and the original offset of each character."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if _IGNORED.match(character):
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(offset)
    return "".join(characters), offsets
