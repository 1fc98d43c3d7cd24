"""How soon the first article text is on the screen, against a bare Textual app that shows the same text.

Run by `make bench`, or `python -m tests.bench.start [RUNS]`. Both apps start in a real pty at 80x24, in turn, so that a
noisy machine slows both; the best run of each counts. The first text is when the terminal emulator shows it.
"""

from __future__ import annotations

import compileall
import re
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

SEED = ROOT / "seeds" / "us-china-russia.txt"
BARE = """
import sys
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Static
class Bare(App):
    def compose(self):
        with VerticalScroll():
            yield Static(open(sys.argv[1], encoding="utf-8").read(), markup=False)
Bare().run()
"""


def first_text(argv: list[str], home: str) -> tuple[float, int]:
    """Milliseconds from start until the article's headline shows, and the bytes written in the first two seconds."""
    began = time.perf_counter()
    with Terminal(argv, env={"COPYDESK_HOME": home}) as terminal:
        while not re.search("China is helping", terminal.text):
            terminal.pump(0.002)
            if time.perf_counter() - began > 20:
                raise SystemExit(f"never saw the text:\n{terminal.text}")
        shown = (time.perf_counter() - began) * 1000
        until = time.perf_counter() + 2
        while time.perf_counter() < until:
            terminal.pump(0.1)
        return shown, len(terminal.output)


def main() -> None:
    """Print both figures and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    compileall.compile_dir(ROOT, quiet=1, rx=re.compile(r"/(\.venv|tests)/"))  # as pip does with what it installs
    with tempfile.TemporaryDirectory() as home:
        bare_app = Path(home) / "bare.py"
        bare_app.write_text(BARE, encoding="utf-8")
        apps = {"bare Textual": [sys.executable, str(bare_app), str(SEED)], "copydesk": copydesk(str(SEED))}
        times: dict[str, list[tuple[float, int]]] = {name: [] for name in apps}
        for _ in range(runs):
            for name, argv in apps.items():
                times[name].append(first_text(argv, home + "/desk"))
    best = {name: min(shown for shown, _bytes in found) for name, found in times.items()}
    for name, found in times.items():
        bytes_out = sorted(count for _shown, count in found)[len(found) // 2]
        print(f"{name:14} first text, best of {runs}: {best[name]:6.0f} ms   bytes in the first 2 s: {bytes_out:6}")
    print(f"ratio {best['copydesk'] / best['bare Textual']:.2f}")


if __name__ == "__main__":
    main()
