"""The parent's end of the reader: asks the worker process to read articles, from an asyncio loop that must not block.

The worker starts with the first request (or `start`), is restarted once if it dies, and ends with its parent.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from extract.types import Article, Engine
from store.disk.files import open_inside
from store.model.source_names import printable
from store.processes.start import command, environment

State = Literal["starting", "ready", "gone"]
OnState = Callable[[State, str], None]

CHUNK_BYTES = 256 * 1024


class ReaderError(Exception):
    """The reason an article could not be read, in one line for the user."""


@dataclass(slots=True, eq=False)
class _Request:
    id: int
    name: str
    line: bytes
    answer: asyncio.Future[dict[str, Any]]
    tries: int = 0


@dataclass(slots=True, eq=False)
class ReaderProcess:
    """One worker process, for use from one event loop.

    `on_state` is called on that loop with a state and a detail: the model's name when ready, the reason when gone. The
    worker's standard error goes to `log_file`, or nowhere; it never reaches the terminal.
    """

    on_state: OnState = lambda _state, _detail: None
    log_file: Path | None = None
    engine: Engine | None = None
    _process: asyncio.subprocess.Process | None = None
    _watcher: asyncio.Task[None] | None = None
    _requests: dict[int, _Request] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _closed: bool = False

    @property
    def pid(self) -> int | None:
        """The process id; None before it has started and after it has ended."""
        return self._process.pid if self._process is not None else None

    @property
    def waiting_count(self) -> int:
        """The number of unanswered requests."""
        return len(self._requests)

    async def start(self) -> None:
        """Start the worker, if it is not running; returns once the process exists, before its model is loaded."""
        async with self._starting:
            if self._watcher is not None and not self._watcher.done():
                return
            if self._closed:
                raise ReaderError("the reader is closed")
            await self._launch()
            self._watcher = asyncio.create_task(self._watch(), name="reader")

    async def read(self, text: str, *, id: str, source: str) -> Article:
        """The article in `text`. Raises ReaderError. Cancelling withdraws the request."""
        answer = await self._ask({"op": "read", "text": text, "article": id, "source": source}, source)
        return await asyncio.to_thread(Article.from_dict, answer["article"])

    async def close(self) -> None:
        """End the worker, even at work: it stores nothing. Waiting requests fail."""
        self._closed = True
        self._fail("the reader was closed")
        self._kill()
        if self._watcher is not None:
            await self._watcher

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _ask(self, message: dict[str, Any], name: str) -> dict[str, Any]:
        number = next(self._ids)
        line = await asyncio.to_thread(_encode, {"id": number, **message})
        request = _Request(number, printable(name), line, asyncio.get_running_loop().create_future())
        await self.start()
        self._requests[number] = request
        try:
            await self._send(request.line)
            answer = await request.answer
        except asyncio.CancelledError:
            await asyncio.shield(self._send(_encode({"id": 0, "op": "cancel", "of": number})))
            raise
        finally:
            self._requests.pop(number, None)
        if "error" in answer:
            raise ReaderError(f"{request.name}: {printable(str(answer['error']))}")
        return answer

    async def _send(self, line: bytes) -> None:
        """Write a complete line. The watcher handles a dead worker and resends unanswered requests."""
        process = self._process
        if process is None or process.stdin is None or process.stdin.is_closing():
            return
        with contextlib.suppress(ConnectionError):
            process.stdin.write(line)
            await process.stdin.drain()

    async def _launch(self) -> None:
        self.on_state("starting", "")
        log = await asyncio.to_thread(self._open_log)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command("store.processes.reader_child"),
                env=environment() | {"OMP_NUM_THREADS": "1"}, start_new_session=True,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        except OSError as error:
            raise ReaderError(f"cannot start the reader: {error.strerror}") from error
        finally:
            if log >= 0:
                os.close(log)
        if self._closed:
            self._kill()  # closed in the meantime

    def _open_log(self) -> int:
        """A descriptor for the worker's standard error."""
        if self.log_file is not None:
            with contextlib.suppress(OSError):
                return open_inside(self.log_file.parent, self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        return asyncio.subprocess.DEVNULL

    async def _watch(self) -> None:
        """Deliver answers until the worker ends; restart it once for unanswered requests, then give up."""
        fresh_failures = 0
        while True:
            assert self._process is not None
            process = self._process
            answered = await self._deliver(process)
            code = await process.wait()
            if process.stdin is not None:
                process.stdin.close()
            if self._closed:
                self.on_state("gone", "closed")
                return
            fresh_failures = 0 if answered else fresh_failures + 1
            detail = f"stopped by signal {-code}" if code < 0 else f"stopped with status {code}"
            self.on_state("gone", detail)
            self._give_up_on_the_culprit(detail)
            if fresh_failures > 1:
                self._fail(f"the reader {detail}")
            if not self._requests:
                return
            try:
                await self._launch()
            except ReaderError as error:
                self._fail(str(error))
                return
            for request in list(self._requests.values()):
                await self._send(request.line)

    async def _deliver(self, process: asyncio.subprocess.Process) -> bool:
        """Distribute the worker's answers until it closes its output. Returns whether it was ever ready."""
        assert process.stdout is not None
        ready = False
        parts: list[bytes] = []
        while chunk := await process.stdout.read(CHUNK_BYTES):
            *lines, rest = chunk.split(b"\n")
            for line in lines:
                parts.append(line)
                ready = self._take(await _decode(b"".join(parts))) or ready
                parts.clear()
            parts.append(rest)
        return ready

    def _take(self, message: dict[str, Any]) -> bool:
        if isinstance(found := message.get("ready"), dict):
            self.engine = Engine(str(found["version"]), str(found["model"]))
            self.on_state("ready", self.engine.model)
            return True
        request = self._requests.get(message.get("id", 0))
        if request is not None and not request.answer.done():
            request.answer.set_result(message)
        return False

    def _give_up_on_the_culprit(self, detail: str) -> None:
        """Fail the oldest request, which the worker died of, since it takes them in turn. Retried only once."""
        oldest = next((r for r in self._requests.values() if not r.answer.done()), None)
        if oldest is not None:
            oldest.tries += 1
            if oldest.tries > 1:
                del self._requests[oldest.id]
                oldest.answer.set_exception(ReaderError(f"{oldest.name}: the reader {detail}"))

    def _fail(self, reason: str) -> None:
        for request in self._requests.values():
            if not request.answer.done():
                request.answer.set_exception(ReaderError(f"{request.name}: {reason}"))
        self._requests.clear()


def _encode(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode() + b"\n"


async def _decode(line: bytes) -> dict[str, Any]:
    """A line as JSON; long ones are parsed in a thread. Anything but a JSON object becomes an empty one."""
    try:
        message = await asyncio.to_thread(json.loads, line) if len(line) > CHUNK_BYTES else json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
