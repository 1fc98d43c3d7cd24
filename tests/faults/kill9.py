"""kill -9 at random moments under continuous saves, edits, deletes, restores, compactions, imports, exports, moves of
notes to new versions of an article, and migrations of older files.

    python -m tests.faults.kill9 --kills 1000 --writers 3

Every writer (`killed_writer.py`) tells what it is about to do and, once the call has returned, that it is done. After
the kills the folder is opened anew and verified: no file may be unreadable, and everything acknowledged must be there,
deletions included. Writers add words to notes of their own and to a few that all share; words on shared notes may end
up in conflicting versions, but none may be gone. An exported file is there and whole, and a kept version can be read.
Between the kills, where nobody is at work, `notes.json` is sometimes made one of an older kind. Exits 1 on any loss.
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
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from store.articles.library import Library
from store.export import markers
from store.notes.notebook import Notebook
from store.verify import verify
from tests.faults.killed_writer import KilledWriter

MIGRATED_SHARE = 0.3
"""How often, where it can be, a folder's `notes.json` is made one of an older kind before the next writer opens it."""


@dataclass(slots=True)
class NoteTruth:
    """What has been acknowledged of one note."""

    words: set[str] = field(default_factory=set)
    deleted: bool = False


@dataclass(slots=True)
class Writer:
    """A child process and the pipe it tells its deeds on."""

    pid: int
    pipe: int
    at: str = "open"
    rest: bytes = b""
    under_way: str | None = None


@dataclass(slots=True)
class Truth:
    """What has been acknowledged in one folder: notes by uid, files that were exported, versions of articles by key."""

    notes: dict[str, NoteTruth] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    versions: dict[str, set[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What a run counted; `killed` by what was under way."""

    kills: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def start(home: Path, seed: int, shared: list[str], at: str = "open") -> Writer:
    """A new writer process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            KilledWriter(home, writing, seed, shared).run()
        except BaseException as error:
            os.write(writing, f"failed {error!r}\n".encode().replace(b"\n", b" ") + b"\n")
        os._exit(1)
    os.close(writing)
    return Writer(pid, reading, at)


def listen(writer: Writer, truth: Truth, tally: Tally) -> bool:
    """Take in what a writer has told. False at the end of its pipe."""
    data = os.read(writer.pipe, 1 << 16)
    *lines, writer.rest = (writer.rest + data).split(b"\n")
    for line in lines:
        what, rest = line.decode().split(" ", 1)
        if what == "failed":
            tally.lost.append(f"a writer {line.decode()}")
        elif what == "at":
            writer.at = rest
        elif what == "begin":
            writer.under_way = rest
        elif what == "done":
            writer.under_way = None
            tally.acknowledged += 1
            take(rest, truth)
    return bool(data)


def take(line: str, truth: Truth) -> None:
    """Take in something that a writer says is done."""
    deed, name, *more = line.split(" ")
    if deed == "exported":
        truth.exported.add(name)
    elif deed == "version":
        truth.versions.setdefault(name, set()).add(more[0])
    elif deed == "word":
        truth.notes.setdefault(name, NoteTruth()).words.add(more[0])
    else:
        truth.notes.setdefault(name, NoteTruth()).deleted = deed == "deleted"


def check(home: Path, truth: Truth, running: list[Writer], settled: bool, tally: Tally) -> None:
    """Open the folder anew and compare. While others write on, what they delete or restore is not compared."""
    tally.damaged += [f"{f.file}: {f.detail}" for f in verify(home) if f.state == "damage"]
    book = Notebook.open(home, author="checker", announce=False)
    tally.damaged += [notice for notice in book.notices if "of an older kind" not in notice]
    unsure = {writer.under_way for writer in running}
    for uid, note in truth.notes.items():
        heads = book.states(uid)
        words = {word for head in heads for word in head.body.split()}
        if missing := note.words - words:
            tally.lost.append(f"{uid}: {sorted(missing)[:3]}")
        elif settled and uid not in unsure and note.deleted != all(head.deleted is not None for head in heads):
            tally.lost.append(f"{uid}: deleted {note.deleted}")
    book.close(compact=False)
    check_articles(home, truth, tally)


def check_articles(home: Path, truth: Truth, tally: Tally) -> None:
    """Exported files are there and whole, and every version that was kept can be read."""
    library = Library(home)
    for key, versions in truth.versions.items():
        entry = library.entry(key)
        stored = {version.sha256 for version in entry.versions} if entry is not None else set()
        if versions - stored:
            tally.lost.append(f"{len(versions - stored)} versions of {key}")
        for version in versions & stored:
            library.text(version)
    there = {str(path) for path in exports_of(home).glob("*/*.md")}
    tally.lost += [f"export {path}" for path in truth.exported - there]
    for path in there:
        try:
            record = markers.parse(Path(path).read_text()).record
        except markers.MarkerError as error:
            tally.damaged.append(f"{path}: {error}")
        else:
            if record is None:
                tally.damaged.append(f"{path}: half written")


def exports_of(home: Path) -> Path:
    """Where the writers of a folder export to."""
    return home.parent / f"{home.name}-out"


def make_older(home: Path) -> bool:
    """Make `notes.json` one of schema 0, without `meta`, where no journal has anything. Whether it was done."""
    for _ in range(2):  # the backup has all of it too then, and the journals of those who are gone go
        book = Notebook.open(home, author="checker")
        book.compact()
        book.close()
    if any((home / "journal").glob("*.log")):
        return False
    first, _, end, tables = (home / "notes.json").read_bytes().split(b"\n", 3)
    assert (first, end) == (b'{"meta": {', b"},")
    (home / "notes.json").write_bytes(b"{" + tables)
    return True


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
            shutil.rmtree(exports_of(home), ignore_errors=True)
    return tally


def one_home(home: Path, kills: int, writers: int, chance: random.Random, longest: float, tally: Tally) -> None:
    """One folder's life."""
    with_notes = Notebook.open(home, author="first")
    shared = [with_notes.add(article="a", version="0" * 64, anchor=None, body="shared").uid for _ in range(3)]
    with_notes.close()
    truth = Truth({uid: NoteTruth({"shared"}) for uid in shared})
    running = [start(home, chance.randrange(10**9), shared) for _ in range(writers)]
    ended: list[Writer] = []
    older = False
    for number in range(kills):
        until = time.monotonic() + chance.uniform(0.005, longest)
        while (left := until - time.monotonic()) > 0:
            for pipe in select.select([w.pipe for w in running], [], [], left)[0]:
                listen(next(w for w in running if w.pipe == pipe), truth, tally)
        victim = running.pop(chance.randrange(len(running)))
        reap(victim, truth, tally)
        ended.append(victim)
        tally.kills += 1
        tally.killed[victim.at] += 1
        if writers == 1 or number == kills - 1:
            for writer in running:
                reap(writer, truth, tally)
            check(home, truth, [*ended, *running], True, tally)
            running.clear()
            older = chance.random() < MIGRATED_SHARE and make_older(home)
        elif number % 4 == 0:
            check(home, truth, [*ended, *running], False, tally)
        while len(running) < writers and number < kills - 1:
            running.append(start(home, chance.randrange(10**9), shared, "migrate" if older else "open"))
            older = False


def reap(writer: Writer, truth: Truth, tally: Tally) -> None:
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
    print("killed at", ", ".join(f"{what} {count}" for what, count in tally.killed.most_common()))
    for line in (*tally.lost[:20], *tally.damaged[:20]):
        print(" ", line)
    sys.exit(bool(tally.lost or tally.damaged))


if __name__ == "__main__":
    main()
