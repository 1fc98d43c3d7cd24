"""Notes in the user's own editor: taken back safely, whatever the editor does."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.notes.notebook import Notebook, NotebookError
from tests.tui.conftest import Desk, Opener
from tui.newsroom.editor_leftovers import MAX_NOTE_BYTES, WRITING
from tui.newsroom.external_editor import edit, editor_command
from widgets.bars import StatusLine

Editor = Callable[[str], list[str]]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes an editor of lines of Python, in which `file` is the path of what is edited."""

    def make(code: str) -> list[str]:
        script = tmp_path / "editor.py"
        head = "import os, pathlib, signal, sys\nfile = pathlib.Path(sys.argv[1])\n"
        script.write_text(head + code, encoding="utf-8")
        return [sys.executable, str(script)]

    return make


def left_in(home: Path) -> list[str]:
    """What the folders of edited texts hold."""
    return [
        file.read_text(encoding="utf-8", errors="replace") for file in home.glob("editing-*/*") if file.name != WRITING
    ]


def test_what_is_saved_comes_back_and_nothing_stays(editor: Editor, tmp_path: Path) -> None:
    edited = edit(editor("file.write_text(file.read_text() + 'and “more”\\n')"), "one", tmp_path)
    assert edited.text == "one\nand “more”"
    assert edited.problem == ""


def test_the_file_is_closed_to_others(editor: Editor, tmp_path: Path) -> None:
    code = "file.write_text(f'{file.stat().st_mode & 0o7777:o} {file.parent.stat().st_mode & 0o7777:o}')"
    old = os.umask(0)
    try:
        assert edit(editor(code), "", tmp_path).text == "600 700"
    finally:
        os.umask(old)


@pytest.mark.parametrize(
    ("code", "problem", "remaining"),
    [
        ("", "unchanged", []),
        ("file.write_text('')", "empty", []),
        ("file.write_text(' \\n')", "empty", []),
        ("file.unlink()", "gone", []),
        ("file.write_bytes(b'\\xff\\xfe')", "not UTF-8", ["��"]),
        ("file.write_text('half'); sys.exit(1)", "ended with 1", ["half"]),
        ("sys.exit(1)", "ended with 1", []),
        ("(file.parent / '.swp').write_text('typed'); sys.exit(1)", "what it left is in", ["the note\n", "typed"]),
        ("(file.parent / 'note.md~').write_text('old')", "unchanged", []),
        ("file.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)", "killed", ["half"]),
        ("os.kill(os.getpid(), signal.SIGKILL)", "killed", []),
        (f"file.write_text('x' * {MAX_NOTE_BYTES + 1})", "longer", ["x" * (MAX_NOTE_BYTES + 1)]),
        ("file.unlink(); file.symlink_to('/etc/passwd')", "no longer a file", None),
        ("file.unlink(); os.mkfifo(file)", "no longer a file", None),
    ],
)
def test_nothing_doubtful_is_accepted_and_nothing_written_is_lost(
    editor: Editor, tmp_path: Path, code: str, problem: str, remaining: list[str] | None
) -> None:
    edited = edit(editor(code), "the note", tmp_path)
    assert edited.text is None
    assert problem in edited.problem
    assert "\n" not in edited.problem
    if remaining is not None:
        assert sorted(left_in(tmp_path)) == sorted(remaining)
    if edited.folder is not None:
        assert str(edited.folder) in edited.problem
        assert stat.S_IMODE(edited.folder.stat().st_mode) == 0o700


def test_an_editor_that_replaces_the_file_is_understood(editor: Editor, tmp_path: Path) -> None:
    code = "new = file.with_suffix('.new'); new.write_text('renamed'); new.replace(file)"
    assert edit(editor(code), "one", tmp_path).text == "renamed"


@pytest.mark.parametrize(
    ("before", "written", "text"),
    [
        ("one", "\ufeffone\r\ntwo\r\n", "one\ntwo"),
        ("one\r\ntwo", "one\r\n2", "one\r\n2"),
        ("\ufeffone", "\ufefftwo\n", "\ufefftwo"),
        ("one", "\ufeffone\r\n", None),
    ],
)
def test_marks_and_line_ends_that_an_editor_adds_are_not_the_note_s(
    editor: Editor, tmp_path: Path, before: str, written: str, text: str | None
) -> None:
    edited = edit(editor(f"file.write_bytes({written.encode()!r})"), before, tmp_path)
    assert edited.text == text


def test_ctrl_c_is_the_editor_s(editor: Editor, tmp_path: Path) -> None:
    code = "os.kill(os.getppid(), signal.SIGINT); file.write_text(str(signal.getsignal(signal.SIGINT)))"
    text = edit(editor(code), "", tmp_path).text
    assert text is not None
    assert "default_int_handler" in text
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_folder_that_is_not_there_and_an_editor_that_will_not_start(tmp_path: Path) -> None:
    assert "cannot write" in edit(["true"], "x", tmp_path / "none").problem
    assert "did not start" in edit([str(tmp_path)], "x", tmp_path).problem
    assert left_in(tmp_path) == []


def test_which_editor() -> None:
    assert editor_command({"EDITOR": "sh -c 'x y'", "VISUAL": " "}) == ["sh", "-c", "x y"]
    assert editor_command({"EDITOR": "sh", "VISUAL": "cat -u"}) == ["cat", "-u"]
    for environment, words in (
        ({}, "No editor set"),
        ({"EDITOR": "no-such-editor-here"}, "not there"),
        ({"EDITOR": "vim '"}, "cannot be read"),
    ):
        assert words in editor_command(environment)


@pytest.fixture
def lend(monkeypatch: pytest.MonkeyPatch, editor: Editor) -> Callable[[Desk, str], None]:
    """Sets the editor, and lets the app without a terminal be suspended."""

    def setter(desk: Desk, code: str) -> None:
        monkeypatch.setattr(desk.app, "suspend", contextlib.nullcontext)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", " ".join(editor(code)))

    return setter


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


@pytest.mark.action("note.outside")
async def test_a_new_note_and_an_old_one(open_article: Opener, home: Path, lend: Callable[[Desk, str], None]) -> None:
    async with open_article() as desk:
        lend(desk, "file.write_text('from outside\\n')")
        await desk.press("v", "w", "e")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.body, note.about.target) == ("from outside", "text")
        assert "saved" in status_message(desk)
        assert not desk.screen.panes.notes.editing
        lend(desk, "file.write_text(file.read_text() + 'again\\n')")
        await desk.press("right_square_bracket", "e")
        assert [n.body for n in desk.newsroom.notes.of(desk.story)] == ["from outside\nagain"]
        lend(desk, "file.write_text('lost?'); sys.exit(3)")
        await desk.press("4", "e")
        assert [n.body for n in desk.newsroom.notes.of(desk.story)] == ["from outside\nagain"]
        assert "ended with 3" in status_message(desk)
    assert left_in(home) == ["lost?"]


async def test_a_failure_to_save_leaves_the_text_twice(
    open_article: Opener, home: Path, lend: Callable[[Desk, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Notebook, *args: object, **fields: object) -> None:
        raise NotebookError("no space left on device")

    async with open_article() as desk:
        lend(desk, "file.write_text('precious')")
        with monkeypatch.context() as patch:
            patch.setattr(Notebook, "add", full)
            await desk.press("n", "e")
            assert "no space left" in status_message(desk)
            assert desk.screen.panes.notes.draft == "precious"
            assert left_in(home) == ["precious"]
        await desk.press("escape")
        assert [n.body for n in desk.newsroom.notes.of(desk.story)] == ["precious"]


async def test_no_editor_and_no_terminal_are_reported(open_article: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_article() as desk:
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        await desk.press("e")
        assert "No editor set" in status_message(desk)
        monkeypatch.setenv("EDITOR", "true")
        await desk.press("n", "e")
        assert "cannot run in this terminal" in status_message(desk)
