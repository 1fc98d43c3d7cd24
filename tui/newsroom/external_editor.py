"""Edits a text in the user's own editor, and accepts only a result that the editor certainly meant to leave.

The text is in a folder of its own in the data folder, inaccessible to others, so that the editor's swap and backup
files are there too and no part of a note is ever in /tmp.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.disk.boundary import current
from tui.config.locations import for_people
from tui.newsroom.editor_leftovers import MAX_NOTE_BYTES, NOTE, PREFIX, WRITING, describe, without_head

BOM = "\ufeff"
POLL_SECONDS = 0.05
"""Interval between two checks whether the editor has ended."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The result: the new text, or None and why in one line. `folder` still exists if there is something in it."""

    text: str | None
    problem: str = ""
    folder: Path | None = None


def editor_command(environment: Mapping[str, str]) -> list[str] | str:
    """The command in `VISUAL`, else `EDITOR`, as words; a string explains in one line why there is none."""
    boundary = current()
    if boundary is not None and not boundary.editor:
        return "this login may not start an editor of its own"
    name = next((name for name in ("VISUAL", "EDITOR") if environment.get(name, "").strip()), None)
    if name is None:
        return "No editor set · export EDITOR=vim, then start again"
    try:
        command = shlex.split(environment[name])
    except ValueError as error:
        return f"{name} cannot be read: {error}"
    if not command or shutil.which(command[0]) is None:
        return f"{name} names {command[0] if command else 'nothing'}, which is not there"
    return command


def edit(
    command: Sequence[str],
    text: str,
    home: Path,
    *,
    key: str = "",
    extra: Mapping[str, object] | None = None,
    head: str = "",
) -> Edited:
    """Run the editor on `text` and wait for it. The terminal must be free. Raises nothing: a failure is a `problem`.

    `key` and `extra` are as a draft of the text has them: the next start finds what an app that was ended has lent.
    `head` (see `head_of`) stands above the text. The text is taken only from an editor that ended well and left a file
    that is neither empty nor damaged. Whatever else was written stays where it is, and `problem` says where.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
    except OSError as error:
        return Edited(None, f"cannot write in {for_people(home)}: {error.strerror}")
    file = folder / NOTE
    lent = describe(folder, key, text, extra, head) if extra else None
    before = text if not text or text.endswith("\n") else text + "\n"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
            out.write(head + before)
        with _terminal_restored(), _signals_left_to_the_editor():
            # The editor keeps the lock too: it may outlive the app, and continue writing.
            code = _wait(subprocess.Popen([*command, str(file)], pass_fds=() if lent is None else (lent,)))
    except (OSError, ValueError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        return Edited(None, f"{command[0]} did not start: {error}")
    finally:
        if lent is not None:
            os.close(lent)
    return _edited(folder, file, before, text, code, head)


def _wait(editor: subprocess.Popen[bytes]) -> int:
    """Wait for the editor to end, and return its exit code.

    It is polled, since the kernel may deliver a signal to any thread, and Python handles it only in the main one.
    """
    while (code := editor.poll()) is None:
        time.sleep(POLL_SECONDS)
    return code


def _edited(folder: Path, file: Path, before: str, text: str, code: int, head: str) -> Edited:
    left = _read(file)
    if not isinstance(left, _Damage):
        left = _as_before(without_head(left.removeprefix(BOM), head) if head else left, before)
    if left in (before, text):
        if code and any(
            other.name not in (NOTE, WRITING) for other in folder.iterdir()
        ):  # such as vim's swap file, from which it recovers what was typed
            return Edited(None, f"{_ended(code)}: nothing taken over; what it left is in {for_people(folder)}", folder)
        shutil.rmtree(folder, ignore_errors=True)
        return Edited(None, _ended(code) if code else "left unchanged")
    if isinstance(left, _Damage):
        return Edited(None, f"nothing taken over: the file {left}; what is left is in {for_people(folder)}", folder)
    if code:
        return Edited(None, f"{_ended(code)}: nothing taken over; what it wrote is in {for_people(file)}", folder)
    if not left.strip():
        shutil.rmtree(folder, ignore_errors=True)
        return Edited(None, "Nothing changed (the text was empty)")
    return Edited(left if text.endswith("\n") else left.removesuffix("\n"), folder=folder)


def _as_before(left: str, before: str) -> str:
    """`left` without additions of the editor's own, which the text never had: a byte order mark, DOS line ends."""
    if not before.startswith(BOM):
        left = left.removeprefix(BOM)
    return left if "\r" in before else left.replace("\r\n", "\n")


class _Damage(str):
    """The reason a file cannot be accepted."""

    __slots__ = ()


def _read(file: Path) -> str | _Damage:
    try:
        kind = file.lstat()
        if not stat.S_ISREG(kind.st_mode):
            return _Damage("is no longer a file")
        if kind.st_size > MAX_NOTE_BYTES:
            return _Damage(f"is longer than {MAX_NOTE_BYTES // 1000} KB")
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _Damage("is gone")
    except UnicodeDecodeError:
        return _Damage("is not UTF-8")
    except OSError as error:
        return _Damage(f"cannot be read: {error.strerror}")


def _ended(code: int) -> str:
    if code < 0:
        return f"the editor was killed ({signal.strsignal(-code) or -code})"
    return f"the editor ended with {code}"


@contextlib.contextmanager
def _terminal_restored() -> Iterator[None]:
    """Restore the terminal after an editor that was killed and left it raw, which the app would take as given."""
    try:
        attributes = termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (termios.error, ValueError, OSError):
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0, termios.TCSADRAIN, attributes)


@contextlib.contextmanager
def _signals_left_to_the_editor() -> Iterator[None]:
    r"""Leave Ctrl+C and Ctrl+\ to the editor: they reach every process at the terminal.

    Uses a handler that does nothing, not SIG_IGN, which the editor would inherit.
    """
    before = {number: signal.signal(number, lambda _number, _frame: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
