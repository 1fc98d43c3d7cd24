"""The dashboard in a running app: what is due, views, the preview, marks with undo, and the empty desk."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from store.articles.library import Library
from store.articles.sources import Loaded
from store.feeds.subscriptions import Subscription, Subscriptions
from store.notes.notebook import Notebook
from tests.tui.desk.dashboard.desk_hands import open_desk, write_shelf
from tests.waiting import until
from tui.article.screen import ArticleScreen
from tui.desk.dashboard.desk_hints import pane_hints
from tui.desk.screen import TheDesk
from widgets.bars import HintBar, PaneTitle
from widgets.head_rule import HeadRule
from widgets.text.moments import zone_name


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A data folder with twelve invented articles, the newest with two notes that have deadlines."""
    write_shelf(tmp_path / "desk")
    return tmp_path / "desk"


def notes(home: Path) -> dict[str, str]:
    """The status of each note by its text."""
    book = Notebook.open(home, author="bo", read_only=True)
    found: dict[str, str] = {note.body: note.status for note in book.all()}
    book.close()
    return found


# -- what is due ------------------------------------------------------------------------------------------------------


@pytest.mark.action("desk.due", "desk.articles")
async def test_enter_on_what_is_due_goes_to_the_note_and_q_comes_back_to_the_row(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        rows = desk.desk.panes.due.rows
        assert rows[0].cells[:4] == ("!", "late 2 h", "right of reply", "Lund")
        assert [row.cells[0] for row in rows] == ["!", "◆"]
        title = desk.desk.query_one("#due-title", PaneTitle)
        assert (title.count, title.note) == (2, f"1 late · times {zone_name()}")
        assert desk.table.rows[0].cells[-1] == "1 late"
        await desk.press("1", "j")
        assert title.active
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, ArticleScreen)
        note = screen.state.note(screen.state.selection.note)
        assert note is not None
        assert note.body == "ask Dahl"
        await desk.press("q")
        assert isinstance(desk.app.screen, TheDesk)
        assert desk.desk.panes.due.selected == rows[1].key
        assert desk.desk.panes.due.has_focus
        await desk.press("2")
        assert desk.table.has_focus


async def test_what_is_due_is_closed_moved_on_and_put_off_in_its_row(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("1", "full_stop")
        assert desk.message.startswith("Right of reply: answered · next: right of reply Dahl, ")
        assert notes(shelf) == {"ask Lund": "answered", "ask Dahl": "asked"}
        await desk.press("u")
        assert desk.message == "Undone: Right of reply: answered"
        assert notes(shelf)["ask Lund"] == "asked"
        await desk.press("g", "s")
        assert notes(shelf)["ask Lund"] == "answered"
        await desk.press("u", "g")
        await desk.type("D")
        await desk.press(*["backspace"] * 16, *"+2h", "enter")
        (dahl, lund) = sorted(desk.desk.panes.due.rows, key=lambda row: row.cells[3])
        assert lund.cells[1] != "late 2 h"
        assert dahl.cells[3] == "Dahl"
        await desk.press("2", "s")
        assert desk.message.startswith("No note selected · 1 ")


# -- views ------------------------------------------------------------------------------------------------------------


@pytest.mark.action("desk.views")
async def test_a_view_lists_its_articles_and_escape_lists_all(shelf: Path) -> None:
    async with open_desk(shelf, (120, 40)) as desk:
        views = desk.desk.panes.views
        assert [row.cells[0] for row in views.rows][:5] == [
            "All 12",
            "Due 1",
            "Embargoed 0",
            "Changed 0",
            "Open notes 1",
        ]
        await desk.press("3", "j", "enter")
        assert len(desk.titles) == 1
        assert desk.desk.query_one("#articles-title", PaneTitle).count == "1 · due"
        assert desk.table.has_focus
        await desk.press("escape")
        assert len(desk.titles) == 12
        await desk.press("3", *["j"] * 5)
        assert views.selected is not None
        assert views.selected.startswith("view:site:"), "the heading of the sources is passed over"
        await desk.press("enter")
        assert 0 < len(desk.titles) < 12


async def test_on_a_small_screen_the_views_are_shown_on_request(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        assert not desk.desk.panes.views.region
        await desk.press("3")
        assert desk.desk.panes.views.region.height > 15
        await desk.press("escape")
        assert desk.table.region.height > 5
        assert desk.table.has_focus


async def test_a_saved_search_is_a_view_until_it_is_forgotten(shelf: Path) -> None:
    (shelf / "searches.json").write_text('{"schema": "copydesk.searches/1", "searches": {"oslo": "oslo"}}')
    async with open_desk(shelf, (120, 40)) as desk:
        names = [row.cells[0].split()[0] for row in desk.desk.panes.views.rows]
        assert "@oslo" in names
        await desk.press("3", *["j"] * names.index("@oslo"), "enter")
        assert all("Oslo" in title for title in desk.titles)
        await desk.press("3", "D")
        assert desk.message == "Search @oslo deleted"
        assert "@oslo" not in [row.cells[0].split()[0] for row in desk.desk.panes.views.rows]


# -- the preview ------------------------------------------------------------------------------------------------------


@pytest.mark.action("desk.preview")
async def test_the_preview_follows_the_cursor_and_enter_opens_at_the_quote(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        first = desk.preview
        assert any(line.startswith("● “") for line in first)
        assert any("2 speakers · 2 quotes" in line for line in first)
        assert any("! right of reply late 2 h" in line for line in first)
        await desk.press("j")
        assert desk.preview != first
        assert desk.desk.query_one("#preview-title", PaneTitle).title == f"4 {desk.titles[1]}"
        await desk.press("n", "n")
        assert desk.desk.panes.preview.has_focus
        assert desk.desk.panes.preview.quote == 1
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, ArticleScreen)
        await until(desk.pilot, lambda: screen.state.selection.quote is not None)
        article = screen.state.story.article
        assert article is not None
        quote = next(quote for quote in article.quotes if quote.id == screen.state.selection.quote)
        assert quote.content(article.text)[:12] in desk.preview[1]
        await desk.press("q", "4")
        assert desk.desk.panes.preview.has_focus


async def test_a_wide_screen_shows_what_the_publish_gate_finds(shelf: Path) -> None:
    async with open_desk(shelf, (200, 50)) as desk:
        await until(desk.pilot, lambda: any(line.startswith("─ Check ") for line in desk.preview))
        assert any(line.startswith("!! ") for line in desk.preview)
        headings = [line.split()[1] for line in desk.preview if line.startswith("─ ")]
        assert headings == ["Best", "Sourcing", "Notes", "Check"]
        await desk.press("j")
        assert not any("right of reply" in line for line in desk.preview)


async def test_a_held_key_moves_the_list_alone(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        before = desk.preview
        for _ in range(5):
            desk.table.action_cursor_down()
            await asyncio.sleep(0.01)
        assert desk.table.selected == desk.table.rows[5].key
        assert desk.preview == before, "80 ms have not passed since the last key"
        await desk.press()
        assert desk.preview != before


async def test_zoom_gives_a_pane_the_screen_and_escape_ends_it(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("4", "z")
        assert desk.desk.panes.preview.region.height == 21
        assert any("►4 Preview" in text for text, _look in desk.desk.query_one(HeadRule).parts)
        await desk.press("tab")
        assert desk.desk.panes.due.region.height == 21
        await desk.press("shift+tab", "escape")
        assert desk.desk.panes.preview.region.height < 10


# -- searching, and the empty desk ------------------------------------------------------------------------------------


async def test_enter_on_a_hit_opens_the_article_at_the_word_and_n_walks_on(tmp_path: Path) -> None:
    library = Library(tmp_path)
    text = "Ferry line to close\n\n" + "Nothing of note here.\n\n" * 40 + "The quay is old.\n\nThe quay will stay.\n"
    library.keep(Loaded("/a.txt", "a", text, "Ferry line to close", location="/a.txt"))
    library.keep(Loaded("/b.txt", "b", "Snow\n\nRoads are shut.\n", "Snow", location="/b.txt"))
    async with open_desk(tmp_path) as desk:
        await desk.press("slash", *"quay", "enter")
        assert desk.titles == ["Ferry line to close"]
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, ArticleScreen)
        await until(desk.pilot, lambda: screen.panes.title("article").note == "/quay")
        span = screen.state.selection.span
        assert span is not None
        assert (span.of(text), span.start) == ("quay", text.index("quay"))
        await desk.press("n")
        span = screen.state.selection.span
        assert span is not None
        assert span.start == text.rindex("quay")
        await desk.press("escape", "q")
        assert desk.titles == ["Ferry line to close"]


async def test_the_empty_desk_says_what_to_do_and_enter_opens_the_samples(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "new") as desk:
        assert desk.titles == []
        lines = ["".join(segment.text for segment in desk.table.draw_line(n)) for n in range(desk.table.line_count)]
        assert any("copydesk feed add" in line for line in lines)
        assert any("Enter" in line and "five sample articles" in line for line in lines)
        assert "First start" in desk.message
        hints = "".join(text for text, _look in desk.desk.query_one(HintBar).parts)
        assert hints.startswith(" Enter samples")
        await desk.press("slash", *"finland", "enter")
        assert desk.titles == []
        await desk.press("escape", "enter")
        await until(desk.pilot, lambda: len(desk.titles) == 5)
        await desk.press("slash", *"finland", "enter")
        assert len(desk.titles) == 1, "searching works from the first start"


async def test_the_feeds_say_what_fails_and_when_they_were_checked(shelf: Path) -> None:
    subscriptions = Subscriptions(shelf)
    subscriptions.add([Subscription("https://a.example/feed"), Subscription("https://b.example/feed")])
    looked = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    subscriptions.note({
        "https://a.example/feed": {"looked": looked, "fault": ""},
        "https://b.example/feed": {"looked": looked, "fault": "https://b.example/feed: 404"},
    })  # fmt: skip
    async with open_desk(shelf, (120, 40)) as desk:
        pane = desk.desk.panes.feeds
        lines = ["".join(segment.text for segment in pane.draw_line(n)).strip() for n in range(pane.line_count)]
        assert lines[:2] == ["2 feeds, 1 failing", "! b.example: 404"]
        assert "feeds checked" in desk.message


async def test_the_help_begins_with_the_pane_in_use_and_ends_with_the_signs(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("1", "question_mark")
        lines = [line.strip() for line in str(desk.app.screen.query_one(Static).render()).splitlines() if line.strip()]
        assert lines[0].startswith("Help: Due")
        assert lines[1] == "What is due"
        assert lines[2].startswith("Enter")
        assert "Signs" in lines
        assert lines[-1] == "▸ selected   ► keyboard here"
        await desk.press("escape")


def test_hints_name_what_can_be_done_and_fit() -> None:
    keys = dict.fromkeys(("desk.open", "app.palette", "app.back", "app.help"), ("x",))
    assert [word for _key, word in pane_hints("articles", keys, empty=True)] == ["samples", "commands", "quit", "help"]
