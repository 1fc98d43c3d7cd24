"""What a key costs on the line: bytes and milliseconds in a real pty at 80x24, the seed article open and read.

Run by `make bench`, or `python -m tests.bench.keys [THEME ...]`; the themes are those of config.toml. A key's bytes are
all the app writes until it has been quiet for a while; its milliseconds run from the key to the first byte and to the
last. Medians over several presses. Exits 1 when a budget is missed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

SEED = ROOT / "seeds" / "us-china-russia.txt"
LOW = "low"
THEMES = ("dark", "ansi", LOW)
"""Those of config.toml, and the dark one with --low-bandwidth."""
BUDGET = {
    "start": 15_000, "scroll a line": 250, "next quote on screen": 900, "Tab": 1_800, "actor row down": 400,
    "typed character": 120,
}  # fmt: skip
"""Bytes in any theme, at most; for a key the median of its presses."""
LOW_BUDGET = {
    "start": 4_500, "scroll a line": 150, "next quote on screen": 600, "Tab": 1_450, "actor row down": 320,
    "typed character": 30,
}  # fmt: skip
"""The same with --low-bandwidth."""
QUIET = 0.4
"""Seconds without a byte after which a key is done: longer than the delay after which a draft is kept."""

PATIENCE = 3.0
"""Seconds that a busy machine may take to answer a key."""


@dataclass(slots=True)
class Cost:
    """What each press of a key cost: bytes, and milliseconds to the first and the last of them."""

    sent: list[int] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)

    def add(self, other: Cost) -> None:
        """Take in the presses of another."""
        self.sent += other.sent
        self.first += other.first
        self.last += other.last

    @property
    def bytes(self) -> int:
        """The median."""
        return int(statistics.median(self.sent))


@dataclass(slots=True)
class Figures:
    """One run: the cost of each key by name, and the app at rest. Processor use in per cent, memory in megabytes."""

    costs: dict[str, Cost] = field(default_factory=dict)
    idle_bytes: int = 0
    idle_cpu: float = 0.0
    memory: float = 0.0

    def missed(self, budget: Mapping[str, int] = BUDGET) -> list[str]:
        """The budgets that were missed, in words."""
        found = [
            f"{name}: {self.costs[name].bytes} bytes, at most {most}: {self.costs[name].sent}"
            for name, most in budget.items()
            if self.costs[name].bytes > most
        ]
        return found + ([f"idle: {self.idle_bytes} bytes, at most 0"] if self.idle_bytes else [])


def settle(terminal: Terminal, quiet: float, cost: Cost | None = None) -> None:
    """Wait until the app has answered and then been quiet for `quiet` seconds, and add what it wrote to `cost`."""
    began = last = now = time.perf_counter()
    first = None
    before = seen = len(terminal.output)
    while now - last < (quiet if first else PATIENCE) and now - began < 20:
        terminal.pump(0.002)
        now = time.perf_counter()
        if len(terminal.output) > seen:
            seen, last = len(terminal.output), now
            first = first or now
    if terminal.exited():
        raise AssertionError(f"the app ended with {terminal.status}:\n{terminal.text}")
    if cost is not None:
        cost.sent.append(seen - before)
        cost.first.append(((first or began) - began) * 1000)
        cost.last.append((last - began) * 1000)


@contextmanager
def read_desk() -> Iterator[Path]:
    """A folder with a data folder `desk` in it, where the seed article has been read."""
    with tempfile.TemporaryDirectory() as folder:
        with Terminal(copydesk(str(SEED)), size=(120, 40), env=_environment(Path(folder), "ansi")) as terminal:
            terminal.wait_for(r"3 Quotes 14", 90)
            terminal.press("q")
            terminal.wait_exit()
        yield Path(folder)


def environment(folder: Path, theme: str) -> dict[str, str]:
    """The environment to run the app in on a copy of what `read_desk` made, with `theme` set in its config.toml."""
    copy = Path(tempfile.mkdtemp(prefix=theme, dir=folder))
    shutil.copytree(folder / "desk", copy / "desk")
    return _environment(copy, theme)


def _environment(folder: Path, theme: str) -> dict[str, str]:
    config = folder / "config" / "copydesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'theme = "{"dark" if theme == LOW else theme}"\n', encoding="utf-8")
    return {
        "COPYDESK_HOME": str(folder / "desk"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "COPYDESK_LOW_BANDWIDTH": "on" if theme == LOW else "off",
    }


def budget_of(theme: str) -> Mapping[str, int]:
    """The most that each key may send in a theme."""
    return LOW_BUDGET if theme == LOW else BUDGET


def measure(env: dict[str, str], *, presses: int = 8, idle: float = 10.0, quiet: float = QUIET) -> Figures:
    """Start the app in an environment of `environment`, press keys, write half a note, and leave."""
    figures = Figures()

    def press(name: str, *keys: str) -> None:
        for key in keys:
            terminal.send(key)
            settle(terminal, quiet, figures.costs.setdefault(name, Cost()))

    with Terminal(copydesk(str(SEED)), env=env) as terminal:
        start = figures.costs["start"] = Cost()
        settle(terminal, 1.5, start)
        terminal.wait_for("│ ", 30)  # the marks of what was read
        _at_rest(terminal, idle, figures)
        press("scroll a line", *"j" * presses)
        press("to the top", "g")
        for _ in range(presses):
            cost, before = Cost(), _article(terminal)
            terminal.send("n")
            settle(terminal, quiet, cost)
            moved = "next quote, scrolling" if _article(terminal) != before else "next quote on screen"
            figures.costs.setdefault(moved, Cost()).add(cost)
        press("Tab", *["tab"] * presses)
        press("to the actors", "2")
        press("actor row down", *["down"] * presses)
        press("to the article", "1")
        terminal.send("n")
        settle(terminal, quiet)
        press("begin a note", "a")
        press("typed character", *("The ministry denies it."[:presses]))
        figures.memory = memory_of(terminal.pid)
        terminal.press("ctrl+q")
        terminal.wait_exit()
    return figures


def _article(terminal: Terminal) -> list[str]:
    """The first lines of the article on the screen, without its marks."""
    return [line[2:] for line in terminal.screen.display[1:6]]


def _at_rest(terminal: Terminal, seconds: float, figures: Figures) -> None:
    before, used = len(terminal.output), _cpu(terminal.pid)
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.pump(left)
    figures.idle_bytes = len(terminal.output) - before
    figures.idle_cpu = (_cpu(terminal.pid) - used) / seconds * 100


def _cpu(pid: int) -> float:
    """Seconds of processor a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Megabytes a process has resident (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def table(theme: str, figures: Figures) -> str:
    """The figures as a Markdown table."""
    rows = [
        f"| {theme}, 80x24 | bytes | budget | most | ms to first byte | ms to last |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, cost in figures.costs.items():
        first, last = statistics.median(cost.first), statistics.median(cost.last)
        budget = f"{most:,}" if (most := budget_of(theme).get(name)) else ""
        rows.append(f"| {name} | {cost.bytes:,} | {budget} | {max(cost.sent):,} | {first:.0f} | {last:.0f} |")
    rows.append(f"| at rest | {figures.idle_bytes} | 0 | | | |")
    rest = f"\nAt rest {figures.idle_cpu:.2f}% of a core; UI process {figures.memory:.0f} MB resident.\n"
    return "\n".join(rows) + "\n" + rest


def main() -> None:
    """Print a table for each theme; exit 1 when a budget is missed."""
    missed = []
    with read_desk() as folder:
        for theme in sys.argv[1:] or THEMES:
            figures = measure(environment(folder, theme))
            print(table(theme, figures))
            missed += [f"{theme}: {line}" for line in figures.missed(budget_of(theme))]
    for line in missed:
        print(line)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
