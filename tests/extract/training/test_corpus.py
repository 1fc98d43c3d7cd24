"""The corpus: every shipped file is valid, and everything that the guide forbids is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.training.corpus import CorpusError, main, read_article, rejoin, stand_off
from tests.conftest import ROOT

CORPUS = ROOT / "seeds" / "corpus"

GOOD = """<article id="x-01" style="test" lang="en">
<actors>
<actor id="a1" kind="person" name="Ann Bell" role="mayor"/>
</actors>
<text>
Bridge holds

<s q="1" ref="a1">Mayor <m ref="a1">Ann Bell</m></s> <v q="1">said</v>
that <c q="1">the bridge &amp; the road would hold</c>.
</text>
</article>
"""


def written(folder: Path, markup: str, name: str = "x-01") -> Path:
    path = folder / f"{name}.xml"
    path.write_text(markup, "utf-8")
    return path


def test_every_article_of_the_corpus_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path) for path in (CORPUS / "articles").glob("*.xml")]) == 0
    assert capsys.readouterr().out.startswith("133599 words, 5474 contents, 3786 actors, 13458 mentions; 0 files")


def test_an_article_has_text_actors_and_marks_at_their_offsets(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, GOOD))
    assert article.text.startswith("Bridge holds\n\nMayor Ann Bell said\nthat the bridge & the road")
    assert [(m.tag, article.text[m.start : m.end]) for m in article.marks] == [
        ("s", "Mayor Ann Bell"), ("m", "Ann Bell"), ("v", "said"), ("c", "the bridge & the road would hold"),
    ]  # fmt: skip
    assert article.actors["a1"] == {"kind": "person", "name": "Ann Bell", "role": "mayor"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<v q", "<x q", "not well-formed|mismatched|unknown tag"),
        ('<m ref="a1">', '<m ref="a9">', "refers to 'a9'"),
        ('<m ref="a1">', "<m>", "m has attributes"),
        ('<c q="1">the', '<c q="1">that the', "starts with a quote mark or with that"),
        ('<c q="1">the', '<c q="1">“the', "starts with a quote mark or with that"),
        ("would hold</c>", "would\n\nhold</c>", "over a paragraph"),
        ('kind="person"', 'kind="ship"', "known kind"),
        ('<v q="1">said</v>', '<v q="1">said</v> <v q="1">so</v>', "2 cues"),
        ('id="x-01"', 'id="x-02"', "its id is"),
        ("<actors>", "<actresses>", "mismatched|actors, then text"),
        ("Ann Bell</m>", "</m>", "is empty"),
    ],
)
def test_what_the_guide_forbids_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(CorpusError, match=says):
        read_article(written(tmp_path, GOOD.replace(old, new)))


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "boom">]>' + GOOD.replace("Bridge holds", "&b;")
    with pytest.raises(CorpusError):
        read_article(written(tmp_path, bomb))


def test_stand_off_annotation_fits_its_text_and_no_other(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, GOOD))
    row = json.loads(json.dumps(stand_off(article, url="https://example.org/")))
    assert "bridge" not in json.dumps(row)
    again = rejoin(row, article.text)
    assert again.marks == article.marks
    assert again.actors == article.actors
    with pytest.raises(CorpusError, match="not the text"):
        rejoin(row, article.text + " ")


def test_the_wikinews_annotation_holds_no_text() -> None:
    longest = 0
    with (CORPUS / "wikinews.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        words = [value for actor in row["actors"].values() for value in actor.values() if isinstance(value, str)]
        longest = max(longest, *(len(value.split()) for value in words))
        assert row["url"].startswith("https://en.wikinews.org/")
        assert len(row["sha256"]) == 64
    assert len(rows) == 187
    assert longest < 9
