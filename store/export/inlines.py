"""Code, brackets and backticks within the lines of a note, where CommonMark and Pandoc agree on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Spans = list[tuple[int, int]]

_BRACKET = re.compile(r"\\.|[\[\])]|(?<=\])\(")
_TICKS = re.compile(r"^((?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)(`{3,}|~{3,})(.*)$")


def code_spans(lines: Sequence[str], code: set[int]) -> list[tuple[int, Spans]]:
    """For every line outside fences, the spans that are certainly code in any dialect."""
    found: list[tuple[int, Spans]] = []
    astray = False
    for i, line in enumerate(lines):
        if i in code:
            astray = False
            continue
        if not line.strip():
            astray = False
        spans: Spans = []
        if "`" in line:
            spans, stray = _code(line)
            astray = astray or stray or "\\`" in line
            spans = [span for span in spans if "$" not in line[: span[0]]]
        found.append((i, [] if astray else spans))
        astray = astray or "$" in line  # in Pandoc formulas hide backticks
    return found


def _code(line: str) -> tuple[Spans, bool]:
    """The spans of code between backticks, and whether backticks are left over."""
    runs = [(m.start(), m.end()) for m in re.finditer("`+", line)]
    spans: Spans = []
    stray = False
    i = 0
    while i < len(runs):
        length = runs[i][1] - runs[i][0]
        other = next((n for n in range(i + 1, len(runs)) if runs[n][1] - runs[n][0] == length), None)
        if other is None:
            stray = True
            i += 1
        else:
            spans.append((runs[i][0], runs[other][1]))
            i = other + 1
    return spans, stray


def outside(line: str, spans: Spans, change: Callable[[str], str]) -> str:
    """`line` with `change` applied outside code."""
    if not spans:
        return change(line)
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [change(line[at:start]), line[start:end]]
        at = end
    return "".join([*parts, change(line[at:])])


def paired(lines: list[str], regions: Sequence[tuple[int, int]]) -> list[str]:
    """The lines with every bracket and backtick escaped that its paragraph does not close: Pandoc would read on."""
    paired = list(lines)
    for start, end in regions:
        text = "\n".join(lines[start:end])
        if "`" not in text and "[" not in text and "](" not in text:
            continue
        spans, open_at = _code_of(text)
        hidden = {n for first, last in spans for n in range(first, last)}
        brackets: dict[str, list[int]] = {"[": [], "(": []}
        for match in _BRACKET.finditer(text):
            if match.start() in hidden or match[0][0] == "\\":
                continue
            if match[0] in "[(":
                brackets[match[0]].append(match.start())
            elif opened := brackets["[" if match[0] == "]" else "("]:
                opened.pop()
        at = 0
        pieces: list[str] = []
        for place in sorted([*open_at, *brackets["["], *brackets["("]]):
            pieces += [text[at:place], "\\"]
            at = place
        text = "".join([*pieces, text[at:]])
        paired[start:end] = text.split("\n")
    return paired


def _code_of(text: str) -> tuple[Spans, list[int]]:
    """The spans of code in a paragraph, and the backticks that enclose none."""
    runs = [(m.start(), m.end()) for m in re.finditer("`+", text)]
    spans: Spans = []
    loose: list[int] = []
    i = 0
    while i < len(runs):
        start, end = runs[i]
        before = len(text[:start]) - len(text[:start].rstrip("\\"))
        start += before % 2  # the first of them is escaped
        other = next((n for n in range(i + 1, len(runs)) if runs[n][1] - runs[n][0] == end - start), None)
        if start == end or other is None:
            loose += range(start, end)
            i += 1
        else:
            spans.append((start, runs[other][1]))
            i = other + 1
    return spans, loose


def ticks(line: str) -> str:
    """A line that begins like a fence but is none: with its code between fewer backticks, or as text."""
    found = _TICKS.match(line)
    if found is None:
        return line
    lead, run, rest = found.groups()
    inside, closed, after = rest.partition(run)
    if inside and closed and run[0] == "`" and after[:1] != "`" and "`" not in (inside[0], inside[-1]):
        runs = {len(ticks) for ticks in re.findall("`+", inside)}
        if shorter := next((n for n in (1, 2) if n not in runs), 0):
            return f"{lead}{'`' * shorter}{inside}{'`' * shorter}{after}"
    return f"{lead}\\{run}{rest}" if run[0] == "~" else lead + "\\`" * len(run) + rest
