"""What a sender says of an article: the embargo in words until it passes, what was taken back, and all the rest."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Source
from tests.store.formats.corpus.ninjs import one
from tests.tui.conftest import Desk
from tests.waiting import until
from tui.app import Copydesk
from tui.dialogs.about import AboutScreen, facts
from tui.newsroom.newsroom import Newsroom, Story
from widgets.bars import PaneTitle, StatusLine

SENDER_FIELDS = {"ednote": "Adds quote.\x1b[2J Call Ada.", "usageterms": "No archive use", "urgency": 4}


@asynccontextmanager
async def opened(tmp_path: Path, *items: dict[str, object]) -> AsyncIterator[Desk]:
    """A running app on a ninjs file, its first article open; nobody waits for the reader."""
    file = tmp_path / "wire.json"
    file.write_text(json.dumps(list(items)))
    story = Story(name=str(file), source=Source("file", str(file)))
    newsroom = Newsroom(tmp_path / "home", "ada", tmp_path / "log")
    app = Copydesk(newsroom, [story], alone=True)
    async with app.run_test(size=(110, 30)) as pilot:
        desk = Desk(app, pilot, newsroom, story)
        await until(pilot, lambda: story.entry is not None and app.screen.query("#notes"))
        await pilot.pause(0.1)
        yield desk
    await newsroom.close()


def title(desk: Desk) -> str:
    """What the article pane's title says in full."""
    return "".join(text for text, _name in desk.screen.query_one("#article-title", PaneTitle).parts)


async def test_an_embargo_stands_in_the_title_until_it_passes(tmp_path: Path) -> None:
    ends = datetime.now(UTC) + timedelta(days=2)
    async with opened(tmp_path, one(embargoed=ends.isoformat(timespec="seconds"), **SENDER_FIELDS)) as desk:
        words = f"EMBARGOED until {ends.day} {ends:%b %Y %H:%M} UTC"
        assert f"!{words}" in title(desk)
        assert words in "".join(text for text, _name in desk.app.screen.query_one(StatusLine).parts)
        entry = Library(tmp_path / "home").entries()[0]
        assert entry.wire is not None
        assert entry.wire.embargo is not None
        desk.story.loaded = None
        desk.story.entry = entry
        passed = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        desk.story.entry = replace(entry, wire=replace(entry.wire, embargo=passed))
        assert desk.screen.wire_notice.show() == []
        assert "EMBARGOED" not in title(desk)


async def test_what_was_undone_is_reported(tmp_path: Path) -> None:
    async with opened(tmp_path, one(pubstatus="canceled")) as desk:
        assert "!CANCELED by the sender: do not use" in title(desk)


@pytest.mark.action("article.about")
async def test_all_metadata_is_a_palette_action_away(tmp_path: Path) -> None:
    async with opened(tmp_path, one(**SENDER_FIELDS)) as desk:
        await desk.screen.act("article.about")
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, AboutScreen)
        shown = dict(facts(desk.story, datetime.now(UTC)))
        assert shown["Usage terms"] == "No archive use"
        assert shown["Urgency"] == "4 (1 is the most urgent)"
        assert shown["Subjects"] == "transport (medtop:20000000)"
        assert shown["Editor’s note"] == "Adds quote. [2J Call Ada."
        await desk.pilot.press("escape")
        await desk.pilot.pause()
        assert not isinstance(desk.app.screen, AboutScreen)


def test_plain_text_has_facts_too() -> None:
    assert facts(Story(name="a.txt", title="A"), datetime.now(UTC)) == [("Title", "A"), ("From", "a.txt")]
