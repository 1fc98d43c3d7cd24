"""The annotated corpus: articles with every quote and every mention of an actor marked, parsed strictly.

`seeds/corpus/GUIDE.md` describes the markup. Real articles whose text may not be published are stored as stand-off
annotation (`seeds/corpus/wikinews.jsonl`): offsets that fit a text with the right SHA-256, and nothing else.

python -m extract.training.corpus CHECKED.xml...    check files; exit status 1 if any has an error
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped, unused-ignore]

KINDS = ("person", "organisation", "country", "place", "group", "anonymous")
_ATTRIBUTES = {"c": {"q", "ref", "t"}, "v": {"q"}, "s": {"q", "ref"}, "m": {"ref"}}
_NEEDED = {"c": {"q"}, "v": {"q"}, "s": {"q", "ref"}, "m": {"ref"}}
_CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“"}
_COMPLEMENT = re.compile(
    r"that (?:the|an?|he|she|it|they|we|i|you|there|his|her|their|its|our|my|this|these|those|no|all|some|any|one|two|"
    r"three|in|on|at|if|when|while)\b"
)


class CorpusError(ValueError):
    """A file that breaks the guide; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One tag: `c` content, `v` cue, `s` speaker or `m` mention, with its offsets (code points) and attributes."""

    tag: str
    start: int
    end: int
    q: str | None = None
    ref: str | None = None
    thought: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its annotation. `actors` maps an id to `kind`, `name` and, where known, `role`, `affiliation`."""

    id: str
    style: str
    text: str
    actors: Mapping[str, Mapping[str, str]]
    marks: Sequence[Mark]


def read_article(path: Path) -> Annotated:
    """The article in a corpus file. Raises CorpusError for anything that the guide does not allow."""
    try:
        root = fromstring(path.read_text("utf-8"), forbid_dtd=True)
    except (ValueError, SyntaxError) as error:
        raise CorpusError(f"{path.name}: {error}") from None
    if root.tag != "article" or [child.tag for child in root] != ["actors", "text"]:
        raise CorpusError(f"{path.name}: an article has actors, then text")
    actors = {element.get("id", ""): {k: v for k, v in element.attrib.items() if k != "id"} for element in root[0]}
    pieces: list[str] = []
    found: list[tuple[str, dict[str, str], int, int]] = []
    _walk(root[1], pieces, found, path)
    text = "".join(pieces)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    marks = [
        Mark(tag, start - lead, end - lead, given.get("q"), given.get("ref"), given.get("t") == "thought")
        for tag, given, start, end in found
    ]
    article = Annotated(root.get("id", ""), root.get("style", ""), text, actors, marks)
    _refuse_errors(article, path.name)
    if article.id != path.stem:
        raise CorpusError(f"{path.name}: its id is {article.id!r}")
    return article


def _walk(element: Any, pieces: list[str], found: list[tuple[str, dict[str, str], int, int]], path: Path) -> None:
    """Collect the text below an element and its tags, in order of their starts."""
    start, at = sum(map(len, pieces)), len(found)
    if element.tag != "text":
        if element.tag not in _ATTRIBUTES:
            raise CorpusError(f"{path.name}: unknown tag {element.tag}")
        given = set(element.attrib)
        if not _NEEDED[element.tag] <= given <= _ATTRIBUTES[element.tag]:
            raise CorpusError(f"{path.name}: {element.tag} has attributes {sorted(given)}")
        found.append((element.tag, dict(element.attrib), start, start))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, found, path)
        pieces.append(child.tail or "")
    if element.tag != "text":
        tag, attributes, _, _ = found[at]
        found[at] = (tag, attributes, start, sum(map(len, pieces)))


def _refuse_errors(article: Annotated, name: str) -> None:
    for error in errors_in(article):
        raise CorpusError(f"{name}: {error}")


def errors_in(article: Annotated) -> Iterator[str]:
    """The violations of the guide in an annotation, in words."""
    text = article.text
    for key, actor in article.actors.items():
        if not key or actor.get("kind") not in KINDS or not actor.get("name"):
            yield f"actor {key!r} needs an id, a name and a known kind"
    quotes: dict[str, list[Mark]] = {}
    for mark in article.marks:
        words = text[mark.start : mark.end]
        if not 0 <= mark.start < mark.end <= len(text):
            yield f"{mark.tag} is empty or outside the text: {mark.start}"
        if mark.ref is not None and mark.ref not in article.actors:
            yield f"{mark.tag} refers to {mark.ref!r}, which is no actor: {words[:40]!r}"
        if mark.tag == "c" and "\n\n" in words:
            yield f"content runs over a paragraph: {words[:40]!r}"
        if mark.tag == "c" and (_holds_outer_mark(words) or _COMPLEMENT.match(words)):
            yield f"content starts with a quote mark or with that: {words[:40]!r}"
        if mark.q is not None:
            quotes.setdefault(mark.q, []).append(mark)
    for q, marks in quotes.items():
        tags = [mark.tag for mark in marks]
        if "c" not in tags:
            yield f"quote {q} has no content"
        if tags.count("v") > 1:
            yield f"quote {q} has {tags.count('v')} cues"
        if "s" not in tags and not any(mark.ref for mark in marks if mark.tag == "c"):
            yield f"quote {q} has no speaker"


def _holds_outer_mark(words: str) -> bool:
    """Whether content begins with a quote mark that belongs outside; one closed before further content may stay."""
    if words[:1] not in '"“”–—«„':
        return False
    closing = _CLOSING.get(words[0])
    at = words.find(closing, 1) if closing else -1
    return not (at > 0 and re.search(r"\w", words[at:]))


# --- stand-off annotation ---------------------------------------------------------------------------------------------


def stand_off(article: Annotated, **about: str) -> dict[str, Any]:
    """The annotation without the text. Names that occur in the text become offsets; `about` names the source."""
    actors = {
        key: {field: _by_offset(value, article.text) for field, value in actor.items()}
        for key, actor in article.actors.items()
    }
    return {
        "id": article.id,
        **about,
        "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "actors": actors,
        "marks": [[m.tag, m.start, m.end, m.q, m.ref, m.thought] for m in article.marks],
    }


def _by_offset(value: str, text: str) -> str | list[int]:
    at = text.find(value) if " " in value else -1
    return [at, at + len(value)] if at >= 0 else " ".join(value.split()[:6])


def rejoin(row: Mapping[str, Any], text: str) -> Annotated:
    """Apply stand-off annotation to its text. Raises CorpusError if it is another text or the row is damaged."""
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise CorpusError(f"{row['id']}: not the text that was annotated")
    actors = {
        key: {field: text[v[0] : v[1]] if isinstance(v, list) else v for field, v in actor.items()}
        for key, actor in row["actors"].items()
    }
    article = Annotated(row["id"], "wikinews", text, actors, [Mark(*mark) for mark in row["marks"]])
    _refuse_errors(article, row["id"])
    return article


def read_corpus(folder: Path, texts: Path | None = None) -> list[Annotated]:
    """All articles of the corpus in `folder`; the stand-off ones too if `texts` has their plain texts as ID.txt."""
    articles = [read_article(path) for path in sorted((folder / "articles").glob("*.xml"))]
    if texts is not None:
        with (folder / "wikinews.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        articles += [rejoin(row, (texts / f"{row['id']}.txt").read_text("utf-8").strip()) for row in rows]
    return articles


def main(paths: Sequence[str]) -> int:
    """Check corpus files and count their annotations. Returns the exit status."""
    failed, words, content, actors, mentions = 0, 0, 0, 0, 0
    for path in map(Path, paths):
        try:
            article = read_article(path)
        except (CorpusError, OSError) as error:
            print(error)
            failed += 1
            continue
        words += len(article.text.split())
        content += sum(mark.tag == "c" for mark in article.marks)
        actors += len(article.actors)
        mentions += sum(mark.tag == "m" for mark in article.marks)
    print(f"{words} words, {content} contents, {actors} actors, {mentions} mentions; {failed} files with errors")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
