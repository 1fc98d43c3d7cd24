"""Coming back to where one was."""

from __future__ import annotations

from pathlib import Path

from store.disk.private import own_file
from tests.tui.conftest import Opener
from tui.newsroom.reading_places import Place, Places


async def test_the_same_pane_and_place_on_the_next_start(open_article: Opener, home: Path) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("pagedown", "j", "j", "n", "3")
        top, quote = desk.screen.panes.article.window.start, desk.screen.state.selection.quote
        assert top > 200
        assert quote not in (None, "q1")
        await desk.press("q")
    async with open_article((80, 24)) as desk:
        assert desk.screen.panes.article.window.start == top
        assert desk.screen.state.pane == "quotes"
        assert desk.screen.state.selection.quote == desk.screen.panes.quotes.selected == quote


async def test_the_notes_are_at_the_same_place_on_the_next_start(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("n", "a", *"first", "escape", "1", *"nnnnn", "a", *"second", "escape", "4", "G")
        top, uid = desk.screen.panes.article.window.start, desk.screen.state.selection.note
        assert top > 200
        assert uid == desk.screen.panes.notes.selected
        await desk.press("q")
    async with open_article((80, 24)) as desk:
        assert desk.screen.panes.article.window.start == top
        assert desk.screen.state.pane == "notes"
        assert desk.screen.state.selection.note == desk.screen.panes.notes.selected == uid


async def test_a_changed_text_is_read_from_its_beginning(open_article: Opener, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\n".join(f"Line {n}." for n in range(100)), encoding="utf-8")
    async with open_article((80, 24), source=file) as desk:
        await desk.press("G", "q")
    file.write_text("\n".join(f"Another {n}." for n in range(100)), encoding="utf-8")
    async with open_article((80, 24), source=file) as desk:
        assert desk.screen.panes.article.window.start == 0


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    for content in (b"", b"[]", b'{"places": 3}', b'{"places": {"a": {"pane": 1}}}', b"\xff\x00"):
        (tmp_path / "session.json").write_bytes(content)
        places = Places(tmp_path, "ada")
        places.load()
        assert places.last is None
    places.leave("k", Place("article", 5, "v"))
    again = Places(tmp_path, "ada")
    again.load()
    assert again.of("k", "v") == Place("article", 5, "v")
    assert again.of("k", "other") is None
    assert again.last == "k"


def test_of_two_users_each_has_a_place_and_nobody_s_are_everybody_s(tmp_path: Path) -> None:
    (tmp_path / "session.json").write_text(
        '{"places": {"old": {"pane": "notes", "offset": 3, "version": "v"}}}', encoding="utf-8"
    )
    for author, offset in (("ada", 5), ("Bob O'Neill/../x", 7)):
        places = Places(tmp_path, author)
        places.load()
        assert places.of("old", "v") == Place("notes", 3, "v")
        places.leave("k", Place("article", offset, "v"))
    for author, offset in (("ada", 5), ("Bob O'Neill/../x", 7)):
        places = Places(tmp_path, author)
        places.load()
        assert places.of("k", "v") == Place("article", offset, "v")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_of_one_s_own_has_a_safe_name_of_its_own(tmp_path: Path) -> None:
    names = ["ada", "ada b", "ada_b", "", "../../etc", "\x1b[31m", "\ud800", "ü" * 300]
    files = [own_file(tmp_path, "yank.txt", name) for name in names]
    assert len({file.name for file in files}) == len(names)
    for file in files:
        assert file.parent == tmp_path
        file.write_text("", encoding="utf-8")
