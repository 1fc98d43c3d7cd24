"""The help: every key in force, searched by words, moved through with the keys in force."""

from __future__ import annotations

from pathlib import Path

from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.tui.conftest import Desk, Opener
from tui.actions import keymap
from tui.actions.registry import ACTIONS, actions_in
from tui.dialogs.help import HelpScreen


def shown(desk: Desk) -> list[str]:
    """The lines of the help."""
    return str(desk.app.screen.query_one(Static).render()).splitlines()


def scrolled(desk: Desk) -> float:
    """How far down the help is."""
    return desk.app.screen.query_one(VerticalScroll).scroll_offset.y


async def test_words_narrow_it_and_escape_widens_it(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("question_mark")
        every = shown(desk)
        rows = len(list(actions_in("article"))) + 1  # and one on numbers
        assert len([line for line in every[2:] if not line.startswith(" ")]) == rows
        room = desk.app.screen.query_one(VerticalScroll).scrollable_content_region.width
        assert all(len(line) <= room for line in every), "broken under the words, not under the keys"
        await desk.press("slash", *"sort q")
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press(*["backspace"] * 2)
        assert [line for line in shown(desk)[2:] if "S" in line.split()[:1]]
        assert len(shown(desk)) < 8
        await desk.press("enter")
        assert "with “sort”; Esc shows all" in shown(desk)[0]
        await desk.press("escape")
        assert shown(desk) == every
        await desk.press("slash", *"zzz", "escape")
        assert shown(desk) == every
        await desk.press("escape")
        assert not isinstance(desk.app.screen, HelpScreen)


async def test_every_key_of_it_follows_the_keymap(open_article: Opener, tmp_path: Path) -> None:
    path = tmp_path / "keymap.toml"
    path.write_text(
        '"view.down" = "z"\n"view.up" = "J"\n"app.help" = "X"\n"app.back" = "Y"\n"search.start" = "ctrl+f"\n'
        '"view.page_down" = "B"\n"view.bottom" = "Z"\n"view.top" = "C"\n"view.zoom" = "ctrl+k"\n',
        encoding="utf-8",
    )
    keys, faults = keymap.load(path, "vim")
    assert faults == []
    async with open_article((80, 24), keymap=keys) as desk:
        await desk.press("X", "j", "q")
        assert isinstance(desk.app.screen, HelpScreen)
        assert scrolled(desk) == 0
        await desk.press("z", "z", "J")
        assert scrolled(desk) == 1
        await desk.press("Z")
        bottom = scrolled(desk)
        assert bottom > 20
        await desk.press("C", "B")
        assert 1 < scrolled(desk) < bottom
        await desk.press("ctrl+f", *"undo", "enter")
        assert len(shown(desk)) < 10
        stack = len(desk.app.screen_stack)
        await desk.press("X")
        assert len(desk.app.screen_stack) == stack - 1
        await desk.press("3", "z")
        row = desk.screen.panes.quotes.selected
        await desk.press("j")
        assert desk.screen.panes.quotes.selected == row
        await desk.press("z")
        assert desk.screen.panes.quotes.selected != row
        await desk.press("X", "Y")
        assert len(desk.app.screen_stack) == stack - 1


def test_an_action_without_keys_is_listed_as_in_the_palette() -> None:
    keys = {action.id: action.keys for action in ACTIONS} | {"note.add": ()}
    text = str(HelpScreen("article", keys).help_text())
    line = next(line for line in text.splitlines() if "Write a note on the selected" in line)
    assert line.startswith("palette ")
