"""The child that renders untrusted templates, one article after the other: `python -m store.export.template_child`.

    {"length": n} and n bytes: {"source", "folder", "data", "seconds"}  -> {"text": ...} or {"fault": "one line"}

`source` is the template, `folder` has those it may include, `data` is what `store.export.template_data` gives. The
child ends when standard input does, when no request arrives for `IDLE_SECONDS`, and when a template takes too long.
"""

from __future__ import annotations

import json
import math
import select
import signal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.export.sandbox import FAULTS, filled, in_line, sandbox
from store.processes.confinement import allow_time, confine, read_exactly, read_line, streams

if TYPE_CHECKING:
    from jinja2 import Template

IDLE_SECONDS = 30.0
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
"""The limit of its address space."""


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = streams()
    confine(MAX_MEMORY_BYTES, reads=True)
    while select.select([requests], [], [], IDLE_SECONDS)[0]:
        header = read_line(requests)
        if header is None:
            return
        request = json.loads(read_exactly(requests, int(header["length"])))
        allow_time(math.ceil(request["seconds"]))
        answers.write(json.dumps(_answer(request)).encode() + b"\n")
        answers.flush()


def _answer(request: dict[str, Any]) -> dict[str, str]:
    folder = Path(request["folder"]) if request["folder"] else None
    try:
        compiled = _compiled(request["source"], folder)
        return {"text": filled(sandbox(folder), compiled, request["data"], request["seconds"])}
    except FAULTS as error:
        return {"fault": in_line(error)}


@lru_cache(maxsize=4)
def _compiled(source: str, folder: Path | None) -> Template:
    return sandbox(folder).from_string(source)


if __name__ == "__main__":
    main()
