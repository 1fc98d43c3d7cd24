"""The palette: what is found by which words, and what is run."""

from __future__ import annotations

from tests.tui.conftest import Opener
from tui.actions.registry import ACTIONS, actions_in
from tui.dialogs.palette import ActionChoices, Palette, fitting
from widgets.bars import StatusLine


def test_titles_come_before_descriptions_and_mere_letters_come_last() -> None:
    ids = [action.id for action in fitting("deadline", "article")]
    assert ids[0] == "note.due"
    assert next(action.id for action in fitting("due", "article")) == "note.due", "its id, as in keymap.toml"
    found = [action.id for action in fitting("quote", "article")]
    assert found.index("quote.next") < found.index("note.fact_check")
    assert next(a.id for a in fitting("xprt ntes", "article")) == "export.markdown"
    assert fitting("zzzz", "article") == []
    assert fitting(" ", "desk") == list(actions_in("desk"))


async def test_arrows_choose_enter_runs_and_escape_does_nothing(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("colon", *"quote")
        palette = desk.app.screen
        assert isinstance(palette, Palette)
        assert palette.table.size.height > 10, "a list, not one or two rows"
        assert palette.query_one("PromptInput").size.height == 1
        first = palette.table.selected
        await desk.press("down", "up", "pagedown", "pageup")
        assert palette.table.selected == first
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert "Quote 1/" not in desk.screen.query_one(StatusLine).message
        await desk.press("colon", *"no such thing at all", "enter")
        assert isinstance(desk.app.screen, Palette), "nothing to run"
        await desk.press("escape", "colon", *"next quote", "enter")
        assert "Quote 1/" in desk.screen.query_one(StatusLine).message


def test_without_words_those_used_last_come_first_and_then_all_by_name() -> None:
    keys = {action.id: action.keys for action in ACTIONS}
    rows = ActionChoices("article", keys, ["check.open", "note.undo"]).fitting("")
    assert [row.key for row in rows[:2]] == ["check.open", "note.undo"]
    names = [row.cells[0].casefold() for row in rows[2:]]
    assert names == sorted(names)
    assert len(rows) == len(list(actions_in("article")))
