"""Seventeen invented pages in makes of publishing systems that the bench does not have, written before they were read."""

# ruff: noqa: E501 - an element is a line here

from __future__ import annotations

from typing import Any, NamedTuple

from tests.store.formats.corpus.kinds.pages import linked_data, meta

T1 = "Beekeepers win back their orchard after a summer of court dates"
A1 = "The beekeepers of Upper Holm may put their hives back in the municipal orchard, the district court ruled on Thursday."
A2 = "“We have carried every frame down this hill by hand, and now we carry it up again,” said Marit Sand, who keeps nineteen colonies."
A3 = "The municipality had asked them to leave in April after two complaints about stings from walkers on the new footpath."
A4 = "Judge Olav Rein found that the lease from 1964 had never been ended in writing, and that a telephone call was not enough."
A5 = "Neighbours who had complained said they would not appeal, and one of them bought a jar of honey on the steps of the court."
BODY = (A1, A2, A3, A4, A5)


class Make(NamedTuple):
    """A page, what it says of itself, and words that are no part of its article."""

    name: str
    html: str
    byline: str | None
    published: str | None
    lacks: tuple[str, ...] = ()
    headline: str = T1
    url: str | None = None


def _p(*texts: str, tag: str = "p", css: str = "") -> str:
    attr = f' class="{css}"' if css else ""
    return "".join(f"<{tag}{attr}>{text}</{tag}>" for text in texts)


def _doc(body: str, head: str = "", lang: str = "en", title: str = T1) -> str:
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


_MORE = '<a href="/p/2">Why the ferry is late again</a>'
MAKES: tuple[Make, ...] = (
    Make("newsletter", _doc(
        f'<div class="main"><div class="post-header"><h1 class="post-title published">{T1}</h1><h3 class="subtitle">A lease from 1964 decides</h3>'
        '<div class="byline-wrapper"><div class="pencraft"><a href="https://holm.example/@vera">Vera Lind</a></div><div class="pencraft">May 06, 2027</div></div>'
        '<div class="like-count">42</div><button>Share</button></div><div class="available-content"><div class="body markup">' + _p(*BODY) +
        '<div class="subscription-widget-wrap"><p>Thanks for reading Holm Letter! Subscribe for free to receive new posts.</p><form><input type="email"></form></div></div></div>'
        '<div class="comments"><h4>3 Comments</h4><p>Lovely piece, Vera! I was there.</p></div><footer>© 2027 Vera Lind</footer></div>',
        linked_data("NewsArticle", headline=T1, datePublished="2027-05-06T07:00:00+00:00", author=[{"@type": "Person", "name": "Vera Lind", "url": "x"}]), title=f"{T1} - by Vera Lind - Holm Letter"),
        "Vera Lind", "2027-05-06T07:00:00+00:00", ("Subscribe for free", "Lovely piece")),
    Make("ghost", _doc(
        f'<div class="gh-viewport"><main class="gh-main"><article class="gh-article post tag-courts"><header class="gh-article-header"><a class="gh-article-tag" href="/tag/courts/">Courts</a><h1 class="gh-article-title">{T1}</h1>'
        '<div class="gh-article-meta"><h4 class="gh-article-author-name"><a href="/author/vera/">Vera Lind</a></h4><time class="gh-article-meta-date" datetime="2027-05-06">06 May 2027</time> <span>2 min read</span></div></header>'
        f'<section class="gh-content">{_p(*BODY)}</section></article></main><section class="gh-readmore"><h2>Read next</h2><article class="gh-card post"><h3>Ferry</h3><p>The ferry is late again, said Ola Mo.</p></article></section></div>',
        meta("og:site_name", "Holm Post") + meta("article:published_time", "2027-05-06T09:30:00.000Z") + meta("twitter:data1", "Vera Lind")),
        "Vera Lind", "2027-05-06T09:30:00+00:00", ("ferry is late",)),
    Make("blogspot", _doc(
        f'<div class="main-outer"><div class="date-outer"><h2 class="date-header"><span>Thursday, 6 May 2027</span></h2><div class="post hentry"><h3 class="post-title entry-title">{T1}</h3><div class="post-body entry-content">' + "<br/><br/>".join(BODY) +
        '</div><div class="post-footer">Posted by <span class="post-author vcard"><span class="fn" itemprop="author"><span itemprop="name">Vera Lind</span></span></span> at <abbr class="published" title="2027-05-06T21:14:00+02:00" itemprop="datePublished">21:14</abbr></div></div></div>'
        '<div class="blog-pager"><a>Newer Post</a> <a>Older Post</a></div></div>', title=f"Holm Notes: {T1}"), "Vera Lind", "2027-05-06T21:14:00+02:00", ("Newer Post",)),
    Make("government", _doc(
        f'<header class="gov-header"><a>GOV</a></header><main id="content"><span class="gem-c-title__context">Press release</span><h1 class="gem-c-title__text">{T1}</h1><p class="gem-c-lead-paragraph">The court ruled for the tenants of the orchard.</p>'
        '<dl class="gem-c-metadata"><dt>From:</dt><dd><a>Ministry of Small Farms</a></dd><dt>Published</dt><dd>6 May 2027</dd></dl>'
        f'<div class="govspeak">{_p(*BODY)}<h2>Notes to editors</h2><ul><li>The orchard has 212 trees.</li></ul></div><div class="gem-c-share-links"><h2>Share this page</h2></div></main>'
        '<div class="gem-c-feedback"><h2>Is this page useful?</h2><button>Yes</button></div>'), None, "2027-05-06", ("Is this page useful",)),
    Make("tables-1999", (
        f'<HTML><HEAD><TITLE>{T1}</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=700><TR><TD WIDTH=150><A HREF=/>Home</A><BR><A HREF=/n>News</A></TD><TD><FONT SIZE=5><B>{T1}</B></FONT><BR><FONT SIZE=2>By VERA LIND<BR>May 6, 2027</FONT>'
        + _p(*BODY) + "</TD></TR></TABLE><HR><FONT SIZE=1>Copyright 1999-2027 Holm Gazette</FONT></BODY></HTML>"), "Vera Lind", "2027-05-06", ("Copyright",)),
    Make("drupal", _doc(
        f'<div class="region-content"><article class="node node--type-article"><h1 class="page-header"><span class="field--name-title">{T1}</span></h1><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field--name-uid"><a title="View user profile." href="/user/9">vlind</a></span> on <span class="field--name-created">Thu, 05/06/2027 - 09:30</span></div></footer>'
        f'<div class="field--name-field-byline">Vera Lind</div><div class="field--name-body">{_p(*BODY)}</div><ul class="links inline"><li><a href="/user/login">Log in</a> to post comments</li></ul></article></div><aside class="sidebar"><h2>Recent content</h2><ul><li>{_MORE}</li></ul></aside>'), "Vera Lind", None, ("Recent content",)),
    Make("nextjs", _doc(
        f'<div id="__next"><div class="sc-1a2b"><h1 class="sc-9x">{T1}</h1><div class="sc-by">By <a href="/profile/vera-lind">Vera Lind</a></div><div class="sc-dt">Published Thu 6 May 2027 at 9:30am</div><div class="sc-body">' + _p(*BODY, tag="div", css="sc-para") +
        '</div></div></div><script id="__NEXT_DATA__" type="application/json">{"props":{"author":"robot"}}</script>', linked_data("Article", author={"@type": "Person", "name": "Vera Lind"}, datePublished="2027-05-06T09:30:00+10:00", headline=T1)), "Vera Lind", "2027-05-06T09:30:00+10:00"),
    Make("german-regional", _doc(
        f'<main><article class="article"><header><span class="kicker">Upper Holm</span><h1><span class="headline">{T1}</span></h1><p class="article__intro">Ein Pachtvertrag von 1964 entscheidet.</p><div class="metadata"><span class="metadata__author">Von <a href="/a">Vera Lind</a></span> <time class="metadata__date" datetime="2027-05-06T18:02:11+02:00">6. Mai 2027, 18:02 Uhr</time></div></header>' + _p(*BODY) +
        '<div class="newsletter-box"><h3>Unser Newsletter</h3><p>Jeden Morgen die wichtigsten Nachrichten.</p></div></article></main><footer><a>Impressum</a> © 2027 Holmer Bote</footer>', meta("author", "Holmer Bote") + meta("og:site_name", "Holmer Bote"), "de", f"{T1} | Holmer Bote"), "Vera Lind", "2027-05-06T18:02:11+02:00", ("Newsletter", "Impressum")),
    Make("norwegian", _doc(
        f'<article><header><h1 class="title article-title">{T1}</h1><p class="article-lead">En leieavtale fra 1964 avgjør.</p><div class="authors"><ul><li class="author"><a class="author__name" href="/v">Vera Lind</a><span class="author__role">Journalist</span></li></ul></div><div class="datetime-absolute-pubdate">Publisert <time datetime="2027-05-06T09:30:00+02:00">6. mai kl. 09:30</time></div><div>Oppdatert <time datetime="2027-05-06T11:00:00+02:00">6. mai kl. 11:00</time></div></header><div class="article-body">' + _p(*BODY) +
        '<div class="fact"><h2>Fakta om birøkt</h2><p>Et kubetelling viser 40 000.</p></div></div></article>', "", "no"), "Vera Lind", "2027-05-06T09:30:00+02:00"),
    Make("french-daily", _doc(
        f'<section class="article__wrapper"><h1 class="article__title">{T1}</h1><p class="article__desc">Un bail de 1964 tranche la question.</p><div class="meta__authors">Par <span class="author__name">Vera Lind</span> et <span class="author__name">Paul Roy</span></div><p class="meta__publisher">Publié le 06 mai 2027 à 09h30, modifié le 06 mai 2027 à 11h00</p><article>' + _p(*BODY, css="article__paragraph") +
        '<section class="friend"><p>Offrir un article</p></section></article><section class="article__reactions"><h2>Contribuer</h2><p>Réutiliser ce contenu</p></section></section>', meta("og:site_name", "Le Holm"), "fr", f"{T1} - Le Holm"), "Vera Lind, Paul Roy", "2027-05-06T09:30:00", ("Réutiliser",)),
    Make("spanish-daily", _doc(
        f'<article id="main-content"><header class="a_e_m"><h1 class="a_t">{T1}</h1><h2 class="a_st">Un contrato de 1964 decide el caso</h2></header><div class="a_md"><div class="a_md_a"><a href="/autor/vera" class="a_md_a_n">Vera Lind</a></div><div class="a_md_f"><span>Holm - </span><time datetime="2027-05-06T05:40:00+02:00"><a>06 may 2027 - 05:40 CEST</a></time></div></div><div class="a_c">' + _p(*BODY) +
        '</div><section class="a_archivado_en"><h3>Archivado en</h3><ul><li>Abejas</li></ul></section></article>', linked_data("NewsArticle", author=[{"@type": "Person", "name": "Vera Lind"}], datePublished="2027-05-06T05:40:00+02:00", headline=T1), "es"), "Vera Lind", "2027-05-06T05:40:00+02:00"),
    Make("broadcaster", _doc(
        f'<main id="main-content"><article><div data-component="headline-block"><h1>{T1}</h1></div><div data-component="byline-block"><div data-testid="byline-contributors"><span>Vera Lind</span><span>Rural affairs correspondent</span></div><time>6 May 2027</time></div>' + "".join(f'<div data-component="text-block"><p>{each}</p></div>' for each in BODY) +
        '<div data-component="links-block"><h2>More on this story</h2><p><a href="/2">Why the ferry is late again</a></p></div><div data-component="tags"><ul><li>Bees</li></ul></div></article></main>',
        linked_data("NewsArticle", author=[{"@type": "NewsMediaOrganization", "name": "Holm Radio"}], publisher={"@type": "NewsMediaOrganization", "name": "Holm Radio"}, datePublished="2027-05-06T05:04:00.000Z", headline=T1)), "Vera Lind", "2027-05-06T05:04:00+00:00", ("ferry is late",)),
    Make("medium-like", _doc(
        f'<div id="root"><article><div><section><div><h1 class="pw-post-title">{T1}</h1><div class="speechify"><a rel="noopener follow" href="/@vera" data-testid="authorName">Vera Lind</a><span><button>Follow</button></span><span data-testid="storyReadTime">3 min read</span><span data-testid="storyPublishDate">May 6, 2027</span></div>' + _p(*BODY, css="pw-post-body-paragraph") +
        "</div></section></div></article></div>", meta("author", "Vera Lind") + meta("article:published_time", "2027-05-06T12:00:00.000Z") + meta("og:site_name", "Longform"), title=f"{T1} | by Vera Lind | May, 2027 | Longform"), "Vera Lind", "2027-05-06T12:00:00+00:00", ("min read",)),
    Make("university", _doc(
        f'<div id="page"><div class="breadcrumb">Home › News › 2027</div><div class="news-detail"><div class="news-date">06/05/2027</div><h2 class="news-title">{T1}</h2><div class="news-text">{_p(*BODY)}<p>Contact: press@holm.example</p></div></div></div><div id="foot">University of Holm, 1 College Road. Last modified 2019-02-03</div>', title="News | University of Holm"), None, None, ("College Road",)),
    Make("microdata", _doc(
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{T1}</h1><span itemprop="author" itemscope itemtype="https://schema.org/Person">by <span itemprop="name">Vera Lind</span></span><meta itemprop="datePublished" content="2027-05-06T09:30:00Z"><div itemprop="articleBody">{_p(*BODY)}</div></div>'), "Vera Lind", "2027-05-06T09:30:00+00:00"),
    Make("wire-portal", _doc(
        f'<div class="story"><h1>{T1}</h1><div class="story-info">HOLM, 06 May 2027 (NN) | Story #88121</div>' + _p(f"HOLM (NN) – {A1}", A2, A3, A4, A5, "(NN / vl)") + '</div><div class="copyright">© NN. All rights reserved.</div>'), None, "2027-05-06"),
    Make("squarespace", _doc(
        f'<article class="entry h-entry"><div class="blog-item-top-wrapper"><div class="blog-meta-section"><time class="dt-published blog-date" datetime="May 6, 2027">May 6, 2027</time></div><h1 class="entry-title p-name" data-content-field="title">{T1}</h1></div><div class="blog-item-content e-content"><div class="sqs-block-html">{_p(*BODY)}</div></div><div class="blog-item-author-profile"><div class="author-name">Vera Lind</div><div class="author-bio">Vera writes about land.</div></div></article><section id="itemPagination"><a href="/2"><div class="item-pagination-title">Why the ferry is late again</div></a></section>'), "Vera Lind", "2027-05-06", ("ferry is late",)),
)  # fmt: skip


def facts(make: Make) -> dict[str, Any]:
    """What must be read of a make."""
    return {"headline": make.headline, "byline": make.byline, "published": make.published}
