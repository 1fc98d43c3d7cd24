"""A child for tests of `store.processes.child`: each request's bytes say what to do with it."""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Serve until standard input ends."""
    requests = sys.stdin.buffer
    while line := requests.readline():
        data = requests.read(json.loads(line)["length"])
        match data[:5]:
            case b"echo:":
                _answer(data, b"\n")
            case b"once:":
                _answer(data, b"\n")
                os._exit(0)
            case b"slow:":
                time.sleep(60)
            case b"much:":
                while True:
                    _answer(b"x" * 4096, b"\n")
            case b"die:3":
                os._exit(3)
            case b"gone:":
                os._exit(0)
            case b"half:":
                _answer(b"one\ntw")
                os._exit(0)
            case b"vars:":
                _answer(json.dumps(dict(os.environ)).encode(), b"\n")


def _answer(*parts: bytes) -> None:
    sys.stdout.buffer.write(b"".join(parts))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
