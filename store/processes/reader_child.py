"""The reader as a process of its own: `python -m store.processes.reader_child` answers JSON lines on standard output.

{"ready": {"version": ..., "model": ...}}                          first, once the model is loaded
{"id": 1, "op": "read", "text": ..., "article": ..., "source": ...}  -> {"id": 1, "article": {extraction contract}}
{"id": 2, "op": "cancel", "of": 1}                                   request 1 is skipped if it waits; no answer
any failure                                                          -> {"id": 1, "error": "one line"}

It ends when standard input closes, even at work, so it never outlives the process that started it.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.reader import Reader

log = logging.getLogger("store.processes.reader_child")
Request = Mapping[str, Any]


class _Requests(threading.Thread):
    """Receives requests while the main thread reads articles; ends the process when standard input closes."""

    def __init__(self, lines: IO[bytes]) -> None:
        super().__init__(daemon=True, name="requests")
        self._lines = lines
        self.waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self.cancelled: set[int] = set()

    def run(self) -> None:
        for line in self._lines:
            try:
                request = json.loads(line)
                if request["op"] == "cancel":
                    self.cancelled.add(int(request["of"]))
                else:
                    self.waiting.put({**request, "id": int(request["id"])})
            except (ValueError, KeyError, TypeError):
                log.warning("not a request: %.80r", line)
        os._exit(0)


def serve(requests: _Requests, answer: Callable[[Mapping[str, Any]], None], reader: Reader) -> None:
    """Answer requests one after the other, forever."""
    while True:
        request = requests.waiting.get()
        if request["id"] in requests.cancelled:
            requests.cancelled.discard(request["id"])
            continue
        try:
            answer({"id": request["id"], **perform(request, reader)})
        except (Exception, RecursionError) as error:
            log.exception("request %s failed", request["id"])
            reason = " ".join(str(error).split())[:200]
            answer({"id": request["id"], "error": f"{type(error).__name__}: {reason}" if reason else repr(error)})


def perform(request: Request, reader: Reader) -> dict[str, Any]:
    """One request's answer, without its id. Raises whatever reading raises."""
    match request["op"]:
        case "read":
            from store.processes.time_limit import read_in_time

            article = read_in_time(reader, request["text"], id=request["article"], source=request["source"])
            return {"article": article.to_dict()}
        case unknown:
            raise ValueError(f"unknown request {unknown!r}")


def main() -> None:
    """Load the model, report it, serve. Standard output is reserved for answers: stray prints go to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s", level=logging.WARNING)

    def answer(message: Mapping[str, Any]) -> None:
        answers.write(json.dumps(message).encode() + b"\n")
        answers.flush()

    requests = _Requests(sys.stdin.buffer)
    requests.start()
    try:
        from extract.reader import Reader

        reader = Reader()
        answer({"ready": {"version": reader.engine.version, "model": reader.engine.model}})
        serve(requests, answer, reader)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
