"""Yanking into the terminal's clipboard and the data folder."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.texts.escaping import printable_text
from tests.tui.conftest import Opener
from tui.terminal.clipboard import MAX_BASE64_CHARACTERS, sequence
from widgets.bars import StatusLine


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_the_sequence_carries_the_text_and_nothing_else(text: str) -> None:
    sent = sequence(text, {})
    assert sent is not None
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    assert found
    assert base64.b64decode(found[1]).decode() == text


@given(st.text(st.characters(codec="utf-8")) | st.text("\x00\x07\x1b[]201~\r\n\t\u202eab"))
@settings(max_examples=100, deadline=None)
def test_what_is_yanked_can_be_pasted_into_a_terminal(text: str) -> None:
    safe = printable_text(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", safe)
    assert printable_text(safe) == safe


def test_tmux_gets_it_bare_and_wrapped_and_screen_in_pieces() -> None:
    bare = sequence("x" * 300, {})
    assert bare is not None
    in_tmux = sequence("x" * 300, {"TMUX": "/tmp/tmux-0/default,1,0"})
    assert in_tmux == bare + "\x1bPtmux;\x1b" + bare + "\x1b\\"
    in_screen = sequence("x" * 300, {"STY": "1.pts-0.host"})
    assert in_screen is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", in_screen, re.DOTALL)
    assert "".join(pieces) == bare
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == in_screen
    assert max(map(len, pieces)) <= 76


def test_too_long_is_not_sent() -> None:
    assert sequence("x" * (MAX_BASE64_CHARACTERS // 4 * 3), {}) is not None
    assert sequence("x" * (MAX_BASE64_CHARACTERS // 4 * 3 + 3), {}) is None


@pytest.mark.action("yank.selection")
async def test_y_yanks_words_a_quote_and_a_note(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:

        async def yanked() -> str:
            await desk.press("y")
            assert str(home / "yank-ada.txt") in desk.screen.query_one(StatusLine).message
            return (home / "yank-ada.txt").read_text(encoding="utf-8")

        await desk.press("y")
        assert "nothing to yank" in desk.screen.query_one(StatusLine).message
        assert not (home / "yank-ada.txt").exists()
        await desk.press("v", "w")
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert await yanked() == span.of(desk.screen.panes.article.text) + "\n"
        await desk.press("escape", "g", "n")
        paraphrase = "[paraphrase] China is helping Russia with military rearmament"
        assert (await yanked()).startswith(f"{paraphrase} — United States")
        await desk.press("a", *"sure?", "escape", "right_square_bracket")
        assert (await yanked()).endswith(f"{paraphrase}\nsure?\n")


async def test_y_gives_each_kind_of_quote_the_marks_of_the_article(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        article = desk.story.article
        assert article is not None
        assert {quote.kind for quote in article.quotes} == {"direct", "indirect", "mixed"}
        file = home / "yank-ada.txt"
        for quote in article.quotes:
            desk.screen.selection.choose_quote(quote.id)
            file.unlink(missing_ok=True)
            await desk.press("y")
            await desk.until(file.exists)
            yanked = file.read_text(encoding="utf-8")
            assert yanked.startswith("[paraphrase] ") == (quote.kind == "indirect"), quote
            opened = "".join(re.findall("“([^”]*)”", yanked))
            assert not opened or f"“{opened}" in article.text, "every mark is the article's own"


async def test_on_80_columns_the_line_says_where_it_went(
    open_article: Opener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home.parent))
    async with open_article((80, 24)) as desk:
        desk.newsroom.home = home.parent / ".local/share/copydesk"
        await desk.press("v", "w", "y")
        line = "".join(text for text, _style in desk.screen.query_one(StatusLine).parts)
        message = "words sent to the clipboard and to ~/.local/share/copydesk/yank-ada.txt"
        unread = desk.screen.session.messages.unread
        assert line.split("   ") == [f" {message}", f" W {unread}"], "whole, with the unread warnings at the end"


async def test_a_long_selection_is_in_the_file_and_that_is_reported(
    open_article: Opener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.terminal.clipboard.MAX_BASE64_CHARACTERS", 1_000)
    async with open_article() as desk:
        await desk.press("v", "G", "y")
        assert "too long" in desk.screen.query_one(StatusLine).message
        assert (home / "yank-ada.txt").read_text(encoding="utf-8").strip() == desk.screen.panes.article.text.strip()


async def test_a_folder_that_cannot_be_written_is_reported(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        (home / "yank-ada.txt").mkdir()
        await desk.press("n", "y")
        status = desk.screen.query_one(StatusLine).message
        assert "sent to the clipboard; NOT in" in status
        assert "NOT in" in status


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (.ci/run installs it)")
def test_a_real_tmux_takes_it(tmp_path: Path) -> None:
    text = "“Wörter” — von jemandem"
    sent = sequence(text, {"TMUX": "1"})
    assert sent is not None
    (tmp_path / "sent").write_text(sent, encoding="utf-8")
    tmux = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "socket")]
    command = f"cat {tmp_path / 'sent'}; tmux -S {tmp_path / 'socket'} wait-for -S done; sleep 9"
    try:
        start = [
            *tmux,
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "sleep 99",
            ";",
            "set",
            "-g",
            "set-clipboard",
            "on",
        ]
        subprocess.run(start, check=True)
        subprocess.run([*tmux, "new-window", command, ";", "wait-for", "done"], check=True, timeout=60)
        for _ in range(300):
            done = subprocess.run([*tmux, "show-buffer"], capture_output=True, text=True, check=False)
            if done.stdout:
                break
            time.sleep(0.1)
        assert done.stdout == text
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
