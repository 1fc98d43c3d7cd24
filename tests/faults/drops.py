"""The line drops at random moments while a note is being typed in a real terminal, 12 characters a second.

    python -m tests.faults.drops --drops 100

In turn the terminal is closed, or the app gets SIGHUP, SIGTERM or kill -9. Closed and signalled, it must keep every
character, end with 128+n and leave no reader process behind; killed, it may lose the typing of the last 300 ms, four
characters, and the next start must offer the rest as a draft and save it. Exits 1 where that fails. With --ssh it is a
whole shift over a real sshd, dropped in seven ways (`tests.faults.ssh_drops`).
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

SEED = Path(__file__).parents[2] / "seeds" / "us-china-russia.txt"
RATE = 12.0
WORDS = "the minister did not say when talks would begin; ask Ann Lee, and the embassy, before noon "
KINDS = ("closed", "SIGHUP", "SIGTERM", "kill -9")
ENDS = {"closed": 129, "SIGHUP": 129, "SIGTERM": 143, "kill -9": 137}
EXIT_TIMEOUT_SECONDS = 15.0
"""Seconds until every process must be gone: the app's alarms come after five and seven, and a busy machine is slow."""
MAY_LOSE = {"closed": 0, "SIGHUP": 0, "SIGTERM": 0, "kill -9": 4}


@dataclass(frozen=True, slots=True)
class Drop:
    """One drop: how, after how many characters, how many of them were lost, and what else went wrong.

    `saved` counts the notes that were seen as saved before.
    """

    kind: str
    typed: int
    lost: int
    faults: tuple[str, ...] = ()
    saved: int = 0

    @property
    def bad(self) -> bool:
        """Whether more is lost than may be, or something else is wrong."""
        return self.lost > MAY_LOSE.get(self.kind, 0) or bool(self.faults)


def prepare(home: Path) -> None:
    """A data folder in which the seed article is kept and read, so that a drop need not wait for the reader."""
    from extract.reader import Reader
    from store.articles.library import Library
    from store.articles.sources import Source, load

    library, loaded = Library(home), load(Source("file", str(SEED)))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=loaded.id, source=loaded.source))


def drop(template: Path, number: int) -> Drop:
    """Type into a new note and let the line drop; see what is kept. In every third the article is still being read."""
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    with tempfile.TemporaryDirectory(prefix="copydesk-drop-") as folder:
        home = Path(folder, "desk")
        if number % 3:
            shutil.copytree(template, home)
        with terminal(home) as line:
            line.wait_for(r"3 Quotes \d" if number % 3 else r"4 Notes 0")  # else the reader is at work
            line.press("a")
            line.wait_for("the article")
            typed = type_for(line, chance.uniform(0.3, 4.0))
            time.sleep(chance.uniform(0, 1 / RATE))
            if kind == "closed":
                line.hang_up()
            else:
                os.kill(line.pid, signal.SIGKILL if kind == "kill -9" else signal.Signals[kind])
            code = line.wait_exit()
        faults = [] if code == ENDS[kind] else [f"exit code {code}"]
        if left := processes_left(home, EXIT_TIMEOUT_SECONDS):
            faults.append(f"processes left: {left}")
        stored = longest(stored_texts(home), typed)
        found = Drop(kind, len(typed), len(typed) - len(stored), tuple(faults))
        return replace(found, faults=(*faults, *recover(home, stored))) if kind == "kill -9" and stored else found


def terminal(home: Path, author: str = "ada") -> Terminal:
    """The app on the seed article, in a terminal."""
    env = {"COPYDESK_HOME": str(home), "HOME": str(home.parent), "XDG_CONFIG_HOME": str(home.parent / "config")}
    return Terminal(copydesk("--author", author, str(SEED)), size=(120, 40), env=env)


def type_for(line: Terminal, seconds: float) -> str:
    """Type a key every twelfth of a second, whatever the app does; return what was typed."""
    typed, began = "", time.monotonic()
    while time.monotonic() < began + seconds:
        character = WORDS[len(typed) % len(WORDS)]
        line.send(character)
        typed += character
        while (left := began + len(typed) / RATE - time.monotonic()) > 0:
            line.pump(left)
    return typed


def stored_texts(home: Path, author: str = "ada") -> list[str]:
    """The notes in a data folder, and the drafts of `author`."""
    book = Notebook.open(home, author=author, announce=False)
    texts = [note.body for note in book.all()] + [draft.text for draft in book.recovered()]
    book.close(compact=False)
    return texts


def longest(texts: Iterable[str], typed: str) -> str:
    """The longest text that is a beginning of what was typed."""
    return max((text for text in texts if typed.startswith(text)), key=len, default="")


def processes_left(home: Path, seconds: float) -> list[int]:
    """Processes that still work on a data folder after `seconds`; it waits no longer than there are any."""
    until = time.monotonic() + seconds
    while (left := _working_on(home)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _working_on(home: Path) -> list[int]:
    wanted, found = f"COPYDESK_HOME={home}".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue  # it has ended meanwhile, or is another user's
    return found


def recover(home: Path, stored: str, saved: Sequence[str] = (), author: str = "ada") -> list[str]:
    """Start again, go on with the draft, save it beside the notes `saved` before; what went wrong."""
    try:
        with terminal(home, author) as line:
            line.wait_for(r"recovered your draft of \d\d:\d\d")
            line.press("a")
            line.wait_for("your draft from")
            line.type("!")
            line.press("escape")
            line.wait_for("saved")
            line.press("q")
            line.wait_exit()
    except AssertionError as error:
        return [f"not recovered: {error}"]
    texts = stored_texts(home, author)
    return [] if sorted(texts) == sorted([*saved, f"{stored}!"]) else [f"after recovery: {texts}"]


def dropped(*arguments: str, first: int = 1) -> str:
    """What this program says, run with `arguments` from drop number `first` on.

    A machine that had not got to the last keys loses more than may be lost: where that is all, the next drops count.
    """
    for number in range(first, first + 30, 10):
        command = [sys.executable, "-m", "tests.faults.drops", "--first", str(number), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        bad = [line for line in done.stdout.splitlines() if line.startswith("  BAD")]
        if done.returncode == 0 or not bad or not all("faults=()" in line for line in bad):
            break
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout


def _over_ssh(longest_shift: float) -> tuple[Callable[[Path, int], Drop], Sequence[str]]:
    """What runs one drop over SSH, and the kinds there are. Ends the program where there is no sshd."""
    from tests.faults import ssh_drops
    from tests.ssh.sshd import why_not

    if reason := why_not():
        sys.exit(f"skipped: {reason}")
    return partial(ssh_drops.drop, longest_shift=longest_shift), ssh_drops.KINDS


def main() -> None:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drops", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2, help="terminals at a time")
    parser.add_argument("--first", type=int, default=0, help="number of the first drop, which seeds its chance")
    parser.add_argument("--ssh", action="store_true", help="a shift over a real sshd on loopback")
    parser.add_argument("--shift", type=float, default=12.0, help="with --ssh: seconds after which it drops at latest")
    args = parser.parse_args()
    one, kinds = _over_ssh(args.shift) if args.ssh else (drop, KINDS)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="copydesk-drops-") as folder:
        template = Path(folder, "desk")
        prepare(template)
        with ProcessPoolExecutor(args.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            numbers = range(args.first, args.first + args.drops)
            drops = list(pool.map(one, [template] * args.drops, numbers))
    for kind in kinds:
        of_kind = [found for found in drops if found.kind == kind]
        if of_kind:
            worst, typed = max(found.lost for found in of_kind), sum(found.typed for found in of_kind)
            total = sum(found.lost for found in of_kind)
            notes = f"{sum(found.saved for found in of_kind)} notes saved, " if args.ssh else ""
            lost = f"{total} lost, at most {worst} in a drop"
            print(f"{kind}: {len(of_kind)} drops, {notes}{typed} characters typed, {lost}")
    bad = [found for found in drops if found.bad]
    for found in bad:
        print("  BAD", found)
    print(f"{len(drops)} drops, {len(bad)} bad, {time.monotonic() - began:.0f} s")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
