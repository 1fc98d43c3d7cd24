"""Evidence in the app: attached, proven, shown beside the story, noted, and proven again when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from store.evidence.story_proof import EvidenceRoom
from store.processes.parser import Sandbox
from tests.tui.conftest import Opener
from tui.article.evidence.screen import EvidenceScreen
from widgets.bars import StatusLine
from widgets.panes.compare import ComparePane
from widgets.panes.quotes import QuotesPane

TRANSCRIPT = """\
WEBVTT

00:00:01.000 --> 00:00:05.000
<v Kari Lund>We will not close the harbour this year, um, whatever the county says.

00:00:06.000 --> 00:00:09.000
<v Ola Dahl>The ferry leaks in every storm and nobody repairs it.
"""
STORY = """\
Harbour stays open

“We will not close the harbour this year, whatever the county says,” said mayor Kari Lund on Monday.

“The ferry leaks in every winter,” said Ola Dahl, who leads the union.
"""


KEYS = {"/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story that is kept and read in the data folder `desk`, with a transcript beside it."""
    folder = tmp_path / "work"
    folder.mkdir()
    path = folder / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    (folder / "hearing.vtt").write_text(TRANSCRIPT, encoding="utf-8")
    library = Library(tmp_path / "evidence-desk")
    loaded = load(Source("file", str(path)))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=loaded.id, source=loaded.source))
    return path


def signs(pane: QuotesPane) -> list[str]:
    return [row.cells[3] for row in pane.rows]


@pytest.mark.action("proof.attach", "proof.open", "proof.note")
async def test_evidence_is_attached_shown_beside_the_story_and_noted(open_article: Opener, story: Path) -> None:
    home = story.parents[1] / "evidence-desk"
    async with open_article((120, 40), at=home, source=story) as desk:
        await desk.press("V")
        assert "nothing is attached" in desk.screen.query_one(StatusLine).message
        await desk.pilot.press("H")
        await desk.pilot.pause(0.2)
        await desk.pilot.press(*(KEYS.get(letter, letter) for letter in str(story.parent / "hearing.vtt")))
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.screen.proving.found is not None)
        await desk.settle()
        pane = desk.screen.query_one(QuotesPane)
        assert signs(pane) == ["≈", "✗"]
        await desk.press("n", "n")
        assert "altered hearing.vtt" in desk.screen.query_one(StatusLine).message
        await desk.pilot.press("V")
        screen = await desk.top(EvidenceScreen)
        shown = "\n".join(str(row) for row in screen.query_one(ComparePane).shown)
        assert "“storm” in the evidence, “winter” in the story" in shown
        assert "Ola Dahl" in shown
        await desk.press("f")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.status) == ("fact-check", "wrong")
        assert "00:00:06.000" in note.body
        assert "sha256 " in note.body
        await desk.press("N", "q", "K")


@pytest.mark.action("evidence.next", "evidence.previous", "evidence.note", "evidence.speaker")
async def test_verdicts_follow_the_evidence_and_a_label_that_a_person_matched(
    open_article: Opener, story: Path
) -> None:
    home = story.parents[1] / "evidence-desk"
    hearing = story.parent / "hearing.vtt"
    hearing.write_text(TRANSCRIPT.replace("Ola Dahl", "Bo Vik"), encoding="utf-8")
    sandbox = Sandbox()
    EvidenceRoom(Library(home), sandbox).attach(Library(home).entries()[0].key, str(hearing))
    sandbox.close()
    async with open_article((120, 40), at=home, source=story) as desk:
        pane = desk.screen.query_one(QuotesPane)
        await desk.until(lambda: signs(pane) == ["≈", "✗"])
        hearing.write_text(TRANSCRIPT.replace("storm", "winter").replace("Ola Dahl", "Bo Vik"), encoding="utf-8")
        await desk.until(lambda: "was altered, is misattributed now" in desk.screen.query_one(StatusLine).message)
        await desk.pilot.press("V")
        await desk.top(EvidenceScreen)
        await desk.press("n", "N", "n", "j", "k")
        await desk.pilot.press("w")
        await desk.pilot.pause(0.3)
        await desk.pilot.press("O", "l", "a", "enter")
        await desk.until(lambda: signs(pane) == ["≈", "✓"])
        await desk.press("f")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.type, note.status) == ("fact-check", "verified")
