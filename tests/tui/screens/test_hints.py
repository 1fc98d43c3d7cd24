"""The hint bar says what the keys mean now; words are selected by mouse as by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Desk, Opener
from tui.actions import keymap
from tui.screens.counts import MAX_DIGITS
from widgets.bars import Bar, HintBar, StatusLine
from widgets.prompt import Prompt


def hints(desk: Desk) -> str:
    """What the hint bar shows."""
    return "".join(text for text, _look in desk.screen.query_one(HintBar).parts)


def words(desk: Desk) -> str:
    """The selected words."""
    span = desk.screen.panes.article.selected_span
    assert desk.story.text is not None
    return span.of(desk.story.text) if span else ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_follows_every_mode_and_comes_back(open_article: Opener, size: tuple[int, int]) -> None:
    async with open_article(size) as desk:
        usual = hints(desk)
        assert "n/N quote" in usual
        await desk.press("v")
        assert hints(desk).startswith(" w b word  ) ( sentence  } { paragraph  n N quote  m M mention  a note")
        await desk.press("escape")
        assert hints(desk) == usual
        await desk.press("apostrophe")
        assert "a letter goes where it stands" in hints(desk)
        await desk.press("escape")
        assert hints(desk) == usual
        await desk.press("apostrophe")
        await desk.press(*desk.screen.labels.shown[0])
        assert hints(desk) == usual
        await desk.press("slash", *"china")
        search = desk.screen.query_one("#search", Prompt)
        assert any("Enter goes there, Esc back" in bar.parts[0][0] for bar in search.query(Bar) if bar.parts)
        await desk.press("enter")
        assert hints(desk).startswith(" n N next match, match before")
        await desk.press("4")
        assert hints(desk).startswith(" a note  f fact-check  L all notes")
        await desk.press("j", "1", "escape")
        assert hints(desk) == usual
        await desk.press("v", "a")
        assert hints(desk).startswith(" Esc save and close  Ctrl+S save  F3 type  F4 deadline  F6 look at text")
        await desk.press(*"hm", "f6")
        assert hints(desk).startswith(" 4 F6 back to your note  n/N quote")
        await desk.press("4")
        assert hints(desk).startswith(" Esc save and close")
        await desk.press("escape", "1")
        assert hints(desk).startswith(usual[:60])


async def test_it_shows_the_keys_in_force(open_article: Opener, tmp_path: Path) -> None:
    path = tmp_path / "keymap.toml"
    path.write_text('"note.save" = "f9"\n"select.word_next" = "e"\n"export.markdown" = []\n', encoding="utf-8")
    keys, faults = keymap.load(path, "vim")
    assert [fault.line for fault in faults] == [3]
    async with open_article(keymap=keys) as desk:
        await desk.press("v")
        assert hints(desk).startswith(" e b word")
        await desk.press("escape", "a", "x", "ctrl+s")
        assert desk.newsroom.notes.of(desk.story) == []
        assert "F9 save" in hints(desk)
        await desk.press("f9")
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["x"]
        assert desk.screen.panes.notes.editing


async def test_counts_extend_by_quotes_and_mentions(open_article: Opener) -> None:
    async with open_article() as desk:
        article = desk.story.article
        assert article is not None
        await desk.press("v", "3", "n")
        ends = sorted(quote.span.end for quote in article.quotes)
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert span.end == [end for end in ends if end > 0][2]
        await desk.press("2", "N")
        assert len(words(desk)) < span.end - span.start
        await desk.press(*"9" * (MAX_DIGITS + 3), "m")
        mentions = sorted(m.span.end for actor in article.actors for m in actor.mentions)
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert span.end == mentions[-1]


async def test_words_are_selected_by_dragging_the_mouse(open_article: Opener) -> None:
    async with open_article() as desk:
        pane = "#article"
        assert await desk.pilot.mouse_down(pane, offset=(6, 0))
        await desk.pilot.hover(pane, offset=(30, 0))
        await desk.pilot.mouse_up(pane, offset=(30, 0))
        await desk.settle()
        dragged = words(desk)
        assert dragged == "esday, May 29, 2024"
        assert not desk.screen.panes.article.selecting
        await desk.press("a", *"by mouse", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert note.anchor is not None
        assert (note.anchor.exact, note.about.target) == (dragged, "text")
        await desk.press("v", "w")
        assert "word" in hints(desk)
        await desk.pilot.click(pane, offset=(10, 0))
        await desk.settle()
        assert "n/N quote" in hints(desk)
        await desk.pilot.click(pane, offset=(10, 0), times=2)
        await desk.settle()
        assert len(words(desk).split()) == 1
        await desk.pilot.click(pane, offset=(10, 0), times=3)
        await desk.settle()
        assert len(words(desk).split()) > 3
        assert desk.screen.query_one(StatusLine).message == "4 words selected · 23 characters"
