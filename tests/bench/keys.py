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
"""Those that differ in bytes: light and contrast cost what dark does; and the dark one with --low-bandwidth."""
BUDGET = {
    "start": 5_000, "scroll a line": 150, "next quote on screen": 600, "13 quotes in a row": 800, "Tab": 400,
    "actor row down": 400, "typed character": 20,
}  # fmt: skip
"""Bytes at 80x24 in any theme, at most: for a key the median of its presses, for the quotes in a row the mean."""
WIDE_BUDGET = {"13 quotes in a row": 1_000, "Tab": 600}
"""The same at 120x40, in any theme."""
MEANS = ("13 quotes in a row",)
"""The keys whose presses differ so much that their mean counts: some of them scroll."""
SIZE, WIDE_SIZE = (80, 24), (120, 40)
QUIET = 0.4
"""Seconds without a byte after which a key is done: longer than the delay after which a draft is kept."""

KEY_TIMEOUT_SECONDS = 3.0
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
    def median(self) -> int:
        """The median of the bytes."""
        return int(statistics.median(self.sent))

    @property
    def mean(self) -> int:
        """The mean of the bytes."""
        return int(statistics.mean(self.sent))


@dataclass(slots=True)
class Figures:
    """One run: the cost of each key by name, and the app at rest. Processor use in per cent, memory in megabytes."""

    costs: dict[str, Cost] = field(default_factory=dict)
    idle_bytes: int = 0
    idle_cpu: float = 0.0
    memory: float = 0.0

    def bytes(self, name: str) -> int:
        """What counts of the presses of a key."""
        return self.costs[name].mean if name in MEANS else self.costs[name].median

    def missed(self, budget: Mapping[str, int] = BUDGET) -> list[str]:
        """The budgets that were missed, in words."""
        found = [
            f"{name}: {self.bytes(name)} bytes, at most {most}: {self.costs[name].sent}"
            for name, most in budget.items()
            if self.bytes(name) > most
        ]
        return found + ([f"idle: {self.idle_bytes} bytes, at most 0"] if self.idle_bytes else [])


def settle(terminal: Terminal, quiet: float, cost: Cost | None = None) -> None:
    """Wait until the app has answered and then been quiet for `quiet` seconds, and add what it wrote to `cost`."""
    began = last = now = time.perf_counter()
    first = None
    before = seen = len(terminal.output)
    while now - last < (quiet if first else KEY_TIMEOUT_SECONDS) and now - began < 20:
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
        _next_quotes(terminal, quiet, figures)
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


def measure_wide(env: dict[str, str], *, presses: int = 8, quiet: float = QUIET) -> Figures:
    """The same at 120x40, of the keys that have a budget there."""
    figures = Figures()
    with Terminal(copydesk(str(SEED)), size=WIDE_SIZE, env=env) as terminal:
        settle(terminal, 1.5, figures.costs.setdefault("start", Cost()))
        terminal.wait_for("│ The US claims", 30)
        _next_quotes(terminal, quiet, figures)
        for _ in range(presses):
            terminal.send("tab")
            settle(terminal, quiet, figures.costs.setdefault("Tab", Cost()))
        terminal.press("ctrl+q")
        terminal.wait_exit()
    return figures


def _next_quotes(terminal: Terminal, quiet: float, figures: Figures) -> None:
    """Step through 13 quotes, and sort the steps by whether the text scrolled."""
    for _ in range(13):
        cost, before = Cost(), _article(terminal)
        terminal.send("n")
        settle(terminal, quiet, cost)
        moved = "next quote, scrolling" if _article(terminal) != before else "next quote on screen"
        figures.costs.setdefault(moved, Cost()).add(cost)
        figures.costs.setdefault("13 quotes in a row", Cost()).add(cost)


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


def table(theme: str, figures: Figures, budget: Mapping[str, int], size: tuple[int, int]) -> str:
    """The figures as a Markdown table."""
    rows = [
        f"| {theme}, {size[0]}x{size[1]} | bytes | budget | most | ms to first byte | ms to last |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, cost in figures.costs.items():
        first, last = statistics.median(cost.first), statistics.median(cost.last)
        limit = f"{most:,}" if (most := budget.get(name)) else ""
        rows.append(f"| {name} | {figures.bytes(name):,} | {limit} | {max(cost.sent):,} | {first:.0f} | {last:.0f} |")
    rows.append(f"| at rest | {figures.idle_bytes} | 0 | | | |")
    rest = f"\nAt rest {figures.idle_cpu:.2f}% of a core; UI process {figures.memory:.0f} MB resident.\n"
    return "\n".join(rows) + "\n" + rest


def main() -> None:
    """Print a table for each theme; exit 1 when a budget is missed."""
    missed = []
    with read_desk() as folder:
        for theme in sys.argv[1:] or THEMES:
            figures = measure(environment(folder, theme))
            print(table(theme, figures, BUDGET, SIZE))
            wide = measure_wide(environment(folder, theme))
            print(table(theme, wide, WIDE_BUDGET, WIDE_SIZE))
            missed += [f"{theme}: {line}" for line in figures.missed()]
            missed += [f"{theme}, wide: {line}" for line in wide.missed(WIDE_BUDGET)]
    for line in missed:
        print(line)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
