"""kill -9 at random moments under continuous saves, edits, deletes, restores and compactions.

    python tests/faults/kill9.py --kills 1000 --writers 3

Every writer tells what it is about to do and, once the call has returned, that it is done. After the kills the folder
is opened anew and verified: no file may be unreadable, and everything acknowledged must be there, deletions included.
Writers add words to notes of their own and to a few that all share; words on shared notes may end up in conflicting
versions, but none may be gone. Exits 1 on any loss.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from store.notes.anchors import Anchor
from store.notes.notebook import Notebook
from store.verify import verify

VERSION = "0" * 64
ANCHOR = Anchor("minister", "The ", " said no.", 4, 12)


@dataclass(slots=True)
class Truth:
    """What has been acknowledged of one note; `unsure` while something is under way."""

    words: set[str] = field(default_factory=set)
    deleted: bool = False
    unsure: bool = False


@dataclass(slots=True)
class Writer:
    """A child process and the pipe it tells its deeds on."""

    pid: int
    pipe: int
    rest: bytes = b""
    under_way: str | None = None


@dataclass(slots=True)
class Tally:
    """What a run counted."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def write_for_ever(home: Path, pipe: int, seed: int, shared: list[str]) -> None:
    """The child: does something, tells it, and so on until it is killed."""
    chance = random.Random(seed)

    def tell(line: str) -> None:
        os.write(pipe, line.encode() + b"\n")

    book = Notebook.open(home, author=f"w{seed}")
    mine: list[str] = []
    binned: list[str] = []
    for number in range(10**9):
        word = f"w{seed}n{number}"
        roll = chance.random()
        if roll < 0.05:
            book.refresh()
        elif roll < 0.07:
            book.compact()
        elif roll < 0.09:
            book.draft("k", word)
        elif roll < 0.35 or not mine:
            tell("add")
            mine.append(book.add(article="a", version=VERSION, anchor=ANCHOR, body=word).uid)
            tell(f"done word {mine[-1]} {word}")
        elif roll < 0.55 and shared:
            add_word(book, chance.choice(shared), word, tell)
        elif roll < 0.8:
            add_word(book, chance.choice(mine), word, tell)
        elif roll < 0.95 or not binned:
            uid = mine.pop(chance.randrange(len(mine)))
            tell(f"begin {uid}")
            book.delete(uid)
            binned.append(uid)
            tell(f"done deleted {uid}")
        else:
            uid = binned.pop(chance.randrange(len(binned)))
            tell(f"begin {uid}")
            book.restore(uid)
            mine.append(uid)
            tell(f"done restored {uid}")


def add_word(book: Notebook, uid: str, word: str, tell: object) -> None:
    """Add a word to a note."""
    assert callable(tell)
    note = book.get(uid)
    assert note is not None
    tell(f"begin {uid}")
    book.edit(uid, base=note, body=f"{note.body} {word}")
    tell(f"done word {uid} {word}")


def start(home: Path, seed: int, shared: list[str]) -> Writer:
    """A new writer process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            write_for_ever(home, writing, seed, shared)
        except BaseException as error:
            os.write(writing, f"failed {error!r}\n".encode().replace(b"\n", b" ") + b"\n")
        os._exit(1)
    os.close(writing)
    return Writer(pid, reading)


def listen(writer: Writer, truth: dict[str, Truth], tally: Tally) -> bool:
    """Take in what a writer has told. False at the end of its pipe."""
    data = os.read(writer.pipe, 1 << 16)
    *lines, writer.rest = (writer.rest + data).split(b"\n")
    for line in lines:
        what, *words = line.decode().split(" ", 2)
        if what == "failed":
            tally.lost.append(f"a writer {line.decode()}")
        elif what == "begin":
            writer.under_way = words[0]
        elif what == "done":
            writer.under_way = None
            tally.acknowledged += 1
            deed, rest = words[0], words[1].split(" ")
            note = truth.setdefault(rest[0], Truth())
            if deed == "word":
                note.words.add(rest[1])
            else:
                note.deleted = deed == "deleted"
    return bool(data)


def check(home: Path, truth: dict[str, Truth], running: list[Writer], settled: bool, tally: Tally) -> None:
    """Open the folder anew and compare. While others write on, what they delete or restore is not compared."""
    tally.damaged += [f"{f.file}: {f.detail}" for f in verify(home) if f.state == "damage"]
    book = Notebook.open(home, author="checker", announce=False)
    tally.damaged += book.notices
    unsure = {writer.under_way for writer in running}
    for uid, note in truth.items():
        heads = book.states(uid)
        words = {word for head in heads for word in head.body.split()}
        if missing := note.words - words:
            tally.lost.append(f"{uid}: {sorted(missing)[:3]}")
        elif settled and uid not in unsure and note.deleted != all(head.deleted is not None for head in heads):
            tally.lost.append(f"{uid}: deleted {note.deleted}")
    book.close(compact=False)


def run(kills: int, writers: int, seed: int, longest: float = 0.12, per_home: int = 60) -> Tally:
    """Kill `kills` writers, `writers` at work at a time, in a fresh folder every `per_home` kills."""
    chance = random.Random(seed)
    tally = Tally()
    while tally.kills < kills:
        home = Path(tempfile.mkdtemp(prefix="kill9-"))
        try:
            one_home(home, min(per_home, kills - tally.kills), writers, chance, longest, tally)
        finally:
            shutil.rmtree(home, ignore_errors=True)
    return tally


def one_home(home: Path, kills: int, writers: int, chance: random.Random, longest: float, tally: Tally) -> None:
    """One folder's life."""
    with_notes = Notebook.open(home, author="first")
    shared = [with_notes.add(article="a", version=VERSION, anchor=None, body="shared").uid for _ in range(3)]
    with_notes.close()
    truth: dict[str, Truth] = {uid: Truth({"shared"}) for uid in shared}
    running = [start(home, chance.randrange(10**9), shared) for _ in range(writers)]
    gone: list[Writer] = []
    for number in range(kills):
        until = time.monotonic() + chance.uniform(0.005, longest)
        while (left := until - time.monotonic()) > 0:
            for pipe in select.select([w.pipe for w in running], [], [], left)[0]:
                listen(next(w for w in running if w.pipe == pipe), truth, tally)
        victim = running.pop(chance.randrange(len(running)))
        reap(victim, truth, tally)
        gone.append(victim)
        tally.kills += 1
        if writers == 1 or number == kills - 1:
            for writer in running:
                reap(writer, truth, tally)
            check(home, truth, [*gone, *running], True, tally)
            running.clear()
        elif number % 4 == 0:
            check(home, truth, [*gone, *running], False, tally)
        while len(running) < writers and number < kills - 1:
            running.append(start(home, chance.randrange(10**9), shared))


def reap(writer: Writer, truth: dict[str, Truth], tally: Tally) -> None:
    """Kill a writer and hear it out."""
    os.kill(writer.pid, signal.SIGKILL)
    while listen(writer, truth, tally):
        pass
    os.close(writer.pipe)
    os.waitpid(writer.pid, 0)


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    began = time.monotonic()
    tally = run(args.kills, args.writers, args.seed)
    print(
        f"{tally.kills} kills, {args.writers} writers, {tally.acknowledged} operations acknowledged, "
        f"{len(tally.lost)} lost, {len(tally.damaged)} unreadable, {time.monotonic() - began:.0f} s"
    )
    for line in (*tally.lost[:20], *tally.damaged[:20]):
        print(" ", line)
    sys.exit(bool(tally.lost or tally.damaged))


if __name__ == "__main__":
    main()
