"""A scripted shift over a real sshd, and the line drops at a random moment of it: what `drops --ssh` runs.

Somebody logs in, goes to the next quote, writes a note at 12 characters a second, saves it, looks at another pane, and
so on. Then the client or its session is killed, the connection reset, the wire silent, or the app gets SIGHUP, SIGTERM
or kill -9. A note seen as saved must be there word for word; of what was being typed, all but the last 300 ms; no
process of the app may be left; and where the terminal was still ours (SIGHUP, SIGTERM) it must be as it was before.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from getpass import getuser
from pathlib import Path

from tests.faults.drops import RATE, SEED, Drop, longest, processes_left, recover, stored_texts
from tests.ssh.sshd import Server
from tests.terminal.pty import Terminal

KINDS = ("client killed", "session killed", "reset", "silent", "SIGHUP", "SIGTERM", "kill -9")
SIGNALS = {"SIGHUP": signal.SIGHUP, "SIGTERM": signal.SIGTERM, "kill -9": signal.SIGKILL}
ENDS = {"SIGHUP": 129, "SIGTERM": 143}
NOTES = (
    "The minister did not say when talks would begin.",
    "Ask Ann Lee before noon, and the embassy.",
    "Same words as in the release of May; who wrote them?",
    "Right of reply offered by mail, no answer yet.",
)
EXIT_TIMEOUT_SECONDS = 20.0
"""Seconds until every process must be gone: sshd takes 3 to find a line silent, the app's alarms come after 5 and 7."""
DRAFT_DELAY = 0.3
"""Seconds of typing that may be lost."""
MODES_ON = re.compile(rb"\x1b\[\?(1049|25|1000|1002|1003|1004|1006|1015|1016|2004|2048)([hl])")
AT_REST = {mode: b"h" if mode == b"25" else b"l" for mode in b"1049 25 1000 1003 1004 1006 1015 2004".split()}


class LineDownError(Exception):
    """The moment of the drop has come."""


@dataclass(slots=True)
class Shift:
    """What somebody does on `line` until `until` (monotonic seconds): what was seen as saved, what is being typed."""

    line: Terminal
    until: float
    saved: list[str] = field(default_factory=list)
    typing: str = ""
    sent: list[float] = field(default_factory=list)

    def work(self) -> None:
        """Work until the moment has come."""
        with contextlib.suppress(LineDownError):
            for body in self._bodies():
                self._see(r"4 Notes " + str(len(self.saved)))
                self._press("n", "n")
                self._press("a")
                self._see("the article|the quote|Esc")
                self._type(body)
                self._press("escape")
                self._see(r"4 Notes " + str(len(self.saved) + 1))
                self.saved.append(body)
                self.typing, self.sent = "", []
                self._press("tab", "j", "j", "1")

    def _bodies(self) -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"{number}. {NOTES[number % len(NOTES)]}"

    def _press(self, *keys: str) -> None:
        for key in keys:
            self.line.send(key)
            self._pump(0.15)

    def _type(self, body: str) -> None:
        began = time.monotonic()
        for number, character in enumerate(body, 1):
            self.line.send(character)
            self.typing += character
            self.sent.append(time.monotonic())
            self._pump(began + number / RATE - time.monotonic())

    def _see(self, pattern: str) -> None:
        while not re.search(pattern, self.line.text):
            self._pump(0.05)

    def _pump(self, seconds: float) -> None:
        end = min(self.until, time.monotonic() + seconds)
        while (left := end - time.monotonic()) > 0:
            self.line.pump(left)
        if time.monotonic() >= self.until:
            raise LineDownError

    def must_have(self, at: float) -> str:
        """What must have been kept of what is being typed when the line dropped at `at`."""
        return self.typing[: sum(moment <= at - DRAFT_DELAY for moment in self.sent)]


def drop(template: Path, number: int, *, longest_shift: float = 12.0) -> Drop:
    """Drop number `number`, on a copy of the data folder `template`, after at most `longest_shift` seconds of work."""
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    with tempfile.TemporaryDirectory(prefix="copydesk-shift-") as folder:
        home = Path(folder, "desk")
        shutil.copytree(template, home)
        with Server(Path(folder, "ssh"), home) as server:
            options = ("-tt", "-o", "ServerAliveInterval=1", "-o", "ServerAliveCountMax=2")
            command = server.client("copydesk", str(SEED), options=options)
            with Terminal(command, size=(120, 40), env={"LANG": "C.UTF-8"}) as line:
                line.wait_for("China is helping")
                (app,) = server.apps()
                shift = Shift(line, time.monotonic() + chance.uniform(0.2, longest_shift))
                shift.work()
                at = time.monotonic()
                cut(kind, line, server, app)
                faults = [] if kind == "client killed" else wrong_with_client(kind, line)
            if left := processes_left(home, EXIT_TIMEOUT_SECONDS):
                faults.append(f"processes left: {[_words(pid) for pid in left]}")
            texts = stored_texts(home, getuser())
            faults += [f"saved and lost: {body}" for body in shift.saved if body not in texts]
            stored = longest(texts, shift.typing)
            lost = max(0, len(shift.must_have(at)) - len(stored))
            if kind == "kill -9" and stored and stored not in saved_in(home):
                faults += recover(home, stored, shift.saved, getuser())
    return Drop(kind, len(shift.typing) + sum(map(len, shift.saved)), lost, tuple(faults), len(shift.saved))


def _words(pid: int) -> str:
    """The command line of a process."""
    with contextlib.suppress(OSError):
        return f"{pid} {Path(f'/proc/{pid}/cmdline').read_bytes().replace(bytes(1), b' ').decode()}"
    return f"{pid}, gone since"


def cut(kind: str, line: Terminal, server: Server, app: int) -> None:
    """Let the line drop in the way of `kind`."""
    if kind == "client killed":
        os.kill(line.pid, signal.SIGKILL)
        line.wait_exit()
    elif kind == "session killed":
        for session in server.sessions():
            os.kill(session, signal.SIGKILL)
    elif kind == "reset":
        server.wire.reset()
    elif kind == "silent":
        server.wire.silence()
    else:
        os.kill(app, SIGNALS[kind])


def wrong_with_client(kind: str, line: Terminal) -> list[str]:
    """What is wrong with how the client ended, and with its terminal where the app could still write to it."""
    try:
        code = line.wait_exit()
    except AssertionError as error:
        return [f"the client did not end: {error}"]
    if kind not in ENDS:
        return []
    faults = [] if code == ENDS[kind] else [f"exit code {code}"]
    return faults + [f"terminal left with {mode}" for mode in not_reset(line.output)]


def not_reset(output: bytes) -> list[str]:
    """The terminal modes that `output` (all an app wrote) leaves otherwise than a shell wants them."""
    last = dict(MODES_ON.findall(output))
    return [f"?{mode.decode()}{is_.decode()}" for mode, is_ in last.items() if AT_REST.get(mode, b"l") != is_]


def saved_in(home: Path) -> list[str]:
    """The notes in a data folder, without drafts."""
    from store.notes.notebook import Notebook

    book = Notebook.open(home, author="ada", announce=False, read_only=True)
    texts = [note.body for note in book.all()]
    book.close(compact=False)
    return texts
