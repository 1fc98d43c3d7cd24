"""Makes invented pages for the tables."""

from __future__ import annotations

import json

TITLE = "Lighthouse keeper retires after forty winters"
STORY = (
    "The last keeper of the Nordnes lighthouse handed over the keys on Sunday, forty winters after she had come.",
    "“I came for one summer and nobody ever asked me to leave,” said Solveig Rand, who is 67 and has three cats.",
    "The coastal agency will run the lamp from the mainland and sell the house, the boat shed and two small fields.",
    "Neighbours had collected four hundred signatures against the sale, and the parish wants to turn it into a school.",
    "A museum in the next town has asked for the lens, which was ground in 1911 and weighs as much as a small lorry.",
)
NAME = "Edda Falk"


def page(
    before: str = "",
    inside: str = "",
    after: str = "",
    *,
    head: str = "",
    title: str | None = TITLE,
    h1: str = TITLE,
    lang: str = "en",
    story: tuple[str, ...] = STORY,
    top: str = "",
    foot: str = "<p>© 2018 Nordnes Chronicle</p>",
) -> str:
    """A page: `top` is in its header, `before` under the headline, `inside` amid the story, `after` behind it."""
    named = f"<title>{title}</title>" if title else ""
    paragraphs = [f"<p>{each}</p>" for each in story]
    paragraphs.insert(2, inside)
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{named}{head}</head><body>'
        f'<header>{top}<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>'
        f"<main><article>{heading}{before}{''.join(paragraphs)}{after}</article></main><footer>{foot}</footer>"
        "</body></html>"
    )


def linked_data(kind: str = "NewsArticle", **fields: object) -> str:
    """A script of JSON-LD."""
    value = {"@context": "https://schema.org", "@type": kind, "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(name: str, content: str) -> str:
    """A meta element; a name with a colon is a property."""
    return f'<meta {"property" if ":" in name else "name"}="{name}" content="{content}">'
