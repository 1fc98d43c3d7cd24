"""Templates of unknown making, rendered by a child process that is ended when it takes too long.

The child (`store.export.child`) starts with the first such template, serves one article after the other, and goes when
it has been idle or its owner is gone. One that a template was the end of is told in a line; the next has a new child.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store.processes.start import command, environment

PATIENCE = 3
"""How many times as long as the template the child may take, by the clock: others want the processor too."""
STARTING = 30.0
"""Seconds more, for a child that has to start."""
MOST = 128 * 1024 * 1024
"""Bytes of an answer."""
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE")
"""The environment variables the child gets."""


class ApartError(Exception):
    """Why a template was not rendered, in one line."""


def apart(source: str, folder: Path | None, data: Mapping[str, Any], seconds: float) -> str:
    """What the template `source` makes of `data`, within so many `seconds`. Safe from any thread. Raises ApartError.

    `folder` has the templates it may include.
    """
    request = {"source": source, "folder": str(folder) if folder else None, "data": data, "seconds": seconds}
    return _child.ask(json.dumps(request).encode(), seconds)


class _Child:
    """One process at a time; calls wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: bytes, seconds: float) -> str:
        with self._lock:
            for _attempt in range(2):
                answer = self._exchange(request, seconds)
                if answer is not None:  # else an idle child had just gone
                    break
            if answer is None:
                raise ApartError("the process for it does not start")
            if "fault" in answer:
                raise ApartError(str(answer["fault"]))
            return str(answer["text"])

    def _exchange(self, request: bytes, seconds: float) -> Mapping[str, Any] | None:
        try:
            process = self._running()
        except OSError as error:
            raise ApartError(f"the process for it cannot be started: {error.strerror}") from error
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(STARTING + PATIENCE * seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps({"length": len(request)}).encode() + b"\n" + request)
                process.stdin.flush()
            line = process.stdout.readline(MOST)
        finally:
            timer.cancel()
        with contextlib.suppress(ValueError):
            answer = json.loads(line)
            return answer if isinstance(answer, dict) else None
        if line:
            process.kill()
        code = process.wait()
        self.forget()
        if late.is_set() or code == -signal.SIGXCPU:
            raise ApartError(f"it takes longer than {seconds:g} seconds")
        if code:
            raise ApartError(f"its process ended with {f'signal {-code}' if code < 0 else f'status {code}'}")
        return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.forget()
            self._process = subprocess.Popen(
                command("store.export.child"), env=environment(only=_KEPT), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        return self._process

    def forget(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


_child = _Child()
atexit.register(_child.forget)
