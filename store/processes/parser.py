"""Foreign formats are parsed by a child process with little memory and time, that neither writes files nor connects.

The child starts with the first file that needs it, serves one file after the other, and goes when it has been idle or
its owner is gone. A file that it dies of is told in one line and the next has a new child.
"""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, Any

from store.articles.sources import Loaded, Source, load
from store.formats.limits import MEGABYTE, Limits, in_megabytes
from store.model.source_names import SourceError, printable, slug
from store.processes.start import command, environment

if TYPE_CHECKING:
    from store.formats.document import Document
    from store.formats.feeds import Feed

MOST_TEXT = 128 * MEGABYTE
"""Most that the child may answer for one file, in bytes."""
KILLED = "the parser was killed: refused"
"""Said of a file at which it happened twice: the first time somebody else may have been meant."""
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")
"""The environment variables the child gets: none that name proxies or hold secrets."""
_OURS = {"MALLOC_ARENA_MAX": "1"}
"""glibc's malloc takes 64 MB of the child's address space for its second thread otherwise."""


@dataclass(slots=True, eq=False)
class Sandbox:
    """One child at a time, for any thread: calls wait for each other. Close it when done."""

    limits: Limits = field(default_factory=Limits)
    _process: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def articles(self, loaded: Loaded, *, mend: bool = False) -> list[Loaded]:
        """The articles in what was loaded: itself where it is plain text. Raises SourceError, one line.

        `mend` undoes mojibake. Each of several articles has an id, source and location of its own: the sender's guid,
        else its place in the file.
        """
        if loaded.raw is None:
            return [_mended(loaded) if mend else loaded]
        from store.formats.document import Document

        raw = loaded.raw
        url = loaded.source if "://" in loaded.source else None
        header = {"op": "articles", "format": raw.format, "charset": raw.charset, "url": url, "mend": mend}
        rows = self._ask(header, raw.data, loaded.source)
        return [_loaded(loaded, Document.from_dict(row)) for row in rows]

    def feed(self, data: bytes, url: str) -> Feed:
        """The feed in `data`, which came from `url`. Raises SourceError, one line."""
        from store.formats.feeds import Feed, FeedItem

        row = self._ask({"op": "feed", "url": url}, data, url)[0]
        items = tuple(FeedItem(**{**each, "categories": tuple(each["categories"])}) for each in row["items"])
        return Feed(**{**row, "items": items, "warnings": tuple(row["warnings"])})

    def close(self) -> None:
        """End the child; a call that waits for it fails. Safe from any thread."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
            with self._lock:
                self._forget()

    # -- the child ----------------------------------------------------------------------------------------------------

    def _ask(self, header: dict[str, Any], data: bytes, name: str) -> list[Any]:
        with self._lock:
            for attempt in (1, 2):
                if self._closed:
                    raise SourceError(f"{printable(name)}: not read: closing")
                answers, fault = self._exchange(header, data)
                if fault is None:
                    return answers
                if answers:
                    return [*answers[:-1], _told(answers[-1], fault)]
                if attempt == 2 or fault not in ("", KILLED):
                    raise SourceError(f"{printable(name)}: {printable(fault or 'the parser does not start')}")
        raise AssertionError("unreachable")

    def _exchange(self, header: dict[str, Any], data: bytes) -> tuple[list[Any], str | None]:
        """The answers, and why there are no more; "" where an idle child had just gone."""
        try:
            process = self._running()
        except OSError as error:
            return [], f"cannot start the parser: {error.strerror}"
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.limits.seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, {**header, "length": len(data)}, data)
            answers, whole, fault = _receive(process.stdout)
        finally:
            timer.cancel()
        if whole:
            return answers, fault
        if fault is not None:
            process.kill()
        code = process.wait()
        self._forget()
        if late.is_set():
            fault = f"takes longer than {self.limits.seconds:g} seconds to read: refused"
        return answers, fault or self._cause(code)

    def _cause(self, code: int) -> str:
        if code == 0:
            return ""
        if code == -signal.SIGXCPU:
            return f"takes more than {self.limits.cpu} seconds of processor time to read: refused"
        if code == -signal.SIGKILL:
            return KILLED
        return f"the parser stopped with {f'signal {-code}' if code < 0 else f'status {code}'}: refused"

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._forget()
            self._process = subprocess.Popen(
                command("store.processes.parser_child", json.dumps(_numbers(self.limits))),
                env=environment(only=_KEPT) | _OURS,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            if self._closed:
                self._process.kill()  # it was closed meanwhile
        return self._process

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what it could not be sent is lost with it
                    stream.close()
        process.wait()


def load_all(source: Source, sandbox: Sandbox, *, mend: bool = False) -> Iterator[Loaded]:
    """Every article in a file or standard input. Raises SourceError."""
    yield from sandbox.articles(load(source, sandbox.limits.bytes), mend=mend)


def _numbers(limits: Limits) -> dict[str, float]:
    return {name: getattr(limits, name) for name in Limits.__slots__}


def _send(stream: IO[bytes], header: dict[str, Any], data: bytes) -> None:
    """A child that is gone is noticed when it does not answer."""
    try:
        stream.write(json.dumps(header).encode() + b"\n")
        stream.write(data)
        stream.flush()
    except (BrokenPipeError, ValueError):
        pass


def _receive(stream: IO[bytes]) -> tuple[list[Any], bool, str | None]:
    """The child's answers to one request, whether it came to their end, and a fault if it told one."""
    rows: list[Any] = []
    left = MOST_TEXT
    while line := stream.readline(left + 1):
        left -= len(line)
        if left < 0:
            return rows, False, f"gives more than {in_megabytes(MOST_TEXT)} of text: refused"
        try:
            message = json.loads(line)
        except ValueError:
            return rows, False, None
        if "error" in message:
            return rows, True, str(message["error"])
        if "done" in message:
            if rows and message["told"]:
                rows[0] = _told(rows[0], *message["told"])
            return rows, True, None
        rows.append(message["row"])
    return rows, False, None


def _told(row: dict[str, Any], *more: str) -> dict[str, Any]:
    """An article with more warnings."""
    return {**row, "warnings": [*row["warnings"], *more]}


def _loaded(whole: Loaded, document: Document) -> Loaded:
    """One of the articles of a file, under a name of its own where it is not the file's only one."""
    found = replace(
        whole, text=document.text, title=document.title, raw=None, wire=document.wire,
        warnings=(*whole.warnings, *document.warnings),
    )  # fmt: skip
    if not document.part:
        return found
    guid = document.wire.guid if document.wire else None
    return replace(
        found,
        id=f"{whole.id}-{slug(document.title or document.part, 32)}",
        source=f"{whole.source}#{document.part}",
        location=f"{whole.location or whole.source}#{guid or document.part}",
    )


def _mended(loaded: Loaded) -> Loaded:
    from store.formats.charsets import mend

    text, warnings = mend(loaded.text)
    kept = tuple(each for each in loaded.warnings if "--mend" not in each)
    return replace(loaded, text=text, warnings=(*kept, *warnings))
