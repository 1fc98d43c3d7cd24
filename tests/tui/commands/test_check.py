"""`copydesk check`: what it prints, and the three ways it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.anchors import Anchor
from store.notes.notebook import Notebook
from tui.commands.check import main

QUIET = "[claim-anonymous]\nenabled = false\n[reader-warning]\nenabled = false\n"


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def rules(home: Path) -> Path:
    """A rules file in the data folder that leaves the seed article nothing to be found."""
    file = home / "rules.toml"
    file.write_text(QUIET, encoding="utf-8")
    return file


def fact_check(home: Path) -> str:
    """Leave a fact-check open on the article's first quote; the note's uid."""
    library = Library(home)
    (entry,) = library.entries()
    reading = library.reading(entry.version)
    assert reading is not None
    book = Notebook.open(home, author="ada")
    note = book.add(
        article=entry.key, version=entry.version, anchor=Anchor.of(reading.text, reading.quotes[0].span),
        body="true?", type="fact-check",
    )  # fmt: skip
    book.close()
    return note.uid


def test_clean_findings_and_errors_end_differently(
    home: Path, seed: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, str(seed), "--quiet", "--home", str(home)) == (0, "", "")
    code, out, err = run(capsys, str(seed), "--home", str(home))
    assert (code, out) == (0, "")
    assert err == f"copydesk: using {rules}\n"
    fact_check(home)
    code, out, _err = run(capsys, str(seed), "--home", str(home))
    head, finding = out.splitlines()
    assert code == 1
    assert head.startswith("The US claims that China is helping Russia")
    assert finding.split() == ["3:20", "error", "fact-check-open", "not", "checked:", "true?"]
    code, _out, err = run(capsys, "nope", "--home", str(home))
    assert code == 2
    assert "nope: no such file, and no such article" in err


def test_from_which_severity_on_the_gate_stays_shut(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "--desk", "--home", str(home), "--fail-on", "error")
    assert code == 0
    assert "claim-anonymous" in out
    assert run(capsys, "--desk", "--home", str(home))[0] == 1


def test_json_sarif_and_junit(home: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uid = fact_check(home)
    where = ("--desk", "--home", str(home), "--format")
    code, out, _err = run(capsys, *where, "json")
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["note"], finding["span"]["line"]) == (1, uid, 3)
    file = tmp_path / "check.sarif"
    assert run(capsys, *where, "sarif", "-o", str(file))[:2] == (1, "")
    (result,) = json.loads(file.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["ruleId"] == "fact-check-open"
    code, out, _err = run(capsys, *where, "junit")
    assert (code, ElementTree.fromstring(out.encode()).get("failures")) == (1, "1")


def test_a_bad_file_ends_with_two_and_names_line_and_key(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[embargo]\nseverity = "fatal"\n', encoding="utf-8")
    code, out, err = run(capsys, "--desk", "--home", str(home), "--rules", str(file))
    assert (code, out) == (2, "")
    assert err == f"copydesk: {file}:2: embargo.severity: must be one of error, warning, note\n"
    code, _out, err = run(capsys, "--desk", "--home", str(home), "--stylebook", str(file))
    assert code == 2
    assert f"{file}:1: embargo: unknown" in err


def test_the_stylebook_and_the_other_articles(
    home: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "stylebook.toml").write_text('[[banned]]\nterm = "rearmament"\nwhy = "vague"\n', encoding="utf-8")
    code, out, _err = run(capsys, "--desk", "--home", str(home))
    assert code == 1
    assert "style-banned" in out
    assert "“rearmament”: not used (vague)" in out
    (home / "stylebook.toml").unlink()
    library = Library(home)
    (first,) = library.entries()
    file = tmp_path / "other.txt"
    file.write_text("“No,” said Embassy spokesman Liu Pengyou.\n", encoding="utf-8")
    other = library.keep(load(Source("file", str(file))))
    code, out, _err = run(capsys, other.key, "--home", str(home))
    assert code == 1
    assert "“Liu Pengyou” here, “Liu Pengyu” in “The US claims that China is helping…”" in out
    assert run(capsys, other.key, "--home", str(home), "--alone")[:2] == (0, "")
    code, out, _err = run(capsys, "--desk", "--home", str(home))
    assert code == 1
    assert "never-read" in out
    assert first.title[:20] not in out


def test_the_rules_are_printed_as_they_are_read(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "--print-rules")
    file = tmp_path / "rules.toml"
    file.write_text(out, encoding="utf-8")
    assert code == 0
    with_file = run(capsys, "--desk", "--home", str(home), "--rules", str(file))
    assert with_file == run(capsys, "--desk", "--home", str(home))


@pytest.mark.parametrize("argv", [[], ["x", "--desk"], ["--desk", "--format", "xml"], ["--desk", "--fail-on", "all"]])
def test_a_wrong_command_line(argv: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(argv)


def test_a_file_is_checked_as_it_is_now(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "draft.txt"
    text = "Bridge to close\n\nThe bridge closes in May.\n\n“It is far too late for that,” said Anna Berg.\n"
    file.write_text(text, encoding="utf-8")
    assert run(capsys, str(file), "--home", str(home))[:2] == (0, "")
    library = Library(home)
    assert library.find(str(file)) is None
    entry = library.keep(load(Source("file", str(file))))
    book = Notebook.open(home, author="ada")
    words = Span(text.index("far too"), text.index("far too") + len("far too late for that"))
    book.add(article=entry.key, version=entry.version, anchor=Anchor.of(text, words), body="sure?")
    book.close()
    file.write_text(text.replace("far too late for that", "much too late for that"), encoding="utf-8")
    code, out, _err = run(capsys, str(file), "--home", str(home))
    assert code == 1
    assert out.startswith("Bridge to close  [draft-")
    assert "5:8  error    quote-changed      was “far too late for that”, is “much too late for that”" in out
    assert library.entry(entry.key) == entry
    assert run(capsys, "--desk", "--home", str(home), "--fail-on", "error")[1].count("quote-changed") == 0


STORY = "Bridge to close\n\nThe bridge closes in May.\n\n“It is far too late for that,” said Anna Berg.\n"


def store_with_a_note(home: Path, file: Path, words: str = "far too late for that") -> None:
    """Keep the file, with an open fact-check on these words of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(STORY, encoding="utf-8")
    entry = Library(home).keep(load(Source("file", str(file))))
    start = STORY.index(words)
    book = Notebook.open(home, author="ada")
    book.add(
        article=entry.key, version=entry.version, anchor=Anchor.of(STORY, Span(start, start + len(words))),
        body="sure?", type="fact-check",
    )  # fmt: skip
    book.close()


@pytest.mark.parametrize("other", ["checkout/story.txt", "renamed.txt"])
def test_the_same_article_under_another_path_is_checked_alike(
    other: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = tmp_path / "desk" / "story.txt", tmp_path / other
    store_with_a_note(home, mine)
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text(STORY, encoding="utf-8")
    here, there = (run(capsys, str(file), "--home", str(home)) for file in (mine, theirs))
    assert here == there
    assert here[0] == 1
    assert "fact-check-open" in here[1]


def test_a_newer_text_under_another_path_is_checked_with_the_notes(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = tmp_path / "desk" / "story.txt", tmp_path / "checkout" / "story.txt"
    store_with_a_note(home, mine)
    theirs.parent.mkdir()
    for file in (mine, theirs):
        file.write_text(STORY.replace("far too late", "much too late"), encoding="utf-8")
    here, there = (run(capsys, str(file), "--home", str(home)) for file in (mine, theirs))
    assert here == there
    assert "quote-changed" in here[1]
    theirs.write_text("Another story\n\nOf the same file name.\n", encoding="utf-8")
    assert "quote-changed" not in run(capsys, str(theirs), "--home", str(home))[1]


def test_standard_input_is_checked(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store_with_a_note(home, tmp_path / "story.txt")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    code, out, _err = run(capsys, "-", "--home", str(home))
    assert code == 1
    assert "5:8  error    fact-check-open    not checked: sure?" in out


@pytest.mark.parametrize("home_is", ["empty", "missing"])
def test_a_desk_without_articles_is_an_error(home_is: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "nobody"
    if home_is == "empty":
        home.mkdir()
    code, out, err = run(capsys, "--desk", "--home", str(home))
    assert (code, out) == (2, "")
    assert err == f"copydesk: {home}: no articles are kept there\n"


def test_what_the_app_warns_of_is_a_finding(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "Talks in Berlin\n\nGerman Prime Minister Olaf Scholz said on Monday that he would go to the talks.\n"
        "\n“We will be there,” he said. “It is time to talk.\n",
        encoding="utf-8",
    )
    code, out, _err = run(capsys, str(story), "--home", str(home), "--format", "json")
    found = {
        (each["message"], each["span"]["line"])
        for each in json.loads(out)["findings"]
        if each["rule"] == "reader-warning"
    }
    assert code == 1
    assert ("line 5: a quote mark has no partner", 5) in found
    assert any("Germany has a Chancellor" in message and line == 3 for message, line in found)


def test_block_quotations_are_not_held_to_the_stylebook(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story, style = tmp_path / "letter.txt", tmp_path / "stylebook.toml"
    story.write_text(
        "Border story\n\nThe paper said:\n\n> The illegals came over the bridge,\nand the illegals went.\n\n"
        "- The illegals were counted.\n\n> > Illegals again.\n\nIn 5 > 4 cases illegals is our word.\n",
        encoding="utf-8",
    )
    for quotes, lines in (("false", ["8", "12"]), ("true", ["5", "6", "8", "10", "12"])):
        style.write_text(f'[[banned]]\nterm = "illegals"\nquotes = {quotes}\n', encoding="utf-8")
        out = run(capsys, str(story), "--home", str(home), "--stylebook", str(style))[1]
        assert [row.split(":")[0].strip() for row in out.splitlines() if "style-banned" in row] == lines
