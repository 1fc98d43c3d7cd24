"""Parses foreign formats in a child process with little memory and time, which neither writes files nor connects.

The child starts with the first file that needs it, serves one file after the other, and exits when it has been idle or
its owner has ended. A file that crashes it is reported in one line, and the next has a new child.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from store.articles.sources import Loaded, Source, load
from store.formats.limits import MEGABYTE, Limits, in_megabytes
from store.model.source_names import SourceError, printable, slug
from store.processes.child import ChildProcess, Ended

if TYPE_CHECKING:
    from store.formats.document import Document
    from store.formats.feeds import Feed

MAX_ANSWER_BYTES = 128 * MEGABYTE
"""The longest answer of the child for one file."""
KILLED = "the parser was killed: refused"
"""Reported for a file that ended the child twice: the first time may have been due to another process."""
VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")
"""The environment variables passed to the child: none that name proxies or hold secrets."""
MALLOC = {"MALLOC_ARENA_MAX": "1"}
"""Otherwise glibc's malloc takes 64 MB of the child's address space for its second thread."""


@dataclass(slots=True, eq=False)
class Sandbox:
    """One child at a time, for any thread: calls wait for each other. Close it when done."""

    limits: Limits = field(default_factory=Limits)
    child: ChildProcess = field(init=False)

    def __post_init__(self) -> None:
        self.child = ChildProcess(
            "store.processes.parser_child", json.dumps(_numbers(self.limits)), variables=VARIABLES, more=MALLOC,
            max_answer_bytes=MAX_ANSWER_BYTES,
        )  # fmt: skip

    def articles(self, loaded: Loaded, *, fix_encoding: bool = False) -> list[Loaded]:
        """The articles in `loaded`; plain text is one article. Raises SourceError, one line.

        `fix_encoding` repairs mojibake. Each of several articles has its own id, source and location: the sender's
        guid, else its place in the file.
        """
        if loaded.raw is None:
            return [_with_fixed_encoding(loaded) if fix_encoding else loaded]
        from store.formats.document import Document

        raw = loaded.raw
        url = loaded.source if "://" in loaded.source else None
        header = {"op": "articles", "format": raw.format, "charset": raw.charset, "url": url, "mend": fix_encoding}
        rows = self._ask(header, raw.data, loaded.source)
        return [_loaded(loaded, Document.from_dict(row)) for row in rows]

    def feed(self, data: bytes, url: str) -> Feed:
        """The feed in `data`, which came from `url`. Raises SourceError, one line."""
        from store.formats.feeds import Feed, FeedItem

        row = self._ask({"op": "feed", "url": url}, data, url)[0]
        items = tuple(FeedItem(**{**each, "categories": tuple(each["categories"])}) for each in row["items"])
        return Feed(**{**row, "items": items, "warnings": tuple(row["warnings"])})

    def close(self) -> None:
        """End the child; a waiting call fails. Safe from any thread."""
        self.child.close()

    def _ask(self, header: dict[str, Any], data: bytes, name: str) -> list[Any]:
        for attempt in (1, 2):
            if self.child.closed:
                raise SourceError(f"{printable(name)}: not read: closing")
            answer = _Answer()
            try:
                ended = self.child.exchange(header, data, seconds=self.limits.seconds, take=answer.take)
            except OSError as error:
                raise SourceError(f"{printable(name)}: cannot start the parser: {error.strerror}") from error
            fault = answer.fault if ended is None else self._cause(ended)
            if fault is None:
                return answer.rows
            if answer.rows:
                return [*answer.rows[:-1], _warned(answer.rows[-1], fault)]
            if attempt == 2 or fault != KILLED:
                raise SourceError(f"{printable(name)}: {printable(fault)}")
        raise AssertionError("unreachable")

    def _cause(self, ended: Ended) -> str:
        if ended.timed_out:
            return f"takes longer than {self.limits.seconds:g} seconds to read: refused"
        if ended.too_long:
            return f"gives more than {in_megabytes(MAX_ANSWER_BYTES)} of text: refused"
        code = ended.status
        if code == 0:
            return "the parser does not start"
        if code == -signal.SIGXCPU:
            return f"takes more than {self.limits.cpu} seconds of processor time to read: refused"
        if code == -signal.SIGKILL:
            return KILLED
        return f"the parser stopped with {f'signal {-code}' if code < 0 else f'status {code}'}: refused"


@dataclass(slots=True)
class _Answer:
    """The lines of an answer: articles, and the fault that the child reports, if any."""

    rows: list[Any] = field(default_factory=list)
    fault: str | None = None

    def take(self, line: bytes) -> bool:
        """Add a line; returns whether it is the last. Raises ValueError if it is not a message."""
        message = json.loads(line)
        if "error" in message:
            self.fault = str(message["error"])
            return True
        if "done" in message:
            if self.rows and message["left_out"]:
                self.rows[0] = _warned(self.rows[0], *message["left_out"])
            return True
        self.rows.append(message["row"])
        return False


def load_all(source: Source, sandbox: Sandbox, *, fix_encoding: bool = False) -> Iterator[Loaded]:
    """Every article in a file or standard input. Raises SourceError."""
    yield from sandbox.articles(load(source, sandbox.limits.bytes), fix_encoding=fix_encoding)


def _numbers(limits: Limits) -> dict[str, float]:
    return {name: getattr(limits, name) for name in Limits.__slots__}


def _warned(row: dict[str, Any], *more: str) -> dict[str, Any]:
    """An article with more warnings."""
    return {**row, "warnings": [*row["warnings"], *more]}


def _loaded(source: Loaded, document: Document) -> Loaded:
    """One of the articles of a file, with its own name unless it is the only one."""
    found = replace(
        source, text=document.text, title=document.title, raw=None, wire=document.wire,
        warnings=(*source.warnings, *document.warnings), pages=document.pages,
    )  # fmt: skip
    if not document.part:
        return found
    guid = document.wire.guid if document.wire else None
    return replace(
        found,
        id=f"{source.id}-{slug(document.title or document.part, 32)}",
        source=f"{source.source}#{document.part}",
        location=f"{source.location or source.source}#{guid or document.part}",
    )


def _with_fixed_encoding(loaded: Loaded) -> Loaded:
    from store.formats.charsets import fix_encoding

    text, warnings = fix_encoding(loaded.text)
    others = tuple(each for each in loaded.warnings if "--fix-encoding" not in each)
    return replace(loaded, text=text, warnings=(*others, *warnings))
