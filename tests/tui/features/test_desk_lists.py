"""Lists over the whole desk: every note, and an actor in other articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.types import Actor
from store.articles.library import Library
from store.articles.sources import Source, load
from store.catalogue.elsewhere import same
from tests.tui.conftest import Opener
from tui.article.screen import ArticleScreen
from tui.dialogs.desk_list import DeskListScreen
from widgets.bars import StatusLine
from widgets.tables.across import DeskNotesTable, EvidenceTable


@pytest.fixture
def other_article(home: Path, seed: Path, tmp_path: Path) -> str:
    """The seed's reading kept a second time, as another article; its title."""
    library = Library(home)
    file = tmp_path / "other.txt"
    file.write_text(seed.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    first = library.reading(library.entries()[0].version)
    assert first is not None
    loaded = load(Source("file", str(file)))
    entry = library.keep(loaded, title="Another story")
    meta = replace(first.meta, headline="Another story")
    library.keep_reading(entry.key, replace(first, text=loaded.text, sha256=entry.version, meta=meta))
    return "Another story"


@pytest.mark.action("notes.desk")
async def test_every_note_of_the_desk_and_the_way_to_it(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"first", "escape", "n", "f", *"second", "escape")
        await desk.press("T", *"mine", "enter", "n", "v", "w", "a", *"third", "escape")
        await desk.pilot.press("L")
        table = (await desk.top(DeskListScreen)).query_one(DeskNotesTable)
        await desk.until(lambda: table.row_count == 3)
        assert all(row.cells[4] for row in table.rows), "what each note is about"
        assert table.filter("#mine") == 1, "also a tag that is not among its words"
        table.filter("")
        await desk.pilot.press("F", *"first", "enter")
        await desk.top(DeskListScreen)
        assert table.row_count == 1
        await desk.press("enter")
        await desk.until(lambda: len(desk.app.screen_stack) == 2 and isinstance(desk.app.screen, ArticleScreen))
        top = await desk.top(ArticleScreen)
        first = next(note for note in desk.newsroom.notes.of(desk.story) if note.body == "first")
        await desk.until(lambda: top.panes.article.selection.note == first.uid)
        await desk.settle()
        await desk.press("q")
        assert len(desk.app.screen_stack) == 1


@pytest.mark.action("actor.elsewhere")
async def test_what_an_actor_says_elsewhere(open_article: Opener, other_article: str) -> None:
    async with open_article() as desk:
        await desk.press("A")
        assert "No actor selected" in desk.screen.query_one(StatusLine).message
        assert desk.story.article is not None
        liu = next(actor for actor in desk.story.article.actors if actor.name == "Liu Pengyu")
        await desk.press("2", "g")
        while desk.screen.panes.actors.selected != liu.id:
            await desk.press("j")
        await desk.pilot.press("A")
        table = (await desk.top(DeskListScreen)).query_one(EvidenceTable)
        await desk.until(lambda: table.row_count == 2)
        assert {row.cells[1] for row in table.rows} == {other_article}
        assert all(row.cells[-1] for row in table.rows), "what was said there"
        await desk.press("escape")


def test_who_is_the_same() -> None:
    liu = Actor("a1", "Liu Pengyu", "person", role="spokesman", country="CN", aliases=("Liu",))
    assert same(liu, Actor("a9", "liu  pengyu", "person", role="ambassador"))
    assert not same(liu, Actor("a9", "Liu Pengyu", "person", country="US"))
    assert not same(liu, Actor("a9", "Liu Wei", "person", aliases=("Liu",)))
    assert not same(liu, Actor("a9", "Liu Pengyu", "organisation"))
