"""Articles as CSL-JSON, BibTeX and RIS. Each is text that ends in a newline, the same for the same references.

CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html, the schema `csl-data.json`. BibTeX: entries as
biblatex and Biber read them, with `year` beside `date` for styles that know only the former. RIS: the format of
Research Information Systems, with the tags that Zotero and EndNote read, and CRLF line ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from store.interchange.references import Name, Reference

_CSL_MARKUP = re.compile(r"<(/?(?:i|b|sup|sub|sc|span)\b[^<>]*)>", re.IGNORECASE)


def csl_json(references: Iterable[Reference]) -> Iterator[str]:
    """A CSL-JSON array, an item a line, in ASCII."""
    lead = "[\n"
    for one in references:
        yield lead + json.dumps(_csl_item(one))
        lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"


def _csl_item(one: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {"id": one.key, "type": "article-newspaper", "title": _csl_text(one.title)}
    if one.authors:
        item["author"] = [_csl_name(name) for name in one.authors]
    if one.publication:
        item["container-title"] = _csl_text(one.publication)
    if one.published:
        item["issued"] = {"date-parts": [list(one.published)]}
    if one.accessed:
        item["accessed"] = {"date-parts": [list(one.accessed)]}
    if one.url:
        item["URL"] = one.url
    if one.language:
        item["language"] = one.language
    if one.restrictions:
        item["note"] = _csl_text(one.restrictions)
    return item


def _csl_text(text: str) -> str:
    """`text` without what CSL takes for markup (`<i>`, `<b>`, `<span ...>`); the format has no escape for it."""
    return _CSL_MARKUP.sub(r"‹\1›", text)


def _csl_name(name: Name) -> dict[str, str]:
    if name.given is None:
        return {"literal": _csl_text(name.family)}
    return {"family": _csl_text(name.family), "given": _csl_text(name.given)}


_TEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\`{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
_BRACES = {"{": r"\{", "}": r"\}"}
_ALONE = {"{": "\uff5b", "}": "\uff5d"}
"""A brace without its partner, full-width: BibTeX counts braces even where they are escaped, and no command for one is
known to all readers (Pandoc leaves `\textbraceleft` out)."""
_LIGATURES = re.compile(r"-(?=-)|'(?=')|,(?=,)|[?!](?=`)")


def bibtex(references: Iterable[Reference]) -> Iterator[str]:
    """BibTeX entries, `@article` with the publication as its journal, `@misc` if none is known."""
    for i, one in enumerate(references):
        fields = [("title", "{" + tex(one.title) + "}")]
        if one.authors:
            fields.append(("author", " and ".join(map(_tex_name, one.authors))))
        if one.publication:
            fields += [("journal", "{" + tex(one.publication) + "}"), ("entrysubtype", "newspaper")]
        if one.published:
            fields += [("date", _iso(one.published)), ("year", f"{one.published[0]:04}")]
        if one.url:
            fields.append(("url", one.url))
        if one.accessed:
            fields.append(("urldate", _iso(one.accessed)))
        if one.language in _LANGUAGES:
            fields.append(("langid", _LANGUAGES[one.language]))
        if one.restrictions:
            fields.append(("note", tex(one.restrictions)))
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
        yield ("\n" if i else "") + f"@{'article' if one.publication else 'misc'}{{{one.key},\n{lines}}}\n"


_LANGUAGES = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian",
    "nb": "norsk", "nl": "dutch", "nn": "nynorsk", "no": "norsk", "pt": "portuguese", "sv": "swedish",
}  # fmt: skip
"""The `langid` of biblatex for languages by their BCP 47 tag."""


def tex(text: str) -> str:
    """`text` as TeX, in one line; braces are balanced, which BibTeX requires even of escaped ones."""
    alone = _without_partner(text)
    escaped = [
        _ALONE[sign] if i in alone else _TEX.get(sign) or _BRACES.get(sign) or sign for i, sign in enumerate(text)
    ]
    for match in _LIGATURES.finditer(text):
        escaped[match.start()] += "{}"
    return "".join(escaped)


def _without_partner(text: str) -> set[int]:
    """The offsets of unmatched braces."""
    opened: list[int] = []
    alone: set[int] = set()
    for i, sign in enumerate(text):
        if sign == "{":
            opened.append(i)
        elif sign == "}" and opened:
            opened.pop()
        elif sign == "}":
            alone.add(i)
    return alone | set(opened)


def _tex_name(name: Name) -> str:
    if name.given is None:
        return "{" + tex(name.family) + "}"
    return f"{_tex_part(name.family)}, {_tex_part(name.given)}"


def _tex_part(part: str) -> str:
    """A part of a name, in braces if BibTeX would split it at its comma or at "and"."""
    return "{" + tex(part) + "}" if "," in part or re.search(r"\band\b", part, re.IGNORECASE) else tex(part)


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:0{4 if i == 0 else 2}}" for i, part in enumerate(parts))


def ris(references: Iterable[Reference]) -> Iterator[str]:
    """RIS records of the type NEWS."""
    for one in references:
        fields = [("TY", "NEWS"), ("ID", one.key), ("TI", one.title)]
        fields += [("AU", _ris_name(name)) for name in one.authors]
        if one.publication:
            fields.append(("T2", one.publication))
        if one.published:
            fields += [("PY", f"{one.published[0]:04}"), ("DA", _ris_date(one.published))]
        if one.accessed:
            fields.append(("Y2", _ris_date(one.accessed)))
        if one.url:
            fields.append(("UR", one.url))
        if one.language:
            fields.append(("LA", one.language))
        if one.restrictions:
            fields.append(("N1", one.restrictions))
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in [*fields, ("ER", "")])


def _ris_name(name: Name) -> str:
    """A name in RIS form: a comma separates its parts, asterisks are not allowed."""
    family = name.family.replace("*", "").replace(",", " ")
    return " ".join(family.split()) if name.given is None else f"{family}, {name.given}".replace("*", "")


def _ris_date(parts: tuple[int, ...]) -> str:
    """`YYYY/MM/DD/`: unknown parts are empty, the slashes are kept."""
    month, day = (f"{parts[i]:02}" if len(parts) > i else "" for i in (1, 2))
    return f"{parts[0]:04}/{month}/{day}/"
