"""Detects content that programs opening a Markdown file would execute or fetch.

A note with such content is exported as plain text. The programs are Obsidian with Dataview
(https://blacksmithgu.github.io/obsidian-dataview/queries/dql-js-inline/) and Templater
(https://silentvoid13.github.io/Templater/), knitr (https://yihui.org/knitr/patterns/), Quarto
(https://quarto.org/docs/extensions/shortcodes.html), Hugo, and MDX (https://mdxjs.com/docs/what-is-mdx/).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from store.texts.escaping import escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PLAIN_LANGUAGES = frozenset(
    (
        "bash",
        "c",
        "cpp",
        "cs",
        "css",
        "csv",
        "diff",
        "go",
        "html",
        "ini",
        "java",
        "javascript",
        "js",
        "json",
        "kotlin",
        "latex",
        "lua",
        "markdown",
        "md",
        "perl",
        "php",
        "plain",
        "plaintext",
        "powershell",
        "py",
        "python",
        "r",
        "rb",
        "ruby",
        "rust",
        "scala",
        "sh",
        "sql",
        "swift",
        "tex",
        "text",
        "toml",
        "ts",
        "tsv",
        "txt",
        "typescript",
        "xml",
        "yaml",
        "yml",
    )
)
"""Info strings allowed after a fence: names of languages for highlighting, none of which a program executes."""
SAFE_SCHEMES = frozenset(("http", "https", "mailto", "ftp", "tel", "obsidian"))
"""Allowed schemes of links. A link without a scheme is a file."""

_ANYWHERE = re.compile(
    r"<%|\{\{[<%]"  # Templater; Quarto and Hugo, in code too
    r"|`r[ #]"  # inline knitr
    r"|^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{"  # knitr's chunks, also indented or within another fence
    r"|`\{",  # Pandoc's raw code
    re.MULTILINE,
)
_MODULE = re.compile(r"(?:import|export)(?=[ \t]+(?:[\w{*\"']))(?=.*(?:from|=|[{\"']|default|function|class))")
_CODE = re.compile(r"[ \t]*(?:\$?=|\{|r[ #]|dv:|jsx?:)")
"""Prefixes of inline code that Dataview, knitr or Quarto executes."""
_HTML = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_BLANKS = re.compile(r"[\s\x00-\x20]|%0[9adAD]|%20")


def runs(text: str) -> bool:
    """Whether a program would execute something in the Markdown `text`, or fetch something to display it."""
    if _ANYWHERE.search(text) or any(map(is_module_line, text.split("\n"))):
        return True
    if "`" not in text and "](" not in text and "<" not in text and "[" not in text:
        return False
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type == "code_inline" and _CODE.match(child.content):
                return True
            if child.type == "link_open" and not _is_safe(str(child.attrs.get("href", ""))):
                return True
            if child.type == "image" and _is_remote(str(child.attrs.get("src", ""))):
                return True
    return False


def is_active(text: str) -> bool:
    """Whether a program that renders the Markdown `text` as it is would execute, fetch or obey something in it."""
    return runs(text) or "{" in text or _HTML.search(text) is not None


def is_module_line(line: str) -> bool:
    """Whether MDX would parse the line as a module's import or export."""
    return _MODULE.match(line) is not None


def inert(line: str) -> str:
    """A line of a note as Markdown that only displays it."""
    escaped = escape(line)
    return f"&#{ord(escaped[0])};{escaped[1:]}" if is_module_line(escaped) else escaped


def _is_safe(address: str) -> bool:
    scheme = _SCHEME.match(_BLANKS.sub("", address).lower())
    return scheme is None or scheme[1] in SAFE_SCHEMES


def _is_remote(address: str) -> bool:
    address = _BLANKS.sub("", address).replace("\\", "/")
    return address.startswith("//") or _SCHEME.match(address.lower()) is not None


@cache
def _parser() -> MarkdownIt:
    """CommonMark with bare addresses as links, as in less strict programs."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
