"""One answer to "has the speaker a name?", for tables, the status line, exports, sourcing and the gate."""

from __future__ import annotations

import pytest

from extract.naming import actor_naming
from extract.reader import Reader
from extract.types import Article
from tests.conftest import ROOT

TEXT = """\
Harbour vote put off

The council will not vote before March, mayor Kari Lund said on Monday.

“It is a scandal,” said Per Dahl, a fisherman. The ministry said it would answer in May.

Officials said the money is gone. A source close to the talks said that was wrong. The governor said he had not been
asked. The Norwegian embassy said it was not true. “We go now,” a spokeswoman for the port said.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return Reader().read(TEXT, id="a", source="a")


def test_kinds_of_naming(article: Article) -> None:
    named = {actor.name: actor_naming(actor, article.quotes, TEXT) for actor in article.actors}
    assert named["Kari Lund"] == named["Norwegian embassy"] == "named"
    assert named["ministry"] == named["governor"] == named["spokeswoman for the port"] == "described"
    assert named["Officials"] == named["source close to the talks"] == "unnamed"


def articles() -> list[Article]:
    reader = Reader()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))] + [TEXT]
    return [reader.read(text, id="a", source="a") for text in texts]
