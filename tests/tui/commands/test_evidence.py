"""`copydesk evidence`, and the commands that use what is attached."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.anchors import Anchor
from store.notes.note import About
from store.notes.notebook import Notebook
from tests.tui.commands.test_prove import STORY, TRANSCRIPT
from tui.commands.check import main as check
from tui.commands.evidence import main
from tui.commands.export import main as export
from tui.commands.prove import main as prove
from tui.commands.sourcing import main as sourcing


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "hearing.vtt").write_text(TRANSCRIPT, encoding="utf-8")
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_attach_list_prove_check_remove(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hearing, home = story.parent / "hearing.vtt", ["--home", str(story.parent / "desk")]
    assert prove([str(story), *home]) == 2
    assert "no evidence attached: use copydesk evidence add" in capsys.readouterr().err
    assert main(["add", str(story), str(hearing), *home]) == 0
    assert capsys.readouterr().out.startswith("attached: hearing.vtt  23 words, 2 speakers  sha256 ")
    assert main(["list", str(story), "--json", *home]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["location"], row["there"], len(row["sha256"])) == (str(hearing), True, 64)
    assert prove([str(story), *home]) == 0
    story.write_text(STORY.replace("storm", "breeze"), encoding="utf-8")
    assert prove([str(story), *home]) == 1
    assert "was verbatim, is altered now: “The ferry leaks in every breeze”" in capsys.readouterr().err
    assert check([str(story), "--alone", *home]) == 1
    assert "quote-altered" in capsys.readouterr().out
    assert main(["remove", str(story), "hearing.vtt", *home]) == 0
    assert check([str(story), "--alone", *home]) == 0


def test_a_label_is_given_a_name(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hearing, home = story.parent / "hearing.vtt", ["--home", str(story.parent / "desk")]
    hearing.write_text(TRANSCRIPT.replace("Ola Dahl", "Union"), encoding="utf-8")
    assert main(["add", str(story), str(hearing), *home]) == 0
    assert prove([str(story), *home]) == 1
    assert main(["speaker", str(story), "Union", "Ola Dahl", *home]) == 0
    assert prove([str(story), *home]) == 0
    capsys.readouterr()
    assert main(["list", str(story), *home]) == 0
    assert "speaker union: Ola Dahl" in capsys.readouterr().out


def test_what_cannot_be_attached_is_one_line(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(story.parent / "desk")]
    assert main(["add", str(story), "no-such-file.vtt", *home]) == 1
    assert capsys.readouterr().err == (
        "copydesk: no-such-file.vtt: no such file, archived page or article of the desk\n"
    )
    assert main(["remove", str(story), "hearing.vtt", *home]) == 1
    assert not (story.parent / "desk" / "evidence" / "files").exists()


def test_the_report_as_html_is_escaped_and_runs_nothing(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hearing = story.parent / "hearing.vtt"
    hearing.write_text(
        TRANSCRIPT.replace("um, whatever", "whatever").replace("nobody", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        encoding="utf-8",
    )
    home = ["--home", str(story.parent / "desk")]
    prove([str(story), "--against", str(hearing), "--format", "html", *home])
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert "<mark>The ferry leaks in every storm</mark>" in page


def test_verdicts_are_in_markdown_in_the_fact_check_sheet_and_in_the_sourcing(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = story.parent / "desk", story.parent / "out"
    home = ["--home", str(folder)]
    library = Library(folder)
    loaded = load(Source("file", str(story)))
    entry = library.keep(loaded)
    article = Reader().read(loaded.text, id=entry.key, source=loaded.source)
    library.keep_reading(entry.key, article)
    with closing(Notebook.open(folder, author="ada")) as notebook:
        span = article.quotes[0].span
        notebook.add(
            article=entry.key, version=entry.version, anchor=Anchor.of(article.text, span), body="Listen again.",
            about=About("quote", actor="Kari Lund"), type="fact-check",
        )  # fmt: skip
    assert main(["add", str(story), str(story.parent / "hearing.vtt"), *home]) == 0
    assert prove([str(story), *home]) == 0
    for template in ("quotes", "fact-check"):
        page = out / f"{template}.md"
        out.mkdir(exist_ok=True)
        assert export([str(story), "--template", template, "-o", str(page), *home]) == 0
        assert "evidence: edited: hearing.vtt, 00:00:01.000, Kari Lund" in page.read_text(encoding="utf-8")
    capsys.readouterr()
    assert sourcing([str(story), *home]) == 0
    assert "proven by evidence: 18 of 18 words that were held against it" in capsys.readouterr().out
