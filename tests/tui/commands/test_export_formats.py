"""`copydesk export --format` as a process: one file of many articles, or standard output."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from store.interchange.machine_formats import MACHINE
from tests.store.interchange import made
from tests.tui.commands.test_export import contents, run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A desk with two articles, one of them with a note, neither ever read."""
    home = tmp_path / "desk"
    entry = made.keep(home)
    made.keep(home, "Another story.\n", "/wire/another.txt")
    book = made.book(home)
    book.add(article=entry.key, version=entry.version, anchor=None, body="Who?")
    book.close()
    return home


def test_formats_go_to_standard_output_and_to_files(home: Path, tmp_path: Path) -> None:
    before = contents(home)
    bib = run(home, "--format", "bibtex")
    assert (bib.returncode, bib.stderr, bib.stdout.count("@misc{")) == (0, "", 2)
    out = tmp_path / "notes.jsonld"
    done = run(home, "--format", "jsonld", "-o", str(out))
    assert (done.returncode, done.stdout) == (0, f"{out}\n")
    assert json.loads(out.read_text())["total"] == 1
    one = run(home, made.URL, "--format", "csl", "-o", str(tmp_path))
    assert one.stdout.strip().endswith(".csl.json")
    assert len(json.loads(Path(one.stdout.strip()).read_text())) == 1
    assert contents(home) == before


def test_articles_never_read_are_reported(home: Path) -> None:
    done = run(home, "--format", "quotes-csv")
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert "2 of 2 articles were never read" in done.stderr


def test_what_cannot_be_written_is_reported_in_one_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home / "notes.json")
    for args in (["none", "--format", "ris"], ["--format", "ris", "-o", str(tmp_path / "link")]):
        done = run(home, *args)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert run(home, "--format", "wordstar").returncode == 2


def test_the_help_names_every_format(home: Path) -> None:
    done: subprocess.CompletedProcess[str] = run(home, "--help")
    assert all(name.partition("-")[0] in done.stdout for name in MACHINE)


@pytest.mark.parametrize("is_stored", [False, True])
def test_a_file_is_exported_as_it_is_now(is_stored: bool, home: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Bridge to close\n\n“It is far too late,” said Anna Berg on Monday.\n", encoding="utf-8")
    if is_stored:
        made.keep(home, story.read_text(encoding="utf-8"), str(story))
        story.write_text("Bridge to close\n\n“It is much too late,” said Anna Berg on Monday.\n", encoding="utf-8")
    before = contents(home)
    words = "much" if is_stored else "far"
    table = run(home, str(story), "--format", "quotes-csv")
    assert (table.returncode, table.stderr, table.stdout.count("\n")) == (0, "", 2)
    assert f"“It is {words} too late”" in table.stdout
    sheet = run(home, str(story), "--template", "quotes")
    assert (sheet.returncode, f"> “It is {words} too late”" in sheet.stdout) == (0, True)
    assert contents(home) == before, "nothing is kept"
