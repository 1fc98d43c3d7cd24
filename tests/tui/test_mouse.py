"""The mouse: a click selects, focuses, zooms, sorts or presses what it says, and never deselects."""

from __future__ import annotations

import pytest
from textual.widget import Widget

from tests.tui.conftest import Desk, Opener
from tests.waiting import until
from widgets.bars import Bar, HintBar, PaneTitle, StatusLine, key_at
from widgets.head_rule import HeadRule


def text_of(bar: Bar) -> str:
    """What a bar shows."""
    return "".join(text for text, _look in bar.parts)


async def click_words(desk: Desk, bar: Bar, words: str, *, by: int = 0) -> None:
    """Click on these words of a bar, `by` cells into them."""
    await click(desk, bar, text_of(bar).index(words) + by)


async def click(desk: Desk, widget: Widget, x: int, y: int = 0) -> None:
    """Click a cell of a widget, and wait for what follows."""
    assert await desk.pilot.click(widget, offset=(x, y))
    await desk.pilot.pause()


def focused(desk: Desk) -> str:
    """The pane with the keyboard."""
    return desk.screen.state.pane


def zoomed(desk: Desk) -> bool:
    """Whether that pane fills the screen."""
    return desk.screen.panes.zoomed


def rule(desk: Desk, pane: str) -> PaneTitle:
    """The rule above a pane."""
    return desk.screen.query_one(f"#{pane}-title", PaneTitle)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_title_focuses_and_a_second_click_zooms(open_article: Opener, size: tuple[int, int]) -> None:
    async with open_article(size) as desk:
        head = desk.screen.query_one("#head", HeadRule)
        await click_words(desk, rule(desk, "quotes"), "3 Quotes")
        assert focused(desk) == "quotes"
        assert not zoomed(desk)
        await click_words(desk, rule(desk, "quotes"), "3 Quotes")
        assert zoomed(desk)
        await click_words(desk, head, "2 Actors")
        assert zoomed(desk)
        assert focused(desk) == "actors"
        await click_words(desk, head, "2 Actors")
        assert not zoomed(desk)
        await click(desk, rule(desk, "notes"), rule(desk, "notes").size.width - 2)
        assert focused(desk) == "notes"
        await click(desk, rule(desk, "notes"), rule(desk, "notes").size.width - 2)
        assert not zoomed(desk), "only the title zooms"


async def test_a_row_is_selected_and_the_click_focuses_its_pane(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await click(desk, desk.screen.panes.quotes, 20, 2)
        assert focused(desk) == "quotes"
        assert desk.screen.state.selection.quote == desk.screen.panes.quotes.rows[2].key
        await click(desk, desk.screen.panes.actors, 5, 1)
        assert focused(desk) == "actors"
        assert desk.screen.state.selection.actor == desk.screen.panes.actors.rows[1].key


async def test_a_row_of_three_lines_is_selected_by_each_of_them(open_article: Opener) -> None:
    async with open_article((200, 50)) as desk:
        quotes = desk.screen.panes.quotes
        for y, row in ((4, 1), (9, 3), (14, 4)):
            await click(desk, quotes, 10, y)
            assert desk.screen.state.selection.quote == quotes.rows[row].key
        await desk.press("g", "j", "j")
        assert quotes.selected == quotes.rows[2].key


async def test_a_head_sorts_and_a_second_click_reverses(open_article: Opener) -> None:
    async with open_article((120, 40)) as desk:
        actors = desk.screen.panes.actors
        await click_words(desk, rule(desk, "actors"), "words")
        assert actors.order == ("words", False)
        status = desk.screen.query_one(StatusLine)
        await until(desk.pilot, lambda: "By words, most first · R reverses" in status.message)
        assert "wds▼" in text_of(rule(desk, "actors"))
        await click_words(desk, rule(desk, "actors"), "wds")
        assert actors.order == ("words", True)
        await desk.press("z", "2")
        await click(desk, actors, 6, 0)
        assert actors.order == ("name", False)


@pytest.mark.parametrize(("hint", "by", "number"), [("n/N", 0, 1), ("n/N", 2, 14), ("n/N quote", 5, 1)])
async def test_a_hint_presses_its_key(open_article: Opener, hint: str, by: int, number: int) -> None:
    async with open_article((80, 24)) as desk:
        await click_words(desk, desk.screen.query_one(HintBar), hint, by=by)
        await until(desk.pilot, lambda: desk.screen.state.selection.quote is not None)
        assert desk.screen.state.selection.quote == desk.screen.panes.quotes.rows[number - 1].key


async def test_a_hint_with_a_named_key_and_one_of_the_editor(open_article: Opener) -> None:
    async with open_article((120, 40)) as desk:
        hints = desk.screen.query_one(HintBar)
        await click_words(desk, hints, "Tab pane")
        await until(desk.pilot, lambda: desk.screen.state.pane == "actors")
        await desk.press("1", "n")
        await click_words(desk, hints, "f fact-check")
        await until(desk.pilot, lambda: desk.screen.panes.notes.editing)
        await desk.press(*"ask")
        await click_words(desk, hints, "F3 type")
        await desk.pilot.pause()
        await click_words(desk, hints, "Esc save")
        await until(desk.pilot, lambda: not desk.screen.panes.notes.editing)
        assert [note.body for note in desk.screen.state.notes] == ["ask"]


async def test_a_click_or_drag_where_there_are_no_words_changes_nothing(open_article: Opener) -> None:
    async with open_article((120, 40)) as desk:
        await desk.press("n", "n", "n")
        selected = desk.screen.state.selection
        pane = desk.screen.panes.article
        blank = next(y for y in range(pane.size.height) if pane.offset_at(4, y) is None)
        await click(desk, pane, 4, blank)
        assert desk.screen.state.selection == selected
        assert await desk.pilot.mouse_down(pane, offset=(30, blank))
        await desk.pilot.hover(pane, offset=(50, blank))
        await desk.pilot.mouse_up(pane, offset=(50, blank))
        await desk.pilot.pause()
        assert desk.screen.state.selection == selected
        await click(desk, desk.screen.panes.notes.table, 4, 4)
        await click(desk, desk.screen.panes.quotes, 4, desk.screen.panes.quotes.size.height - 1)
        assert desk.screen.state.selection.quote is not None


async def test_the_wheel_scrolls_the_pane_under_it_and_leaves_the_focus(open_article: Opener) -> None:
    from textual import events

    async with open_article((80, 24)) as desk:
        article, quotes = desk.screen.panes.article, desk.screen.panes.quotes
        top, focused = article.scroll_offset.y, desk.screen.focused
        down = events.MouseScrollDown(quotes, 2, 2, 0, 1, 0, shift=False, meta=False, ctrl=False)
        quotes.post_message(down)
        await until(desk.pilot, lambda: quotes.scroll_offset.y > 0)
        assert desk.screen.focused is focused
        assert article.scroll_offset.y == top
        assert desk.screen.state.selection.quote is None


async def test_a_speaker_and_a_finding_under_the_text_lead_there(open_article: Opener) -> None:
    from widgets.tables.check_lines import ChecksPane
    from widgets.tables.speaker_bars import VoicesPane

    async with open_article((200, 50)) as desk:
        await until(desk.pilot, lambda: bool(desk.screen.query(ChecksPane)))
        checks = desk.screen.query_one(ChecksPane)
        await until(desk.pilot, lambda: checks.line_count > 1)
        await click(desk, desk.screen.query_one(VoicesPane), 4, 3)
        assert focused(desk) == "actors"
        assert desk.screen.state.selected_actor is not None
        assert desk.screen.state.selected_actor.name == "Liu Pengyu"
        await click(desk, checks, 10, 0)
        await until(desk.pilot, lambda: desk.screen.state.pane == "article")
        span = desk.screen.state.selection.span
        assert span is not None
        assert desk.story.text is not None
        assert span.of(desk.story.text) == "Kian"


def test_which_key_of_a_hint_is_under_the_pointer() -> None:
    assert [key_at("n/N", x) for x in range(3)] == ["n", "n", "N"]
    assert [key_at("[ ]", x) for x in range(3)] == ["[", "[", "]"]
    assert key_at("/", 0) == "/"
    assert key_at("Ctrl+P", 3) == "Ctrl+P"
