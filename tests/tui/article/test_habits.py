"""What hands know from vi, less and mail readers."""

from __future__ import annotations

from tests.tui.article.test_row_selection import selected_quote
from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Opener
from tests.tui.terminal.test_key_order import burst, settled
from tui.dialogs.palette import fitting
from widgets.bars import PaneTitle


async def test_the_next_quote_after_going_to_the_top_is_the_first(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "n", "n", "n", "g", "n")
        assert selected_quote(desk) == 1
        await desk.press("g", "g", "m")
        span = desk.screen.state.selection.span
        article = desk.story.article
        assert article is not None
        assert span == min(mention.span for actor in article.actors for mention in actor.mentions)


async def test_a_number_that_begins_with_a_pane_s_digit(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        burst(desk, "3", *"12", "G")
        await settled(desk)
        assert desk.screen.query("#article:focus"), "the pane change was undone"
        assert selected_quote(desk) == 1
        await desk.press("3", "g")
        burst(desk, *"12G")
        await settled(desk)
        assert desk.screen.query("#quotes:focus")
        assert selected_quote(desk) == 12
        burst(desk, *"2n")
        await settled(desk)
        assert desk.screen.query("#actors:focus"), "a digit alone is the pane"


async def test_pane_and_motion(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, *"3j")
        await settled(desk)
        assert (desk.screen.state.pane, selected_quote(desk)) == ("quotes", 2)


def test_vi_s_commands_come_first_in_the_palette() -> None:
    first = {words: fitting(words, "article")[0].id for words in ("q", "q!", "wq", "x", "w", "qa", "e!", "u")}
    assert first == {
        "q": "app.back", "q!": "app.back", "wq": "app.back", "x": "app.back", "w": "note.save", "qa": "app.quit",
        "e!": "app.redraw", "u": "note.undo",
    }  # fmt: skip


async def test_sorting_names_the_columns_and_a_letter_takes_one(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("2", "S")
        assert "q quot" in status(desk)
        assert "now: text order" in status(desk)
        await desk.press("q")
        assert status(desk) == "By quot, most first · R reverses"
        first = desk.screen.panes.actors.rows[0].key
        await desk.press("S", "q")
        assert status(desk) == "By quot · R reverses"
        assert desk.screen.panes.actors.rows[-1].key == first or desk.screen.panes.actors.order[1]
        await desk.press("S", "Z")
        assert status(desk) == "Order unchanged"
        await desk.press("S", "t")
        assert desk.screen.panes.actors.order == (None, False)


async def test_a_filter_stands_in_the_rule_and_says_how_to_leave(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("3", "F", *"liu", "enter")
        title = desk.screen.query_one("#quotes-title", PaneTitle)
        assert title.note == "“liu”: 2 of 14"
        assert status(desk).startswith("2 of 14 with “liu” · Esc shows all") or "Quote" in status(desk)
        await desk.press("F", *"zzz", "enter")
        assert "No rows with “zzz” · Esc shows all 14" in status(desk)
        await desk.press("escape")
        assert title.note == ""


async def test_the_word_for_writing_saves_a_note_in_the_background(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"kept", "f6", "colon", "w", "enter")
        assert [note.body for note in notes(desk)] == ["kept"]
        await desk.press("4", "escape", "colon", "w", "enter")
        assert "every change is saved at once" in status(desk)
