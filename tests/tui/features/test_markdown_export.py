"""Exports from the screens: seen first, written on Enter, and what was edited in the file comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Desk, Opener
from tests.waiting import until
from tui.dialogs.export import ExportScreen
from widgets.bars import PaneTitle


async def shown(desk: Desk, words: str) -> None:
    """Wait for the preview to say `words`."""
    await until(desk.pilot, lambda: words in preview(desk))


def preview(desk: Desk) -> str:
    """What the preview shows, its title first; "" where there is none."""
    screen = desk.app.screen
    if not isinstance(screen, ExportScreen) or not screen.is_mounted:
        return ""
    return f"{screen.query_one(PaneTitle).note}\n{screen.query_one(Static).content}"


async def look(desk: Desk, action: str, words: str) -> None:
    """Begin an export and wait for its preview."""
    await desk.screen.act(action)
    await shown(desk, words)


async def write(desk: Desk) -> None:
    """Write what is seen, and wait until it is done."""
    await desk.press("enter")
    assert preview(desk) == ""


def files(home: Path) -> list[Path]:
    """The exports there are."""
    folder = home / "exports"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.action("export.markdown")
async def test_an_export_is_seen_then_written(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"note", "escape")
        await desk.pilot.press("E")
        await shown(desk, "new file 2024-04-13-")
        assert "notes: 1 new" in preview(desk)
        assert "citekey: " in preview(desk), "the file itself is seen"
        assert "Said by **" in preview(desk)
        await desk.press("escape")
        assert files(home) == []
        await look(desk, "export.markdown", "new file")
        await write(desk)
        assert status(desk).startswith("1 new file exported to ")
        await look(desk, "export.markdown", "unchanged: 2024-04-13-")
        await desk.pilot.press("enter")
        assert preview(desk), "there is nothing to write"
        await desk.press("escape")
    (file,) = files(home)
    assert "> \\[paraphrase\\] China is helping Russia with military rearmament" in file.read_text(encoding="utf-8")


async def test_what_changes_in_a_file_is_seen(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"note", "escape")
        await look(desk, "export.markdown", "new file")
        await write(desk)
        await desk.press("f", *"why", "escape")
        await look(desk, "export.markdown", "changes 2024")
        assert "notes: 1 new, 1 unchanged" in preview(desk)
        assert "+ ## Fact check (open)" in preview(desk)
        assert "+ why" in preview(desk)
        assert "copydesk:" not in preview(desk), "our markers are nobody's business"
        assert "- note" not in preview(desk)
        await desk.press("escape")


async def test_edits_in_the_file_come_back_into_the_notes(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"note", "escape")
        await look(desk, "export.markdown", "new file")
        await write(desk)
        (file,) = files(home)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\nnote\n", "\nnote, and #more\n") + "My own words.\n", encoding="utf-8")
        await look(desk, "export.markdown", "1 edit imported")
        await write(desk)
        assert [(note.body, note.tags) for note in notes(desk)] == [("note, and #more", ("more",))]
        pane = [str(each.content) for each in desk.screen.panes.notes.query(Static)]
        assert any(each.endswith("\nnote, and #more") for each in pane), "the pane shows it too"
        assert "1 edit imported into notes" in status(desk)
    assert file.read_text(encoding="utf-8").endswith("My own words.\n")


@pytest.mark.action("export.fact_check", "export.quotes")
@pytest.mark.parametrize(
    ("action", "name", "words"),
    [
        ("export.fact_check", "fact-check", "1 to check, 0 of them done."),
        ("export.quotes", "quotes", "**Liu Pengyu**"),
    ],
)
async def test_sheets_have_files_of_their_own(
    open_article: Opener, home: Path, action: str, name: str, words: str
) -> None:
    async with open_article() as desk:
        await desk.press("n", "f", *"who says?", "escape")
        await look(desk, action, "new file")
        assert f"template {name}" in preview(desk)
        await write(desk)
        (file,) = files(home)
        assert status(desk).endswith(f"exported to {file}")
    assert file.name.endswith(f".{name}.md")
    assert words in file.read_text(encoding="utf-8")


async def test_another_template_is_a_key_away(
    open_article: Opener, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config/copydesk/templates/house.md"
    own.parent.mkdir(parents=True)
    own.write_text("# {{ article.title }}, in our style\n", encoding="utf-8")
    (own.parent / "broken.md").write_text("{% for %}", encoding="utf-8")
    async with open_article() as desk:
        await look(desk, "export.quotes", "new file")
        await desk.pilot.press("t")
        await shown(desk, "template broken, line 1: ")
        await desk.pilot.press("enter", "t")
        await shown(desk, ".house.md")
        await write(desk)
    (file,) = files(home)
    assert "in our style\n" in file.read_text(encoding="utf-8")


@pytest.mark.action("export.desk")
async def test_the_desk_is_exported_whole(open_article: Opener, home: Path) -> None:
    async with open_article((80, 24)) as desk:
        await look(desk, "export.desk", "1 new file")
        await write(desk)
        assert status(desk) == f"1 new file exported to {files(home)[0]}"
