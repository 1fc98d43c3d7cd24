"""`copydesk read`, and `--read` of the commands that bring articles: the desk works without the app."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract.engine import ENGINE
from store.articles.library import Library
from tests.conftest import ROOT
from tests.store.web.liar import answer, lying, says
from tui.cli import run

FEED = """<rss version='2.0'><channel><title>Harbour Post</title><item><guid>1</guid><title>Ferry sinks</title>
<link>http://news.example/1</link><description>“Nobody was hurt,” harbour master Ann Lee said.</description></item>
</channel></rss>""".encode()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A folder of two articles and a file that no reader can read."""
    folder = tmp_path / "wire"
    folder.mkdir()
    for name in sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))[:2]:
        shutil.copy(ROOT / "seeds" / name, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    return folder


def unread(home: Path) -> list[str]:
    """The titles of what was never read."""
    library = Library(home)
    return [entry.title for entry in library.entries() if library.reading(entry.version, ENGINE) is None]


def test_sources_are_stored_and_read_and_what_fails_is_named(
    home: Path, wire: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(wire), "--home", str(home)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "broken.pdf" in err
    assert unread(home) == []
    assert len(Library(home).entries()) == 2
    assert err.splitlines()[-1] == "2 articles read"
    assert run(["sourcing", "--desk", "--home", str(home)]) == 0
    assert "not counted" not in capsys.readouterr().out


def test_the_desk_is_read_once(home: Path, wire: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (wire / "broken.pdf").unlink()
    assert run(["watch", "--once", str(wire), "--home", str(home)]) == 0
    assert len(unread(home)) == 2
    assert run(["read", "--desk", "--jobs", "2", "--home", str(home)]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "2 articles read"
    assert unread(home) == []
    assert run(["read", "--desk", "--home", str(home)]) == 0
    assert capsys.readouterr().err == "0 articles read, 2 were already read\n"


def test_a_stored_article_is_read_by_its_key(home: Path, wire: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["watch", "--once", str(wire), "--home", str(home)])
    first = Library(home).entries()[0]
    capsys.readouterr()
    assert run(["read", first.key, "--home", str(home)]) == 0
    assert first.title not in unread(home)
    assert len(unread(home)) == 1


@pytest.mark.parametrize(
    ("argv", "code"), [(["--desk"], 1), ([], 2), (["x", "--desk"], 2), (["nope.txt"], 1), (["x", "--jobs", "-1"], 2)]
)
def test_nothing_to_read_is_an_error(
    argv: list[str], code: int, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        got = run(["read", *argv, "--home", str(home)])
    except SystemExit as ended:
        got = int(str(ended.code))
    assert got == code
    assert capsys.readouterr().err


def test_what_a_watched_folder_brings_is_read(home: Path, wire: Path) -> None:
    (wire / "broken.pdf").unlink()
    assert run(["watch", "--once", "--read", str(wire), "--home", str(home)]) == 0
    assert unread(home) == []
    assert len(Library(home).entries()) == 2


def test_what_a_feed_brings_is_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lying(extra={"feed": says(answer(FEED, "Content-Type: application/rss+xml"))}) as liar:
        feed = ["--home", str(home), "feed", "--allow-private"]
        assert run([*feed, "add", f"http://127.0.0.1:{liar.port}/feed"]) == 0
        assert run([*feed, "refresh", "--read"]) == 0
    assert [entry.title for entry in Library(home).entries()] == ["Ferry sinks"]
    assert unread(home) == []
    assert "1 article read" in capsys.readouterr().err
