"""Fast keys against a process that is stopped: `python -m tests.faults.keys --stops 200`.

An article is opened from the desk, the process is stopped right after Enter for longer than any patience, and three
more keys are typed meanwhile. They have to select the third quote of that article. Exits 1 where one is lost.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.bench.keys import environment, read_desk
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

STOP_SECONDS = 1.3
NAMES = ("silica-mine-plan.txt", "the-second-notebook.txt", "us-china-russia.txt")


def stopped_openings(folder: Path, count: int) -> list[str]:
    """Open the article `count` times, each time stopped after Enter; a line for each time that a key was lost.

    `folder` is as `tests.bench.keys.read_desk` makes it.
    """
    env = environment(folder, "ansi")
    wire = Path(env["COPYDESK_HOME"]).parent / "wire"
    wire.mkdir(exist_ok=True)
    for name in NAMES:
        shutil.copy(ROOT / "seeds" / name, wire / name)
    faults = []
    with Terminal(copydesk(str(wire)), env=env) as term:
        term.wait_for("The US claims")
        term.wait_for(r"14 +\S* *$|14\s", 120)
        for number in range(count):
            term.press("g")
            for key in ("j", "j", "enter"):
                term.send(key)
            time.sleep(0.001 * (number % 40))
            os.kill(term.pid, signal.SIGSTOP)
            term.send_bytes(b"nnn")
            time.sleep(STOP_SECONDS)
            os.kill(term.pid, signal.SIGCONT)
            try:
                term.wait_for(r"[Qq]uote 3(?: of |/)14", 20)
            except AssertionError as error:
                faults.append(f"time {number + 1}: {error}")
                if term.exited():
                    return faults
            term.press("g", "q")
            term.wait_for("The bridge inspector", 20)
            term.pump(0.2)
    return faults


def main() -> int:
    """Run it, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, default=200)
    options = parser.parse_args()
    with read_desk() as folder:
        faults = stopped_openings(folder, options.stops)
    print(f"{options.stops} openings with a stop of {STOP_SECONDS} s: {len(faults)} with a key lost, or a crash")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
