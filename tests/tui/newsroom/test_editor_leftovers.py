"""Notes that were in the user's own editor when the app was killed: offered at the next start, nothing lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tui.conftest import Opener
from tui.newsroom.editor_leftovers import describe, find, forget, is_leftover
from widgets.bars import StatusLine

EXTRA = {"article": "key", "about": {"target": "article"}, "fields": {"type": "fact-check"}}


def lend(home: Path, text: str, before: str = "", name: str = "editing-abc", extra: object = EXTRA) -> Path:
    """A folder as an app that was ended has left it."""
    folder = home / name
    folder.mkdir(mode=0o700)
    (folder / "note.md").write_text(text, encoding="utf-8")
    if isinstance(extra, dict):
        lent = describe(folder, "new:x", before, extra)
        assert lent is not None
        os.close(lent)
    return folder


def test_what_was_written_is_a_draft_until_it_is_forgotten(tmp_path: Path) -> None:
    folder = lend(tmp_path, "half a thought\n")
    (draft,), notices = find(tmp_path, "ada")
    assert (draft.key, draft.text, draft.extra, draft.author) == ("new:x", "half a thought", EXTRA, "ada")
    assert notices == []
    assert is_leftover(draft)
    forget(draft)
    assert not folder.exists()


@pytest.mark.parametrize(("text", "before"), [("", ""), (" \n", ""), ("as it was\n", "as it was"), ("one", "one\n")])
def test_where_nothing_was_written_nothing_stays(tmp_path: Path, text: str, before: str) -> None:
    folder = lend(tmp_path, text, before)
    assert find(tmp_path, "ada") == ([], [])
    assert not folder.exists()


def test_what_cannot_be_offered_stays_and_is_named(tmp_path: Path) -> None:
    swap = lend(tmp_path, "as it was\n", "as it was")
    (swap / ".note.md.swp").write_bytes(b"\0typed")
    nameless = lend(tmp_path, "words", name="editing-old", extra=None)
    (tmp_path / "editing-file").write_text("no folder", encoding="utf-8")
    (tmp_path / "editing-link").symlink_to(swap)
    drafts, notices = find(tmp_path, "ada")
    assert drafts == []
    assert sorted(notices) == [
        f"an editor that was ended left .note.md.swp in {swap}",
        f"an editor that was ended left note.md in {nameless}",
    ]
    assert (swap / ".note.md.swp").exists()
    assert (nameless / "note.md").read_text(encoding="utf-8") == "words"


def test_damaged_words_about_it_do_not_stop_the_start(tmp_path: Path) -> None:
    folder = lend(tmp_path, "words")
    (folder / "writing.json").write_bytes(b"\xff{")
    drafts, notices = find(tmp_path, "ada")
    assert drafts == []
    assert len(notices) == 1


def test_a_killed_app_s_editor_is_left_alone_while_it_lives(tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import os, pathlib, sys, time\n"
        "pathlib.Path(sys.argv[1]).write_text('typed in time')\n"
        "pathlib.Path(sys.argv[1] + '.pid').write_text(str(os.getpid()))\n"
        "time.sleep(60)\n",
        encoding="utf-8",
    )
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import pathlib, sys; from tui.newsroom.external_editor import edit\n"
        f"edit([sys.executable, {str(script)!r}], 'before', pathlib.Path({str(home)!r}), key='k', extra={EXTRA!r})"
    )
    app = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    editor = 0
    try:
        for _ in range(600):
            pids = [file for file in home.glob("editing-*/*.pid") if file.read_text(encoding="utf-8")]
            if pids:
                editor = int(pids[0].read_text(encoding="utf-8"))
                pids[0].unlink()
                break
            time.sleep(0.05)
        assert editor
        assert find(home, "ada") == ([], [])
        app.send_signal(signal.SIGKILL)
        app.wait()
        assert find(home, "ada") == ([], [])
    finally:
        app.kill()
        app.wait()
        if editor:
            with contextlib.suppress(ProcessLookupError):
                os.kill(editor, signal.SIGKILL)
    for _ in range(600):
        drafts, notices = find(home, "ada")
        if drafts:
            break
        time.sleep(0.05)
    assert [draft.text for draft in drafts] == ["typed in time"]
    assert notices == []


async def test_it_is_offered_and_becomes_the_note_it_was(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        assert desk.story.entry is not None
        key = desk.story.entry.key
    folder = lend(home, "from vim, half done\n", extra={**EXTRA, "article": key})
    async with open_article() as desk:
        assert desk.screen.query_one(StatusLine).message.startswith("recovered your draft of ")
        await desk.press("a")
        assert desk.screen.panes.notes.draft == "from vim, half done"
        assert not folder.exists()
        await desk.press("escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.body, note.type, note.about.target) == ("from vim, half done", "fact-check", "article")
    async with open_article() as desk:
        assert "recovered" not in desk.screen.query_one(StatusLine).message


async def test_words_that_were_saved_are_not_offered_again(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"saved", "escape")
    folder = lend(home, "saved\n")
    async with open_article() as desk:
        assert "recovered" not in desk.screen.query_one(StatusLine).message
        assert not folder.exists()
