"""`copydesk extract --explain` as a user runs it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from rich.cells import cell_len

from extract.explain import explain
from extract.reader import Reader
from tests.bench.any_parser import AnyParser
from tests.bench.fuzz import article_text, seeds
from tests.conftest import ROOT
from tui.commands.extraction.extract_explanation import WIDTH_CELLS, lines


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run `copydesk extract --explain` as a user would."""
    command = [sys.executable, "-m", "tui", "extract", "--explain", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False)


def test_the_seed_article_is_explained_for_people() -> None:
    done = run("seeds/us-china-russia.txt")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert all(cell_len(line) <= WIDTH_CELLS for line in text.splitlines())
    liu = re.search(
        r"^q\d+ direct.*\n    words    We encourage the American side(?:.*\n){1,4}.*sure .*$", text, re.MULTILINE
    )
    assert liu is not None
    assert 'found    dash; cue "' in liu.group()
    assert "Liu Pengyu" in liu.group()
    assert "headline    25-92" in text


def test_the_same_as_json() -> None:
    two = run("seeds/us-china-russia.txt", "seeds/silica-mine-plan.txt", "--format", "jsonl")
    result = json.loads(two.stdout.splitlines()[0])
    assert result["schema"] == "copydesk.explanation/1"
    assert all(quote["rule"] and quote["actor_rule"] for quote in result["quotes"])
    assert [json.loads(line)["id"] for line in two.stdout.splitlines()] == ["us-china-russia", "silica-mine-plan"]


@pytest.mark.parametrize("args", [["--format", "csv"], ["--format", "xml"]])
def test_shapes_that_make_no_sense_are_refused(args: list[str]) -> None:
    done = run("seeds/us-china-russia.txt", *args)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_nothing_in_an_article_drives_the_terminal_or_breaks_the_width() -> None:
    sources, reader = seeds(), Reader(AnyParser())
    for number in range(150):
        result = explain(reader.examine(article_text(number, sources), id="\x1b[2J" * 30, source="\u202ex\n" * 40))
        for line in lines(result):
            assert cell_len(line) <= WIDTH_CELLS
            assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", line), line
