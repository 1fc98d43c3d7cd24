"""Makes text of articles and people harmless in Markdown: it displays as is and is never markup.

Everything the user did not write as Markdown is escaped by the rules of CommonMark 0.31
(https://spec.commonmark.org/0.31.2/#backslash-escapes), and by those of Pandoc (https://pandoc.org/MANUAL.html) or
Obsidian for characters that these treat as markup too. Control and bidi characters are left out.
"""

from __future__ import annotations

import re
import unicodedata

_BIDI = "\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$^#{]|(?<![A-Za-z0-9])@|!(?=--)|==|%%")
_AT_LINE_START = re.compile(
    r"^(?:([-+=:(])"  # a list, a heading's underline, a definition, "(1)"
    r"|(\d{1,9}|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Za-z](?=\))|[a-z])([.)])(?=\s|$))"  # "1." and Pandoc's "iv)" and "a."
)

_KNITR = re.compile(r"\\`(?=r[ #])")
"""Prefixes of R code in knitr (https://yihui.org/knitr/patterns/)."""


def escape(text: str) -> str:
    """`text` as Markdown that displays as `text`, in one line, and that no program takes for code to execute.

    Templater and knitr look for `<%` and "`r" before Markdown is parsed, so a backslash before them has no effect.
    """
    escaped = _AT_LINE_START.sub(_start, _ANYWHERE.sub(_each, plain(text)))
    return _KNITR.sub("&#96;", escaped).replace("<%", "<\\%")


def _each(match: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in match[0])


def _start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def plain(text: str) -> str:
    """`text` in one line, without the control, bidi and other invisible characters that affect a terminal or editor."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """`text` without lone surrogates, bidi controls, byte order marks, and controls except tab and line feed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c for c in text if c == "\t" or c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _BIDI)
    )


def lines_of(text: str) -> list[str]:
    """The lines of `text`, with any kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def printable_text(text: str) -> str:
    """`text` with its lines and tabs, without control and bidi characters; other scripts are unaffected."""
    return "\n".join(clean(line) for line in lines_of(text))


def for_xml(text: str) -> str:
    """`text` as from `printable_text`, without characters that XML 1.0 excludes."""
    return "".join(c for c in printable_text(text) if c not in "\ufffe\uffff")
