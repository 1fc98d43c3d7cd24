"""Makes text safe to draw: control and invisible characters get a visible stand-in.

Everything a widget draws goes through `visible` or `one_line`. Offsets stay valid: a stand-in is one code point for
one code point.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HIDDEN = re.compile(
    # Unicode's Cc but newline, Cs, Zl, Zp, Default_Ignorable_Code_Point and the interlinear and noncharacters
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # and combining marks from the ninth in a row on, which would be drawn over the lines above
    f"|[{_MARKS}](?<=[{_MARKS}]{{9}})"
)
_BLANKS = re.compile(r"\s+")
UNKNOWN = "\ufffd"
"""The stand-in for characters without a picture of their own."""


def visible(text: str) -> str:
    """`text` with the same number of code points, none of which controls a terminal, reverses text or is invisible.

    Controls become their control pictures, a tab a space, a carriage return before a newline a space, a soft hyphen a
    middle dot, all others U+FFFD. Joiners and variation selectors are kept if they shape their neighbours.
    """
    return _HIDDEN.sub(_stand_in, text) if _HIDDEN.search(text) else text


def _stand_in(match: re.Match[str]) -> str:
    char, text, at = match[0], match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char == "\t" or (char == "\r" and after == "\n"):
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if char == "\xad":
        return "\xb7"
    if char in "\u200c\u200d":  # the joiners of Indic scripts, Persian and emoji
        return char if _shaped(before) and _shaped(after) and after < "\U000e0000" else UNKNOWN
    if "\ufe00" <= char <= "\ufe0f":
        return char if before and (before in "#*0123456789\xa9\xae" or _shaped(before)) else UNKNOWN
    return UNKNOWN


def _shaped(char: str) -> bool:
    """Whether `char` is of a script, or a pictograph, whose shape a joiner or selector can change."""
    return char >= "\u0590" and (_HIDDEN.match(char) is None or char == "\ufe0f")


def one_line(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` cells: runs of white space become a space, cut text ends in an ellipsis."""
    if limit <= 0:
        return ""
    head = text[: limit * 16 + 64]
    line = visible(_BLANKS.sub(" ", head).strip())
    if len(head) == len(text) and cell_len(line) <= limit:
        return line
    return cut(line, limit - 1).rstrip() + "…"


def line_end(text: str, limit: int) -> str:
    """Like `one_line`, but keeps the end of a text that does not fit, as of a path: `…/wire/a.txt`."""
    if limit <= 0:
        return ""
    tail = text[-(limit * 16 + 64) :]
    line = visible(_BLANKS.sub(" ", tail).strip())
    if len(tail) == len(text) and cell_len(line) <= limit:
        return line
    left, at = limit - 1, len(line)
    for start, _end, width in reversed(split_graphemes(line)[0]):
        left -= width
        if left < 0:
            break
        at = start
    return "…" + line[at:]


def cut(text: str, limit: int) -> str:
    """The longest prefix of `text` that fits in `limit` cells and does not split a grapheme."""
    if text.isascii():
        return text[:limit]
    used = 0
    for start, _end, width in split_graphemes(text)[0]:
        used += width
        if used > limit:
            return text[:start]
    return text


def few_lines(text: str, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` cells; the last ends in an ellipsis if there is more."""
    lines: list[str] = []
    words = visible(text).split()
    while words and len(lines) < most:
        line = cut(words.pop(0), width)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= width:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words and lines:
        lines[-1] = cut(lines[-1], width - 1).rstrip() + "…"
    return lines
