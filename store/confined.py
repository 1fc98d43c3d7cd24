"""What a child process takes from itself before it works on what nobody vouches for, and how it ends with its owner."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import sys
import threading
from collections.abc import Mapping
from typing import IO, Any

_SMALL_STACK = 128 * 1024

_REFUSED = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for requests and answers; nothing else reads or writes there any more.

    The process ends when nobody is left to read its answers.
    """
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    threading.stack_size(_SMALL_STACK)
    threading.Thread(target=_end_with_the_owner, args=[answers.fileno()], daemon=True).start()
    threading.stack_size(0)
    return requests, answers


def _end_with_the_owner(answers: int) -> None:
    """End when the other end of the pipe is closed: what is being worked on then is for nobody."""
    gone = select.poll()
    gone.register(answers, 0)  # an error is told unasked
    gone.poll()
    os._exit(0)


def confine(memory: int) -> None:
    """Give up, for good, more than `memory` bytes, core dumps, writing files, connecting, and starting processes."""
    with contextlib.suppress(ValueError, OSError):  # not every system can bound it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_audit)


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event in _REFUSED or (event == "open" and _writes(args)):
        raise PermissionError(f"{event} is not for this process")


def _writes(args: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be written. Python's own caches of compiled modules may be."""
    path, mode, flags = args
    writing = bool(isinstance(flags, int) and flags & _WRITING) or bool(
        isinstance(mode, str) and set(mode) & set("wax+")
    )
    return writing and "__pycache__" not in str(path)


def allow_time(seconds: int) -> None:
    """So much processor time from now on; the kernel ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def read_line(stream: IO[bytes]) -> Mapping[str, Any] | None:
    """The JSON object in the next line of an unbuffered stream; None at its end."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = stream.read(1)
        if not byte:
            return None
        line += byte
    found = json.loads(line)
    return found if isinstance(found, dict) else None


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """So many bytes; the process ends where there are fewer."""
    data = bytearray()
    while len(data) < length:
        part = stream.read(min(length - len(data), 1 << 20))
        if not part:
            sys.exit(0)
        data += part
    return bytes(data)
