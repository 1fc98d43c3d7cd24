"""A desk of 20,000 articles checked and counted: how long it takes, and how much memory.

    python -m tests.bench.overview [--articles 20000]

The commands run as a user runs them, on 5,000 people with names of their own, 2,000 open fact-checks, and a stylebook
of 300 entries. Exits 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from store.articles.library import Library
from store.notes.notebook import Notebook
from tests.bench.large_desk import WORDS, write_home

BARS = {"check --desk": 120.0, "check ARTICLE": 60.0, "sourcing --desk": 60.0, "memory": 400.0}
"""Seconds, for 20,000 articles; and megabytes at most, of the largest of the commands."""
FIRST = ("Anna", "Bogdan", "Chiara", "Dieter", "Elena", "Farid", "Greta", "Hiroshi", "Ingrid", "Jorge")
STEMS = ("Hal", "Ber", "Nor", "Kar", "Lin", "Mor", "Sol", "Ven", "Wes", "Tor")
ENDS = ("vik", "gaard", "mann", "strom", "berg", "inez", "ovic", "ides", "etti", "akura")


def people() -> list[str]:
    """5,000 names, of which some are a letter apart."""
    middles = ("", "an", "en", "ol", "ul")
    return [f"{f} {s}{m}{e}" for f, s, m, e in itertools.product(FIRST, STEMS, middles, ENDS)]


def furnish(home: Path, articles: int) -> str:
    """Write a desk and return the key of an article."""
    write_home(home, articles, people=people())
    entries = Library(home).entries()
    book = Notebook.open(home, author="bench")
    for entry in entries[: articles // 10]:
        book.add(article=entry.key, version=entry.version, anchor=None, body="true?", type="fact-check")
    book.close()
    entries_of = (f'[[banned]]\nterm = "{word}{n}"\n' for n in range(6) for word in WORDS)
    (home / "stylebook.toml").write_text("".join(list(entries_of)[:300]), encoding="utf-8")
    return entries[0].key


def run(articles: int) -> dict[str, float]:
    """Seconds of each command, and the most memory of one in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        key = furnish(home, articles)
        figures, most = {}, 0.0
        for name, words in (
            ("check --desk", ("check", "--desk", "--format", "json", "-o", f"{folder}/a.json")),
            ("check ARTICLE", ("check", key, "-o", f"{folder}/a.txt")),
            ("sourcing --desk", ("sourcing", "--desk", "--format", "json", "-o", f"{folder}/b.json")),
        ):
            began = time.perf_counter()
            command = [sys.executable, "-m", "tui", *words, "--home", folder]
            with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
                _pid, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode in (0, 1), command
            figures[name] = time.perf_counter() - began
            most = max(most, usage.ru_maxrss / 1024)
        return {**figures, "memory": most}


def main() -> int:
    """Run the benchmark and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    args = parser.parse_args()
    figures = run(args.articles)
    for name, bar in BARS.items():
        unit = "MB" if name == "memory" else "s"
        sys.stdout.write(f"{name:<16} {figures[name]:8.1f} {unit}  (bar {bar:.0f})\n")
    return int(any(figures[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
