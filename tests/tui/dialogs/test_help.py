"""The help: every key in force, searched by words, moved through with the keys in force."""

from __future__ import annotations

from pathlib import Path

from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.tui.conftest import Desk, Opener
from tui.actions import keymap
from tui.actions.registry import ACTIONS, Place, actions_in
from tui.dialogs.help import HelpScreen
from tui.dialogs.help_groups import groups


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
        whole = " ".join(" ".join(every).split())
        for action in actions_in("article"):
            assert action.title.split()[0] in whole
        assert "Number" in whole
        room = desk.app.screen.query_one(VerticalScroll).scrollable_content_region.width
        assert all(len(line) <= room for line in every), "broken under the words, not under the keys"
        await desk.press("slash", *"sort q")
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press(*["backspace"] * 2)
        assert [line for line in shown(desk)[2:] if "S" in line.split()[:1]]
        assert len(shown(desk)) < 16
        await desk.press("enter")
        assert "with “sort” · Esc shows all" in shown(desk)[0]
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
        '"view.page_down" = "I"\n"view.bottom" = "Z"\n"view.top" = "O"\n"view.zoom" = "ctrl+k"\n',
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
        await desk.press("O", "I")
        assert 1 < scrolled(desk) < bottom
        await desk.press("ctrl+f", *"undo", "enter")
        assert len(shown(desk)) < 16
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
    line = next(line for line in text.splitlines() if "Write a note on what is selected" in line)
    assert line.split()[0] == "palette"


async def test_it_begins_with_the_pane_that_has_the_keyboard_and_ends_with_the_signs(open_article: Opener) -> None:
    for key, title, heading, first in (
        ("3", "Help: Quotes", "The quote", "Fact-check"),
        ("4", "Help: Notes", "The note", "Add a note"),
        ("2", "Help: Actors", "The actor", "Add a note"),
        ("1", "Help: Article", "The text", "Fact-check"),
    ):
        async with open_article((80, 24)) as desk:
            await desk.press(key, "question_mark")
            lines = [line.rstrip() for line in shown(desk)]
            assert lines[0].startswith(title)
            assert lines[2] == heading
            assert first in lines[3]
            signs = lines[lines.index("Signs") :]
            for sign in ["“”", "“…", "~", "●", "○", "·", "?", "*", "▸", "◆", "◇", "!", "│", "▌"]:
                assert sign in " ".join(signs).split()


def test_every_action_is_in_one_group() -> None:
    places: tuple[Place, ...] = ("desk", "article", "versions")
    for place in places:
        listed = [action.id for _heading, actions in groups(place, "quotes") for action in actions]
        assert sorted(listed) == sorted(action.id for action in actions_in(place))
