"""Who signs what is imported: in a restricted login the login, with whom the file names kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.disk.boundary import Boundary, set_boundary
from store.interchange.note_importer import ImportReport
from store.notes.notebook import Notebook
from tests.store.interchange import made


@pytest.fixture
def login(tmp_path: Path) -> Iterator[None]:
    set_boundary(Boundary(tmp_path.resolve(), tmp_path.resolve(), (), "kim"))
    yield
    set_boundary(None)


PAGE = """{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "urn:x:1",
 "target": "http://a.example/", "body": "forged words", "creator": {"type": "Person", "name": "ada"}}"""


@pytest.mark.usefixtures("login")
def test_a_restricted_login_signs_what_it_imports_and_the_file_s_author_is_kept_apart(tmp_path: Path) -> None:
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


def test_elsewhere_an_import_keeps_its_author(tmp_path: Path) -> None:
    made.take(tmp_path, PAGE)
    book = Notebook.open(tmp_path, author="kim")
    (note,) = book.all()
    assert (note.author, note.original_author, note.signature) == ("ada", None, "ada")
    book.close()
