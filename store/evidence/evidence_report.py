"""The evidence report: every quote with its verdict and the passage it rests on, to print or to file.

Markdown, or a single HTML file without scripts or external resources. Text from the article and the evidence is
escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape as escape_html

from store.evidence.evidence_text import place_in_words
from store.evidence.proofs import Passage, Proof, counted
from store.evidence.verdicts import PROVEN, Verdict
from store.texts.escaping import escape, plain

_STYLE = """\
body{font:16px/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
h1{font-size:1.5em}h2{font-size:1.1em;margin:2em 0 .3em}table{border-collapse:collapse}
td,th{border:1px solid #999;padding:.2em .6em;text-align:left;vertical-align:top}code{overflow-wrap:anywhere}
blockquote{margin:.4em 0;padding:.2em 1em;border-left:3px solid #999}mark{background:none;font-weight:bold}
del{text-decoration:line-through}ins{text-decoration:underline}section{break-inside:avoid}"""
_NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'"


def summary(proofs: Sequence[Proof]) -> str:
    """`12 verbatim, 2 altered`."""
    return ", ".join(f"{count} {kind}" for kind, count in counted(proofs).items()) or "no quotes in quotation marks"


def markdown(title: str, key: str, proofs: Sequence[Proof], hashes: Mapping[str, str]) -> Iterator[str]:
    """The report as Markdown, in pieces. `hashes` maps the evidence's names to their SHA-256s."""
    yield f"# Evidence: {_md(title)}\n\n`{plain(key)}`: {summary(proofs)}\n"
    if hashes:
        yield "\n| Evidence | SHA-256 |\n| --- | --- |\n"
        yield from (f"| {_md(name)} | `{plain(sha256)}` |\n" for name, sha256 in hashes.items())
    for proof in proofs:
        verdict = proof.verdict
        yield f"\n## {verdict.kind if verdict else 'paraphrase'}\n\n> {_md(proof.fragment)}\n"
        if proof.speaker:
            yield f"\n**{_md(proof.speaker)}**\n"
        if verdict is not None and verdict.reason:
            yield f"\n{_md(verdict.reason)}\n"
        if verdict is not None and verdict.place is not None:
            passage = f"{_md(verdict.before)} **{_md(verdict.words)}** {_md(verdict.after)}"
            yield f"\n{_md(verdict.evidence)}, {_md(place_in_words(verdict.place))}:\n\n> {passage}\n"
        for each in proof.nearest:
            yield f"\nNearest: {_md(_where(each))}:\n\n> {_md(each.words)}\n"


def html(title: str, key: str, proofs: Sequence[Proof], hashes: Mapping[str, str]) -> Iterator[str]:
    """The report as one HTML file, in pieces."""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_SCRIPTS}">\n'
        f"<title>Evidence: {_html(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        f"<h1>Evidence: {_html(title)}</h1>\n<p><code>{_html(key)}</code>: {_html(summary(proofs))}</p>\n"
    )
    if hashes:
        yield "<table>\n<tr><th>Evidence</th><th>SHA-256</th></tr>\n"
        for name, sha256 in hashes.items():
            yield f"<tr><td>{_html(name)}</td><td><code>{_html(sha256)}</code></td></tr>\n"
        yield "</table>\n"
    for proof in proofs:
        yield from _section(proof)
    yield "</body>\n</html>\n"


def _section(proof: Proof) -> Iterator[str]:
    verdict = proof.verdict
    sign = "" if verdict is None else "✓ " if verdict.kind in PROVEN else "✗ "
    yield f"<section>\n<h2>{sign}{verdict.kind if verdict else 'paraphrase'}</h2>\n"
    yield f"<blockquote>{_html(proof.fragment)}</blockquote>\n"
    if proof.speaker:
        yield f"<p><b>{_html(proof.speaker)}</b></p>\n"
    if verdict is not None:
        yield from _verdict(verdict)
    for each in proof.nearest:
        yield f"<p>Nearest: {_html(_where(each))}</p>\n<blockquote>{_html(each.words)}</blockquote>\n"
    yield "</section>\n"


def _verdict(verdict: Verdict) -> Iterator[str]:
    if verdict.reason:
        yield f"<p>{_html(verdict.reason)}</p>\n"
    if verdict.place is not None:
        yield f"<p>{_html(verdict.evidence)}, {_html(place_in_words(verdict.place))}</p>\n"
        passage = f"{_html(verdict.before)}<mark>{_html(verdict.words)}</mark>{_html(verdict.after)}"
        yield f"<blockquote>… {passage} …</blockquote>\n"
    rows = [
        f"<li><del>{_html(each.source)}</del> <ins>{_html(each.quoted)}</ins>{'' if each.allowed else ' ✗'}</li>"
        for each in verdict.differences
    ]
    if rows:
        yield f"<ul>\n{chr(10).join(rows)}\n</ul>\n"


def _where(passage: Passage) -> str:
    return f"{passage.evidence}, {place_in_words(passage.place)}"


def _md(text: str) -> str:
    return escape(plain(" ".join(text.split())))


def _html(text: str) -> str:
    return escape_html(plain(" ".join(text.split())), quote=True)
