"""A number before a motion, on every screen that moves, without taking the keys of the panes."""

from __future__ import annotations

import random

import pytest

from tests.tui.conftest import Desk, Opener
from tests.waiting import until
from tui.actions.keymap import preset
from tui.app import Copydesk
from tui.dialogs.desk_list import DeskListScreen
from tui.newsroom.newsroom import Newsroom, stories_of
from tui.screens.counts import MAX_DIGITS, QUICK_SECONDS
from widgets.bars import PaneTitle, StatusLine
from widgets.panes.desk import DeskTable
from widgets.tables.across import DeskNotesTable


def quote_at(desk: Desk) -> int:
    """Which quote is selected, from 1."""
    article = desk.story.article
    assert article is not None
    ids = [quote.id for quote in article.quotes]
    return ids.index(desk.screen.panes.article.selection.quote or "") + 1


def pane_of(desk: Desk) -> str:
    return desk.screen.state.pane


async def test_numbers_repeat_motions_and_panes_keep_their_keys(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        status = desk.screen.query_one(StatusLine)
        await desk.press("n", "5")
        assert status.message == "5 times"
        await desk.press("n")
        assert quote_at(desk) == 6
        await desk.press("0", "3", "N")
        assert quote_at(desk) == 3
        await desk.press("n")
        assert quote_at(desk) == 4, "the number was for one key"
        await desk.press("3")
        assert pane_of(desk) == "quotes"
        await desk.press("g", "0", "3", "j")
        assert quote_at(desk) == 4
        await desk.press("0", "1", "2", "G")
        assert quote_at(desk) == 12
        await desk.press("9", "0", "k")
        assert quote_at(desk) == 1
        await desk.press("1")
        assert pane_of(desk) == "article"


async def test_a_quick_digit_behind_one_of_a_pane_goes_on_with_a_number(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("1", "2", "n")
        assert (pane_of(desk), quote_at(desk)) == ("article", 12)
        await desk.press("2")
        await desk.pilot.pause(QUICK_SECONDS)
        await desk.press("3")
        assert pane_of(desk) == "quotes"


async def test_a_line_of_the_text_is_a_number_away(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        text = desk.screen.panes.article.text
        start = len("\n".join(text.split("\n")[:19])) + 1
        await desk.press("0", "2", "0", "G")
        assert desk.screen.panes.article.window.start == start
        await desk.press("g", "0", "2", "0", "g")
        assert desk.screen.panes.article.window.start == start
        await desk.press("9", "9", "9", "9", "g")
        assert desk.screen.panes.article.window.end == len(text)
        await desk.press("g", "v", "2", "0", "G")
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert span.end == start + 1


async def test_escape_or_another_key_drops_a_number(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("n", "v", "5", "escape")
        assert desk.screen.panes.article.selecting, "Escape takes back the number first"
        await desk.press("escape", "g", "n")
        here = quote_at(desk)
        await desk.press("5", "y", "n")
        assert quote_at(desk) == here + 1, "y made no use of it"
        await desk.press("0")
        assert "a count" in desk.screen.query_one(StatusLine).message
        await desk.press("escape", "n")
        assert quote_at(desk) == here + 2
        await desk.press("a", *"9j 0", "escape")
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["9j 0"], "in the editor digits are text"


async def test_where_digits_are_free_each_begins_a_number(open_article: Opener) -> None:
    panes = {f"pane.{name}": (f"alt+{n}",) for n, name in enumerate(("article", "actors", "quotes", "notes"), 1)}
    async with open_article((80, 24), keymap={**preset("vim"), **panes}) as desk:
        await desk.press("n", "3", "n")
        assert quote_at(desk) == 4
        await desk.press("question_mark")
        await desk.until(lambda: desk.app.screen is not desk.screen)


async def test_the_desk_and_its_lists(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        for body in "abcd":
            await desk.press("n", "a", body, "escape")
        await desk.pilot.press("L")
        screen = await desk.top(DeskListScreen)
        table, title = screen.query_one(DeskNotesTable), screen.query_one(PaneTitle)
        await desk.until(lambda: table.row_count == 4)
        await desk.pilot.press("2")
        assert title.note == "2 times"
        await desk.pilot.press("j")
        assert (table.selected, title.note) == (table.rows[2].key, "")
        await desk.pilot.press("2", "G")
        assert table.selected == table.rows[1].key


async def test_the_articles_of_the_desk(tmp_path_factory: pytest.TempPathFactory) -> None:
    from store.articles.sources import expand

    folder, home = tmp_path_factory.mktemp("wire"), tmp_path_factory.mktemp("desk")
    for n in range(9):
        (folder / f"{n}.txt").write_text(f"Story {n}\n", encoding="utf-8")
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, stories_of(expand([str(folder)], stdin=False)), alone=False)
    async with app.run_test(size=(80, 24)) as pilot:
        table = app.screen.query_one(DeskTable)
        await until(pilot, lambda: table.row_count == 9)
        await pilot.press("0", "3", "j")
        assert table.selected == table.rows[3].key, "3 alone is a pane"
        await pilot.press("8", "G")
        assert table.selected == table.rows[7].key
    await newsroom.close()


async def test_no_number_leads_out_of_the_article(open_article: Opener) -> None:
    chance = random.Random(5)
    keys = [*"0123456789" * 3, *"jkngGmNvwb", "escape", "pagedown", "left_square_bracket"]
    async with open_article((80, 24)) as desk:
        pane = desk.screen.panes.article
        for _ in range(8):
            await desk.pilot.press(*chance.choices(keys, k=6))
            assert 0 <= pane.window.start <= pane.window.end <= len(pane.text)
            assert len(desk.screen.counts.digits) <= MAX_DIGITS
