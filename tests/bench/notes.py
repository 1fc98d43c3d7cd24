"""Notes at size: saving, opening, finding and memory, beside a bare append + fdatasync in the same run.

    python tests/bench/notes.py --notes 50000 --json

Prints one line a figure, with its bar; exits 1 when a bar is missed (times on a shared machine are noisy: best of
three runs for what does not touch the disk). Each part runs in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from store.notes import snapshot
from store.notes.anchors import Anchor
from store.notes.note import TYPES, About, Note
from store.notes.notebook import Notebook
from store.notes.operations import State
from tests.bench.memory import peak

WORDS = [
    "minister", "trade", "embassy", "said", "no", "comment", "union", "bridge", "audit", "money", "krone", "harbour",
    "council", "vote", "report", "café", "source", "budget", "strike", "police", "court", "claim", "denies", "record",
    "fishing", "quota", "climate", "school", "hospital", "budsjett", "spokesperson",
]  # fmt: skip
ARTICLES = 100
SAVES = 300
WARM_UP = 20


def invent(count: int) -> State:
    """A state of `count` notes over 100 articles, about 40 words each with what they quote."""
    chance = random.Random(1)
    state = State()
    for number in range(count):
        quote = " ".join(chance.choices(WORDS, k=20))
        start = chance.randrange(5000)
        note = Note(
            f"{number:032x}", f"article-{number % ARTICLES:04}", f"{number % ARTICLES:064x}",
            Anchor(quote, quote[:32], quote[-32:], start, start + len(quote)), " ".join(chance.choices(WORDS, k=20)),
            chance.choice(TYPES), "open", tuple(chance.sample(WORDS, 2)), "kim", "2026-11-24T14:02:07.000Z",
            "2026-11-24T14:02:07.000Z", 1, About("quote", "he", "Liu Pengyu", "Embassy spokesman", "says", "direct"),
            f"20260101T000000-00000000:{number + 1}", "kim",
        )  # fmt: skip
        state.notes[note.uid] = (note,)
    state.applied = {"20260101T000000-00000000": count}
    return state


def milliseconds(times: list[float]) -> dict[str, float]:
    """p50 and p95 of times in seconds."""
    cut = statistics.quantiles(times, n=20)
    return {"p50": statistics.median(times) * 1000, "p95": cut[18] * 1000}


def best(of: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.process_time) -> float:
    """The shortest of several runs, in seconds: of the processor, for what happens in memory, unless said otherwise."""
    found = []
    for _ in range(times):
        began = clock()
        of()
        found.append(clock() - began)
    return min(found)


def measure_saves(home: Path) -> dict[str, float]:
    """Saves into the notebook and bare appends of a line as long, in turn, so that both meet the same disk."""
    book = Notebook.open(home, author="kim")
    bare = os.open(home / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    quote = " ".join(WORDS[:20])
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(SAVES + WARM_UP):
        began = time.perf_counter()
        book.add(
            article="article-0001", version=f"{1:064x}", body=f"{number} {quote}", tags=("a", "b"),
            anchor=Anchor(quote, quote[:32], quote[-32:], 7, 7 + len(quote)), about=About("quote", "he", "Liu"),
        )  # fmt: skip
        middle = time.perf_counter()
        os.write(bare, b"x" * 999 + b"\n")
        os.fdatasync(bare)
        ours.append(middle - began)
        theirs.append(time.perf_counter() - middle)
    os.close(bare)
    book.close(compact=False)
    save, floor = milliseconds(ours[WARM_UP:]), milliseconds(theirs[WARM_UP:])
    return {
        "save p50 ms": save["p50"], "save p95 ms": save["p95"],
        "bare p50 ms": floor["p50"], "bare p95 ms": floor["p95"],
        "save p50 / bare": save["p50"] / floor["p50"], "save p95 / bare": save["p95"] / floor["p95"],
    }  # fmt: skip


def measure_finding(home: Path) -> dict[str, float]:
    """Opening, finding, compacting, and the memory all of it took."""
    began = time.perf_counter()
    book = Notebook.open(home, author="kim")
    opened = time.perf_counter() - began
    memory_open = resident()
    articles = [best(partial(book.for_article, f"article-{number:04}"), 1) for number in range(20)]
    unprepared = best(partial(book.search, "harbour quota"), 1)  # as if no `tick` had made the texts ready
    searches = [best(partial(book.search, query)) for query in ("harbour quota", "cafe", '"no comment" liu')]
    book.add(article="a", version="0" * 64, anchor=None, body="x")
    compacting = best(book.compact, 1, time.perf_counter)
    book.close(compact=False)
    return {
        "open s": opened, "by article ms": 1000 * max(articles), "first search ms": 1000 * unprepared,
        "search ms": 1000 * max(searches), "open MB": memory_open, "compact s": compacting,
        "peak MB": peak(),
    }  # fmt: skip


def resident() -> float:
    """This process's memory, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


BARS = {
    "save p50 / bare": 2.2, "save p95 / bare": 10.0, "open s": 1.0, "by article ms": 1.0,
    "search ms": 100.0, "peak MB": 200.0,
}  # fmt: skip
PARTS = {"saves": measure_saves, "finding": measure_finding}


def run(count: int) -> dict[str, float]:
    """All figures, for a fresh folder of `count` notes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        snapshot.write(home / snapshot.NAME, invent(count), snapshot.Snapshot())
        figures: dict[str, float] = {"file MB": (home / snapshot.NAME).stat().st_size / 2**20}
        for part in PARTS:
            command = [sys.executable, "-m", "tests.bench.notes", "--part", part, "--home", folder]
            done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
            figures |= json.loads(done.stdout)
        return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps(PARTS[args.part](args.home)))
        return
    figures = run(args.notes)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:18} {value:10.2f}" + (f"   bar {BARS[name]:g}" if name in BARS else ""))
    sys.exit(any(figures[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    main()
