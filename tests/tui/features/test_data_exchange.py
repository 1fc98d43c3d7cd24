"""Exports in other formats and imports, each seen before it is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Static

from extract.span import Span
from store.articles.library import Library
from store.interchange.jsonld import to_jsonld
from store.interchange.machine_formats import IN_THE_APP
from store.notes.anchors import Anchor
from store.notes.note import Note
from store.notes.notebook import Notebook
from tests.store.interchange import made
from tests.tui.conftest import Opener
from tests.waiting import until
from tui.app import Copydesk
from tui.desk.screen import TheDesk
from tui.dialogs.ask import AskScreen
from tui.dialogs.export_format import FormatScreen
from tui.dialogs.import_notes import ImportScreen
from tui.newsroom.newsroom import Newsroom
from widgets.bars import StatusLine
from widgets.tables.formats import FormatsTable

SIZES = [(80, 24), (120, 40)]


def status(screen: object) -> str:
    """What the status line of a screen says."""
    assert hasattr(screen, "query_one")
    line: StatusLine = screen.query_one(StatusLine)
    return "".join(text for text, _style in line.parts)


@pytest.mark.action("export.format")
@pytest.mark.parametrize("size", SIZES)
async def test_an_export_in_another_format_is_seen_before_it_is_written(
    size: tuple[int, int], open_article: Opener
) -> None:
    async with open_article(size) as desk:
        folder = desk.newsroom.home / "exports"
        await desk.screen.act("export.format")
        await until(desk.pilot, lambda: isinstance(desk.app.screen, FormatScreen))
        screen = desk.app.screen
        await desk.pilot.press("j")
        await until(desk.pilot, lambda: str(screen.query_one("#preview", Static).content).startswith('"citekey","t'))
        assert screen.query_one(FormatsTable).selected == "quotes-csv"
        shown = str(screen.query_one("#preview", Static).content)
        assert all(len(line) < size[0] for line in shown.splitlines())
        assert "us-china-russia" in shown
        assert not folder.exists()
        await desk.press("enter")
        [file] = folder.iterdir()
        assert file.name.endswith(".quotes.csv")
        assert file.read_bytes().count(b"\r\n") > 10
        assert "exported to" in status(desk.screen)


async def test_leaving_the_formats_writes_nothing(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.screen.act("export.format")
        await until(desk.pilot, lambda: isinstance(desk.app.screen, FormatScreen))
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert not (desk.newsroom.home / "exports").exists()


async def test_the_whole_desk_is_exported_from_the_desk(home: Path) -> None:
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        screen = app.screen
        assert isinstance(screen, TheDesk)
        await screen.act("export.format")
        await until(pilot, lambda: isinstance(app.screen, FormatScreen))
        await pilot.pause()
        assert app.screen.query_one(FormatsTable).size.height > len(IN_THE_APP), "all are seen at once"
        for _ in range(12):
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, lambda: (home / "exports").exists() and app.screen is screen)
        assert [file.name for file in (home / "exports").iterdir()] == ["copydesk.ris"]
    await newsroom.close()


@pytest.mark.action("import.notes")
async def test_an_import_is_previewed_before_it_is_imported(
    open_article: Opener, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Library(home).entries()[0]
    text = Library(home).text(entry.version)
    words = "We encourage the American side"
    span = Span(text.index(words), text.index(words) + len(words))
    time = "2026-11-24T09:00:00.000Z"
    note = Note(made.new_uid(), entry.key, entry.version, Anchor.of(text, span), "From Ola", author="ola", editor="ola",
                created=time, updated=time)  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n").write_text("".join(to_jsonld([made.of([note])])))
    async with open_article((80, 24)) as desk:
        for answer in ("escape", "enter"):
            await desk.screen.act("import.notes")
            await until(desk.pilot, lambda: isinstance(desk.app.screen, AskScreen))
            await desk.pilot.press("n", "enter")
            await until(desk.pilot, lambda: isinstance(desk.app.screen, ImportScreen))
            shown = str(desk.app.screen.query_one(Static).content)
            assert "notes: 1 new" in shown
            assert f"new note: “From Ola”, ada (original: ola), on {entry.title}" in shown
            assert desk.newsroom.notes.of(desk.story) == []
            await desk.press(answer)
            assert desk.app.screen is desk.screen
        [stored] = desk.newsroom.notes.of(desk.story)
        assert (stored.body, stored.author, stored.original_author, stored.uid) == ("From Ola", "ada", "ola", note.uid)
        assert "imported notes: 1 new" in status(desk.screen)


async def test_what_is_no_file_of_notes_is_reported(open_article: Opener, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("plain words")
    async with open_article((80, 24)) as desk:
        await desk.screen.act("import.notes")
        await until(desk.pilot, lambda: isinstance(desk.app.screen, AskScreen))
        for wrong in ("/n", "~nobody-here/n"):
            await desk.pilot.press(*wrong, "enter")
            await desk.pilot.pause()
            assert status(desk.app.screen).strip() == "! no such file", "the path stays to be corrected"
            await desk.pilot.press(*["backspace"] * len(wrong))
        await desk.pilot.press(*str(tmp_path / "x"), "enter")
        await until(desk.pilot, lambda: "NOT imported" in status(desk.screen))
        assert "NOT imported: /" in status(desk.screen), "with its name"


async def test_an_orphan_of_another_program_opens_with_a_question(open_article: Opener, home: Path) -> None:
    entry = Library(home).entries()[0]
    book = Notebook.open(home, author="ada")
    lost = Note(made.new_uid(), entry.key, "", Anchor("words that are nowhere in it", "a", "b", 0, 28), "Lost")
    book.take(lost)
    book.close()
    async with open_article((80, 24)) as desk:
        await desk.screen.act("versions.open")
        await desk.settle()
        assert json.dumps(desk.newsroom.notes.of(desk.story)[0].version) == '""'
        assert "versions" in type(desk.app.screen).__name__.lower()
