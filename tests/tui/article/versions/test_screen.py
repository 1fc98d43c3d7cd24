"""A changed article in the app: notes that move, those that are asked about and orphans; what is different."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.reader import Reader
from extract.text import normalise
from extract.types import Article, Span
from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.anchors import Anchor
from store.notes.carry_over import ORPHANED
from store.notes.note import Note
from store.notes.notebook import Notebook
from tests.tui.conftest import Desk, Opener
from tests.tui.features.test_markdown_export import look, write
from tui.article.versions.screen import VersionsScreen
from tui.article.versions.version_rows import carry_over, note_rows
from tui.dialogs.help import HelpScreen
from tui.newsroom.newsroom import Newsroom, Story
from widgets.bars import StatusLine
from widgets.panes.compare import ComparePane, Row

SIZES = [(80, 24), (120, 40)]
SURE = "We encourage the American side"
REWORDED = "the most decisive moves we have available to support Ukraine"
UNSURE = "China produced 90 percent of the microelectronics"
LOST = "Russia has had to resort to heavily sanctioned North Korea"
MOVED_ON = (
    f"According to the US, {UNSURE}, used to make missiles, tanks and aircraft, that Russia imported last year.\n\n"
)
EDITS = (
    (MOVED_ON, ""),
    ("Policy: According", "Tanks: China produced 90 percent of the microelectronics.\n\nPolicy: According"),
    (f"{LOST} and Iran to fill its stocks.\n\n", ""),
    ("the most decisive moves", "the boldest moves"),
)


def changed(text: str) -> str:
    """The text as the newsroom changed it."""
    for before, after in EDITS:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.fixture(scope="module")
def reading(seed: Path) -> Article:
    """What the reader finds in the changed text."""
    return Reader().read(changed(normalise(seed.read_text(encoding="utf-8"))), id="story", source="story.txt")


@pytest.fixture
def story(tmp_path: Path, home: Path, seed: Path, reading: Article) -> Path:
    """A file that was kept and annotated, and has changed since."""
    path = tmp_path / "story.txt"
    shutil.copy(seed, path)
    library = Library(home)
    loaded = load(Source("file", str(path)))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, reading)
    notebook = Notebook.open(home, author="kim")
    for words in (SURE, REWORDED, UNSURE, LOST):
        start = loaded.text.index(words)
        anchor = Anchor.of(loaded.text, Span(start, start + len(words)))
        notebook.add(article=entry.key, version=entry.version, anchor=anchor, body=f"on {words[:12]}")
    notebook.close()
    path.write_text(changed(loaded.text), encoding="utf-8")
    return path


def note_on(desk: Desk, words: str) -> Note:
    """The note that was made on `words`."""
    return next(note for note in desk.newsroom.notes.of(desk.story) if note.body == f"on {words[:12]}")


def shown(desk: Desk) -> str:
    """What the versions screen shows of the comparison."""
    assert isinstance(desk.app.screen, VersionsScreen)
    pane = desk.app.screen.query_one(ComparePane)
    return "\n".join(pane.render_line(y).text.rstrip() for y in range(pane.size.height))


def status(desk: Desk) -> str:
    """What the status line of the screen in front says."""
    return desk.app.screen.query_one(StatusLine).message


@pytest.mark.action("versions.open")
@pytest.mark.parametrize("size", SIZES)
async def test_a_changed_article_carries_its_notes_and_shows_the_result(
    open_article: Opener, story: Path, size: tuple[int, int]
) -> None:
    async with open_article(size, source=story) as desk:
        assert desk.story.entry is not None
        assert desk.story.text is not None
        new = desk.story.entry.version
        assert status(desk).startswith(
            "the text has changed: 2 notes moved along, 1 note unsure, 1 note orphaned; o shows it"
        )
        sure, reworded, unsure, lost = (note_on(desk, words) for words in (SURE, REWORDED, UNSURE, LOST))
        assert [note.version == new for note in (sure, reworded, unsure, lost)] == [True, True, False, False]
        assert sure.anchor is not None
        assert sure.anchor.span.of(desk.story.text) == SURE
        assert reworded.anchor is not None
        assert reworded.anchor.span.of(desk.story.text) == "the boldest moves we have available to support Ukraine"
        marked = set(desk.screen.panes.article.note_spans)
        assert marked == {sure.uid, reworded.uid}, "a note without a place has no sign in the margin"
        await desk.press("4")
        listed = [cell for row in desk.screen.panes.notes.table.rows for cell in row.cells]
        assert sum(cell.startswith("‼ of an older text") for cell in listed) == 2
        await desk.press("1", "o")
        lines = shown(desk)
        assert "Question 1 of 1" in lines
        for title in ("Moved along (2)", "Unsure (1)", "Orphaned (1)"):
            assert title in lines
        before = next(line for line in lines.split("\n") if "before:" in line)
        assert ("now:" in before) == (size[0] >= 100), "side by side where there is room"
        await desk.press("q")
        assert desk.app.screen is desk.screen
        await desk.press("u")
        assert "and 1 more" in status(desk)
        assert not any(note.version == new for note in (note_on(desk, words) for words in (SURE, UNSURE, LOST)))
        await desk.press("ctrl+r")
        assert note_on(desk, SURE).version == new


@pytest.mark.action("versions.accept")
@pytest.mark.parametrize("size", SIZES)
async def test_an_unsure_note_moves_only_when_confirmed(
    open_article: Opener, story: Path, size: tuple[int, int]
) -> None:
    async with open_article(size, source=story) as desk:
        before = note_on(desk, UNSURE)
        await desk.press("o", "a")
        assert desk.story.entry is not None
        assert desk.story.text is not None
        after = note_on(desk, UNSURE)
        assert after.version == desk.story.entry.version
        assert after.anchor is not None
        assert after.anchor.span.of(desk.story.text) == UNSURE
        assert status(desk) == "moved there; no question is left"
        assert "Moved along (3)" in shown(desk)
        await desk.press("a")
        assert status(desk) == "no question is open"
        await desk.press("escape", "u")
        undone = note_on(desk, UNSURE)
        assert (undone.version, undone.anchor) == (before.version, before.anchor)


@pytest.mark.action("versions.keep")
async def test_an_orphan_stays_one_and_is_exported_as_such(open_article: Opener, story: Path, home: Path) -> None:
    async with open_article(source=story) as desk:
        before = note_on(desk, UNSURE)
        await desk.press("o", "x")
        assert status(desk) == "kept as an orphan; no question is left"
        assert "Orphaned (2)" in shown(desk)
        after = note_on(desk, UNSURE)
        assert (after.version, after.anchor, after.tags) == (before.version, before.anchor, (ORPHANED,))
        await desk.press("q")
        await look(desk, "export.markdown", "new file")
        await write(desk)
    (export,) = (home / "exports").glob("*.md")
    text = export.read_text(encoding="utf-8")
    assert text.count("Orphaned: the passage is not in the current version") == 2
    assert f"> {LOST}" in text, "with the words as they were"
    async with open_article(source=story) as desk:
        assert "unsure" not in status(desk), "nobody is asked twice"
        assert note_on(desk, UNSURE).tags == (ORPHANED,)


async def test_a_passage_that_comes_back_has_its_note_again(open_article: Opener, story: Path, seed: Path) -> None:
    async with open_article(source=story) as desk:
        await desk.press("o", "x")
        orphan = note_on(desk, UNSURE)
    shutil.copy(seed, story)
    async with open_article(source=story) as desk:
        assert desk.story.entry is not None
        assert {note.version for note in desk.newsroom.notes.of(desk.story)} == {desk.story.entry.version}
        assert note_on(desk, UNSURE).anchor == orphan.anchor


@pytest.mark.action("versions.view")
@pytest.mark.parametrize("size", SIZES)
async def test_the_changes_begin_with_the_quotes(open_article: Opener, story: Path, size: tuple[int, int]) -> None:
    async with open_article(size, source=story) as desk:
        await desk.press("o", "tab")
        lines = shown(desk).split("\n")
        assert lines[0].strip() == "Quotes: 1 reworded, 1 removed"
        assert lines[1].startswith("~- reworded: anonymous senior US official")
        await desk.press("G")
        assert any(line.startswith("-  Russia has had to resort") for line in shown(desk).split("\n"))
        await desk.press("g", "pagedown", "j", "k", "pageup")
        assert shown(desk).split("\n") == lines


@pytest.fixture
def corrected(story: Path) -> Path:
    """The same, with a line of the editor's that says why."""
    story.write_text("CORRECTION: the day in paragraph 3\n\n" + story.read_text(encoding="utf-8"), encoding="utf-8")
    return story


async def test_what_the_article_says_of_its_correction_comes_first(open_article: Opener, corrected: Path) -> None:
    async with open_article((80, 24), source=corrected) as desk:
        assert status(desk).startswith("the text has changed (corrected, it says): 2 notes moved along")
        await desk.press("o", "tab")
        lines = [line.strip() for line in shown(desk).split("\n")]
        assert lines[:2] == ["The article says of itself", "!  corrected: CORRECTION: the day in paragraph 3"]
        assert lines[3].startswith("Quotes: ")


@pytest.mark.action("versions.next", "versions.previous")
async def test_questions_and_changes_are_a_key_away(open_article: Opener, story: Path) -> None:
    async with open_article((80, 24), source=story) as desk:
        await desk.press("o", "n")
        assert "Question 1 of 1" in shown(desk), "the only one"
        await desk.press("tab", "n")
        assert shown(desk).startswith("+  Tanks:")
        await desk.press("n")
        assert "\n-  According to the US" in shown(desk), "the end of the text is the end of the way"
        await desk.press("n")
        assert status(desk) == "no more changes"
        await desk.press("N")
        assert shown(desk).startswith("+  Tanks:")
        await desk.press("N")
        assert status(desk) == "no changes above"
        await desk.press("question_mark")
        assert isinstance(desk.app.screen, HelpScreen)
        await desk.press("escape", "x")
        assert status(desk).startswith("the questions are with the notes")
        assert note_on(desk, UNSURE).tags == ()


async def test_an_older_text_that_is_missing_is_reported(open_article: Opener, story: Path, home: Path) -> None:
    entry = Library(home).find(str(story))
    assert entry is not None
    async with open_article(source=story) as desk:
        (home / "articles" / "texts" / f"{entry.version}.txt").unlink()
        await desk.press("o", "tab")
        assert "Quotes: not compared:" in shown(desk)


async def test_an_article_that_never_changed_says_so(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("o")
        assert status(desk) == "there is only one version of this article's text"
        assert desk.app.screen is desk.screen


async def test_moves_that_cannot_be_saved_are_reported_and_nothing_is_lost(story: Path, home: Path) -> None:
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    opened = Story(name=str(story), source=Source("file", str(story)))
    await newsroom.articles.load(opened, lambda _text: None)
    before = newsroom.notes.of(opened)
    _library, notebook = await newsroom.stores.both()
    assert notebook is not None
    notebook.close()
    over = await carry_over(newsroom, opened)
    assert over is not None
    assert over.summary("o") == "the text has changed, and 2 notes NOT carried over: the notebook is closed"
    rows = note_rows(over, opened.text or "", 0)
    assert any(isinstance(row, Row) and row.text.startswith("Found, but not saved") for row in rows)
    assert newsroom.notes.of(opened) == before
    await newsroom.close()
