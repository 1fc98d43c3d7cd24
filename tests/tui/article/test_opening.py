"""What is said when an article opens: everything, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.conftest import Desk, Opener
from tui.article.opening import foreign_language
from tui.dialogs.messages import MessagesScreen
from widgets.bars import StatusLine


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


@pytest.mark.action("app.messages")
async def test_warnings_are_counted_and_read_at_a_key(open_article: Opener) -> None:
    async with open_article() as desk:
        article = desk.story.article
        assert article is not None
        assert len(article.warnings) == 2
        assert status_message(desk) == "2 warnings: W reads them"
        assert desk.app.session.messages.unread == 2, "the line that announces them is no warning"
        assert desk.app.session.messages.lines == tuple(article.warnings)
        stack = len(desk.app.screen_stack)
        await desk.press("W")
        assert isinstance(desk.app.screen, MessagesScreen)
        shown = str(desk.app.screen.query_one(Static).render())
        assert all(line in shown for line in article.warnings)
        await desk.press("escape")
        desk.screen.say("the disk is\x1b[2J full", "error")
        await desk.press("W")
        shown = str(desk.app.screen.query_one(Static).render())
        assert "the disk is" in shown
        assert "\x1b" not in shown
        await desk.press("W")
        assert len(desk.app.screen_stack) == stack


async def test_a_correction_does_not_say_them_again(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "x")
        assert status_message(desk).startswith("Corrected: not a quote")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_draft_is_reported_beside_the_warnings(open_article: Opener, home: Path, size: tuple[int, int]) -> None:
    from store.notes.notebook import Notebook

    async with open_article() as desk:
        key = desk.story.entry.key if desk.story.entry else ""
    ended = Notebook.open(home, author="ada")
    ended.draft("new:x", "half a thought", {"article": key})
    ended.close()
    async with open_article(size) as desk:
        assert "recovered your draft" in status_message(desk)
        assert "2 warnings: W" in status_message(desk)
        line = "".join(text for text, _look in desk.screen.query_one(StatusLine).parts)
        assert "a goes on with it; 2 warnings: W" in line
        await desk.press("a")
        assert desk.screen.panes.notes.draft == "half a thought"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", None), ("en-GB", None), ("de", "German"), ("nb", "Norwegian Bokmål"), ("FR-ca", "French"),
        ("und", "an unknown language"), ("sw", "sw"),
    ],
)  # fmt: skip
def test_a_language_that_is_not_english_has_a_name(tag: str, name: str | None) -> None:
    assert foreign_language(tag) == name


GERMAN = """Hafenrat schließt die Mole

Der Hafenrat hat am Montag beschlossen, dass die alte Mole im Frühjahr geschlossen wird, weil sie nicht mehr sicher ist.

„Wir haben keine andere Wahl“, sagte die Vorsitzende Ana Lindqvist nach der Sitzung. „Die Mole ist alt und gefährlich.“

Der Bau einer neuen Mole soll nach Angaben der Stadt noch in diesem Jahr beginnen und zwei Jahre dauern.
"""


async def test_a_language_that_is_not_english_is_named(open_article: Opener, home: Path, tmp_path: Path) -> None:
    from store.notes.notebook import Notebook

    file = tmp_path / "mole.txt"
    file.write_text(GERMAN)
    async with open_article(source=file) as desk:
        assert "German" in status_message(desk)
        key = desk.story.entry.key if desk.story.entry else ""
    ended = Notebook.open(home, author="ada")
    ended.draft("new:x", "half a thought", {"article": key})
    ended.close()
    async with open_article(source=file) as desk:
        assert "recovered your draft" in status_message(desk)
        assert "in German; 1 warning: W" in status_message(desk), "even if the warning naming it is not shown in full"
