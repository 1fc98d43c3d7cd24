"""`copydesk.read` and what it answers."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

import copydesk

TEXT = """Mayor opens the ferry

“The river is ours again,” said Ada Moreno, the mayor of Port Lune. “Come and see,” she added.

Her deputy Tom Reyes said that tickets would stay free until May.
"""


@pytest.fixture(scope="module")
def article() -> copydesk.Article:
    return copydesk.read(TEXT)


def test_a_text_is_read(article: copydesk.Article) -> None:
    first, second, third = article.quotes
    assert (first.text, first.kind, first.cue) == ("The river is ours again", "direct", "said")
    assert first.actor is not None
    assert (first.actor.name, first.actor.kind) == ("Ada Moreno", "person")
    assert (second.speaker, second.actor) == ("she", first.actor)
    assert third.kind == "indirect"
    assert third.actor in article.actors
    assert article.headline == "Mayor opens the ferry"


def test_offsets_are_into_the_text(article: copydesk.Article) -> None:
    for quote in article.quotes:
        assert article.text[quote.start : quote.end].split(" ")[0] == quote.text.split(" ")[0]
    for actor in article.actors:
        for mention in actor.mentions:
            assert article.text[mention.start : mention.end] == mention.text


def test_a_file_is_read_alike_by_name_and_by_path(tmp_path: Path, article: copydesk.Article) -> None:
    file = tmp_path / "a story.txt"
    file.write_text(TEXT)
    assert copydesk.read(file) == copydesk.read(str(file))
    assert copydesk.read(file).quotes == article.quotes
    assert copydesk.read(file).id == "a story"


def test_a_web_page_is_read(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[2:] if line)
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><h1>Mayor opens the ferry</h1>{body * 3}</article></body></html>")
    assert "Ada Moreno" in {actor.name for actor in copydesk.read(page).actors}


@pytest.mark.parametrize("name", ["storry.txt", "wire/storry.txt", "word"])
def test_a_mistyped_name_is_an_error_and_no_text(name: str) -> None:
    with pytest.raises(copydesk.CopydeskError, match=r"[Nn]o such file"):
        copydesk.read(name)


def test_a_path_never_counts_as_a_text() -> None:
    with pytest.raises(copydesk.CopydeskError, match=r"not there\.txt"):
        copydesk.read(Path("it is not there.txt"))


def test_an_address_is_not_fetched() -> None:
    with pytest.raises(copydesk.CopydeskError, match="does not fetch"):
        copydesk.read("https://example.org/a")


@pytest.mark.parametrize("text", ["", "\n", "x\0y z", "“" * 5000 + " a"])
def test_odd_texts_are_texts(text: str) -> None:
    assert isinstance(copydesk.read_all(text or " ")[0], copydesk.Article)


def test_several_articles_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "two.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("one.txt", TEXT)
        archive.writestr("two.txt", "“No,” said Tom Reyes.\n")
    with pytest.raises(copydesk.CopydeskError, match="holds 2 articles"):
        copydesk.read(file)
    assert [len(each.quotes) for each in copydesk.read_all(file)] == [3, 1]


def test_there_and_back_through_json(article: copydesk.Article) -> None:
    data = json.loads(json.dumps(article.to_dict()))
    assert data["schema"] == "copydesk.extraction/1"
    assert copydesk.Article.from_dict(data) == article


@pytest.mark.parametrize("data", [{}, {"schema": "other/1"}, {"schema": "copydesk.extraction/1", "id": 1}])
def test_other_json_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"copydesk\.extraction/1"):
        copydesk.Article.from_dict(data)


def test_without_pandas_the_error_names_the_extra(article: copydesk.Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(copydesk.CopydeskError, match=r"pip install 'copydesk\[pandas\]'"):
        article.to_dataframe()


def test_an_unknown_table_is_refused(article: copydesk.Article) -> None:
    with pytest.raises(ValueError, match="no table of 'notes'"):
        copydesk.to_dataframe([article], "notes")  # type: ignore[arg-type]
