"""The sandboxed child: `python -m store.processes.parser_child LIMITS` parses files sent to it, one after the other.

{"op": "articles", "format": ..., "length": n, ...} and n bytes  -> {"row": {...}} a line, then {"done": true, ...}
{"op": "feed", "url": ..., "length": n} and n bytes              -> {"row": {...}}, then {"done": true, ...}
any failure                                                      -> {"error": "one line"}

Before it reads the first byte it drops what a parser does not need: memory beyond the limit, processor time beyond the
limit for each file, core dumps, reading files that are not Python's, writing any, connecting, and starting processes.
It ends when standard input closes, when no request arrives for `IDLE_SECONDS`, and as soon as no one is left to read
its answers.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from store.formats.limits import Limits, in_megabytes
from store.processes.confinement import allow_time, confine, read_exactly, read_line, streams

IDLE_SECONDS = 30.0
"""Idle time after which the child exits, so that it holds no memory while the user reads."""
MAX_SERVED = 500
"""Files after which the child exits, which frees what parsers leak."""

PARSERS = ("lxml.html", "trafilatura", "pypdf", "docx", "feedparser")
"""The libraries that take long to compile."""


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = Limits(**json.loads(sys.argv[1]))
    requests, answers = streams()
    logging.disable(logging.CRITICAL)
    compile_once()
    confine(limits.memory, reads=False)
    for _served in range(MAX_SERVED):
        if not select.select([requests], [], [], IDLE_SECONDS)[0]:
            return
        header = read_line(requests)
        if header is None:
            return
        data = read_exactly(requests, int(header["length"]))
        allow_time(limits.cpu)
        serve(header, data, limits, lambda message: _write(answers, message))


def compile_once(modules: Sequence[str] = PARSERS) -> None:
    """Import those of `modules` that Python has not compiled yet: once confined, it cannot cache the result."""
    for name in () if sys.dont_write_bytecode else modules:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.origin or not spec.cached or Path(spec.cached).exists():
            continue
        if os.access(Path(spec.origin).parent, os.W_OK):
            importlib.import_module(name)


def serve(header: Mapping[str, Any], data: bytes, limits: Limits, answer: Callable[[Mapping[str, Any]], None]) -> None:
    """Answer one request; an exception of a parser is an answer too."""
    from store.formats.document import FormatError

    left_out: list[str] = []
    try:
        for row in _rows(header, data, limits, left_out):
            answer({"row": row})
        answer({"done": True, "left_out": left_out})
    except FormatError as error:
        answer({"error": str(error)})
    except MemoryError:
        answer({"error": f"takes more than {in_megabytes(limits.memory)} of memory to read: refused"})
        sys.exit(0)
    except Exception as error:
        answer({"error": f"cannot be read ({type(error).__name__})"})


def _rows(header: Mapping[str, Any], data: bytes, limits: Limits, left_out: list[str]) -> Iterator[dict[str, Any]]:
    if header["op"] == "feed":
        from dataclasses import asdict

        from store.formats.feeds import parse_feed

        yield asdict(parse_feed(data, header["url"]))
        return
    from store.formats.parse import Parsing, Request

    parsing = Parsing(Request(header["format"], data, header["url"], header["charset"], header["mend"]), limits)
    for document in parsing:
        yield document.to_dict()
    left_out += parsing.left_out


def _write(stream: IO[bytes], message: Mapping[str, Any]) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


if __name__ == "__main__":
    main()
