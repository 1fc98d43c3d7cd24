"""Exports an article to a folder or file: imports edits, merges, and writes only if something has changed.

A file is replaced atomically, in its own folder, and never through a link. An interrupted export continues where it
stopped: a file whose own marker names the same state of its article is not rendered again.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from store.disk.files import STALE_SECONDS, TEMPORARY, make_folder, sweep, write_output
from store.export import markers, merging
from store.export.citekeys import citekey
from store.export.file_edits import FileEdits, TagsOf, returns, take
from store.export.file_names import Names, file_name
from store.export.front_matter import SCHEMA
from store.export.markers import Document, MarkerError
from store.export.render import fresh
from store.export.source import ExportedArticle, conflicts, exported
from store.export.templates import Template

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.notes.note import Note
    from store.notes.notebook import Notebook

MAX_SIBLING_FILES = 9
"""The most files tried beside one that cannot be merged."""
MAX_COMPARED_BYTES = 400_000
"""The largest two files, together, that a preview compares line by line."""
TEMPORARY_PREFIX = f"{TEMPORARY}export-"
"""Prefix of files being written; only these are cleaned up in the user's folders."""

RENDERING_VERSION = 3
"""The version of the rendering; files of an older one are rewritten."""

_RECORD = re.compile(rb"^<!-- copydesk:file( [^\r\n]*) -->[ \t]*\r?\n?", re.MULTILINE)

State = Literal["new", "changed", "same", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, or with a dry run the expected result, of exporting to one file. The numbers count notes.

    `imported` edits are added to the notebook, `conflicting` of them as conflicts; `left_out` counts blocks that the
    user deleted in the file. `warnings` are one line each. `path` differs from the standard one if that file was left
    alone. `lines`, in a preview that compares, are the removed and added lines, prefixed with "-" and "+".
    """

    path: Path
    state: State
    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    left_out: int = 0
    imported: int = 0
    conflicting: int = 0
    warnings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(slots=True)
class Exporter:
    """Exports articles of one desk with one template.

    `writer` returns the notebook for imported edits, opened when the first is found; if it is None, or raises
    NotebookError, files with such edits are left alone. `durable` syncs every file to the disk as it is written. With
    `compare` a preview lists the changed lines of a file. `source_of` creates the source for an entry that may not be
    stored. The notes of `trusted_author` keep their code.
    """

    library: Library
    book: Notebook
    template: Template
    tags_of: TagsOf
    writer: Callable[[], Notebook] | None = None
    durable: bool = True
    compare: bool = False
    source_of: Callable[[Entry], ExportedArticle] | None = None
    trusted_author: str = ""
    _names: Names | None = None
    _conflicting: dict[str, tuple[Note, ...]] | None = None

    @property
    def suffix(self) -> str:
        """The suffix of this template's files."""
        return ".md" if self.template.name == "notes" else f".{self.template.name}.md"

    def preview(self, entry: Entry, target: Path, *, file: bool = False) -> Outcome:
        """The expected outcome of `export`. Changes nothing."""
        return self._export(entry, target, file, dry=True)

    def text(self, entry: Entry) -> str:
        """The export of an article as a new file. Raises OSError, StyleError."""
        source = self._source(entry)
        return merging.started(fresh(source, self.template), self._record(source)).document.joined()

    def export(self, entry: Entry, target: Path, *, file: bool = False) -> Outcome:
        """Export an article into the folder `target`, or into that `file`.

        Raises OSError if the article or the target cannot be read or written, StyleError if the template fails on it,
        NotebookError if edits cannot be saved; the file is then unchanged.
        """
        return self._export(entry, target, file, dry=False)

    def _export(self, entry: Entry, target: Path, file: bool, dry: bool) -> Outcome:
        source = self._source(entry)
        state = _state(source, self.template)
        if not dry and self._names is None:
            sweep(target.parent if file else target, older_than=time.time() - STALE_SECONDS, begins=TEMPORARY_PREFIX)
        warnings: list[str] = []
        for path in self._places(entry, target, file):
            try:
                data = _read(path)
                if data is not None and _record_matches(data, state, citekey(entry.key)):
                    return Outcome(path, "same", same=len(source.notes), warnings=tuple(warnings))
                document = None if data is None else self._document(data, entry)
            except MarkerError as error:
                warnings.append(f"{path.name}: {error}; it is left alone")
                continue
            if document is not None and document.record is None and not document.blocks():
                warnings.append(f"{path.name}: no export of Copydesk; it is left alone")
                continue
            outcome = self._into(path, data, document, source, state, dry)
            return replace(outcome, warnings=(*warnings, *outcome.warnings))
        raise OSError(f"{target}: no file beside it is left to write to")

    def _source(self, entry: Entry) -> ExportedArticle:
        source = self._article(entry)
        source.trusted_author = self.trusted_author
        return source

    def _article(self, entry: Entry) -> ExportedArticle:
        if self.source_of is not None:
            return self.source_of(entry)
        if self._conflicting is None:
            self._conflicting = conflicts(self.book)
        return exported(self.library, self.book, entry, self._conflicting)

    def _places(self, entry: Entry, target: Path, file: bool) -> list[Path]:
        """The current or future path of the article's export, then alternatives beside it."""
        own = target
        if not file:
            if self._names is None or self._names.folder != target:
                self._names = Names(target, self.suffix)
            there = self._names.of(entry)
            own = target / file_name(entry, self.suffix)
            if there and there != [own]:
                own = next((path for path in there if _is_of(path, entry)), own)
        stem = own.name.removesuffix(".md")
        return [
            own,
            *(own.with_name(f"{stem}.new{'' if n == 1 else f'-{n}'}.md") for n in range(1, MAX_SIBLING_FILES + 1)),
        ]

    def _document(self, data: bytes, entry: Entry) -> Document:
        try:
            document = markers.parse(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise MarkerError("not UTF-8") from error
        record = document.record
        if record is not None and record.get("article") != citekey(entry.key):
            raise MarkerError("the export of another article")
        if record is not None and record.get("template") != markers.name(self.template.name):
            raise MarkerError("the export of another template")
        return document

    def _into(
        self, path: Path, data: bytes | None, document: Document | None, source: ExportedArticle, state: str, dry: bool
    ) -> Outcome:
        record = self._record(source, state)
        back = FileEdits((), frozenset(), ())
        warnings: list[str] = []
        if document is not None:
            own = {markers.name(note.uid) for note in source.notes}
            back = returns(document, self.book, self.tags_of, own, self._conflicting)
            warnings += [f"{path.name}: note {id} is not in this notebook; its block stays" for id in back.strangers]
            if back.edits and not dry:
                source = self._import(back, source)
                record["state"] = _state(source, self.template)
        rendered = fresh(source, self.template)
        if document is None or (data is not None and not back.foreign and _untouched(data, document)):
            result = merging.started(rendered, record, document)
        else:
            result = merging.merged(document, rendered, record, back.foreign)
        warnings += [f"{path.name}: {line}" for line in result.warnings]
        new = result.document.joined().encode("utf-8", "replace")
        kind: State = "new" if data is None else "same" if new == data and not back.edits else "changed"
        if not dry and new != data:
            make_folder(path.parent)
            _replace(path, new, data, durable=self.durable)
        return Outcome(
            path, kind, result.new, result.changed, result.same, result.removed, result.left_out, len(back.edits),
            sum(edit.conflicting for edit in back.edits), tuple(warnings),
            _changed(data, new) if self.compare and dry and data is not None and not back.edits else (),
        )  # fmt: skip

    def _record(self, source: ExportedArticle, state: str | None = None) -> dict[str, str]:
        return {
            "article": citekey(source.entry.key),
            "template": markers.name(self.template.name),
            "state": state or _state(source, self.template),
        }

    def _import(self, back: FileEdits, source: ExportedArticle) -> ExportedArticle:
        from store.notes.notebook import NotebookError

        if self.writer is None:
            raise NotebookError("the notebook is read-only, and edits in the file cannot be imported")
        self.book = self.writer()
        take(back.edits, self.book)
        self._conflicting = None
        return self._source(source.entry)


def _changed(old: bytes, new: bytes) -> tuple[str, ...]:
    """The lines in which two files differ, without blank ones and markers; none for files too large to compare."""
    if len(old) + len(new) > MAX_COMPARED_BYTES:
        return ()
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    lines = list(unified_diff(before, after, lineterm="", n=0))[2:]  # after the names of the two files
    changed = (line for line in lines if line[0] != "@" and line[1:].strip() and not markers.is_marker(line[1:]))
    return tuple(f"{line[0]} {line[1:]}" for line in changed)


def _state(source: ExportedArticle, template: Template) -> str:
    """A digest of all inputs of an export: twelve digits, the same on every machine."""
    entry, meta = source.entry, source.meta
    parts: list[object] = [
        SCHEMA,
        RENDERING_VERSION,
        template.mark,
        entry.key,
        entry.source,
        entry.title,
        entry.version,
        entry.published,
    ]
    parts += [source.accessed, entry.wire, meta and (meta.byline, meta.published), sorted(source.others)]
    parts += [replace(note, op="") for note in source.notes]
    if any(map(source.trusts, source.notes)):
        parts.append(source.trusted_author)
    if template.reads:
        parts.append(source.reading_mark)
    if source.verdicts:
        parts.append(sorted(source.verdicts.items()))
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _record(data: bytes) -> dict[str, str] | None:
    found = _RECORD.search(data)
    if found is None:
        return None
    return dict(each.partition("=")[::2] for each in found[1].decode("utf-8", "replace").split())


def _is_of(path: Path, entry: Entry) -> bool:
    """Whether a file's marker names this article."""
    try:
        record = _record(_read(path) or b"")
    except (MarkerError, OSError):
        return False
    return record is not None and record.get("article") == citekey(entry.key)


def _record_matches(data: bytes, state: str, article: str) -> bool:
    """Whether a file was written from this state and is unedited since."""
    found = _RECORD.search(data)
    if found is None:
        return False
    record = _record(data) or {}
    if record.get("state") != state or record.get("article") != article:
        return False
    rest = data[: found.start()] + data[found.end() :]
    return hashlib.sha256(rest).hexdigest()[:12] == record.get("sha")


def _untouched(data: bytes, document: Document) -> bool:
    """Whether a file is unchanged since it was first written, so that it can be replaced."""
    record = document.record
    if record is None or "edited" in record:
        return False
    return record.get("sha") == markers.digest([document.outside()]) and document.joined().encode() == data


def _read(path: Path) -> bytes | None:
    """The bytes of a file; None if it does not exist. Raises MarkerError if it is not a plain file, and OSError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if path.is_symlink():
            raise MarkerError("a link, which is not followed") from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise MarkerError("not a file")
        if found.st_size > markers.MAX_FILE_BYTES:
            raise MarkerError(f"larger than {markers.MAX_FILE_BYTES >> 20} MB")
        return file.read()


def _replace(path: Path, new: bytes, old: bytes | None, *, durable: bool) -> None:
    """Replace `path`, which held `old`, with `new`: never overwrites a file changed by others, or a link."""

    def unchanged() -> None:
        if _read(path) != old:
            raise OSError(f"{path} was changed while it was exported to; export again")

    try:
        write_output(path, [new], durable=durable, begins=TEMPORARY_PREFIX, before=unchanged)
    except MarkerError as error:
        raise OSError(f"{path}: {error}") from error
