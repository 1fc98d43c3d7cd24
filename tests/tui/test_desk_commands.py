"""`copydesk list`, `feed` and `open --show-archive` on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.searches import save
from store.model.wire import Wire
from store.notes.notebook import Notebook
from store.web import originals
from store.web.pages import Fetched
from tests.bench.large_desk import write_home
from tests.store.web.liar import Liar, answer, lying, says
from tui.cli import run
from tui.console import fail

FEED = b"""<rss version='2.0'><channel><title>Harbour \x1b[2J Post</title><item><guid>1</guid><title>Ferry sinks</title>
<link>http://news.example/1</link><description>Nobody was hurt.</description></item></channel></rss>"""


class Shell:
    """Runs commands on one data folder and gives what they print."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def __call__(self, *words: str, code: int = 0) -> list[str]:
        assert run(["--home", str(self.home), *words]) == code
        self.errors: str
        out, self.errors = self._capsys.readouterr()
        assert "\x1b" not in out + self.errors
        return out.splitlines()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a data folder that is not there yet."""
    return Shell(tmp_path / "desk", capsys)


@pytest.fixture
def liar() -> Iterator[Liar]:
    """A server with a feed."""
    with lying(extra={"feed.xml": says(answer(FEED.replace(b"\x1b", b"")))}) as server:
        yield server


def test_a_mistyped_filter_is_reported(shell: Shell) -> None:
    assert shell("list", "soruce:reuters", code=1) == []
    assert "soruce:reuters: no such filter; source: is one" in shell.errors
    assert shell("list", "12:30", "ratio:2") == [], "a colon in plain words"


def test_a_reader_that_went_away_is_no_failure_to_tell(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        try:
            raise BrokenPipeError(32, "Broken pipe")
        except OSError as error:
            return fail(str(error))

    with pytest.raises(BrokenPipeError):
        command()
    assert capsys.readouterr().err == ""


def test_the_list_speaks_the_desk_s_language(shell: Shell) -> None:
    assert shell("list") == []
    write_home(shell.home, 12)
    every = shell("list")
    assert len(every) == 12
    unread = shell("list", "unread", "--json")
    rows = [json.loads(line) for line in unread]
    assert 0 < len(rows) < 12
    assert all(row["unread"] is True for row in rows)
    assert rows[0]["source"].startswith("https://")
    book = Notebook.open(shell.home, author="ada")
    entry = json.loads(unread[0])
    book.add(article=entry["key"], version="0" * 64, anchor=None, body="zzyzx road")
    book.close()
    assert [json.loads(line)["key"] for line in shell("list", "--json", "note:zzyzx road", "open-notes")] == [
        entry["key"]
    ]
    save(shell.home, "mine", "zzyz")
    assert len(shell("list", "@mine")) == 1
    assert [line.split("\t")[0] for line in shell("list", "--searches")] == ["@mine"]
    assert shell("list", "--forget", "@mine") == shell("list", "--searches") == []
    assert shell("list", "--forget", "mine", code=1) == []
    assert shell("list", "--", "-@nothing", "-since:2000-01-01") == []
    assert shell("list", "since:someday", code=1) == []
    assert "no such day" in shell.errors
    assert shell("list", "nothing-like-it") == []


def test_feeds_are_added_listed_looked_at_and_removed(shell: Shell, liar: Liar, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{liar.port}/feed.xml"
    shell("feed", "add", url, code=1)
    assert "private address" in shell.errors
    allow = ("feed", "--allow-private")
    assert "added: Harbour" in shell(*allow, "add", "--folder", "Wires", url)[0]
    assert "already subscribed" in shell(*allow, "add", url)[0]
    assert "not fetched yet" in shell("feed", "list")[0]
    assert shell(*allow, "refresh")[0].startswith("1 new: Harbour")
    assert shell(*allow, "refresh", url) == []
    assert json.loads(shell("feed", "list", "--json")[0])["folder"] == "Wires"
    assert [json.loads(line)["title"] for line in shell("list", "unread", "--json")] == ["Ferry sinks"]
    shell("feed", "refresh", "http://other.example/", code=1)
    shell("feed", "remove", "http://other.example/", code=1)
    assert "not subscribed" in shell.errors
    assert shell("feed", "remove", url) == []
    assert shell("feed", "list") == []


def test_opml_in_and_out(shell: Shell, tmp_path: Path) -> None:
    outline = '<outline text="A" xmlUrl="http://a.example/f"/><outline text="bad" xmlUrl="gopher://b.example/"/>'
    path = tmp_path / "feeds.opml"
    path.write_text(f"<opml version='2.0'><body>{outline}</body></opml>")
    assert shell("feed", "import", str(path), code=1) == ["1 added, 0 already subscribed"]
    assert "left out: gopher://b.example/" in shell.errors
    assert any('xmlUrl="http://a.example/f"' in line for line in shell("feed", "export"))
    path.write_text("<html/>")
    shell("feed", "import", str(path), code=1)
    assert "no OPML" in shell.errors
    shell("feed", "import", str(tmp_path / "gone.opml"), code=1)
    assert "gone.opml: No such file" in shell.errors


def test_what_was_fetched_is_shown_as_proof(shell: Shell) -> None:
    url = "https://a.example/story"
    shell("open", "--show-archive", url, code=1)
    assert "never fetched" in shell.errors
    originals.keep(shell.home, Fetched(url, "text/html", b"<p>said", url, (("etag", '"1"'),), "2026-11-24T10:00:00Z"))
    shown = json.loads("\n".join(shell("open", "--show-archive", url)))
    assert Path(shown["body"]).read_bytes() == b"<p>said"
    assert shown["fetched"] == "2026-11-24T10:00:00Z"


@pytest.mark.parametrize("published", [None, "", "mar, 18 ott", "20261", "0000-00-00"])
def test_an_unknown_date_says_so(shell: Shell, published: str | None) -> None:
    loaded = Loaded("/wire/a.txt", "a", "The pier closes.\n", "Pier closes", location="/wire/a.txt")
    entry = Library(shell.home).keep(loaded, title="Pier closes", unread=True)
    path = next((shell.home / "articles").glob("*.json"))
    stored = json.loads(path.read_text())
    path.write_text(json.dumps({**stored, "published": published}))
    assert shell("list") == [f"no date Pier closes {entry.source} unread"]
    (row,) = shell("list", "--json")
    assert json.loads(row)["time"] is None


@pytest.mark.parametrize("published", ["2026-03-03", "2026-03-03T23:15:00Z", "2026-03-03T23:15:00"])
def test_a_known_date_is_shown(shell: Shell, published: str) -> None:
    loaded = Loaded(
        "/wire/a.txt", "a", "The pier closes.\n", "Pier", location="/wire/a.txt", wire=Wire(published=published)
    )
    Library(shell.home).keep(loaded, title="Pier")
    (line,) = shell("list")
    assert line.startswith("2026-03-03")
    (row,) = shell("list", "--json")
    assert json.loads(row)["time"].startswith("2026-03-03")
