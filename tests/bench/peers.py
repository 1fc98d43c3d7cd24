"""Copydesk beside other terminal programs, all driven by the same harness in one run: what to compare is the ratios.

Run by `make bench`, or `python -m tests.bench.peers HARLEQUIN [RUNS]` with the path of the harlequin command. A bare
Textual app that shows the seed article, harlequin (a large Textual app) and newsboat (C++ and ncurses, a local feed
with the same text); what is not installed is left out and said. Real pty, 80x24, truecolor. First text is when the
emulator shows the app's content, best of the runs, the apps in turn; a key's bytes and milliseconds are medians.
Exits 1 where harlequin does not take at least twice our time to its first text.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.keys import Cost, read_desk, settle
from tests.bench.start import BARE
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

SEED = ROOT / "seeds" / "us-china-russia.txt"
PRESSES = 8
REST = 10.0
"""Seconds at rest."""
HARLEQUIN_BAR = 2.0


@dataclass(slots=True)
class Program:
    """How to start it, what its first text is, which keys lead to where `key` is measured, and what came of it."""

    name: str
    argv: list[str]
    first: str
    way: tuple[str, ...]
    key: str
    what: str
    env: dict[str, str]
    shown: list[float] = field(default_factory=list)
    bytes: int = 0
    cost: Cost = field(default_factory=Cost)
    idle_bytes: int = 0
    idle_cpu: float = 0.0
    memory: float = 0.0

    def start(self) -> None:
        """Start it, note when its first text shows, and end it."""
        began = time.perf_counter()
        with Terminal(self.argv, env=self.env) as terminal:
            while not re.search(self.first, terminal.text):
                terminal.pump(0.002)
                if time.perf_counter() - began > 60 or terminal.exited():
                    raise AssertionError(f"{self.name} never showed {self.first!r}:\n{terminal.text}")
            self.shown.append((time.perf_counter() - began) * 1000)

    def work(self) -> None:
        """Start it, let it rest, press its keys."""
        with Terminal(self.argv, env=self.env) as terminal:
            terminal.wait_for(self.first, 60)
            settle(terminal, 2.0)
            self.bytes = len(terminal.output)
            for key in self.way:
                terminal.send(key)
                settle(terminal, 0.5)
            before, used, began = len(terminal.output), _cpu(terminal.pid), time.monotonic()
            while (left := began + REST - time.monotonic()) > 0:
                terminal.pump(left)
            self.idle_bytes = len(terminal.output) - before
            self.idle_cpu = (_cpu(terminal.pid) - used) / REST * 100
            for _ in range(PRESSES):
                terminal.send(self.key)
                settle(terminal, 0.4, self.cost)
            self.memory = _memory(terminal.pid)


def programs(folder: Path, desk: Path, harlequin: str | None) -> list[Program]:
    """What can be run here, ours first; says what cannot."""
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    ours, seed = {**own, "COPYDESK_HOME": str(desk)}, str(SEED)
    found = [
        Program("copydesk", copydesk(seed), "China is helping", (), "j", "scroll", ours),
        Program("copydesk, writing", copydesk(seed), "China is helping", ("a",), "x", "type", ours),
        Program("bare Textual", [sys.executable, str(bare), seed], "China is helping", (), "\x1b[B", "scroll", own),
    ]
    if harlequin and shutil.which(harlequin):
        # It has nothing to scroll before a query has run: typing is what it is for.
        argv = [harlequin, "--no-download-tzdata", str(folder / "empty.db")]
        found.append(Program("harlequin", argv, "Query Editor", (), "x", "type", own))
    else:
        print("harlequin is left out: its venv could not be made (make .venv/.peers says why)")
    if shutil.which("newsboat"):
        found.append(_newsboat(folder, own))
    else:
        print("newsboat is left out: not installed (Debian: newsboat)")
    return found


def _newsboat(folder: Path, env: dict[str, str]) -> Program:
    """newsboat with the seed article as the one item of a feed, fetched before; Enter twice opens it."""
    title, *paragraphs = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line]
    body = html.escape("".join(f"<p>{html.escape(line)}</p>" for line in paragraphs))
    item = f"<item><title>{html.escape(title)}</title><guid>1</guid><description>{body}</description></item>"
    (folder / "feed.xml").write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Seed wire</title>{item}</channel></rss>',
        encoding="utf-8",
    )
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "newsboat").write_text("")
    argv = ["newsboat", "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "newsboat")]
    subprocess.run([*argv, "-x", "reload"], env={**os.environ, **env}, check=True, capture_output=True)
    return Program("newsboat", argv, "Seed wire", ("enter", "enter"), "\x1bOB", "scroll", env)


def _cpu(pid: int) -> float:
    """Seconds of processor a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Megabytes a process has resident (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def table(found: list[Program]) -> str:
    """The figures as a Markdown table."""
    ours = min(found[0].shown)
    heads = ("first text, ms", "against ours", "start, bytes", "a key", "bytes", "ms to first byte", "at rest, bytes")
    rows = [f"| 80x24, truecolor | {' | '.join(heads)} | CPU, % | memory, MB |", "| --- |" + " ---: |" * 9]
    for each in found:
        best, first = min(each.shown), statistics.median(each.cost.first)
        rows.append(
            f"| {each.name} | {best:,.0f} | {best / ours:.2f} | {each.bytes:,} | {each.what} | {each.cost.median:,}"
            f" | {first:.0f} | {each.idle_bytes:,} | {each.idle_cpu:.1f} | {each.memory:.0f} |"
        )
    return "\n".join(rows)


def main() -> None:
    """Run them all and print the table."""
    harlequin = sys.argv[1] if len(sys.argv) > 1 else None
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as name, read_desk() as desk:
        found = programs(Path(name), desk / "desk", harlequin)
        for run in range(runs + 1):
            for each in found:
                each.start()
                if run == 0:  # the first start makes caches
                    each.shown.clear()
        for each in found:
            each.work()
    print(table(found))
    slow = [
        each for each in found if each.name == "harlequin" and min(each.shown) < HARLEQUIN_BAR * min(found[0].shown)
    ]
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
