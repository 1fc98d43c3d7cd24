"""What a process of a benchmark took of memory."""

from __future__ import annotations

import re
from pathlib import Path


def peak() -> float:
    """The most memory this process has held, in MB.

    Not `ru_maxrss`: that one outlives exec, so a child of a large process begins with its parent's.
    """
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024
