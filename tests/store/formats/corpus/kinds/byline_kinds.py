"""Bylines of pages: who wrote it, once, without what stands around the name; nobody where nobody is named."""

# ruff: noqa: E501 - a page's line is a line here

from __future__ import annotations

from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.pages import NAME, linked_data, meta, page

_DATE, _USER, _SITE, _TWICE, _AND = (
    "web-byline-with-date.html", "web-byline-username.html", "web-byline-publisher.html", "web-byline-twice.html",
    "web-byline-and-split.html",
)  # fmt: skip
_BY = f'<p class="byline">By {NAME}</p>'
_PERSON = {"@type": "Person", "name": NAME}
EXAMPLES: tuple[Example, ...] = (
    # behind the name stands the day
    *(
        example(_DATE, ".html", page(f'<div class="byline">{printed}</div>'), byline=name, published=day)
        for printed, name, day in (
            ("Edda Falk | 3 May 2027, 08:15", NAME, "2027-05-03T08:15:00"),
            ("By Edda Falk · Published May 3, 2027 at 8:15 AM EDT", NAME, "2027-05-03T08:15:00-04:00"),
            ("EDDA FALK, 3. MAI 2027", NAME, "2027-05-03"),
            ("Von Edda Falk 03.05.2027 - 08:15 Uhr", NAME, "2027-05-03T08:15:00"),
            ("Por Edda Falk, 3 de mayo de 2027", NAME, "2027-05-03"),
            ("Par Edda Falk le 3 mai 2027 à 8h15", NAME, "2027-05-03T08:15:00"),
            ("Tekst: Edda Falk Publisert 3. mai 2027 kl. 08.15", NAME, "2027-05-03T08:15:00"),
            ("Af Edda Falk, 3. maj 2027 kl. 08:15", NAME, "2027-05-03T08:15:00"),
            ("Text: Edda Falk – Publicerad 2027-05-03", NAME, "2027-05-03"),
            ("May 3, 2027 | Edda Falk", NAME, "2027-05-03"),
            ("By Edda Falk / Monday 3 May 2027", NAME, "2027-05-03"),
            ("By Edda Falk - 3rd May 2027", NAME, "2027-05-03"),
            ("Edda Falk • 5 min read • May 3, 2027", NAME, "2027-05-03"),
            ("By Edda Falk, Staff Writer | May 3, 2027", "Edda Falk, Staff Writer", "2027-05-03"),
        )
    ),
    # a label of a form, a login, a commenter
    *(
        example(_USER, ".html", page(before, after=after), byline=name)
        for before, after, name in (
            (_BY, '<form class="login"><span class="author">Log in</span><input name="u"></form>', NAME),
            ("", '<div class="sign-in"><p class="author">Register</p></div>', None),
            ('<span class="author">admin</span>', "", None),
            ('<p class="byline">By <a rel="author" href="/u/7">efalk</a></p>', "", None),
            ('<p class="byline">Posted by webmaster</p>', "", None),
            ('<p class="byline">By Staff</p>', "", None),
            ('<p class="author">Guest</p>', "", None),
            ("", '<ol class="comment-list"><li><cite class="author">Hal Brice</cite><p>Well said.</p></li></ol>', None),
            (_BY, '<div id="comments"><div class="comment"><span itemprop="author">Ida Roe</span><p>Nice.</p></div></div>', NAME),
            ("", '<div class="disqus"><span class="author">Kim Poe</span> <p>First!</p></div>', None),
            ('<p class="byline">Published by editor</p>', "", None),
            ('<p class="byline"><a href="/login">Logg inn</a></p>', "", None),
            ("", '<section class="more"><div class="card"><a href="/2">Pier shut</a><span class="byline">By Tom Reed</span></div></section>', None),
            ("", '<div class="author-box related"><h3>Related</h3><span class="author">Tom Reed</span></div>', None),
            ('<figure><img src="a.jpg"><figcaption>The lamp. <span class="author">Photo: Ole Vik</span></figcaption></figure>', "", None),
        )
    ),
    # the site, its domain, its page on another site
    *(
        example(_SITE, ".html", page(before, head=meta("og:site_name", "Nordnes Chronicle") + head), byline=name)
        for before, head, name in (
            (_BY, meta("author", "www.nordnes.example"), NAME),
            (_BY, meta("author", "Nordnes Chronicle"), NAME),
            (_BY, meta("article:author", "https://www.facebook.com/nordneschronicle"), NAME),
            (_BY, meta("author", "@nordneschronicle"), NAME),
            (_BY, linked_data(author={"@type": "Organization", "name": "Nordnes Chronicle"}), NAME),
            (_BY, linked_data(author={"@type": "Organization", "name": "NordnesChronicle.example", "url": "https://nordnes.example"}), NAME),
            ("", linked_data(author=[{"@type": "Organization", "name": "nordnes.example"}, _PERSON]), NAME),
            ("", meta("author", "https://nordnes.example/"), None),
            ("", linked_data(author="The Nordnes Chronicle"), None),
            (_BY, meta("author", "desk@nordnes.example"), NAME),
        )
    ),
    # the same name more than once
    *(
        example(_TWICE, ".html", page(before, head=head), byline=name)
        for before, head, name in (
            ('<p class="byline">By <span class="author">Edda Falk</span></p><p class="author">Edda Falk</p>', "", NAME),
            ("", linked_data(author=[_PERSON, {"@type": "Person", "name": "edda falk"}]), NAME),
            ("", meta("author", "Edda Falk, Edda Falk"), NAME),
            ("", linked_data(author=[_PERSON, {"@type": "Person", "name": "By Edda Falk"}]), NAME),
            ('<div class="byline"><a rel="author" href="/a"><img alt="Edda Falk"></a><a rel="author" href="/a">Edda Falk</a></div>', "", NAME),
            ('<div class="byline">By Edda Falk and EDDA FALK</div>', "", NAME),
            ("", linked_data(author=[_PERSON, {"@type": "Person", "name": "Ole Vik"}, _PERSON]), "Edda Falk, Ole Vik"),
            ("", linked_data(author=[{"@type": "Person", "name": "Zoë  Falk"}, {"@type": "Person", "name": "Zoë Falk"}]), "Zoë Falk"),
            ('<address class="author">By <a rel="author">Edda Falk</a><br>Edda Falk</address>', "", NAME),
        )
    ),
    # one name with "and" or "&" in it, several names
    *(
        example(_AND, ".html", page(before, head=head), byline=name)
        for before, head, name in (
            ("", meta("author", "Reed &amp; Holm News Agency"), "Reed & Holm News Agency"),
            ("", linked_data(author={"@type": "Organization", "name": "Coast and Isles Press Service"}), "Coast and Isles Press Service"),
            ('<p class="byline">By Hill, Dale & Sons Wire</p>', "", "Hill, Dale & Sons Wire"),
            ('<p class="byline">By Edda Falk and Ole Vik</p>', "", "Edda Falk and Ole Vik"),
            ('<p class="byline">By <a rel="author">Edda Falk</a> and <a rel="author">Ole Vik</a></p>', "", "Edda Falk, Ole Vik"),
            ("", meta("author", "Trygg og Trang Pressebyrå"), "Trygg og Trang Pressebyrå"),
        )
    ),
)  # fmt: skip
