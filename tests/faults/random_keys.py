"""Random keys at a real terminal, with stops and resizes, against a model: `python -m tests.faults.random_keys`.

A script selects quotes and actors in every way there is and writes notes on them, in bursts, from the first moment on;
in between the process is stopped, the terminal is resized, and panes, helps and searches are opened and closed. Each
note names the passage that the model says is selected when it is begun. Afterwards the app must have ended as it was
told to, and every note must be on its passage and hold nothing else. Exits 1 where that is not so.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.engine import ENGINE
from extract.types import Article
from store.articles.library import Library
from tests.bench.keys import SEED, environment, read_desk
from tests.terminal.pty import Terminal, copydesk
from tests.terminal.test_shift import stored_notes
from widgets.panes.actors import actor_rows

F3, F6 = "\x1bOR", "\x1b[17~"
ENTER, ESCAPE, TAB, BACK_TAB = "\r", "\x1b", "\t", "\x1b[Z"
CTRL_D, CTRL_L, CTRL_P, CTRL_S, CTRL_U = "\x04", "\x0c", "\x10", "\x13", "\x15"
SIZES = ((80, 24), (120, 40), (60, 18), (100, 30), (200, 50))
NOISE = (
    (TAB,), (BACK_TAB,), ("1", "j"), ("2", "k"), ("3", "G"), ("4", "g"), (CTRL_D, CTRL_U), (CTRL_L,), ("?", ESCAPE),
    ("1", "/", "China", ENTER, ESCAPE), (CTRL_P, ESCAPE), ("1", "v", "w", ESCAPE), ("z", "z"), ("W", ESCAPE),
    ("3", "F", "us", ESCAPE), ("m",), ("1", "9", "j"),
)  # fmt: skip
"""Keys that write nothing, are never refused, and end where letters are commands; no digit is their last."""
TOKEN = re.compile(r"([qa])(\d+)-(\d+)")


@dataclass(slots=True)
class Script:
    """A list of keys, and what the model says they write: the passages, as tokens, in order."""

    keys: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Totals:
    """What came of some scripts."""

    scripts: int = 0
    begun: int = 0
    written: int = 0
    faults: list[str] = field(default_factory=list)


def script_of(rng: random.Random, quotes: int, actors: int) -> Script:
    """A script over an article with so many quotes and actors."""
    script = Script()
    for _ in range(rng.randint(2, 6)):
        if rng.random() < 0.6:
            script.keys += rng.choice(NOISE)
        if rng.random() < 0.8:
            _write_on_quotes(rng, script, quotes)
        else:
            number = rng.randrange(actors)
            script.keys += ["2", "g", *["j"] * number, "a", *_token(script, f"a{number}"), ESCAPE]
    return script


def _write_on_quotes(rng: random.Random, script: Script, quotes: int) -> None:
    """Write on one quote, and perhaps on another while that note is still open."""
    for more in (True, False) if rng.random() < 0.3 else (False,):
        number = rng.randrange(quotes)
        script.keys += _way_to(rng, number)
        begin = rng.choice((["f"], ["a"], [CTRL_P, *"add a note", ENTER]))
        head, tail = _token(script, f"q{number}")
        script.keys += [*begin, head, *rng.choice(((), (TAB,), (CTRL_S,), (F3,))), tail, F6 if more else ESCAPE]


def _token(script: Script, passage: str) -> tuple[str, str]:
    """The two halves of the text of the next note."""
    token = f"{passage}-{len(script.begun)}"
    script.begun.append(token)
    return token[:2], token[2:]


def _way_to(rng: random.Random, number: int) -> list[str]:
    """Keys that select the quote `number` (from 0), wherever one is."""
    return rng.choice(
        (
            ["3", "g", *["j"] * number],
            ["3", "g", "0", *str(number + 1), "G"],
            ["1", TAB, TAB, "g", *["j"] * number],
            ["1", "g", *["n"] * (number + 1)],
        )
    )


def play(term: Terminal, script: Script, rng: random.Random) -> None:
    """Type the script in bursts, with stops and resizes between them."""
    keys = list(script.keys)
    while keys:
        burst = keys[: rng.randint(1, 25)]
        del keys[: len(burst)]
        stopped = rng.random() < 0.2
        if stopped:
            os.kill(term.pid, signal.SIGSTOP)
        term.send_bytes("".join(burst).encode())
        if rng.random() < 0.15:
            term.resize(*rng.choice(SIZES))
        if stopped:
            time.sleep(rng.choice((0.02, 0.2, 1.3)))
            os.kill(term.pid, signal.SIGCONT)
        term.pump(rng.choice((0.0, 0.01, 0.1)))
        if burst[-1] == ESCAPE:
            term.pump(0.15)  # else it begins the sequence of the key behind it


def misplaced(note: dict[str, Any], article: Article, names: list[str]) -> str:
    """Why a note is not where its text says, or holds something else; "" where all is well.

    A note may hold two texts on the same quote: F6 leaves it open, and what is begun on its quote then continues it.
    """
    tokens = list(TOKEN.finditer(note["body"]))
    if "".join(token[0] for token in tokens) != note["body"] or len({token[1] + token[2] for token in tokens}) != 1:
        return f"a note holds {note['body']!r}"
    found = tokens[0]
    number = int(found[2])
    if found[1] == "a":
        return "" if note["about"].get("actor") == names[number] else f"{note['body']} is on {note['about']}"
    places = [each for each in note["selector"] or () if each["type"] == "TextPositionSelector"]
    span = article.quotes[number].span
    here = [(place["start"], place["end"]) for place in places]
    return "" if here == [(span.start, span.end)] else f"{note['body']} is at {here}, not at {span}"


def run(count: int, seed: int, folder: Path) -> Totals:
    """Play `count` scripts, numbered from `seed`; `folder` is as `read_desk` makes it."""
    library = Library(folder / "desk")
    (entry,) = library.entries()
    article = library.reading(entry.version, ENGINE)
    assert article is not None
    names_by_id = {actor.id: actor.name for actor in article.actors}
    names = [names_by_id[row.key] for row in actor_rows(article.actors, article.quotes, article.text)]
    totals = Totals()
    for number in range(seed, seed + count):
        rng = random.Random(number)
        script = script_of(rng, len(article.quotes), len(names))
        env = environment(folder, "ansi")
        with Terminal(copydesk(str(SEED)), size=rng.choice(SIZES), env=env) as term:
            term.wait_for_keys()
            if rng.random() < 0.5:
                term.pump(rng.random() * 2)  # else it types before anything is there
            play(term, script, rng)
            faults = []
            try:
                term.pump(0.7)
                term.send_bytes(b"\x11")
                if code := term.wait_exit(60):
                    faults.append(f"ended with {code}")
            except (AssertionError, OSError) as error:
                faults.append(f"did not end: {error}")
        home = Path(env["COPYDESK_HOME"])
        notes = stored_notes(home) if (home / "notes.json").exists() else []
        faults += [why for note in notes if (why := misplaced(note, article, names))]
        log = home / "copydesk.log"
        if log.exists() and "internal error" in log.read_text(encoding="utf-8"):
            faults.append(f"an internal error: {log.read_text(encoding='utf-8')[-2000:]}")
        totals.scripts += 1
        totals.begun += len(script.begun)
        totals.written += len(notes)
        totals.faults += [f"script {number}: {fault}\n    {script.keys}" for fault in faults]
    return totals


def main() -> int:
    """Play scripts, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with read_desk() as folder:
        totals = run(options.scripts, options.seed, folder)
    print(
        f"{totals.scripts} scripts, {totals.begun} notes begun, {totals.written} written, "
        f"{len(totals.faults)} crashes, misplaced or mixed notes"
    )
    print("\n".join(totals.faults))
    return 1 if totals.faults else 0


if __name__ == "__main__":
    sys.exit(main())
