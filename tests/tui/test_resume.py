"""Coming back to where one was."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Opener
from tui.resume import Place, Places


async def test_the_same_pane_and_place_on_the_next_start(open_article: Opener, home: Path) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("pagedown", "j", "j")
        top = desk.screen.article.window.start
        assert top > 200
        await desk.press("3", "q")
    async with open_article((80, 24)) as desk:
        assert desk.screen.article.window.start == top
        assert desk.screen.has_class("-at-quotes")


async def test_a_changed_text_is_read_from_its_beginning(open_article: Opener, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\n".join(f"Line {n}." for n in range(100)), encoding="utf-8")
    async with open_article((80, 24), source=file) as desk:
        await desk.press("G", "q")
    file.write_text("\n".join(f"Another {n}." for n in range(100)), encoding="utf-8")
    async with open_article((80, 24), source=file) as desk:
        assert desk.screen.article.window.start == 0


def test_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    for content in (b"", b"[]", b'{"places": 3}', b'{"places": {"a": {"pane": 1}}}', b"\xff\x00"):
        (tmp_path / "session.json").write_bytes(content)
        places = Places(tmp_path)
        places.load()
        assert places.last is None
    places.leave("k", Place("article", 5, "v"))
    again = Places(tmp_path)
    again.load()
    assert again.of("k", "v") == Place("article", 5, "v")
    assert again.of("k", "other") is None
    assert again.last == "k"
