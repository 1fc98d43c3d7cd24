"""`copydesk notes` as a process: what it prints, what it refuses, and that looking changes nothing on the disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.anchors import Anchor
from store.notes.note import STATUSES, TARGETS, TYPES, About, NoteStatus
from store.notes.notebook import Notebook
from tests.conftest import ROOT
from widgets.text.safe import visible

MORTAL = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
HOSTILE = "evil\x1b]0;owned\x07 \x9b31m \u202etxt.exe\u202c \x00 end"


def run(home: Path, *args: str, prefix: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `copydesk notes` on `home` as a user would."""
    command = [*(prefix or []), sys.executable, "-m", "tui", "notes", *args, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """What `--json` printed."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def contents(home: Path) -> dict[str, bytes]:
    """Every file under `home`."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.fixture
def home(tmp_path: Path, seed: Path) -> Path:
    """The seed article with a plain note, a hostile fact-check and a note in the trash; one more on nothing kept."""
    home = tmp_path / "desk"
    entry = Library(home).keep(load(Source("file", str(seed))), title="The US claims")
    text = seed.read_text(encoding="utf-8")
    book = Notebook.open(home, author="ada")
    start = text.index("Beijing")
    anchor = Anchor(text[start : start + 7], text[start - 32 : start], text[start + 7 : start + 39], start, start + 7)

    def add(body: str, article: str = entry.key, **more: Any) -> str:
        return book.add(article=article, version=entry.version, body=body, **{"anchor": None, **more}).uid

    add("Ask the mayor about the café.", tags=("energy",), status="asked")
    about = About("quote", actor="Liu\x1b[31m Pengyu\u202e", cue="says", kind="direct")
    add(f"{HOSTILE}\nsecond line", type="fact-check", anchor=anchor, about=about, tags=("a\x1b[2Jb", "energy"))
    book.delete(add("Thrown away."))
    add("Somewhere else.", article="gone-12345678")
    book.close()
    return home


def uid_of(home: Path, body: str, what: str = "list") -> str:
    return next(str(row["uid"]) for row in rows(run(home, what, "--json")) if row["body"].startswith(body))


def test_list_is_by_article_and_every_line_fits_and_is_safe(home: Path) -> None:
    done = run(home, "list")
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == ["gone-12345678", "The US claims"]
    found = [done.stdout.index(words) for words in ("Somewhere", "Ask the mayor", "owned")]
    assert found == sorted(found)
    assert "Thrown" not in done.stdout
    assert max(map(len, lines)) <= 79
    assert visible(done.stdout) == done.stdout


def test_filters_narrow_the_list(home: Path) -> None:
    def bodies(*args: str) -> list[str]:
        return sorted(row["body"][:4] for row in rows(run(home, "list", "--json", *args)))

    assert bodies() == ["Ask ", "Some", "evil"]
    assert bodies("--tag", "energy") == ["Ask ", "evil"]
    assert bodies("--tag", "#energy", "--type", "fact-check") == ["evil"]
    assert bodies("--status", "asked") == ["Ask "]
    assert bodies("--article", "gone-12345678") == ["Some"]
    assert bodies("--article", str(ROOT / "seeds" / "us-china-russia.txt")) == ["Ask ", "evil"]
    assert bodies("--tag", "nothing") == []


def test_what_is_overdue_says_so_and_can_be_listed(home: Path) -> None:
    book = Notebook.open(home, author="ada")
    states: tuple[tuple[str, NoteStatus, str], ...] = (
        ("late", "asked", "2024-05-02T12:00:00Z"), ("later", "open", "2024-05-01T12:00:00Z"),
        ("ahead", "asked", "2999-01-01T00:00:00Z"), ("settled", "no-answer", "2024-05-01T12:00:00Z"),
    )  # fmt: skip
    late, later, ahead, settled = (
        book.add(article="x", version="v", anchor=None, body=body, type="right-of-reply", status=status, due=due)
        for body, status, due in states
    )
    book.close()
    assert [row["uid"] for row in rows(run(home, "list", "--overdue", "--json"))] == [later.uid, late.uid]
    assert {row["body"]: row.get("due") for row in rows(run(home, "list", "--json"))}["late"] == late.due
    listed = run(home, "list").stdout
    assert listed.count("OVERDUE 2024-05-0") == 2
    assert "due 2999-01-01" in listed or "due 2998-12-31" in listed
    assert run(home, "list", "--overdue", "--status", "asked").stdout.count("OVERDUE") == 1
    assert "due      2999-01-01 00:00 UTC" in run(home, "show", ahead.uid[:8]).stdout
    assert run(home, "show", settled.uid, "--overdue").returncode == 2


def test_json_gives_a_note_back_verbatim(home: Path, seed: Path) -> None:
    [row] = rows(run(home, "list", "--json", "--type", "fact-check"))
    assert row["body"] == f"{HOSTILE}\nsecond line"
    assert row["about"]["actor"] == "Liu\x1b[31m Pengyu\u202e"
    assert row["selector"][0]["exact"] == "Beijing"
    assert row["source"] == str(seed)
    assert "versions" not in row


def test_the_document_of_the_format_has_every_field_and_value(home: Path) -> None:
    document = (ROOT / "docs" / "notes-format.md").read_text(encoding="utf-8")
    notes = [*rows(run(home, "list", "--json")), *rows(run(home, "trash", "--json"))]
    fields = {name for note in notes for name in note} | set(About.__slots__) | {*TYPES, *STATUSES, *TARGETS}
    assert [name for name in sorted(fields) if f"`{name}`" not in document] == []
    names = {path.relative_to(home).parts[0] for path in home.rglob("*")}
    assert [name for name in sorted(names) if name not in document] == []


def test_search_finds_words_phrases_and_titles(home: Path) -> None:
    assert [row["body"][:3] for row in rows(run(home, "search", "CAFE", "mayor", "--json"))] == ["Ask"]
    assert [row["body"][:3] for row in rows(run(home, "search", '"the mayor"', "--tag", "energy", "--json"))] == ["Ask"]
    assert rows(run(home, "search", '"mayor the"', "--json")) == []
    assert len(rows(run(home, "search", "--json", "claims"))) == 2
    assert rows(run(home, "search", "thrown", "--json")) == []


def test_show_by_the_beginning_of_a_uid(home: Path) -> None:
    done = run(home, "show", uid_of(home, "evil")[:8])
    assert done.returncode == 0
    assert visible(done.stdout) == done.stdout
    assert re.search(r"^kind +fact-check, open$", done.stdout, re.MULTILINE)
    assert re.search(r"^> Beijing$", done.stdout, re.MULTILINE)
    assert re.search(r"^second line$", done.stdout, re.MULTILINE)
    assert max(map(len, done.stdout.splitlines())) <= 79


def test_a_note_edited_in_two_places_shows_both(home: Path) -> None:
    uid = uid_of(home, "Ask")
    book = Notebook.open(home, author="bob")
    base = book.get(uid)
    book.edit(uid, base=base, body="Ask her deputy.")
    book.edit(uid, base=base, body="Ask nobody.")
    book.close()
    assert "TWO VERSIONS" in run(home, "list").stdout
    done = run(home, "show", uid)
    assert "Ask her deputy." in done.stdout
    assert "Ask nobody." in done.stdout
    [row] = rows(run(home, "show", uid, "--json"))
    assert {version["body"] for version in row["versions"]} == {"Ask her deputy.", "Ask nobody."}


def test_restore_brings_a_note_back_from_the_trash(home: Path) -> None:
    uid = uid_of(home, "Thrown", "trash")
    assert "deleted" in run(home, "show", uid).stdout
    done = run(home, "restore", uid[:8], "--author", "kim")
    assert done.returncode == 0, done.stderr
    assert "Thrown away." in done.stdout
    assert run(home, "trash").stdout == ""
    [row] = [row for row in rows(run(home, "list", "--json")) if row["uid"] == uid]
    assert (row["author"], row["editor"]) == ("ada", "kim")
    again = run(home, "restore", uid)
    assert again.returncode == 1
    assert again.stderr == f"copydesk: no note {uid}\n"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["show", "nobody"], 1), (["restore", "nobody"], 1), (["list", "--article", "nobody"], 1), ([], 2),
        (["show"], 2), (["show", "a", "b"], 2), (["search"], 2), (["list", "word"], 2), (["list", "--type", "x"], 2),
        (["verify", "--tag", "x"], 2), (["burn"], 2),
    ],
)  # fmt: skip
def test_what_cannot_be_done_ends_with_a_code(args: list[str], code: int, home: Path) -> None:
    done = run(home, *args)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert code == 2 or done.stderr.count("\n") == 1


def test_looking_makes_nothing(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    for args in (["list"], ["trash"], ["search", "x"], ["verify"], ["list", "--json"]):
        done = run(nowhere, *args)
        assert done.returncode == 0, done.stderr
    assert run(nowhere, "restore", "x").returncode == 1
    assert not nowhere.exists()


def test_verify_names_every_damaged_file(home: Path) -> None:
    clean = run(home, "verify")
    assert clean.returncode == 0, clean.stdout
    assert re.fullmatch(r"\d+ files, none damaged\n", clean.stdout)
    text = next((home / "articles" / "texts").iterdir())
    text.write_text("other words")
    (home / "notes.json").write_bytes((home / "notes.json").read_bytes()[:-200])
    (home / "journal").mkdir(exist_ok=True)
    (home / "journal" / "20260101T000000-00000000.log").write_bytes(b"00000000 {}\nnonsense\n")
    (home / "journal" / "evil\x1b[2J\u202e.log").write_bytes(b"00000000 {}\n")
    before = contents(home)
    done = run(home, "verify")
    assert done.returncode == 1
    assert visible(done.stdout) == done.stdout
    named = re.findall(r"^damage +(\S+):", done.stdout, re.MULTILINE)
    assert {"notes.json", "journal/20260101T000000-00000000.log", f"articles/texts/{text.name}"} <= set(named)
    assert len(named) == 4
    found = [json.loads(line) for line in run(home, "verify", "--json").stdout.splitlines()]
    assert sum(row["state"] == "damage" for row in found) == 4
    assert any(row["state"] == "ok" for row in found)
    assert contents(home) == before


def test_a_damaged_file_is_read_as_well_as_it_can_be_and_left_alone(home: Path) -> None:
    (home / "notes.json").write_bytes((home / "notes.json").read_bytes()[:-200])
    before = contents(home)
    done = run(home, "list")
    assert done.returncode == 0
    assert "notes.json was damaged" in done.stderr
    assert "Ask the mayor" in done.stdout
    assert contents(home) == before


def test_notes_of_a_newer_version_are_refused(home: Path) -> None:
    path = home / "notes.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))
    before = contents(home)
    for args in (["list"], ["restore", "x"], ["search", "x"]):
        done = run(home, *args)
        assert done.returncode == 1
        assert re.fullmatch(r"copydesk: .*notes\.json has schema 99, .*upgrade it\n", done.stderr)
    assert run(home, "verify").returncode == 1
    assert contents(home) == before


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root ignores file modes")
def test_a_read_only_folder_is_read_and_restores_nothing(home: Path) -> None:
    uid = uid_of(home, "Thrown", "trash")
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert "Ask the mayor" in run(home, "list", prefix=MORTAL).stdout
        assert run(home, "verify", prefix=MORTAL).returncode == 0
        done = run(home, "restore", uid, prefix=MORTAL)
        assert done.returncode == 1
        assert re.fullmatch(r"copydesk: cannot write to .*\n", done.stderr)
        home.chmod(0)
        for what in ("list", "verify"):
            done = run(home, what, prefix=MORTAL)
            assert done.returncode == 1
            assert re.fullmatch(r"copydesk: cannot read .*ermission denied.*\n", done.stderr), done.stderr
        home.chmod(0o555)
        (home / "journal").chmod(0)
        done = run(home, "verify", prefix=MORTAL)
        assert done.returncode == 1
        assert re.search(r"^damage +journal: cannot be looked into: Permission denied", done.stdout, re.MULTILINE)
    finally:
        for folder in folders:
            folder.chmod(0o755)
