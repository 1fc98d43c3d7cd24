"""The sandboxed child: `python -m store.formats.child LIMITS` parses files sent to it, one after the other.

    {"op": "articles", "format": ..., "length": n, ...} and n bytes  -> {"row": {...}} a line, then {"done": true, ...}
    {"op": "feed", "url": ..., "length": n} and n bytes              -> {"row": {...}}, then {"done": true, ...}
    any failure                                                      -> {"error": "one line"}

Before the first byte is read it takes from itself what a parser does not need: memory beyond the limit, processor time
beyond the limit for each file, core dumps, and (by an audit hook) writing files, connecting, and starting processes. It
ends when standard input does, when nothing came for `IDLE` seconds, and as soon as nobody is left to read its answers.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import resource
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from store.formats.limits import Limits, in_megabytes

IDLE = 30.0
"""Seconds without a file after which the child goes, so that it holds no memory while somebody reads."""
MOST_SERVED = 500
"""After so many files it goes too: what parsers leak is gone with it."""

_SMALL_STACK = 128 * 1024

_REFUSED = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = Limits(**json.loads(sys.argv[1]))
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    threading.stack_size(_SMALL_STACK)
    threading.Thread(target=_end_with_the_owner, args=[answers.fileno()], daemon=True).start()
    threading.stack_size(0)
    confine(limits)
    for _served in range(MOST_SERVED):
        if not select.select([requests], [], [], IDLE)[0]:
            return
        header = _line(requests)
        if header is None:
            return
        data = _exactly(requests, int(header["length"]))
        _allow_time(limits.cpu)
        serve(header, data, limits, lambda message: _write(answers, message))


def _end_with_the_owner(answers: int) -> None:
    """End when the other end of the pipe is closed: what is being parsed then is for nobody."""
    gone = select.poll()
    gone.register(answers, 0)  # an error is told unasked
    gone.poll()
    os._exit(0)


def confine(limits: Limits) -> None:
    """Give up what a parser does not need, for good."""
    with contextlib.suppress(ValueError, OSError):  # not every system can bound it
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_audit)


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event in _REFUSED or (event == "open" and _writes(args)):
        raise PermissionError(f"{event} is not for parsers")


def _writes(args: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be written. Python's own caches of compiled modules may be."""
    path, mode, flags = args
    writing = bool(isinstance(flags, int) and flags & _WRITING) or bool(
        isinstance(mode, str) and set(mode) & set("wax+")
    )
    return writing and "__pycache__" not in str(path)


def _allow_time(seconds: int) -> None:
    """So much processor time from now on; the kernel ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def serve(header: Mapping[str, Any], data: bytes, limits: Limits, answer: Callable[[Mapping[str, Any]], None]) -> None:
    """Answer one request; whatever a parser raises is an answer too."""
    from store.formats.document import FormatError

    told: list[str] = []
    try:
        for row in _rows(header, data, limits, told):
            answer({"row": row})
        answer({"done": True, "told": told})
    except FormatError as error:
        answer({"error": str(error)})
    except MemoryError:
        answer({"error": f"takes more than {in_megabytes(limits.memory)} of memory to read: refused"})
        sys.exit(0)
    except Exception as error:
        answer({"error": f"cannot be read ({type(error).__name__})"})


def _rows(header: Mapping[str, Any], data: bytes, limits: Limits, told: list[str]) -> Iterator[dict[str, Any]]:
    if header["op"] == "feed":
        from dataclasses import asdict

        from store.formats.feeds import parse_feed

        yield asdict(parse_feed(data, header["url"]))
        return
    from store.formats.parse import Parsing, Request

    parsing = Parsing(Request(header["format"], data, header["url"], header["charset"], header["mend"]), limits)
    for document in parsing:
        yield document.to_dict()
    told += parsing.told


def _line(stream: IO[bytes]) -> Mapping[str, Any] | None:
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = stream.read(1)
        if not byte:
            return None
        line += byte
    found = json.loads(line)
    return found if isinstance(found, dict) else None


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = stream.read(min(length - len(data), 1 << 20))
        if not part:
            sys.exit(0)
        data += part
    return bytes(data)


def _write(stream: IO[bytes], message: Mapping[str, Any]) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


if __name__ == "__main__":
    main()
