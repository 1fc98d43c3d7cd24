"""What belongs to the text of a page: tables and captions do, teasers and offers do not; and files that hold pages."""

# ruff: noqa: E501 - a page's line is a line here

from __future__ import annotations

import base64
import gzip
import quopri

from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.packages import answer, gzipped, record
from tests.store.formats.corpus.kinds.pages import NAME, STORY, TITLE, linked_data, meta, page

_TABLE, _CAPTION, _TEASERS, _PAYWALL, _DOCS, _MHTML, _WARC = (
    "web-table-dropped.html", "web-caption-dropped.html", "web-teasers-of-other-stories.html", "web-paywall.html",
    "google-docs-export.html", "page-saved-by-chrome.mhtml", "page.warc",
)  # fmt: skip
_URL = "https://chronicle.example/2027/lamp"
_LINKED_DATA = linked_data(datePublished="2027-05-03T08:15:00+02:00", author={"@type": "Person", "name": NAME})
_LAST = "weighs as much as a small lorry"
_PETRA = "“Nobody told us about the ferry,” said Petra Holm, who runs the shop by the quay, on Friday in the harbour."


def _card(number: int, tag: str = "div") -> str:
    return f'<{tag} class="card"><a href="/{number}"><h3>Ferry fares to rise</h3></a><p>{_PETRA}</p></{tag}>'


_CARDS = "".join(map(_card, range(3)))


def _saved(page_html: str, head: str, encoding: str = "quoted-printable", first: str = "") -> bytes:
    data = page_html.encode()
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    return (
        (
            f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----=_Part_7"\r\n\r\n'
            f'{first}------=_Part_7\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
            f"Content-Location: {_URL}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n------=_Part_7--\r\n"
    )


def _docs(*paragraphs: str, notes: str = "") -> str:
    rows = "".join(f'<p class="c1"><span class="c2">{each}</span></p>' for each in paragraphs)
    return (
        '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">.c1{}'
        f'</style></head><body class="c9 doc-content"><p class="c1 title"><span>{TITLE}</span></p>{rows}{notes}</body></html>'
    )


def _note(number: int, note_text: str) -> str:
    letter = "abcdef"[number - 1]
    return f'<div class="c5"><p><a href="#cmnt_ref{number}" id="cmnt{number}">[{letter}]</a><span>{note_text}</span></p></div>'


_MARK = '<sup><a href="#cmnt{0}" id="cmnt_ref{0}">[{1}]</a></sup>'
_SHORT = STORY[:2]
EXAMPLES: tuple[Example, ...] = (
    *(
        example(_TABLE, ".html", page(inside=table), has=has)
        for table, has in (
            ("<figure class='wp-block-table'><table><thead><tr><th>Year</th><th>Ships</th></tr></thead><tbody><tr><td>1987</td><td>412</td></tr></tbody></table><figcaption>Ships past Nordnes</figcaption></figure>", ("Year | Ships", "1987 | 412")),
            ("<table><caption>Keepers</caption><tr><td>Rand</td><td>1987–2027</td></tr><tr><td>Moe</td><td>1960–1987</td></tr></table>", ("Rand | 1987–2027", "Moe | 1960–1987")),
            ("<div class='table-wrapper'><table><tr><th scope='row'>Height</th><td>31 m</td></tr><tr><th scope='row'>Lens</th><td>1911</td></tr></table></div>", ("Height | 31 m", "Lens | 1911")),
            ("<table><tr><td><p>Nordnes</p></td><td><p>2</p></td></tr><tr><td><p>Vik</p></td><td><p>1</p></td></tr></table>", ("Nordnes | 2", "Vik | 1")),
        )
    ),
    *(
        example(_CAPTION, ".html", page(inside=caption), has=has)
        for caption, has in (
            ('<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The lamp at dusk. Photo: Ole Vik</p></div>', "The lamp at dusk. Photo: Ole Vik"),
            ('<div class="image"><img src="a.jpg"><div class="caption">Keys to the tower: “They are heavy.” Photo: Ole Vik</div></div>', "Keys to the tower: “They are heavy.” Photo: Ole Vik"),
            ('<figure><picture><img src="a.jpg"></picture><figcaption><span class="caption__text">Three cats on the stairs.</span> <span class="credit">Ole Vik/NC</span></figcaption></figure>', ("Three cats on the stairs.", "Ole Vik/NC")),
            ('<div class="gallery"><figure><img src="a.jpg"><figcaption>The first photo of the tower</figcaption></figure><figure><img src="b.jpg"><figcaption>The second photo of the tower</figcaption></figure></div>', ("The first photo of the tower", "The second photo of the tower")),
            ('<dl class="wp-caption"><dt><img src="a.jpg"></dt><dd class="wp-caption-text">The boat shed in winter</dd></dl>', "The boat shed in winter"),
            ('<amp-img src="a.jpg"></amp-img><figcaption>The log of the keeper</figcaption>', "The log of the keeper"),
            ('<a href="a.jpg"><img src="a.jpg"></a><span class="image-caption">Solveig Rand with the keys</span>', "Solveig Rand with the keys"),
        )
    ),
    *(
        example(_TEASERS, ".html", page(inside=inside, after=after), lacks=("Petra Holm", "Ferry fares"), has=_LAST)
        for inside, after in (
            ("", f"<aside><h2>Most read</h2>{_CARDS}</aside>"),
            ("", f'<div class="related-stories"><h3>Related stories</h3>{_CARDS}</div>'),
            (f'<div class="inline-related"><p>Read more: <a href="/2">Ferry fares to rise</a></p><p>{_PETRA}</p></div>', ""),
            ("", f"<section><h2>Les også</h2>{_CARDS}</section>"),
            ("", f"<section><h2>Mehr zum Thema</h2>{_CARDS}</section>"),
            ("", f"<section><h2>Sur le même sujet</h2>{_CARDS}</section>"),
            ("", f"<section><h2>Te puede interesar</h2>{_CARDS}</section>"),
            ("", f"<section><h2>You might also like</h2>{_CARDS}</section>"),
            ("", f'<div class="c-grid">{_CARDS}</div>'),
            ("", f'<ul class="list">{"".join(_card(n, "li") for n in range(4))}</ul>'),
            ('<p>READ MORE: <a href="/2">Ferry fares to rise</a></p>', ""),
            ('<p><strong>Lire aussi :</strong> <a href="/2">Ferry fares to rise</a></p>', ""),
            ('<p><a href="/2"><strong>Related: Ferry fares to rise</strong></a></p>', ""),
        )
    ),
    *(
        example(_PAYWALL, ".html", page(after=offer, head=head, story=_SHORT), warns="only the beginning", lacks=lacks)
        for offer, head, lacks in (
            ("", linked_data(isAccessibleForFree="False"), "zzz"),
            ("", linked_data(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".meter"}), "zzz"),
            ("", meta("article:content_tier", "locked"), "zzz"),
            ("<div><p>Subscribe to keep reading. Already a subscriber? Log in</p></div>", "", "subscriber"),
            ("<div class='plus'><h2>Weiterlesen mit Nordnes+</h2><p>Jetzt abonnieren und alle Artikel lesen</p></div>", "", "abonnieren"),
            ("<section><p>Denne saken er kun for abonnenter. Bli abonnent i dag for 1 krone.</p></section>", "", "abonnent"),
            ("<div><p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p></div>", "", "abonnés"),
            ("<div><p>Läs vidare för 1 kr – bli prenumerant. Redan kund? Logga in</p></div>", "", "prenumerant"),
            ("<div><p>Du har læst gratisdelen. Bliv abonnent og læs resten af artiklen.</p></div>", "", "abonnent"),
            ("<div><p>Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.</p></div>", "", "suscriptores"),
            ("<div><p>This article is for subscribers only. Start your free trial to continue.</p></div>", "", "trial"),
        )
    ),
    example(_PAYWALL, ".html", page(head=linked_data(isAccessibleForFree=True)), quiet=True),
    example(_DOCS, ".html", _docs(f"{STORY[0]}{_MARK.format(1, 'a')}", STORY[1], notes=_note(1, "Desk: check the year.")), lacks=("[a]", "check the year"), warns="check the year"),
    example(_DOCS, ".html", _docs(STORY[0] + _MARK.format(1, "a"), STORY[1] + _MARK.format(2, "b"), notes=_note(1, "Who says so?") + _note(2, "She does.")), lacks=("[a]", "[b]", "Who says"), warns=("Who says so?", "She does.")),
    example(_DOCS, ".html", _docs(STORY[0], notes='<table class="c4"><tr><td><p><span>Year</span></p></td><td><p><span>Ships</span></p></td></tr><tr><td><p><span>1987</span></p></td><td><p><span>412</span></p></td></tr></table>'), has=("Year | Ships", "1987 | 412")),
    example(_DOCS, ".html", _docs("HOLD FOR RELEASE until 4 May 2099, 6 a.m. ET", *STORY), embargo="2099-05-04T06:00:00-05:00", has=_LAST),
    *(
        example(_MHTML, suffix, data, headline=TITLE, byline=NAME, url=_URL, published="2027-05-03T08:15:00+02:00", has=_LAST, lacks=("2018", "Saved by", "Gespeichert"))
        for suffix, data in (
            (".mht", _saved(page(head=_LINKED_DATA), "From: <Gespeichert von Windows Internet Explorer 11>\r\nSubject: Leuchtturm\r\nDate: Mon, 3 May 2027 10:00:00 +0200\r\n", "base64")),
            (".mhtml", _saved(page(head=_LINKED_DATA), f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {_URL}\r\nSubject: Lamp\r\nDate: Mon, 3 May 2027 10:00:00 +0200\r\n", first="------=_Part_7\r\nContent-Type: text/css\r\nContent-Location: cid:css-1@mhtml.blink\r\n\r\np { color: red }\r\n")),
            ("", _saved(page(head=_LINKED_DATA), f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {_URL}\r\nSubject: =?utf-8?Q?Lamp?=\r\nDate: Mon, 3 May 2027 10:00:00 +0200\r\n", "base64")),
            (".mht", _saved(page(head=_LINKED_DATA), "From: <Saved by UnMHT>\r\nSubject: Lamp\r\nDate: Mon, 3 May 2027 10:00:00 +0200\r\nX-Creator: UnMHT/8.2\r\n")),
        )
    ),
    *(
        example(_WARC, suffix, data, headline=TITLE, byline=NAME, url=_URL, has=_LAST, lacks=("HTTP/1.1", "2018"), count=count)
        for suffix, data, count in (
            (".warc.gz", gzipped(record("warcinfo", _URL, b"software: x", "application/warc-fields"), answer(page(head=_LINKED_DATA), _URL)), 1),
            (".warc", answer("body{}", f"{_URL}.css", "Content-Type: text/css") + answer("<p>Moved</p>", f"{_URL}/", status="301 Moved") + answer(page(head=_LINKED_DATA), _URL), 1),
            (".warc", record("request", _URL, b"GET /lamp HTTP/1.1\r\nHost: chronicle.example\r\n\r\n", "application/http; msgtype=request") + answer(page(head=_LINKED_DATA), _URL) + answer(page(head=_LINKED_DATA, title="Pier", h1="Pier"), f"{_URL}-2"), 2),
            ("", record("resource", _URL, page(head=_LINKED_DATA).encode(), "text/html"), 1),
            (".warc", record("response", _URL, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(page(head=_LINKED_DATA).encode()), "application/http; msgtype=response"), 1),
        )
    ),
)  # fmt: skip
