"""Every sample of the corpus gives the articles, or the one line, that it must."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

import pytest

from extract.layout.zones import zone
from store.formats.detect import UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request
from store.model.wire import Wire
from tests.store.formats.corpus.sample import Sample, Want

KINDS = ("nitf", "nitf_whole", "ninjs", "ninjs_whole", "newsml", "newsml_whole", "feeds", "mail", "office", "pages")
CORPUS = {
    f"{kind}/{s.name}": s for kind in KINDS for s in import_module(f"tests.store.formats.corpus.{kind}").samples()
}


def parsed(sample: Sample) -> list[Document]:
    """The sample's articles, parsed here and not in the sandbox."""
    format = detect(sample.data, PurePosixPath(sample.name).suffix)
    parsing = Parsing(Request(format, sample.data, None, sample.charset), Limits())
    documents = list(parsing)
    documents[0] = replace(documents[0], warnings=(*documents[0].warnings, *parsing.left_out))
    return documents


@pytest.mark.parametrize("name", CORPUS)
def test_a_sample_gives_what_it_must(name: str) -> None:
    sample = CORPUS[name]
    if sample.error:
        with pytest.raises((FormatError, UnknownFormatError)) as caught:
            parsed(sample)
        assert sample.error in str(caught.value)
        assert "\n" not in str(caught.value)
        return
    documents = parsed(sample)
    assert len(documents) == len(sample.articles)
    for document, want in zip(documents, sample.articles, strict=True):
        check(document, want)


def check(document: Document, want: Want) -> None:
    """Hold an article against what is wanted of it."""
    wire = document.wire or Wire()
    assert {key: getattr(wire, key) for key in want.wire} == want.wire
    if want.paragraphs is not None:
        assert tuple(document.text.rstrip("\n").split("\n\n")) == want.paragraphs
    for words in want.has:
        assert words in document.text
    for words in want.lacks:
        assert words not in document.text
    for words in want.warns:
        assert any(words in each for each in document.warnings), document.warnings
    if want.part is not None:
        assert document.part == want.part
    if want.zones:
        kinds = list(dict.fromkeys(block.kind for block in zone(document.text).blocks))
        assert kinds[: len(want.zones)] == list(want.zones)


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 200
