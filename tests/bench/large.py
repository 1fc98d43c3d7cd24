"""What an article of 100,000 words costs: its first text beside the seed article's, stepping, resizing, memory.

Run by `make bench`, or `python -m tests.bench.large [WORDS [RUNS]]`. The app runs in a real pty at 80x24. The article
is the seed article over and over, read by the real reader (its first 80,000 words: a minute or two). Exits 1 when a bar
is missed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.keys import SEED, Cost, memory_of, settle
from tests.bench.start import first_text
from tests.terminal.pty import Terminal, copydesk

BARS = {"first text": 1.3, "next quote": 30.0, "resize": 200.0, "memory": 90.0}
"""Against the seed article's; milliseconds; milliseconds; megabytes. The two keys' are medians."""
SIZES = ((120, 40), (60, 20), (200, 50), (80, 24))


@dataclass(slots=True)
class Large:
    """What was measured: milliseconds and megabytes."""

    seed: float = 0.0
    first: float = 0.0
    steps: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    memory: float = 0.0

    def figures(self) -> dict[str, float]:
        """What the bars are about."""
        return {
            "first text": self.first / self.seed,
            "next quote": statistics.median(self.steps),
            "resize": statistics.median(self.sizes),
            "memory": self.memory,
        }


def article(words: int) -> str:
    """The seed article's text, repeated until it has so many words."""
    text = SEED.read_text(encoding="utf-8")
    body = text.partition("\n\n")[2]
    return "\n\n".join([text, *[body] * (words // len(text.split()))])


def measure(words: int, runs: int) -> Large:
    """Run the app on an article of so many words."""
    found = Large()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.txt"
        file.write_text(article(words), encoding="utf-8")
        times: dict[Path, list[float]] = {SEED: [], file: []}
        for _ in range(runs):
            for path, shown in times.items():
                shown.append(first_text(copydesk(str(path)), f"{folder}/{path.stem}")[0])
        found.seed, found.first = min(times[SEED]), min(times[file])
        with Terminal(copydesk(str(file)), env={"COPYDESK_HOME": f"{folder}/read"}) as terminal:
            terminal.wait_for(r"│ The US claims", 900)
            settle(terminal, 2.0)
            _use(terminal, found)
    return found


def _use(terminal: Terminal, found: Large) -> None:
    for _ in range(20):
        cost = Cost()
        terminal.send("n")
        settle(terminal, 0.2, cost)
        found.steps += cost.last
    terminal.send("G")  # so that what is resized has been wrapped to the end
    settle(terminal, 0.5)
    for size in SIZES * 2:
        cost = Cost()
        terminal.resize(*size)
        settle(terminal, 0.3, cost)
        found.sizes += cost.last
    found.memory = memory_of(terminal.pid)
    terminal.send("q")
    terminal.wait_exit(60)


def main() -> None:
    """Print the figures and the bars."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    found = measure(words, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    print(f"an article of {words:,} words, 80x24      measured   bar")
    missed = False
    for name, value in found.figures().items():
        missed |= value > BARS[name]
        print(f"{name:36} {value:12.2f}   {BARS[name]:g}")
    print(f"first text {found.first:.0f} ms, the seed article's {found.seed:.0f} ms")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
