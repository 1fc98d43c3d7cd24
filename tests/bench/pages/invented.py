"""Sixty invented web pages of twelve makes, and what must be read of each. Places, people and sentences are made up."""

# ruff: noqa: E501 - pages read better in one piece

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Story:
    """What a page is made of. `day` is ISO 8601; `facts` are rows of a table."""

    headline: str
    standfirst: str
    byline: str
    day: str
    clock: str
    paragraphs: tuple[str, ...]
    caption: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page: its HTML and address, and what must be read; None where it does not say."""

    name: str
    html: str
    url: str
    title: str
    byline: str | None
    day: str | None
    text: tuple[str, ...]
    refused: bool = False
    warned: str = ""


STORIES = (
    Story(
        "Ferry pier to stay shut until spring",
        "Eleven of the forty piles are cracked, engineers say",
        "Ana Lindqvist",
        "2026-03-10",
        "06:45",
        (
            "The harbour council of Skerry decided on Tuesday night to keep the old ferry pier shut until the spring.",
            "“We will not put a single passenger at risk,” said Mara Oduya, who chairs the council.",
            "The engineers had found cracks in eleven of the forty piles during a survey in the last days of February.",
            "Jon Brevik, a spokesman for the ferry company, said that its boats would leave from the fish market instead.",
            "Residents of the outer islands complained at the meeting that they had been given no notice at all.",
            "The repairs are expected to cost 2.4 million and to take five months from the first day of work.",
        ),
        "The old pier on Monday, behind a fence.",
        (("Piles", "40"), ("Cracked", "11")),
        ("Boats leave from the fish market", "Tickets stay valid", "The kiosk is closed"),
    ),
    Story(
        "School lunches become free in Vik",
        "Parents had asked for it for nine years",
        "Tom Reed",
        "2026-01-21",
        "15:20",
        (
            "Every pupil in the schools of Vik will get a free lunch from August, the town said on Wednesday.",
            "“A child who is hungry does not learn anything,” said the town's head of schools, Ida Berg.",
            "The money comes from a fund that was set up when the cannery was sold eleven years ago.",
            "A group of parents had collected four thousand names for the plan, more than half of the town's adults.",
            "The opposition said it was not against the lunches but against the way in which they are paid for.",
            "The kitchens of two schools are too small and will be rebuilt during the summer holidays.",
        ),
        "Lunch at Vik's northern school last week.",
        (("Pupils", "1,204"), ("Schools", "5")),
        ("Soup on Mondays", "Fish on Thursdays", "No nuts"),
    ),
    Story(
        "Clinic reopens after flood",
        "Three wards are still without heating",
        "Petra Holm and Lars Dahl",
        "2025-11-04",
        "09:05",
        (
            "The clinic in Holm took its first patients on Monday, five weeks after the river had run through its cellar.",
            "“We have beds, we have light and we have coffee,” said its director, Sven Aker.",
            "Three of the nine wards have no heating yet, and operations are still done in the neighbouring town.",
            "The county estimates the damage at nineteen million and expects the insurers to pay about half of it.",
            "Nurses had carried forty-one patients up the stairs during the night of the flood, by torchlight.",
            "A wall along the river, which was planned after the flood of 1998, was never built.",
        ),
        "Volunteers clean the cellar of the clinic.",
        (("Wards", "9"), ("Open", "6")),
        ("Call before you come", "Use the eastern gate", "Visits end at seven"),
    ),
    Story(
        "Wolf seen near the airport",
        "Rangers ask walkers to keep dogs on a lead",
        "Ebba Storm",
        "2026-02-02",
        "18:30",
        (
            "A wolf was filmed on Sunday evening beside the runway of the airport at Nesby, rangers confirmed.",
            "“It was looking for hares, not for passengers,” said Kari Lund of the county's wildlife office.",
            "The animal is thought to be a young male that left its pack in the northern hills before Christmas.",
            "Flights were not held up, but the airport has sent out two patrols to look for holes in its fence.",
            "Farmers nearby have moved some four hundred sheep indoors and asked for help with the cost of feed.",
            "The last wolf in this part of the country had been shot in 1964 by a postman on his round.",
        ),
        "The fence at the northern end of the runway.",
        (("Sheep moved", "400"), ("Sightings", "3")),
        ("Keep dogs on a lead", "Do not feed it", "Ring the rangers"),
    ),
    Story(
        "Orchestra saved by a baker",
        "The gift pays for two seasons",
        "Noor Haddad",
        "2026-04-17",
        "11:10",
        (
            "The town orchestra of Lund Bay, which was to be dissolved in June, will go on playing for two more years.",
            "“I have never missed a concert and I do not mean to begin now,” said Otto Fjeld, who owns six bakeries.",
            "He has given the orchestra three million, the largest gift that the town has had from one person.",
            "The players had agreed to work for half of their pay and were about to look for other positions.",
            "The town council withdrew its grant last autumn, when it had to find the money for a new school roof.",
            "The first concert of the new season is on the second of September, with a symphony by a local teacher.",
        ),
        "Otto Fjeld with the orchestra's first violin.",
        (("Players", "38"), ("Concerts", "24")),
        ("Tickets from May", "Children free", "Coffee by the baker"),
    ),
)
SITE = "The Skerry Post"
MENU = '<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/login">Log in</a></nav>'
FOOT = "<footer><p>© 2019 The Skerry Post. All rights reserved. Contact: desk@post.example</p></footer>"
COMMENTS = (
    '<section class="comments"><h3>Comments</h3><div class="comment"><span class="author">Username</span>'
    "<p>First! I never liked that place and I will say so until somebody listens to me.</p></div></section>"
)
TEASERS = "".join(
    f'<div class="card"><h3><a href="/t{n}">{title}</a></h3><p>{text}</p></div>'
    for n, (title, text) in enumerate(
        (("Bus fares to rise", "Passengers will pay more from Monday, the company said in a statement to this paper."),
         ("Mayor to resign", "“I am tired,” said the mayor of another town entirely, and left by the back door."),
         ("Five soups for winter", "Our cook tries five soups that you can make in less than half an hour."))
    )
)  # fmt: skip


def _p(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(each, quote=False)}</p>" for each in paragraphs)


def _page(head: str, body: str, lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
        f"<body><header>{MENU}</header>{body}{FOOT}</body></html>"
    )


def _ld(story: Story, **more: object) -> str:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.headline,
        "datePublished": f"{story.day}T{story.clock}:00+01:00",
        "author": [{"@type": "Person", "name": name} for name in story.byline.split(" and ")],
        "publisher": {"@type": "Organization", "name": SITE},
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps({**data, **more})}</script>'


def _names(story: Story) -> str:
    return ", ".join(story.byline.split(" and "))


def news_site(story: Story, url: str) -> Page:
    """JSON-LD, a printed standfirst, a caption and teasers."""
    html = _page(
        f"<title>{story.headline} | {SITE}</title>{_ld(story)}",
        f'<main><article><h1>{story.headline}</h1><p class="standfirst">{story.standfirst}</p>{_p(story.paragraphs[:2])}'
        f"<figure><img src='a.jpg'><figcaption>{story.caption}</figcaption></figure>{_p(story.paragraphs[2:])}"
        f'</article><section class="more"><h2>More news</h2>{TEASERS}</section></main>{COMMENTS}',
    )
    text = (
        story.headline, story.standfirst, *story.paragraphs[:2], f"Caption: {story.caption}", *story.paragraphs[2:],
    )  # fmt: skip
    return Page("news site", html, url, story.headline, _names(story), story.day, text)


def meta_site(story: Story, url: str) -> Page:
    """Meta elements only, the section in the title."""
    head = (
        f'<title>{story.headline} | Local news | {SITE}</title><meta name="author" content="{story.byline}">'
        f'<meta property="article:published_time" content="{story.day}T{story.clock}:00Z">'
        f'<meta property="og:title" content="{story.headline} | {SITE}"><meta property="og:site_name" content="{SITE}">'
    )
    body = f'<div id="content"><h1>{story.headline}</h1>{_p(story.paragraphs)}</div><aside>{TEASERS}</aside>'
    return Page(
        "meta site",
        _page(head, body),
        url,
        story.headline,
        story.byline,
        story.day,
        (story.headline, *story.paragraphs),
    )


def wordpress(story: Story, url: str) -> Page:
    """A theme with shortcodes left in, the author's link, a time element."""
    head = f'<title>{story.headline} – {SITE}</title><meta name="generator" content="WordPress 6.4">'
    meta = (
        f'<div class="entry-meta"><time class="entry-date" datetime="{story.day}T{story.clock}:00+00:00">{story.day}</time>'
        f' by <span class="author vcard"><a rel="author" href="/author/x">{story.byline}</a></span></div>'
    )
    first = f"[dropcap]{story.paragraphs[0][0]}[/dropcap]{story.paragraphs[0][1:]}"
    body = (
        f'<div class="site"><article class="post"><header class="entry-header"><h1 class="entry-title">{story.headline}</h1>'
        f'{meta}</header><div class="entry-content"><p>{first}</p>{_p(story.paragraphs[1:])}[gallery ids="1,2"]</div>'
        f'<div class="sharedaddy share-tools"><h3>Share this:</h3><a href="#">Print</a></div></article></div>{COMMENTS}'
    )
    return Page(
        "WordPress",
        _page(head, body),
        url,
        story.headline,
        story.byline,
        story.day,
        (story.headline, *story.paragraphs),
    )


def amp(story: Story, url: str) -> Page:
    """An AMP page: amp elements, JSON-LD with one author as text."""
    head = f'<title>{story.headline}</title><link rel="canonical" href="{url}">{_ld(story, author=story.byline)}'
    body = (
        f'<amp-sidebar id="s"><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>{story.headline}</h1>'
        f'<amp-img src="a.jpg"></amp-img>{_p(story.paragraphs[:3])}<amp-ad width="300"></amp-ad>{_p(story.paragraphs[3:])}</article>'
    )
    return Page(
        "AMP", _page(head, body), url, story.headline, story.byline, story.day, (story.headline, *story.paragraphs)
    )


def live_blog(story: Story, url: str) -> Page:
    """Entries with their hours."""
    entries = "".join(
        f'<div class="live-entry"><h2>{hour}:15</h2><p>{escape(text, quote=False)}</p></div>'
        for hour, text in zip(range(8, 20, 2), story.paragraphs, strict=True)
    )
    head = f"<title>{story.headline} – live - {SITE}</title>{_ld(story, **{'@type': 'LiveBlogPosting'})}"
    text = [story.headline]
    for hour, each in zip(range(8, 20, 2), story.paragraphs, strict=True):
        text += [f"{hour}:15", each]
    html = _page(head, f"<main><article><h1>{story.headline}</h1>{entries}</article></main>")
    return Page("live blog", html, url, story.headline, _names(story), story.day, tuple(text))


def interview(story: Story, url: str) -> Page:
    """Questions in bold; a printed byline with the date behind it."""
    month, day = (
        ("January", "February", "March", "April", "", "", "", "", "", "", "November")[int(story.day[5:7]) - 1],
        int(story.day[8:]),
    )
    line = f"By {story.byline.upper()} {month} {day}, {story.day[:4]} 3:46 PM"
    turns = "".join(
        f"<p><strong>What happened then, number {n}?</strong></p><p>{escape(each, quote=False)}</p>"
        for n, each in enumerate(story.paragraphs)
    )
    body = f'<main><article><h1>{story.headline}</h1><p class="byline">{line}</p>{turns}</article></main>'
    text = [story.headline]
    for n, each in enumerate(story.paragraphs):
        text += [f"What happened then, number {n}?", each]
    html = _page(f"<title>{story.headline} - {SITE}</title>", body)
    return Page("interview", html, url, story.headline, story.byline, story.day, tuple(text))


def paywall(story: Story, url: str) -> Page:
    """The beginning, and an offer."""
    offer = '<div class="paywall-offer"><p>To read the rest of this article, subscribe for 1 a month.</p></div>'
    head = f"<title>{story.headline}</title>{_ld(story, isAccessibleForFree=False)}"
    body = f"<main><article><h1>{story.headline}</h1>{_p(story.paragraphs[:2])}{offer}</article></main>"
    text = (story.headline, *story.paragraphs[:2])
    return Page("paywall", _page(head, body), url, story.headline, _names(story), story.day, text, warned="paywall")


def consent(story: Story, url: str) -> Page:
    """No article: the wall before it."""
    body = (
        '<div id="wall"><h1>We value your privacy</h1><p>We and our 412 partners store and access information on a device, '
        "such as cookies. Click “Accept all” to go on, or “Manage options”.</p></div>"
    )
    return Page("consent", _page(f"<title>{SITE}</title>", body), url, "", None, None, (), refused=True)


def gallery(story: Story, url: str) -> Page:
    """Pictures with captions between the paragraphs."""
    figures = "".join(
        f"{_p((each,))}<figure><img src='{n}.jpg'><figcaption>Picture {n}: {story.caption}</figcaption></figure>"
        for n, each in enumerate(story.paragraphs)
    )
    head = f'<title>{story.headline}</title><meta name="author" content="skerrypost.example">{_ld(story)}'
    text = [story.headline]
    for n, each in enumerate(story.paragraphs):
        text += [each, f"Caption: Picture {n}: {story.caption}"]
    html = _page(head, f"<main><article><h1>{story.headline}</h1>{figures}</article></main>")
    return Page("gallery", html, url, story.headline, _names(story), story.day, tuple(text))


def tables(story: Story, url: str) -> Page:
    """A table and a list in the body; no byline but a sign-in box; no date but a copyright year."""
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in story.facts)
    entries = "".join(f"<li>{each}</li>" for each in story.points)
    body = (
        f"<main><article><h1>{story.headline}</h1>{_p(story.paragraphs[:3])}<table>{rows}</table>{_p(story.paragraphs[3:])}"
        f'<ul>{entries}</ul></article></main><aside class="signin"><span class="author">Username</span></aside>{COMMENTS}'
    )
    text = (
        story.headline, *story.paragraphs[:3], *(f"{a} | {b}" for a, b in story.facts), *story.paragraphs[3:],
        *(f"• {each}" for each in story.points),
    )  # fmt: skip
    return Page(
        "tables", _page(f"<title>{story.headline} · {SITE}</title>", body), url, story.headline, None, None, text
    )


def embeds(story: Story, url: str) -> Page:
    """An embedded post, a quotation with its name, a pull quote, teasers inside the article."""
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">I was there and it was cold.</p>&mdash; Lena Frost (@lenafrost) '
        '<a href="https://x.example/1">March 3, 2026</a></blockquote>'
    )
    pull = f'<aside class="pullquote"><p>{escape(story.paragraphs[1], quote=False)}</p></aside>'
    related = f'<div class="related"><h3>Related stories</h3>{TEASERS}</div>'
    body = (
        f"<main><article><h1>{story.headline}</h1><p class='byline'>By {story.byline}</p>"
        f'<p class="date">Published {story.day}</p>{_p(story.paragraphs[:3])}{pull}{post}{related}{_p(story.paragraphs[3:])}'
        "</article></main>"
    )
    text = (
        story.headline, *story.paragraphs[:3], "“I was there and it was cold.” — Lena Frost", *story.paragraphs[3:],
    )  # fmt: skip
    html = _page(f"<title>Harbour news centre - {SITE}</title>", body)
    return Page("embeds", html, url, story.headline, story.byline, story.day, text)


def plain_page(story: Story, url: str) -> Page:
    """No article element, an itemprop date, a byline in an address, the day in the URL too."""
    body = (
        f'<div class="wrap"><div class="left"><h1>{story.headline}</h1><address>{story.byline}</address>'
        f'<span itemprop="datePublished"><time datetime="{story.day}">{story.day}</time></span>{_p(story.paragraphs)}</div>'
        f'<div class="right sidebar"><h4>Most read</h4><ul><li><a href="/a">Bus fares</a></li></ul></div></div>'
    )
    html = _page(f"<title>{story.headline}</title>", body)
    return Page("plain page", html, url, story.headline, story.byline, story.day, (story.headline, *story.paragraphs))


MAKES: tuple[Callable[[Story, str], Page], ...] = (
    news_site, meta_site, wordpress, amp, live_blog, interview, paywall, consent, gallery, tables, embeds, plain_page,
)  # fmt: skip


def pages() -> Iterator[Page]:
    """Every story in every make."""
    for make in MAKES:
        for number, story in enumerate(STORIES):
            yield make(story, f"https://post.example/news/{make.__name__}-{number}")
