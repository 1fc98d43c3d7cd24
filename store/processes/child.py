"""The parent's end of a child process that answers one request at a time over standard input and output.

A request is a line of JSON, `{"length": n, ...}`, and n bytes; an answer is one or more lines. The child starts with
the first request and may exit when idle: the next request starts another. Each child sets its own limits
(`store.processes.confinement`); the time limit for an answer is enforced here.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import IO, Any

from store.processes.start import command, environment

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended before its answer was complete. `status` is the process's: negative for a signal.

    `timed_out`: it was killed for taking too long; `too_long`: for answering too much.
    """

    status: int
    timed_out: bool = False
    too_long: bool = False


class ChildProcess:
    """One process of `module` at a time, for any thread: requests wait for each other.

    `variables` names the environment variables passed to the child, and `more` adds to them.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        variables: Collection[str],
        more: Mapping[str, str] | None = None,
        max_answer_bytes: int,
    ) -> None:
        self._command = command(module, *arguments)
        self._variables, self._more = variables, dict(more or {})
        self._max_answer_bytes = max_answer_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.closed = False

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, if one was started and is not known to have ended."""
        return self._process

    def exchange(
        self, header: Mapping[str, Any], data: bytes, *, seconds: float, take: Callable[[bytes], bool]
    ) -> Ended | None:
        """Send a request, and pass each line of the answer to `take` until that returns True.

        Returns None if the answer is complete. Otherwise the child has been ended, and the result says how: `take`
        raised ValueError, the answer took longer than `seconds` or was too long, or the child ended by itself. A child
        that had exited before the first line, without a fault, is restarted once. Raises OSError if no process can be
        started.
        """
        request = json.dumps({**header, "length": len(data)}).encode() + b"\n" + data
        with self._lock:
            for _attempt in range(2):
                process = self._running()
                talk = _Talk(process, request, time.monotonic() + seconds, self._max_answer_bytes)
                if talk.run(take):
                    return None
                if talk.broken or talk.timed_out or talk.too_long:
                    process.kill()
                status = process.wait()
                self._forget()
                if status != 0 or talk.lines or self.closed:
                    break
            return Ended(status, talk.timed_out, talk.too_long)

    def close(self) -> None:
        """End the child for good; a waiting request fails. Safe from any thread."""
        self.closed = True
        process = self._process
        if process is not None:
            process.kill()
            with self._lock:
                self._forget()

    def stop(self) -> None:
        """End the child; the next request starts another."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
            self._forget()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._forget()
            self._process = subprocess.Popen(
                self._command, env=environment(only=self._variables) | self._more, bufsize=0,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            for stream in (self._process.stdin, self._process.stdout):
                assert stream is not None
                os.set_blocking(stream.fileno(), False)
            if self.closed:
                self._process.kill()  # closed in the meantime
        return self._process

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # bytes that could not be sent are lost with it
                    stream.close()
        process.wait()


class _Talk:
    """One request and its answer. Neither end can block the other: the pipes are non-blocking."""

    def __init__(self, process: subprocess.Popen[bytes], request: bytes, deadline: float, max_bytes: int) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._requests: IO[bytes] = process.stdin
        self._answers: IO[bytes] = process.stdout
        self._unsent = memoryview(request)
        self._deadline, self._left = deadline, max_bytes
        self.lines = 0
        self.timed_out = self.too_long = self.broken = False

    def run(self, take: Callable[[bytes], bool]) -> bool:
        """Whether the answer is complete. If not, one of the flags says why; none if the child has ended."""
        waiting = select.poll()
        waiting.register(self._answers, select.POLLIN)
        if self._unsent:
            waiting.register(self._requests, select.POLLOUT)
        parts: list[bytes] = []
        while True:
            seconds = self._deadline - time.monotonic()
            ready = [descriptor for descriptor, _events in waiting.poll(seconds * 1000)] if seconds > 0 else []
            if not ready:
                self.timed_out = True
                return False
            if self._requests.fileno() in ready and not self._send():
                waiting.unregister(self._requests)
            if self._answers.fileno() in ready:
                message = self._receive(parts, take)
                if message is not None:
                    return message

    def _send(self) -> bool:
        """Send what the pipe accepts; returns whether there is more. A dead child shows by its missing answer."""
        try:
            self._unsent = self._unsent[os.write(self._requests.fileno(), self._unsent[:CHUNK_BYTES]) :]
        except BlockingIOError:
            return True
        except BrokenPipeError:
            return False
        return bool(self._unsent)

    def _receive(self, parts: list[bytes], take: Callable[[bytes], bool]) -> bool | None:
        """Read available bytes; True at the end of the answer, False if none can come, None to continue."""
        try:
            chunk = os.read(self._answers.fileno(), CHUNK_BYTES)
        except BlockingIOError:
            return None
        if not chunk:
            return False
        self._left -= len(chunk)
        if self._left < 0:
            self.too_long = True
            return False
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            line = b"".join([*parts, end])
            parts.clear()
            try:
                last = take(line)
            except ValueError:
                self.broken = True
                return False
            self.lines += 1
            if last:
                return True
        parts.append(rest)
        return None
