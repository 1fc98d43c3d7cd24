"""`copydesk notes add`, `edit`, `status` and `delete` as processes: what they write, print and refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.note import LIFECYCLES, STATUSES, NoteType
from store.notes.notebook import Notebook
from tests.conftest import ROOT

ARTICLE = """Ferry line to close

“We have asked for the figures three times,” Kari Lund said on Monday.

The quay was built in 1961.  The quay\u00a0is old, and the quay is closed.
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A file that the desk keeps."""
    story = tmp_path / "ferry.txt"
    story.write_text(ARTICLE, encoding="utf-8")
    Library(tmp_path / "desk").keep(load(Source("file", str(story))), title="Ferry line to close")
    return story


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `copydesk notes` on the desk as a user would."""

    def run(*args: str, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tui", "notes", *args, "--home", str(tmp_path / "desk"), "--author", "ada"]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=ROOT, check=False)
        assert done.returncode == code, done.stderr
        return done

    return run


def listed(run: Run) -> list[dict[str, Any]]:
    """The notes, as `list --json` prints them."""
    return [json.loads(line) for line in run("list", "--json").stdout.splitlines()]


def test_a_note_is_written_on_the_words_of_the_article(run: Run, story: Path) -> None:
    uid = run(
        "add", str(story), "Which year?", "--quote", "built in 1961", "--type", "fact-check", "--tag", "#quay",
        "--tag", "old", "--quiet",
    ).stdout.strip()  # fmt: skip
    (note,) = listed(run)
    assert (note["uid"], note["body"], note["type"], note["status"]) == (uid, "Which year?", "fact-check", "open")
    assert (note["tags"], note["author"], note["title"]) == (["quay", "old"], "ada", "Ferry line to close")
    assert note["selector"][0]["exact"] == "built in 1961"
    start = note["selector"][1]["start"]
    assert ARTICLE[start : start + 13] == "built in 1961"


@pytest.mark.parametrize("ref", ["Ferry line to close", "ferry.txt"])
def test_the_article_is_found_as_list_shows_it(run: Run, story: Path, ref: str) -> None:
    run("add", str(story) if ref == "ferry.txt" else ref, "Who checked this?")
    assert listed(run)[0]["body"] == "Who checked this?"
    assert listed(run)[0]["selector"] is None


def test_blanks_of_every_kind_are_alike_in_the_words(run: Run, story: Path) -> None:
    run("add", str(story), "x", "--quote", "in 1961. The quay is old")
    assert listed(run)[0]["selector"][0]["exact"] == "in 1961.  The quay\u00a0is old"


def test_the_text_may_come_from_standard_input(run: Run, story: Path) -> None:
    run("add", str(story), "-", stdin="First line\nsecond: “é”\n")
    assert listed(run)[0]["body"] == "First line\nsecond: “é”"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--quote", "the quay is"], "more of the words"),
        (["--quote", "not there at all, surely"], "nowhere"),
        (["--at", "5-100000"], "outside a text"),
        (["--status", "verified"], "a note cannot be verified: open, done"),
        (["--due", "someday"], "--due someday"),
    ],
)
def test_what_cannot_be_placed_is_refused_and_nothing_is_written(
    run: Run, story: Path, words: list[str], complaint: str
) -> None:
    story_text = "the quay is here and the quay is there " * 2
    story.write_text(story_text, encoding="utf-8")
    Library(story.parent / "desk").keep(load(Source("file", str(story))), title="Ferry line to close")
    done = run("add", str(story), "x", *words, code=1)
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1
    assert listed(run) == []


def test_a_file_that_the_desk_does_not_have_is_refused_with_advice(run: Run, story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Something else altogether happened in the town on Tuesday.\n", encoding="utf-8")
    assert "copydesk read" in run("add", str(other), "x", code=1).stderr
    story.write_text(ARTICLE + "\nOne more line.\n", encoding="utf-8")
    assert "has changed" in run("add", str(story), "x", code=1).stderr
    assert listed(run) == []


def test_fields_are_edited_and_the_others_stay(run: Run, story: Path) -> None:
    uid = run("add", str(story), "Ask", "her", "--type", "right-of-reply", "--due", "+2h", "--quiet").stdout.strip()
    run("edit", uid[:8], "--status", "asked", "--tag", "late")
    (note,) = listed(run)
    assert (note["body"], note["status"], note["tags"]) == ("Ask her", "asked", ["late"])
    assert note["due"]
    run("edit", uid, "Asked her twice", "--due", "none")
    (note,) = listed(run)
    assert (note["body"], note["status"], note.get("due")) == ("Asked her twice", "asked", None)


def test_a_new_type_begins_where_its_states_begin(run: Run, story: Path) -> None:
    uid = run("add", str(story), "x", "--type", "fact-check", "--status", "wrong", "--quiet").stdout.strip()
    run("edit", uid, "--type", "correction")
    assert (listed(run)[0]["type"], listed(run)[0]["status"]) == ("correction", "open")


@pytest.mark.parametrize("kind", [kind for kind in LIFECYCLES if kind != "reading"])
def test_only_a_status_of_the_type_is_set(run: Run, story: Path, kind: NoteType) -> None:
    uid = run("add", str(story), "x", "--type", kind, "--quiet").stdout.strip()
    right, wrong = LIFECYCLES[kind][-1], next(status for status in STATUSES if status not in LIFECYCLES[kind])
    run("status", uid, right)
    assert listed(run)[0]["status"] == right
    assert f"cannot be {wrong}" in run("status", uid, wrong, code=1).stderr
    assert listed(run)[0]["status"] == right


def test_notes_go_to_the_trash_and_come_back(run: Run, story: Path) -> None:
    uids = [run("add", str(story), text, "--quiet").stdout.strip() for text in ("one", "two", "three")]
    assert run("delete", uids[0], uids[2], "--quiet").stdout.split() == [uids[0], uids[2]]
    assert [note["uid"] for note in listed(run)] == [uids[1]]
    run("restore", uids[0])
    assert {note["uid"] for note in listed(run)} == {uids[0], uids[1]}
    assert "no note" in run("delete", uids[2], code=1).stderr


def test_a_note_on_a_quote_says_whose_it_is(run: Run, story: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "read", str(story), "--home", str(tmp_path / "desk")]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    run("add", str(story), "Did she?", "--quote", "“We have asked for the figures three times,”")
    about = listed(run)[0]["about"]
    assert (about["target"], about["actor"], about["kind"]) == ("quote", "Kari Lund", "direct")


@pytest.mark.parametrize(
    "words",
    [
        ["add", "story"],
        ["edit"],
        ["status", "abc"],
        ["delete"],
        ["list", "--quote", "x"],
        ["status", "abc", "done", "--tag", "x"],
        ["add", "story", "x", "--at", "12"],
        ["add", "story", "x", "--type", "reading"],
        ["add", "story", "x", "--at", "1-2", "--quote", "x"],
    ],
)
def test_wrong_usage_ends_with_2(run: Run, words: list[str]) -> None:
    assert "usage:" in run(*words, code=2).stderr


def test_nothing_to_change_is_a_usage_error(run: Run, story: Path) -> None:
    uid = run("add", str(story), "x", "--quiet").stdout.strip()
    assert "nothing to change" in run("edit", uid, code=2).stderr


def test_two_sessions_write_at_once_and_both_notes_stay(run: Run, story: Path, tmp_path: Path) -> None:
    book = Notebook.open(tmp_path / "desk", author="bob")
    run("add", str(story), "from the shell")
    book.refresh()
    assert [note.body for note in book.all()] == ["from the shell"]
    book.close()
