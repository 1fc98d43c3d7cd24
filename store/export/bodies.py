"""Makes the Markdown of a note safe to stand among others in one file, and restores the original text.

In a file of many notes, no note may affect how the others are parsed. So headings are demoted, fences closed, HTML
escaped, link and footnote definitions made local to their note, and what Pandoc would read across blank lines (metadata
between `---`, TeX, `:::` divisions) is neutralised, as is anything that Dataview, Templater, knitr, Quarto or MDX would
execute, or a reader would fetch (`store.export.active`). Otherwise the text renders as in CommonMark; if that cannot be
shown, it is exported as plain text.

Every exported line records its source lines, so that an edit of one line leaves the others as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any

from store.export.active import PLAIN_LANGUAGES, inert, is_module_line, runs
from store.export.inlines import code_spans, outside, paired, ticks
from store.texts.escaping import clean, lines_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

HEADING_SHIFT_LEVELS = 2
"""How many levels a heading is demoted: a note's own heading in the file is of the second level."""
MAX_MARKDOWN_CHARACTERS = 200_000
"""Length of a note that is parsed as Markdown; in a longer one only plain lines are left unchanged."""
MAX_COMPARED_PAIRS = 4_000_000
"""The most pairs of lines compared between an edited text and its export."""

_PLAIN = re.compile(
    r"(?:(?:(?:[-*+]|\d{1,9}[.)]) (?=[^\W\d_])|> |#(?=[^\W\d_]))?(?!\d{1,9}[.)][ \t])"
    r"[^\W_](?:[^<`~\\$%\[{\n]|\$(?!\$)|%(?!%))*)?"
)
"""A line that needs no escaping: prose, a list item, a tag."""
_BLOCK = re.compile(r"[-*+>] |\d{1,9}[.)] ")
"""The start of a list item or block quotation in a plain line."""
_DEFINITION = re.compile(r"^([ \t>*+\-\d.)]*)\[(?!\^[^\[\]^\s]+\]:)(?=[^\n]*)")
_LABEL = re.compile(r"\[\^([^\[\]^\s]+)\]")
_FOOTNOTE = re.compile(r"^[ \t>]*\[\^([^\[\]^\s]+)\]:")
_HTML = r"(?=[A-Za-z/!?])(?!(?:https?|ftp|mailto):[^\s<>\\]*>)(?![\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+>)"
"""Characters after a "<" that may begin HTML rather than a link in angle brackets."""
_TAG = re.compile(rf"(?<!\\)((?:\\\\)*)<{_HTML}")
_NO_TAG = re.compile(rf"(?<!\\)((?:\\\\)*)\\<{_HTML}")
_TEX = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=[^\W\d_])")
_BRACE = re.compile(r"(?<!\\)((?:\\\\)*)\{")
_NO_BRACE = re.compile(r"(?<!\\)((?:\\\\)*)\\\{")
_COMMENTS = re.compile(r"(?<!\\)((?:\\\\)*)%%")
_DISPLAYS = re.compile(r"(?<!\\)((?:\\\\)*)\$\$")
_DIVISION = re.compile(r"^([ \t>]*):::")
_DASHES = re.compile(r"(?:-[ \t]*){3,}$")
_MARKER = re.compile(r"<!--(?=\s*/?\s*copydesk:)")
_NO_MARKER = re.compile(r"<!--\\(?=\s*/?\s*copydesk:)")


_OPENING_TOKENS = frozenset({"heading_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "fence"})
"""Tokens that Pandoc takes for text if no blank line precedes them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Original lines, and the exported lines that represent them. Either may be empty."""

    written: tuple[str, ...]
    safe: tuple[str, ...]


def safe(body: str, mark: str, *, trusted: bool = False) -> list[Group]:
    """The lines of a note for the export. `mark` is the prefix of the note's footnotes.

    A `trusted` note keeps its HTML, and anything a program would execute or fetch, unless it affects how the rest of
    the file is parsed.
    """
    written = lines_of(body)
    lines = [clean(line) for line in written]
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    last = next((i for i in range(len(lines), first, -1) if lines[i - 1].strip()), first)
    head, tail = tuple(written[:first]), tuple(written[last:])
    written, lines = written[first:last], lines[first:last]
    if all(_PLAIN.fullmatch(line) and not is_module_line(line) for line in lines) and not _begins_below_text(lines):
        groups = [Group((w,), (line,)) for w, line in zip(written, lines, strict=True)]
    else:
        groups = _Maker(written, lines, mark, trusted).groups() if len(body) <= MAX_MARKDOWN_CHARACTERS else []
        text = "\n".join(safe_lines(groups))
        if not groups or not _alone(text, mark, html=trusted) or (not trusted and runs(text)):
            groups = [Group((w,), (inert(line),)) for w, line in zip(written, lines, strict=True)]
    return [*([Group(head, ())] if head else []), *groups, *([Group(tail, ())] if tail else [])]


def _begins_below_text(lines: Sequence[str]) -> bool:
    """Whether, in plain lines, a list or a block quotation begins directly below other text."""
    before = ""
    for line in lines:
        if _BLOCK.match(line) and before.strip() and not _BLOCK.match(before):
            return True
        before = line
    return False


def safe_lines(groups: Sequence[Group]) -> list[str]:
    """The exported lines, in order."""
    return [line for group in groups for line in group.safe]


def restore(groups: Sequence[Group], edited: Sequence[str], mark: str, *, trusted: bool = False) -> str:
    """The note's text after the export of `groups`, made with `trusted`, was edited to the lines `edited`."""
    lines = safe_lines(groups)
    unchanged = _unchanged(lines, edited)
    turned = written(edited, mark, trusted=trusted)
    result: list[str] = []
    at = 0  # of the edited lines
    place = 0  # of the exported lines
    for group in groups:
        where = [unchanged.get(place + i) for i in range(len(group.safe))]
        place += len(group.safe)
        intact = bool(where) and None not in where and where == list(range(where[0] or 0, (where[0] or 0) + len(where)))
        if not intact:
            continue
        start = where[0] or 0
        result += turned[at:start]
        at = start + len(where)
        added = not group.written and any(line.strip() for line in edited[at:])
        # a fence that the export closed is the user's once more text follows
        result += turned[start:at] if added else group.written
    result += turned[at:]
    return "\n".join(result)


def written(edited: Sequence[str], mark: str, *, trusted: bool = False) -> list[str]:
    """The presumed original of exported lines whose origin is unknown: one line for each."""
    if sum(map(len, edited)) > MAX_MARKDOWN_CHARACTERS:
        return list(edited)
    tokens, _refs = _parse("\n".join(edited))
    code = {n for token in _fences(tokens) for n in range(*_map(token))}
    turned = list(edited)
    indented = _indented(tokens)
    for i, span in code_spans(edited, code | indented):
        turned[i] = outside(edited[i], span, lambda text: _unsafe(text, mark, trusted))
    for i in range(len(turned)):
        if i in indented:
            turned[i] = turned[i].replace(r"<\!--", "<!--")
        elif i not in code:
            turned[i] = re.sub(r"^([ \t>]*)\\:::", r"\1:::", turned[i])
            turned[i] = re.sub(r"^([ \t>*+\-\d.)]*)\\\[(?=.*\]:)", r"\1[", turned[i])
        turned[i] = _NO_MARKER.sub("<!--", turned[i])
    for token in tokens:
        if token.type == "heading_open" and token.markup.startswith("#") and len(token.markup) > HEADING_SHIFT_LEVELS:
            i = _map(token)[0]
            turned[i] = turned[i].replace("#" * HEADING_SHIFT_LEVELS, "", 1)
    return turned


def _unchanged(lines: Sequence[str], edited: Sequence[str]) -> dict[int, int]:
    """The lines that are unchanged, by their numbers in both versions."""
    start = 0
    while start < min(len(lines), len(edited)) and lines[start] == edited[start]:
        start += 1
    end = 0
    while end < min(len(lines), len(edited)) - start and lines[-1 - end] == edited[-1 - end]:
        end += 1
    unchanged = {i: i for i in range(start)}
    unchanged |= {len(lines) - 1 - i: len(edited) - 1 - i for i in range(end)}
    one, other = lines[start : len(lines) - end], edited[start : len(edited) - end]
    if one and other and len(one) * len(other) <= MAX_COMPARED_PAIRS:
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            unchanged |= {start + block.a + i: start + block.b + i for i in range(block.size)}
    return unchanged


class _Maker:
    """Makes one text safe, using its CommonMark structure."""

    def __init__(self, written: Sequence[str], lines: Sequence[str], mark: str, trusted: bool) -> None:
        self._trusted = trusted
        self._written = written
        self._lines = lines
        self._mark = mark
        tokens, self._refs = _parse("\n".join(lines))
        self._tokens = [token for token in tokens if token.type != "inline"]
        self._code = {n for token in _fences(self._tokens) for n in range(*_map(token))}
        self._indented = _indented(tokens)
        self._labels = {m[1] for i, line in enumerate(lines) if i not in self._code and (m := _FOOTNOTE.match(line))}
        regions = [_map(token) for token in tokens if token.type == "inline" and token.map]
        inside = self._code | _indented(tokens) | {n for start, end in regions for n in range(start, end)}
        self._regions = [*regions, *((n, n + 1) for n in range(len(lines)) if n not in inside)]
        self._defining = {start for start, _end in self._refs}

    def groups(self) -> list[Group]:
        lines = self._escaped()
        groups: list[Group] = []
        blocks = self._blocks(lines)
        i = 0
        while i < len(lines):
            end, replacements = blocks.get(i, (i + 1, (lines[i],)))
            groups.append(Group(tuple(self._written[i:end]), replacements))
            i = end
        groups += [Group((), (token.markup,)) for token in _fences(self._tokens)[-1:] if self._open(token)]
        return groups

    def _escaped(self) -> list[str]:
        """Every line with HTML, TeX, divisions, definitions and comments neutralised; everything else is unchanged."""
        untouched = self._code | self._indented
        lines = [line if i in untouched else ticks(line) for i, line in enumerate(self._lines)]
        displays = sum(line.count("$$") for i, line in enumerate(lines) if i not in self._code)
        for i, span in code_spans(lines, self._code | self._indented):
            lines[i] = outside(lines[i], span, lambda text: self._made(text, displays % 2 == 1))
        for i, line in enumerate(lines):
            if i in self._indented:
                lines[i] = line.replace("<!--", r"<\!--")
                continue
            line = lines[i] = _MARKER.sub(r"<!--\\", line)
            if i in self._code:
                continue
            line = _DIVISION.sub(r"\1\\:::", line)
            lines[i] = _DEFINITION.sub(r"\1\\[", line) if self._defines(i) else line
        return paired(lines, self._regions)

    def _made(self, text: str, displays: bool) -> str:
        if not self._trusted:
            text = _TEX.sub(r"\1\\\\", text)
            text = _TAG.sub(r"\1\\<", text)
            text = _BRACE.sub(r"\1\\{", text)  # MDX executes braces; Pandoc takes them for attributes
        text = text.replace("<!--", r"<\!--")
        text = _COMMENTS.sub(r"\1\\%\\%", text)
        text = _DISPLAYS.sub(r"\1\\$\\$", text) if displays else text
        return _LABEL.sub(lambda m: f"[^{self._mark}-{m[1]}]" if m[1] in self._labels else m[0], text)

    def _defines(self, i: int) -> bool:
        """Whether line `i` may begin a link definition, here or in Pandoc, which accepts more."""
        if i in self._defining:
            return True
        if not _DEFINITION.match(self._lines[i]):
            return False
        end = next((n for n in range(i, len(self._lines)) if not self._lines[n].strip()), len(self._lines))
        return "]:" in "\n".join(self._lines[i:end])

    def _blocks(self, lines: list[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
        """Replacements for headings, rules and fences: by first line, the line after the last, and the new lines."""
        replacements: dict[int, tuple[int, tuple[str, ...]]] = {}
        for token in self._tokens:
            if token.map is None:
                continue
            start = token.map[0]
            if token.type == "heading_open" and token.markup.startswith("#"):
                replacements[start] = (start + 1, (_lower(lines[start]),))
            elif token.type == "heading_open":
                replacements |= _underlined(token, lines)
            elif token.type == "hr" and _DASHES.search(lines[start]):
                replacements[start] = (start + 1, (_DASHES.sub("___", lines[start]),))
            elif token.type == "fence" and not self._trusted:
                replacements[start] = (start + 1, (_opening(lines[start], token),))
            before = lines[start - 1] if start > 0 else ""
            if token.type in _OPENING_TOKENS and token.level == 0 and before.strip() and not _BLOCK.match(before):
                end, instead = replacements.get(start, (start + 1, (lines[start],)))
                replacements[start] = (end, instead if instead[0] == "" else ("", *instead))
        return replacements

    def _open(self, token: Token) -> bool:
        """Whether the fence is not closed, and is in no list or quote that would close it."""
        start, end = _map(token)
        last = self._lines[min(end, len(self._lines)) - 1]
        closed = end - 1 > start and re.fullmatch(
            rf"[ ]{{0,3}}{re.escape(token.markup)}{re.escape(token.markup[0])}*[ \t]*", last
        )
        return token.level == 0 and end >= len(self._lines) and not closed


def _lower(line: str) -> str:
    found = re.search("#+", line)
    assert found is not None
    level = min(6, len(found[0]) + HEADING_SHIFT_LEVELS)
    return line[: found.start()] + "#" * level + line[found.end() :]


def _underlined(token: Token, lines: list[str]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Replace a heading underlined with `=` or `-` by one with `#`; in a list or quote the line is kept as text."""
    start, end = _map(token)
    if token.level > 0:
        return {end - 1: (end, (re.sub(r"([-=])", r"\\\1", lines[end - 1], count=1),))}
    text = " ".join(line.strip() for line in lines[start : end - 1])
    if text.endswith("#"):
        text = f"{text[:-1]}\\#"
    return {start: (end, (f"{'#' * (int(token.tag[1]) + HEADING_SHIFT_LEVELS)} {text}",))}


def _opening(line: str, token: Token) -> str:
    """The first line of a fence, with at most the name of a language: nothing that a program executes."""
    word = token.info.strip().split(" ")[0]
    at = line.index(token.markup)
    return line[:at] + token.markup + (word if word.lower() in PLAIN_LANGUAGES else "")


def _unsafe(text: str, mark: str, trusted: bool) -> str:
    text = text.replace(r"<\!--", "<!--")
    if not trusted:
        text = _NO_TAG.sub(r"\1<", text)
        text = _NO_BRACE.sub(r"\1{", text)
        text = re.sub(r"(?<!\\)((?:\\\\)*)\\\\(?=[^\W\d_])", r"\1\\", text)
    text = text.replace(r"\%\%", "%%").replace(r"\$\$", "$$")
    return text.replace(f"[^{mark}-", "[^")


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """CommonMark without HTML, which is how escaped text is parsed, and with HTML."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}), MarkdownIt("commonmark")


def _parse(text: str) -> tuple[list[Token], list[tuple[int, int]]]:
    """The blocks of `text`, and the lines of its link definitions."""
    env: dict[str, Any] = {}
    tokens = _parsers()[0].parse(text, env)
    defined = [*env.get("references", {}).items(), *((each["label"], each) for each in env.get("duplicate_refs", ()))]
    return tokens, [(each["map"][0], each["map"][1]) for label, each in defined if not label.startswith("^")]


def _indented(tokens: list[Token]) -> set[int]:
    """The lines of code marked by indentation alone, with no list before it."""
    found: set[int] = set()
    for token in tokens:
        if token.type == "list_item_open" or (token.type == "inline" and token.content.startswith(("[^", ":", "~"))):
            break
        if token.type == "code_block" and token.level == 0:
            found.update(range(*_map(token)))
    return found


def _fences(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.type == "fence"]


def _map(token: Token) -> tuple[int, int]:
    assert token.map is not None
    return token.map[0], token.map[1]


def _alone(text: str, mark: str, *, html: bool = False) -> bool:
    """Whether the text does not affect the rest of the file. `html`: HTML is allowed in it."""
    env: dict[str, dict[str, object]] = {}
    tokens = _parsers()[1].parse(f"{text}\n\n<!-- end -->\n", env)
    if any(not label.lower().startswith(f"^{mark.lower()}-") for label in env.get("references", {})):
        return False
    end = tokens[-1]
    if end.type != "html_block" or end.level or end.content.strip() != "<!-- end -->":
        return False
    return html or not any(
        token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())
        for token in tokens[:-1]
    )
