"""Every action of the article screen: what it does to the selection, the panes and the notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widgets import Static, TextArea

from store.notes.note import Note
from tests.tui.conftest import Desk, Opener
from tui.actions.registry import actions_in
from tui.article.article_state import PANES
from tui.dialogs.help import HelpScreen
from tui.dialogs.palette import Palette
from tui.screens.counts import QUICK_SECONDS
from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.head_rule import HeadRule


def status(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


def notes(desk: Desk) -> list[Note]:
    """The notes on the open article."""
    return desk.newsroom.notes.of(desk.story)


@pytest.mark.action("quote.next", "quote.previous")
async def test_next_and_previous_quote_move_every_pane(open_article: Opener) -> None:
    async with open_article() as desk:
        assert desk.story.article is not None
        quotes = desk.story.article.quotes
        await desk.press("n")
        assert desk.screen.panes.article.selection.quote == quotes[0].id
        await desk.press("n")
        assert desk.screen.panes.article.selection.quote == quotes[1].id
        assert desk.screen.panes.quotes.selected == quotes[1].id
        assert desk.screen.panes.actors.selected == quotes[1].actor
        assert f"Quote 2/{len(quotes)}" in status(desk)
        await desk.press("N")
        assert desk.screen.panes.quotes.selected == quotes[0].id


async def test_a_quote_chosen_in_the_table_moves_the_article(open_article: Opener) -> None:
    async with open_article() as desk:
        assert desk.story.article is not None
        await desk.press("3", "down", "down")
        chosen = desk.screen.panes.quotes.selected
        assert chosen is not None
        assert desk.screen.panes.article.selection.quote == chosen
        quote = next(q for q in desk.story.article.quotes if q.id == chosen)
        assert desk.screen.panes.article.selected_span == quote.span


@pytest.mark.action("mention.next", "mention.previous")
async def test_an_actor_chosen_moves_the_article_and_enter_walks_the_mentions(open_article: Opener) -> None:
    async with open_article() as desk:
        assert desk.story.article is not None
        await desk.press("2", "down")
        actor = desk.story.article.actor(desk.screen.panes.actors.selected)
        assert actor is not None
        mentions = [mention.span for mention in actor.mentions]
        assert len(mentions) > 1
        assert desk.screen.panes.article.selected_span == mentions[0]
        quotes = [quote.span for quote in desk.story.article.quotes if quote.actor == actor.id]
        evidence = sorted([*mentions, *quotes])
        at = evidence.index(mentions[0])
        for n in range(1, len(evidence) + 1):
            await desk.press("enter")
            assert desk.screen.panes.article.selected_span == evidence[(at + n) % len(evidence)]
            assert status(desk).startswith(f"{(at + n) % len(evidence) + 1} of {len(evidence)}: ")
            assert desk.screen.panes.actors.selected == actor.id
        await desk.press("1", "m")
        assert desk.screen.panes.article.selection.actor == actor.id
        assert desk.screen.panes.article.selected_span == mentions[1]
        await desk.press("M")
        assert desk.screen.panes.article.selected_span == mentions[0]


async def test_everything_of_an_actor_can_be_read_at_80_columns(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        article = desk.story.article
        assert article is not None
        await desk.press("2", "z", "up")
        table = desk.screen.panes.actors
        for number, actor in enumerate(article.actors):
            await desk.press(*["down"] * (number > 0))
            shown = "".join(text for text, _look in desk.screen.query_one(StatusLine).parts)
            row = table.render_line(number - int(table.scroll_offset.y) + table.header_lines).text
            own_quotes = [quote for quote in article.quotes if quote.actor == actor.id]
            for fact in (actor.name, actor.role or "", actor.affiliation or ""):
                assert fact in shown or fact in row
            assert f" {len(own_quotes) or ''} " in row


@pytest.mark.action("note.next", "note.previous", "note.add")
async def test_a_note_on_a_quote_is_saved_shown_and_stored(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a")
        assert isinstance(desk.app.focused, TextArea)
        await desk.press(*"who says q?", "escape")
        (note,) = notes(desk)
        assert note.body == "who says q?"
        assert note.about.target == "quote"
        assert note.about.actor == "United States"
        assert note.anchor is not None
        assert note.anchor.exact == "China is helping Russia with military rearmament"
        assert note.author == "ada"
        assert "saved" in status(desk)
        assert not desk.screen.panes.notes.editing
    stored = json.loads((home / "notes.json").read_text())
    assert "who says q?" in json.dumps(stored)
    async with open_article() as desk:
        assert [n.body for n in notes(desk)] == ["who says q?"]
        await desk.press("right_square_bracket")
        assert desk.screen.panes.article.selection.note == notes(desk)[0].uid
        await desk.press("left_square_bracket")
        assert desk.screen.panes.notes.selected == notes(desk)[0].uid


async def test_a_note_on_an_actor_and_one_on_the_article(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("a", *"whole", "escape", "2", "down", "a", *"actor", "escape")
        found = {note.body: note for note in notes(desk)}
        assert found["whole"].about.target == "article"
        assert found["whole"].anchor is None
        assert found["actor"].about.target == "actor"
        assert found["actor"].about.actor


@pytest.mark.action("note.save")
async def test_saving_goes_on_writing_and_the_same_note_grows(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"one", "ctrl+s")
        assert [note.body for note in notes(desk)] == ["one"]
        assert status(desk).startswith("saved ")
        assert desk.screen.panes.notes.editing
        await desk.press(*" two", "escape")
        assert [note.body for note in notes(desk)] == ["one two"]


@pytest.mark.action("note.edit", "note.delete")
async def test_edit_and_delete(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"draft", "escape", "right_square_bracket", "i", *"X", "escape")
        (note,) = notes(desk)
        assert note.body.replace("X", "") == "draft"
        assert len(note.body) == 6
        assert status(desk).startswith("saved ")
        await desk.press("d")
        assert notes(desk) == []
        assert desk.screen.query_one("#notes-title", PaneTitle).count == 0
        assert desk.screen.state.selection.note is None
        assert "Note deleted · u brings it back" in status(desk)


async def test_an_empty_note_is_not_stored(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", "space", "escape")
        assert notes(desk) == []
        assert "discarded" in status(desk)
        assert not desk.screen.panes.notes.editing


@pytest.mark.action("app.quit")
async def test_leaving_saves_what_is_being_written(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"in a hurry")
        await desk.press("ctrl+q")
        assert desk.app.return_code == 0
        assert desk.app.exit_message is None
    async with open_article() as desk:
        assert [note.body for note in notes(desk)] == ["in a hurry"]


async def test_letters_are_typed_in_the_editor_and_are_no_commands(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"q?:1234 nNaEjk[]", "escape")
        assert [note.body for note in notes(desk)] == ["q?:1234 nNaEjk[]"]


@pytest.mark.parametrize("pane", PANES)
async def test_after_a_note_the_keyboard_is_where_it_was(open_article: Opener, pane: str) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("n", "a", *"first", "escape", str(PANES.index(pane) + 1), "j", "k")
        await desk.press(*(("i", *" x") if pane == "notes" else ("f", *"text")), "escape")
        assert desk.screen.query(f"#{pane}:focus-within, #{pane}:focus")
        assert not desk.screen.panes.notes.editing
        assert len(notes(desk)) == (1 if pane == "notes" else 2)
        before = desk.screen.state.selection
        await desk.press("j", "j")
        assert (desk.screen.state.selection == before) == (pane in ("article", "notes"))


@pytest.mark.action("pane.next", "pane.previous", "pane.article", "pane.actors", "pane.quotes", "pane.notes")
async def test_panes_are_a_key_away(open_article: Opener) -> None:
    async with open_article() as desk:
        for key, pane in zip("2341", (*PANES[1:], PANES[0]), strict=True):
            await desk.pilot.pause(QUICK_SECONDS)  # sooner, the digit would go on with a number
            await desk.press(key)
            assert desk.screen.query(f"#{pane}:focus-within, #{pane}:focus")
            assert [n for n in PANES if desk.screen.query_one(f"#{n}-title", PaneTitle).active] == [pane]
        for pane in (*PANES[1:], PANES[0]):
            await desk.press("tab")
            assert desk.screen.query(f"#{pane}:focus-within, #{pane}:focus")
        await desk.press("shift+tab")
        assert desk.screen.query("#notes:focus-within, #notes:focus")


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((120, 40), set(PANES)), ((200, 50), set(PANES)), ((80, 24), set(PANES)), ((60, 20), set(PANES)),
        ((59, 24), {"actors"}), ((80, 19), {"actors"}),
    ],
)  # fmt: skip
async def test_all_panes_are_shown_wherever_they_have_room(
    open_article: Opener, size: tuple[int, int], shown: set[str]
) -> None:
    async with open_article(size) as desk:
        await desk.press("2")
        assert {pane for pane in PANES if desk.screen.query_one(f"#{pane}").region.area > 0} == shown


@pytest.mark.action("view.zoom")
async def test_a_zoomed_pane_has_the_screen_with_the_text_below_until_escape(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("3", "z")
        boxes = {pane: desk.screen.query_one(f"#{pane}-box").region for pane in PANES}
        assert boxes["quotes"].width == 80
        assert boxes["quotes"].height == 13
        assert boxes["article"].bottom == 22
        head = "".join(text for text, _look in desk.screen.query_one(HeadRule).parts)
        assert head.startswith("─ 1 Article ─ 2 Actors 19 ─►3 Quotes 1/14 ─ 4 Notes 0 ─")
        assert head.endswith(" zoom ─")
        await desk.press("tab")
        assert desk.screen.query_one("#notes-box").region.height == 13
        await desk.press("1")
        assert desk.screen.query_one("#article-box").region.height == 21
        await desk.press("escape")
        assert all(desk.screen.query_one(f"#{pane}").region.area for pane in PANES)


@pytest.mark.action("view.down", "view.up", "view.page_down", "view.page_up", "view.top", "view.bottom")
async def test_view_actions_scroll_the_article(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        pane = desk.screen.panes.article
        await desk.press("j")
        assert pane.scroll_offset.y == 1
        await desk.press("k")
        assert pane.scroll_offset.y == 0
        await desk.press("G")
        bottom = pane.scroll_offset.y
        assert bottom == pane.max_scroll_y > 10
        await desk.press("g")
        assert pane.scroll_offset.y == 0
        await desk.press("pagedown")
        page = pane.scroll_offset.y
        assert page > 5
        await desk.press("pageup")
        assert pane.scroll_offset.y == 0


@pytest.mark.action("app.help")
async def test_help_lists_the_registry_and_closes(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        listed = " ".join(str(desk.app.screen.query_one(Static).render()).split())
        for action in actions_in("article"):
            assert action.help in listed
        await desk.press("escape")
        assert desk.app.screen_stack[-1] is desk.screen


@pytest.mark.action("app.palette")
async def test_the_palette_runs_an_action(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("ctrl+p")
        palette = await desk.top(Palette)
        await desk.press(*"next quote")
        await desk.until(lambda: palette.table.selected == "quote.next")
        await desk.press("enter")
        await desk.until(lambda: "Quote 1/" in status(desk))
        assert desk.app.screen is desk.screen
        assert desk.screen.panes.article.selection.quote is not None


async def test_ctrl_c_says_how_to_leave(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("ctrl+c")
        assert "q goes back" in status(desk)


async def test_focus_does_not_repaint_the_screen(open_article: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_article() as desk:
        repaints: list[object] = []
        refresh = desk.screen.refresh

        def watched(*regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> object:
            repaints.append(regions)
            return refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

        monkeypatch.setattr(desk.screen, "refresh", watched)
        desk.screen.set_focus(None)
        await desk.settle()
        desk.screen.set_focus(desk.screen.panes.article)
        await desk.settle()
        assert repaints == []


async def test_a_read_only_folder_is_reported_and_nothing_pretends_to_be_saved(
    open_article: Opener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "notes.json").unlink(missing_ok=True)
    monkeypatch.setattr("store.notes.notebook.Notebook.read_only", f"{home}: read-only file system", raising=False)
    async with open_article() as desk:
        await desk.press("n", "a")
        assert "read-only" in status(desk)
        assert not desk.screen.panes.notes.editing


async def test_the_hint_bar_says_how_to_leave_the_editor(open_article: Opener) -> None:
    async with open_article() as desk:
        bar = desk.screen.query_one(HintBar)
        assert "n/N" in str(bar.parts)
        await desk.press("n", "a")
        assert "save and close" in str(bar.parts)
        await desk.press(*"x", "escape")
        assert "n/N" in str(bar.parts)


@pytest.mark.action("view.half_down", "view.half_up")
async def test_half_a_page_down_and_up_in_the_text_and_in_a_table(open_article: Opener) -> None:
    async with open_article() as desk:
        pane = desk.screen.panes.article
        await desk.press("ctrl+d")
        half = pane.scroll_offset.y
        assert 0 < half <= pane.size.height // 2 + 1
        await desk.press("ctrl+d", "ctrl+u")
        assert pane.scroll_offset.y == half
        await desk.press("3", "ctrl+d")
        table = desk.screen.panes.quotes
        assert table.rows[0].key != table.selected
        await desk.press("ctrl+u")
        assert table.rows[0].key == table.selected
