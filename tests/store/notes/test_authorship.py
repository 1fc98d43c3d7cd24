"""Who signs what is imported: the login, with whom the file names kept apart, wherever it is shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.articles.library import Library
from store.disk.boundary import Boundary, set_boundary
from store.interchange.note_importer import ImportReport
from store.notes.notebook import Notebook
from tests.store.interchange import made
from tui.cli import run
from tui.presenters.descriptions import note_row
from tui.presenters.desk_rows import note_rows


@pytest.fixture
def login(tmp_path: Path) -> Iterator[None]:
    set_boundary(Boundary(tmp_path.resolve(), tmp_path.resolve(), (), "kim"))
    yield
    set_boundary(None)


PAGE = """{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:x:1",
 "target": "http://a.example/", "body": "forged words", "creator": {"type": "Person", "name": "ada"}}"""


@pytest.mark.usefixtures("login")
def test_a_restricted_login_signs_what_it_imports_and_the_file_s_author_is_stored_separately(tmp_path: Path) -> None:
    made.take(tmp_path, PAGE)
    for _ in range(2):
        book = Notebook.open(tmp_path, author="kim")
        (note,) = book.all()
        assert (note.author, note.editor, note.original_author) == ("kim", "kim", "ada")
        assert note.signature == "kim (original: ada)"
        book.compact()
        book.close()
        report: ImportReport = made.take(tmp_path, PAGE)  # again: nothing changes
        assert report.outcomes["known"] == 1


def test_so_it_is_without_a_restricted_login(tmp_path: Path) -> None:
    made.take(tmp_path, PAGE)
    book = Notebook.open(tmp_path, author="kim")
    (note,) = book.all()
    assert (note.author, note.original_author, note.signature) == ("kim", "ada", "kim (original: ada)")
    assert note.editor_signature == "kim (original: ada)"
    edited = book.edit(note.uid, body="other words")
    assert (edited.signature, edited.editor_signature) == ("kim (original: ada)", "kim")
    book.close()


def test_a_file_that_names_its_importer_says_so_once(tmp_path: Path) -> None:
    made.take(tmp_path, PAGE.replace('"ada"', '"kim"'))
    book = Notebook.open(tmp_path, author="kim")
    (note,) = book.all()
    book.close()
    assert (note.signature, note.foreign) == ("kim", True)


def test_words_of_others_make_a_note_foreign_and_it_stays_so(tmp_path: Path) -> None:
    kim = Notebook.open(tmp_path, author="kim")
    note = kim.add(article="a", version="0" * 64, anchor=None, body="mine")
    assert not kim.edit(note.uid, body="mine still").foreign
    ada = Notebook.open(tmp_path, author="ada")
    assert ada.edit(note.uid, body="ada's").foreign
    ada.close()
    kim.refresh()
    assert kim.edit(note.uid, body="ada's and mine").foreign
    kim.close()


def test_the_original_author_is_shown_apart_everywhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    made.keep(home)
    made.take(home, PAGE.replace("http://a.example/", made.URL))
    signed = "kim (original: ada)"
    capfd.readouterr()
    for command in (("notes", "list"), ("export", made.URL)):
        assert run(["--home", str(home), *command]) == 0
        assert signed in capfd.readouterr().out.replace("\\", ""), command
    assert run(["--home", str(home), "export", "--format", "jsonld"]) == 0
    (item,) = json.loads(capfd.readouterr().out)["first"]["items"]
    assert (item["creator"]["name"], item["copydesk:note"]["author"]) == ("ada", "kim")
    assert run(["--home", str(home), "export", "--format", "notes-csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert (row["author"], row["original_author"]) == ("kim", "ada")
    book = Notebook.open(home, author="kim")
    rows, _ = note_rows(Library(home), book)
    assert [row.author for row in rows] == [signed]
    assert note_row(book.all()[0]).author == signed
    book.close()
