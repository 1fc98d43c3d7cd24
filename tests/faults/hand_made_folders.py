"""Data folders with files made by hand, by a colleague or by chance, and every command that reads them.

    python -m tests.faults.hand_made_folders --folders 500

A whole folder is made once: an article with its reading, notes in the snapshot and in a journal, a draft, searches,
feeds and the rest. Each example spoils one to three of its files: another kind of file in its place, bytes that are no
JSON, or one value in its JSON turned into another, with the checksum made right again. Then each command must end in
time, in words, and every note in a file that was not spoiled must be listed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import signal
import socket
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.engine import ENGINE
from extract.types import Actor, Article, Mention, Quote, Span
from store.articles.library import Library
from store.articles.sources import Loaded
from store.disk.journal import encode
from store.disk.private import own_file
from store.notes.anchors import Anchor
from store.notes.notebook import Notebook

COMMAND_TIMEOUT_SECONDS = 5.0
"""What a command may take."""
TEXT = "Ferry line to close\n\n“We will close it,” said Ann Lee, the mayor, on Monday.\n"
COMMANDS = (
    ("notes", "list"), ("notes", "list", "--json"), ("notes", "verify"), ("list",), ("export", "--format", "jsonld"),
    ("check", "--desk"), ("list", "--searches"), ("feed", "list"), ("import", "one.jsonld"),
)  # fmt: skip
IMPORTED = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "AnnotationPage",
    "items": [{"type": "Annotation", "id": "urn:x:1", "target": "http://a.example/", "body": "imported"}],
}

ODD: st.SearchStrategy[Any] = st.sampled_from(
    ["", "\ud800", "\x1b]0;x\x07", "../../../../etc/passwd", "x" * 10_000, "9999-99-99", 0, -1, 10**300, -(2**63), True,
     None, [], {}, [1], {"a": 1}, "NaN", 1.5, 10**9]
)  # fmt: skip
RAW = st.sampled_from(
    [b"", b"\0" * 500, b"[" * 200_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000, b"1e999", b"NaN", b"null",
     b'"\\ud800"', b"{}", b"[]", b"[1, 2]", b'{"notes": {"x": null, "y": 5, "w": []}}', b"\xff\xfe" + b"x" * 99,
     b'{"schema": "copydesk.searches/1", "searches": {"a": 5}}', b"x = " + b"[" * 5000]
)  # fmt: skip


class TookTooLongError(BaseException):
    """A command that does not end; no handler of the program's catches it."""


def make_whole(home: Path) -> None:
    """A data folder with one of each file, and two notes: `in snapshot` and `in journal`."""
    library = Library(home)
    entry = library.keep(Loaded("ferry.txt", "ferry", TEXT, location="/ferry.txt"), title="Ferry line to close")
    start = TEXT.index("We will")
    words, speaker = Span(start, start + len("We will close it")), Span(TEXT.index("Ann"), TEXT.index(", the"))
    actor = Actor("a1", "Ann Lee", "person", "the mayor", mentions=(Mention(speaker, "name"),))
    quote = Quote("q1", "direct", (words,), speaker, "a1")
    article = Article("ferry", "ferry.txt", entry.version, TEXT, ENGINE, actors=(actor,), quotes=(quote,))
    library.keep_reading(entry.key, article)
    where = {"article": entry.key, "version": entry.version, "anchor": Anchor.of(TEXT, words)}
    with contextlib.closing(Notebook.open(home, author="kim")) as book:
        book.add(body="in snapshot", tags=("a",), **where)  # type: ignore[arg-type]
        book.compact()
        book.compact()  # the backup has it too
    book = Notebook.open(home, author="kim")
    book.add(body="in journal", **where)  # type: ignore[arg-type]
    book.draft("new:x", "half a tho", {"article": entry.key})
    book.close(compact=False)
    place = {entry.key: {"pane": "article", "offset": 3, "version": entry.version}}
    own_file(home, "session.json", "root").write_text(json.dumps({"schema": "copydesk.session/1", "places": place}))
    (home / "searches.json").write_text(json.dumps({"schema": "copydesk.searches/1", "searches": {"mine": "ferry"}}))
    feed = {"url": "https://a.example/feed", "title": "A", "after": "2026-01-01T00:00:00Z"}
    (home / "feeds.json").write_text(json.dumps({"schema": "copydesk.feeds/1", "feeds": [feed]}))
    (home / "imported.log").write_text("0123456789abcdef\n")
    (home / "rules.toml").write_text("")
    run(home, "list")  # makes the index


def run(home: Path, *command: str) -> tuple[int, str, str]:
    """One command on a data folder, in this process: its exit code and what it wrote. Raises what it raises."""
    from tui.cli import run as run_command

    out, errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            code = run_command(["--home", str(home), *command])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return code, out.buffer.getvalue().decode("utf-8", "replace"), errors.getvalue()


@contextlib.contextmanager
def in_time(what: str) -> Iterator[None]:
    """Raise TookTooLongError in whatever is still at it after `COMMAND_TIMEOUT_SECONDS`."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLongError(what)

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, COMMAND_TIMEOUT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# -- spoiling ---------------------------------------------------------------------------------------------------------


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as made, contextlib.chdir(path.parent):
        made.bind(path.name)


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _relative(path: Path) -> None:
    path.symlink_to(os.path.relpath(path.parent.parent / "one.jsonld", path.parent))


def _link_to_link(path: Path) -> None:
    between = path.with_name(f"{path.name}.between")
    between.symlink_to("/etc/passwd")
    path.symlink_to(between.name)


def _link_to_folder(path: Path) -> None:
    path.symlink_to("/etc")


def _dangling(path: Path) -> None:
    path.symlink_to(path.parent / "not-there")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


def _nothing(path: Path) -> None:
    pass


LINKS: tuple[Callable[[Path], None], ...] = (
    _link, _relative, _link_to_link, _link_to_folder, _dangling, _circle, _device
)  # fmt: skip
PLANTS = (*LINKS, _pipe, _socket, _folder, _nothing)


def put_in_place(path: Path, plant: Callable[[Path], None]) -> None:
    """Another kind of file in the place of `path`."""
    path.unlink()
    plant(path)


def change_value(path: Path, where: int, value: Any) -> None:
    """One value in a file of JSON, or in a journal's line, turned into `value`; its checksum is right again."""
    data = path.read_bytes()
    if path.suffix == ".log" and data[8:9] == b" ":
        lines = data.splitlines()
        at = where % len(lines)
        line = json.loads(lines[at][9:])
        lines[at] = encode(_changed(line, where // len(lines), value)).rstrip()
        path.write_bytes(b"\n".join(lines) + b"\n")
        return
    try:
        found = json.loads(data)
    except ValueError:
        path.write_bytes(data[: where % (len(data) + 1)] + json.dumps(value).encode() + data[where % (len(data) + 1) :])
        return
    path.write_bytes(json.dumps(_changed(found, where, value), indent=1).encode())


def _changed(found: Any, where: int, value: Any) -> Any:
    places: list[tuple[Any, Any]] = []

    def collect(each: Any) -> None:
        for key in list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ():
            places.append((each, key))
            collect(each[key])

    collect(found)
    if not places:
        return value
    holder, key = places[where % len(places)]
    holder[key] = value
    return found


def write_raw(path: Path, data: bytes) -> None:
    """`data` in the file; in a journal as a line with the right checksum after the others."""
    if path.suffix == ".log" and path.read_bytes()[8:9] == b" ":
        path.write_bytes(path.read_bytes() + b"%08x %s\n" % (zlib.crc32(data), data))
    else:
        path.write_bytes(data)


Spoil = tuple[int, Callable[..., None], tuple[Any, ...]]
SPOILS: st.SearchStrategy[Spoil] = st.tuples(
    st.integers(0, 10_000),
    st.just(put_in_place),
    st.tuples(st.sampled_from(PLANTS)),
) | st.tuples(
    st.integers(0, 10_000), st.just(change_value), st.tuples(st.integers(0, 10_000), ODD)
) | st.tuples(
    st.integers(0, 10_000), st.just(write_raw), st.tuples(RAW)
)  # fmt: skip


def files_of(home: Path) -> list[Path]:
    """Every file of a whole folder, in order."""
    return sorted(path for path in home.rglob("*") if path.is_file() and not path.is_symlink())


def look(whole: Path, spoils: list[Spoil]) -> None:
    """Spoil a copy of `whole`, run every command on it, and check what they say. Raises AssertionError."""
    with tempfile.TemporaryDirectory(prefix="copydesk-hand-made-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(whole, home)
        names = [path.relative_to(home) for path in files_of(home)]
        spoiled = set()
        for number, spoil, arguments in spoils:
            name = names[number % len(names)]
            if name not in spoiled:
                spoiled.add(name)
                spoil(home / name, *arguments)
        stored_names = {str(name) for name in spoiled}
        (Path(folder) / "one.jsonld").write_text(json.dumps(IMPORTED))
        listed = ""
        for command in COMMANDS:
            what = f"{' '.join(command)} with {sorted(stored_names)}"
            words = [str(Path(folder) / word) if word == "one.jsonld" else word for word in command]
            with in_time(what):
                code, out, errors = run(home, *words)
            assert code in (0, 1, 2), f"{what}: exit code {code}: {errors}"
            assert "Traceback" not in errors, f"{what}: {errors}"
            assert "\x1b" not in out + errors, f"{what}: a terminal would obey it"
            if command == ("notes", "list", "--json"):
                listed = out
        if not any(name.startswith(("notes.json", "journal")) for name in stored_names):
            assert "in snapshot" in listed, stored_names
            assert "in journal" in listed, stored_names
        elif not any(name.startswith("journal") for name in stored_names):
            assert "in journal" in listed, stored_names
        elif stored_names.isdisjoint({"notes.json", "notes.json.bak"}):
            assert "in snapshot" in listed, stored_names


def look_at(count: int, whole: Path) -> None:
    """Look at so many folders that Hypothesis makes out of `whole`."""

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(SPOILS, min_size=1, max_size=3))
    def each(spoils: list[Spoil]) -> None:
        look(whole, spoils)

    each()


def main() -> None:
    """As many folders as asked for; raises at the first that does not pass."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folders", type=int, default=500)
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="copydesk-whole-") as folder:
        whole = Path(folder) / "home"
        make_whole(whole)
        look_at(args.folders, whole)
    seconds = time.monotonic() - began
    print(f"{args.folders} folders x {len(COMMANDS)} commands: no traceback, none over {COMMAND_TIMEOUT_SECONDS:g} s, "
          "no note lost"
          f" ({seconds:.0f} s)")  # fmt: skip


if __name__ == "__main__":
    main()
