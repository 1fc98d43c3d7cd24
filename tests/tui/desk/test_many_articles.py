"""A source of many articles: all of them on the desk, whichever way it was named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Source
from store.formats.limits import Limits
from store.model.source_names import SourceError
from store.processes.parser import Sandbox
from tests.store.formats.corpus.feeds import item, rss
from tests.store.formats.corpus.mail import mail
from tests.store.formats.corpus.ninjs import one
from tests.store.formats.corpus.pages import zipped
from tests.store.formats.corpus.sample import BODY, HEADLINE
from tests.waiting import until
from tui.app import Copydesk
from tui.commands.extraction.extract import main as extract
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, Story, stories_of


def story_of(path: Path, data: bytes) -> Story:
    path.write_bytes(data)
    return stories_of([Source("file", str(path))])[0]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "home", "ada", tmp_path / "log")


async def test_a_file_named_alone_opens_the_desk_only_if_it_holds_many(tmp_path: Path, newsroom: Newsroom) -> None:
    feed = story_of(tmp_path / "feed.xml", rss(item(), item(guid="nt-43", title="Second")))
    others = newsroom.articles.load_early(feed, alone=True)
    assert [feed.title, *(each.title for each in others)] == [HEADLINE, "Second"]
    single = story_of(tmp_path / "one.json", json.dumps(one()).encode())
    assert newsroom.articles.load_early(single, alone=True) == []
    assert single.text is not None
    assert single.text.startswith(HEADLINE)
    broken = story_of(tmp_path / "broken.zip", b"PK\x03\x04")
    with pytest.raises(SourceError, match=r"broken\.zip: a broken ZIP"):
        newsroom.articles.load_early(broken, alone=True)
    await newsroom.close()


async def test_the_desk_lists_and_keeps_every_article_of_its_sources(tmp_path: Path, newsroom: Newsroom) -> None:
    archive = zipped(("a.txt", b"First words, he said.\n"), ("b.eml", mail().as_bytes()))
    stories = [
        story_of(tmp_path / "plain.txt", "\n\n".join(BODY).encode()),
        story_of(tmp_path / "wire.zip", archive),
        story_of(tmp_path / "last.txt", b"EMBARGOED UNTIL 06:00 GMT 25 NOVEMBER 2099\n\nLast words, she said.\n"),
    ]
    app = Copydesk(newsroom, stories, alone=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: len(Library(tmp_path / "home").entries()) == 4)
        desk = app.screen
        assert isinstance(desk, TheDesk)
        names = [Path(row.source).name for row in desk.stories.rows()]
        titles = [row.title for row in desk.stories.rows()]
        held = desk.stories.rows()[-1].state
    await newsroom.close()
    assert names[0] == "plain.txt"
    assert names[-1] == "last.txt"
    assert HEADLINE in titles
    assert held == "EMBARGO 25 Nov 2099"
    stored = {Path(entry.source).name for entry in Library(tmp_path / "home").entries()}
    assert stored == {"plain.txt", "wire.zip#a.txt", "wire.zip#b.eml", "last.txt"}


async def test_the_desk_lives_on_when_a_parser_is_killed(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = b"<html><body><article>" + b"<p>Words and words, he said.</p>" * 29_000 + b"</article></body></html>"
    hasty = Sandbox(Limits(seconds=0.3))
    monkeypatch.setattr(newsroom.articles, "parser", lambda: hasty)
    stories = [story_of(tmp_path / "slow.html", slow), story_of(tmp_path / "plain.txt", b"Plain words, she said.\n")]
    app = Copydesk(newsroom, stories, alone=False)
    async with app.run_test(size=(100, 30)) as pilot:
        desk = app.screen
        assert isinstance(desk, TheDesk)
        await until(pilot, lambda: Library(tmp_path / "home").entries())
        states = [row.state for row in desk.stories.rows()]
    await newsroom.close()
    hasty.close()
    assert states[0] == "error: takes longer than 0.3 seconds to read: refused"
    assert [Path(entry.source).name for entry in Library(tmp_path / "home").entries()] == ["plain.txt"]


def test_extract_takes_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feed, broken = tmp_path / "feed.xml", tmp_path / "broken.pdf"
    feed.write_bytes(rss(item(), item(guid="nt-43", title="Second")))
    broken.write_bytes(b"%PDF-1.4")
    assert extract([str(feed), str(broken)]) == 1
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert [each["id"] for each in found] == ["feed-harbour-bridge-closes-after", "feed-second"]
    assert all(quote["actor"] for quote in found[0]["quotes"])
    assert captured.err == f"copydesk: {broken}: a broken PDF\n"
