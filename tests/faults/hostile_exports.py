"""Hostile notes and titles through an export, read again by markdown-it, Pandoc and PyYAML.

Each must give back what went in: PyYAML the title and tags, the two Markdown parsers the same blocks in the same order,
the title, the quoted words, and each note's text in its own block and nowhere else. CommonMark must make of a note in
the file what it makes of the note alone, save for headings two levels lower. Without Pandoc only the others are asked.

    python -m tests.faults.hostile_exports --notes 2000
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.span import Span
from store.export.active import runs
from store.export.front_matter import file_tags
from store.export.render import render
from store.export.templates import shipped
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.texts.escaping import clean, lines_of, plain
from tests.store.export.made import note, source

FRAGMENTS = (
    "word", "two words", "# ", "## x", "---", "===", "```", "~~~", "```py", "``", "`", "<div>", "</div>", "<b>", "<!--",
    "-->", "<pre>", "<script>", "<?", "<!X", "<![CDATA[", "[a]: /x", "[a]", "[^1]", "[^1]: a note", "- ", "> ", "1. ",
    "  ", "    ", "\t", "\\", "\\begin{a}", "\\end{a}", "\\foo{", "}", ":::", ":::: {.x}", "$", "$$", "%%", "|",
    "---|---", "* * *", "- - -", "...", "title: x", "@x", "(@)", ": def", "~", "<http://a.b>", "*", "**", "_", "\n",
    "\n", "\n", "\n", "\n\n", "\n\n", "<!-- copydesk:note id=x -->", "<!-- /copydesk:note -->", "{#id}", "&lt;",
    "<!-- copydesk:text -->", "![", "](", "+--+", "==", "^[", "[[", "]]", "#tag", "\u2028", "\u00a0", "\u202e",
    "\x1b[2J", "\r\n",
    "a)", "iv.", "(1)", "<a@b.c>", "Term", "&", '"', "'", "--", "\ufeff",
)  # fmt: skip

_ODD = re.compile(r"^[ \t>]*`{3,}[^\n]*`", re.MULTILINE)
"""Code within a line that begins like a fence; where it holds backticks itself it may be shown as text."""

mixed = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
hostile = mixed | st.text(st.characters(codec="utf-8"), max_size=60)


@dataclass(frozen=True, slots=True)
class Case:
    """One export: its title, the words its notes are on, and each note's text and tags."""

    title: str
    words: str
    notes: tuple[tuple[str, tuple[str, ...]], ...]

    def made(self, number: int) -> tuple[str, list[Note]]:
        """The exported file, and its notes. Each text ends in a word that is nowhere else."""
        text = f"{self.words}.\n"
        anchor = Anchor.of(text, Span(0, len(self.words)))
        about = About("quote", self.title[:20], self.words[:20], self.title[:9], self.words[:9], "direct")
        notes = [
            note(
                uid=f"{number:08x}-0000-4000-8000-{n:012x}", anchor=anchor, body=f"{body}\n\nlast{number}x{n}x",
                tags=tags, about=about,
            )
            for n, (body, tags) in enumerate(self.notes)
        ]  # fmt: skip
        return render(source(*notes, title=self.title, text=text), shipped("notes")), notes


cases = st.builds(
    Case,
    hostile,
    hostile.filter(lambda words: bool(plain(words))),
    st.lists(st.tuples(hostile, st.lists(hostile, max_size=2).map(tuple)), min_size=1, max_size=3).map(tuple),
)


def check(batch: Sequence[Case]) -> None:
    """Export every case and read it again. Raises AssertionError."""
    files = [case.made(number) for number, case in enumerate(batch)]
    for case, (text, notes) in zip(batch, files, strict=True):
        front = yaml.safe_load(_parts(text)[0])
        assert front["title"] == plain(case.title)
        assert front["tags"] == file_tags(tag for each in notes for tag in each.tags)
        _commonmark(case, text, notes)
    if shutil.which("pandoc"):
        for (case, (_text, notes)), blocks in zip(
            zip(batch, files, strict=True), _pandoc([text for text, _ in files]), strict=True
        ):
            _check_pandoc(case, notes, blocks)


def _parts(text: str) -> tuple[str, str]:
    """The front matter without its `---` lines, and the rest."""
    found = re.match(r"---\n(.*?)^---\n", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1], text[found.end() :]


# CommonMark


def _commonmark(case: Case, text: str, notes: Sequence[Note]) -> None:
    parser = MarkdownIt("commonmark")
    tokens = parser.parse(_parts(text)[1])
    marks = [(n, token) for n, token in enumerate(tokens) if token.type == "html_block"]
    assert [token.content.split()[1] for _, token in marks] == _expected(notes)
    assert all(token.level == 0 for _, token in marks)
    assert tokens[1].type == "inline"
    assert _shown(parser, tokens[:3]) == plain(case.title)
    for number, one in enumerate(notes):
        at, closed = marks[3 * number + 1][0], marks[3 * number + 2][0]
        head = tokens[marks[3 * number][0] + 1 : at]
        quote = next(n for n, token in enumerate(head) if token.type == "blockquote_open")
        ended = next(n for n, token in enumerate(head) if token.type == "blockquote_close")
        assert _shown(parser, head[quote : ended + 1]) == plain(case.words)
        found = parser.renderer.render(tokens[at + 1 : closed], parser.options, {})
        if "]:" not in one.body and not _ODD.search(one.body) and not runs(one.body):  # these are shown as text
            assert _normal(found) == _alone(one.body)


def _expected(notes: Sequence[Note]) -> list[str]:
    return ["copydesk:note", "copydesk:text", "/copydesk:note"] * len(notes)


def _alone(body: str) -> str:
    """What CommonMark makes of a note by itself, with HTML shown and its headings lower."""
    lines = [clean(line) for line in lines_of(body)]
    while lines and not lines[0].strip():
        del lines[0]
    made = MarkdownIt("commonmark", {"html": False}).render("\n".join(lines))
    return _normal(re.sub(r"<(/?)h([1-6])>", lambda m: f"<{m[1]}h{min(6, int(m[2]) + 2)}>", made))


def _normal(made: str) -> str:
    """HTML without what an export changes on purpose: the words after a fence and its end, backslashes in code."""
    made = re.sub(r'<code class="language-[^"]*">', "<code>", made)
    made = re.sub(r"<(h\d)>.*?</\1>", lambda m: m[0].replace("\n", " "), made, flags=re.DOTALL)
    made = re.sub(r"\s*</code></pre>", "</code></pre>", made)
    return re.sub(r"<code>.*?</code>", lambda m: m[0].replace("\\", ""), made, flags=re.DOTALL).strip()


def _shown(parser: MarkdownIt, tokens: Sequence[Token]) -> str:
    made = parser.renderer.render(tokens, parser.options, {})
    return plain(html.unescape(re.sub(r"<[^>]*>", "", made)))


# Pandoc


def _pandoc(texts: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The blocks that Pandoc finds in each text. Quote marks and dashes are left as they are (-smart)."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, text in enumerate(texts):
            path = Path(folder) / f"{number:05}.md"
            path.write_text(f"{text}\n<!-- the end of a file -->\n", encoding="utf-8", newline="")
            names.append(str(path))
        command = ["pandoc", "--file-scope", "--from", "markdown-smart", "--to", "json", *names]
        done = subprocess.run(command, capture_output=True, check=True)
    blocks: list[dict[str, Any]] = []
    for block in json.loads(done.stdout)["blocks"]:
        if block["t"] == "RawBlock" and "the end of a file" in block["c"][1]:
            yield blocks
            blocks = []
        else:
            blocks.append(block)


def _check_pandoc(case: Case, notes: Sequence[Note], blocks: list[dict[str, Any]]) -> None:
    marks = [n for n, block in enumerate(blocks) if block["t"] == "RawBlock"]
    assert [blocks[n]["c"][1].split()[1] for n in marks] == _expected(notes)
    assert json.dumps(blocks).count('"t": "Raw') == len(marks), "raw HTML or TeX of a note"
    assert blocks[0]["t"] == "Header"
    assert plain("".join(_words(blocks[0]["c"][2]))) == plain(case.title)
    for number in range(len(notes)):
        at, closed = marks[3 * number + 1], marks[3 * number + 2]
        quote = next(b for b in blocks[marks[3 * number] : at] if b["t"] == "BlockQuote")
        assert plain(" ".join("".join(_words(b["c"])) for b in quote["c"])) == plain(case.words)
        last = re.search(r"last\d+x\d+x$", notes[number].body)
        assert last is not None
        assert last[0] in "".join(_words(blocks[at + 1 : closed]))


def _words(node: Any) -> Iterator[str]:
    """The text in a piece of Pandoc's tree."""
    if isinstance(node, list):
        for each in node:
            yield from _words(each)
    elif isinstance(node, dict):
        kind: Any = node.get("t")
        content: Any = node.get("c")
        if kind == "Str":
            yield str(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Code", "CodeBlock", "Math"):
            yield f" {content[1]} "
        elif content is not None:
            yield from _words(content)


def _fine(batch: Sequence[Case]) -> bool:
    try:
        check(batch)
    except AssertionError:
        if len(batch) == 1:
            raise
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=2000)
    args = parser.parse_args()
    counts = [0, 0]

    @settings(
        max_examples=max(1, args.notes // 40), deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
    )  # fmt: skip
    @given(st.lists(cases, min_size=20, max_size=40))
    def many(batch: list[Case]) -> None:
        counts[0] += len(batch)
        counts[1] += sum(len(case.notes) for case in batch)
        for case in batch if not _fine(batch) else ():
            check([case])  # which of them it is

    many()
    pandoc = "markdown-it, PyYAML and Pandoc" if shutil.which("pandoc") else "markdown-it and PyYAML (no Pandoc here)"
    print(f"{counts[1]} notes in {counts[0]} files, read back by {pandoc}: all as they were")


if __name__ == "__main__":
    main()
