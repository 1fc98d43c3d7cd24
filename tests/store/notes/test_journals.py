"""Whose a journal is, and what a forged line can do: nothing to the notes of another session."""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from store.disk.journal import encode
from store.notes.note import Note
from store.notes.notebook import Notebook, NotebookError
from store.notes.operations import MAX_HEADS, MAX_VERSIONS, Operation, State, TooManyVersionsError

FORGER = "20260101T000000-aaaaaaaa"
UID = "11111111-1111-4111-8111-111111111111"


def note(op: str = f"{FORGER}:1", **fields: Any) -> dict[str, Any]:
    made = Note(UID, "a", "0" * 64, None, "forged", author="ada", created="2026-01-01T00:00:00.000Z", op=op)
    return {**made.to_dict(), "updated": "2026-01-01T00:00:00.000Z", "editor": "ada", **fields}


def line(**fields: Any) -> dict[str, Any]:
    return {"op": "add", "base": [], "note": note(), **fields}


def header(session: str = FORGER) -> dict[str, Any]:
    return {"op": "session", "session": session, "author": "ada", "host": "h", "pid": 1,
            "started": "2026-01-01T00:00:00.000Z"}  # fmt: skip


def write_journal(home: Path, *lines: dict[str, Any] | bytes, name: str = f"{FORGER}.000001.log") -> Path:
    path = home / "journal" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(each if isinstance(each, bytes) else encode(each) for each in lines))
    return path


def add(book: Notebook, body: str) -> Note:
    return book.add(article="a", version="0" * 64, anchor=None, body=body)


def bodies(home: Path) -> list[str]:
    book = Notebook.open(home, author="ben", announce=False)
    found = sorted(each.body for each in book.all())
    book.close()
    return found


def session_of(home: Path) -> str:
    (journal,) = (home / "journal").glob("*.log")
    return journal.name.partition(".")[0]


def test_a_line_that_claims_another_session_s_operations_is_refused_and_reported(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="ben")
    add(book, "one")
    session = session_of(tmp_path)
    write_journal(tmp_path, header(), line(note=note(op=f"{session}:999999999")))
    book.refresh()
    add(book, "two")
    assert [each.body for each in book.all()] == ["one", "two"]
    assert any("operation of another session: refused" in each for each in book.notices)
    book.close()
    assert bodies(tmp_path) == bodies(tmp_path) == ["one", "two"]


def test_a_header_that_names_another_session_is_nobody_s_presence(tmp_path: Path) -> None:
    path = write_journal(tmp_path, header("20260101T000000-bbbbbbbb"), line())
    book = Notebook.open(tmp_path, author="ben")
    assert book.others() == []
    assert any("names another session: refused" in each for each in book.notices)
    book.close()
    assert path.with_suffix(".damaged").exists() or path.exists()


@pytest.mark.parametrize("name", ["x.log", f"{FORGER}.log", "..log", f"{FORGER}.1.log", f"{FORGER}-u0x.000001.log"])
def test_a_file_with_no_journal_s_name_is_not_read(tmp_path: Path, name: str) -> None:
    write_journal(tmp_path, header(), line(), name=name)
    book = Notebook.open(tmp_path, author="ben")
    assert book.all() == []
    assert any("no name of a journal: not read" in each for each in book.notices)
    book.close()
    assert (tmp_path / "journal" / name).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file to another user")
def test_in_a_shared_folder_a_journal_belongs_to_the_user_of_its_session(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    book = Notebook.open(tmp_path, author="ben")
    add(book, "one")
    session = session_of(tmp_path)
    book.close(compact=False)
    forged = write_journal(
        tmp_path, header(session), line(note=note(op=f"{session}:999")), name=f"{session}.000002.log"
    )
    os.chown(forged, 54321, -1)
    book = Notebook.open(tmp_path, author="ben")
    assert [each.body for each in book.all()] == ["one"]
    assert any("belongs to another user than its session: not read" in each for each in book.notices)
    book.close()


SPOILED: tuple[dict[str, Any], ...] = (
    {"rev": 10**300}, {"rev": True}, {"rev": "1"}, {"rev": None}, {"rev": 1.5}, {"updated": 5}, {"updated": []},
    {"updated": None},
    {"created": 5}, {"deleted": 5}, {"due": 5}, {"op": 5}, {"op": f"{FORGER}:-5"}, {"op": f"{FORGER}:{10**30}"},
    {"op": f"{FORGER}:x"}, {"tags": "abc"}, {"tags": [1]}, {"author": 5}, {"editor": []}, {"body": None}, {"uid": []},
    {"article": 5}, {"version": {}}, {"about": "x"}, {"about": {"target": "quote", "speaker": 5}},
    {"about": {"target": "quote", "fix": "explode"}}, {"type": []}, {"status": "exploded"}, {"selector": 5},
    {"selector": [{"type": "TextQuoteSelector", "exact": "x", "prefix": "", "suffix": ""},
                  {"type": "TextPositionSelector", "start": 10**40, "end": -(10**40)}]},
)  # fmt: skip


@pytest.mark.parametrize("fields", SPOILED, ids=str)
def test_a_note_of_wrong_types_is_damage_and_costs_only_itself(tmp_path: Path, fields: dict[str, Any]) -> None:
    good = note(op=f"{FORGER}:2", uid="good", body="good")
    write_journal(tmp_path, header(), line(note=note(**fields)), line(note=good))
    assert bodies(tmp_path) == ["good"]
    assert bodies(tmp_path) == ["good"]


@pytest.mark.parametrize(
    "spoiled",
    [
        line(op="explode"), line(base=[1, None]), line(base="abc"), line(base=[{"a": 1}]), line(of=["x"]),
        line(group={"a": 1}), {"op": "add"}, {"op": []},
        b"%08x %s\n" % (zlib.crc32(b"[" * 9000), b"[" * 9000),
        b'%08x {"op":1e999}\n' % zlib.crc32(b'{"op":1e999}'),
    ],
    ids=lambda each: repr(each)[:40],
)  # fmt: skip
def test_an_operation_of_wrong_types_is_damage_and_costs_only_itself(
    tmp_path: Path, spoiled: dict[str, Any] | bytes
) -> None:
    good = note(op=f"{FORGER}:2", uid="good", body="good")
    write_journal(tmp_path, header(), spoiled, line(note=good))
    assert bodies(tmp_path) == ["good"]


def test_versions_of_one_note_are_bounded_and_cost_no_square_of_their_number(tmp_path: Path) -> None:
    edits = [line(op="edit", note=note(op=f"{FORGER}:{n}", body=f"version {n}")) for n in range(1, 5001)]
    write_journal(tmp_path, header(), *edits)
    began = time.process_time()
    book = Notebook.open(tmp_path, author="ben", announce=False)
    assert any("has more versions of a note than there can be: refused" in each for each in book.notices)
    (conflict,) = book.conflicts()
    assert len(conflict.versions) == MAX_HEADS
    with pytest.raises(NotebookError, match="1000 versions already: choose one"):
        book.take(book.states(UID)[0])
    chosen = book.choose(UID, conflict.versions[0])
    assert book.conflicts() == []
    book.close()
    assert time.process_time() - began < 10
    assert bodies(tmp_path) == [chosen.body]
    assert list((tmp_path / "journal").glob(f"{FORGER}.*")), "what was refused is kept"


def test_nobody_makes_more_versions_than_can_be_chosen_between(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="ben")
    made = add(book, "one")
    states = [(Note(**{**_fields(made), "body": f"version {n}"}), ()) for n in range(MAX_VERSIONS - 1)]
    book.take_all(states)
    with pytest.raises(NotebookError, match=f"{MAX_VERSIONS} versions already: choose one"):
        book.take(Note(**{**_fields(made), "body": "one too many"}))
    assert len(book.states(made.uid)) == MAX_VERSIONS
    book.close()


def _fields(made: Note) -> dict[str, Any]:
    return {name: getattr(made, name) for name in Note.__slots__}


def test_a_state_refuses_what_nobody_could_have_made() -> None:
    state = State()
    for number in range(1, MAX_HEADS + 1):
        assert state.apply(Operation("add", Note.from_dict(note(op=f"s:{number}")), ()))
    with pytest.raises(TooManyVersionsError):
        state.apply(Operation("add", Note.from_dict(note(op=f"s:{MAX_HEADS + 1}")), ()))
    assert state.applied == {"s": MAX_HEADS}
