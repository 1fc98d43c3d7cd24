"""Feeds: whose name stands over them, flashes, entities; and exports of WordPress."""

# ruff: noqa: E501 - an item is a line here

from __future__ import annotations

from tests.store.formats.corpus.kinds.examples import Example, example

_AUTHOR, _FLASH, _ENTITIES, _WXR = (
    "atom-author-of-the-feed.xml", "flash-headline-only-feed.xml", "rss-entities.xml", "wordpress-export.wxr.xml",
)  # fmt: skip
_TEXT = "The reading room has a new roof, and the rain stays outside for the first time in eleven years."


def _atom(feed: str, entry: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Holm</title><id>urn:holm</id><updated>2027-05-03T08:15:00Z</updated>{feed}'
        f'<entry><id>urn:holm:1</id><title>New roof</title><link href="https://holm.example/1"/><updated>2027-05-03T08:15:00Z</updated>{entry}<content type="html">&lt;p&gt;{_TEXT}&lt;/p&gt;</content></entry></feed>'
    )


def _rss(items: str, channel: str = "", doctype: str = "", names: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0" {names}><channel><title>Holm</title>{channel}{items}</channel></rss>'


def _post(
    body: str, *, status: str = "publish", kind: str = "post", title: str = "New roof", more: str = "", number: int = 1
) -> str:
    return (
        f'<item><title>{title}</title><link>https://holm.example/?p={number}</link><dc:creator>efalk</dc:creator><guid isPermaLink="false">https://holm.example/?p={number}</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>2027-05-03 10:15:00</wp:post_date><wp:post_date_gmt>2027-05-03 08:15:00</wp:post_date_gmt><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def _wxr(*items: str, authors: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Holm Post</title><link>https://holm.example</link><language>nb-NO</language>'
        f"<wp:wxr_version>1.2</wp:wxr_version>{authors}{''.join(items)}</channel></rss>"
    )


_NAMED = "<wp:author><wp:author_login>efalk</wp:author_login><wp:author_display_name><![CDATA[Edda Falk]]></wp:author_display_name></wp:author>"
_FLASH_HEAD = "URGENT: Reading room burns"
EXAMPLES: tuple[Example, ...] = (
    example(_AUTHOR, ".xml", _atom("<author><name>Edda Falk</name><email>e@holm.example</email></author>", ""), byline="Edda Falk"),
    example(_AUTHOR, ".atom", _atom("<author><name>Edda Falk</name></author><author><name>Ole Vik</name></author>", ""), byline="Edda Falk, Ole Vik"),
    example(_AUTHOR, ".xml", _atom("<author><name>Holm Board</name></author>", "<author><name>Edda Falk</name></author>"), byline="Edda Falk"),
    example(_AUTHOR, ".xml", _atom("<author><name>Holm Board</name></author>", "<source><id>urn:x</id><title>Vik</title><author><name>Edda Falk</name></author></source>"), byline="Edda Falk"),
    example(_AUTHOR, ".xml", _atom("<author><name>admin</name></author>", ""), byline=None),
    example(_AUTHOR, ".xml", _rss(f"<item><title>New roof</title><guid>1</guid><dc:creator>Edda Falk</dc:creator><description>{_TEXT}</description></item>", names='xmlns:dc="http://purl.org/dc/elements/1.1/"'), byline="Edda Falk"),
    example(_AUTHOR, ".xml", _rss(f"<item><title>New roof</title><guid>1</guid><author>e@holm.example (Edda Falk)</author><description>{_TEXT}</description></item>"), byline="Edda Falk"),
    *(
        example(_FLASH, suffix, data, begins=f"{_FLASH_HEAD}\n", headline=_FLASH_HEAD)
        for suffix, data in (
            (".xml", _rss(f"<item><title>{_FLASH_HEAD}</title><guid>7</guid><description></description></item>")),
            (".xml", _rss(f"<item><title>{_FLASH_HEAD}</title><link>https://holm.example/7</link><pubDate>Mon, 03 May 2027 08:15:00 GMT</pubDate></item>")),
            (".atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>H</title><id>urn:h</id><updated>2027-05-03T08:15:00Z</updated><entry><id>urn:7</id><title>{_FLASH_HEAD}</title><link href="https://holm.example/7"/><updated>2027-05-03T08:15:00Z</updated></entry></feed>'),
            (".json", f'{{"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [{{"id": "7", "url": "https://holm.example/7", "title": "{_FLASH_HEAD}"}}]}}'),
            (".rdf", f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://holm.example/"><title>H</title><link>https://holm.example/</link></channel><item rdf:about="https://holm.example/7"><title>{_FLASH_HEAD}</title><link>https://holm.example/7</link></item></rdf:RDF>'),
            (".xml", _rss(f"<item><title>{_FLASH_HEAD}</title><guid>7</guid><description>&lt;img src='a.gif'/&gt;</description></item>")),
        )
    ),
    *(
        example(_ENTITIES, ".xml", _rss(f"<item><title>{title}</title><guid>1</guid><description>{_TEXT}</description></item>", doctype=f"<!DOCTYPE rss [{declared}]>"), headline=headline)
        for declared, title, headline in (
            ('<!ENTITY nbsp "&#160;"><!ENTITY ndash "&#8211;">', "Roof&nbsp;&ndash; new", "Roof – new"), ("<!ENTITY aring '&#229;'>", "&aring;pning", "åpning"),
            ('<!ENTITY eacute "&#xe9;">\n<!ENTITY oslash "&#xf8;">', "Caf&eacute; &oslash;pner", "Café øpner"),
        )
    ),
    example(_ENTITIES, ".xml", _rss(f"<item><title>Roof &mdash; caf&eacute;&nbsp;&rsquo;s</title><guid>1</guid><description>{_TEXT}</description></item>"), headline="Roof — café ’s"),
    example(_ENTITIES, ".xml", _rss("<item><title>&a;</title><guid>1</guid><description>x</description></item>", doctype='<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'), refused="declares XML entities"),
    example(_ENTITIES, ".xml", _rss("<item><title>&f;</title><guid>1</guid><description>x</description></item>", doctype='<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'), refused="declares XML entities"),
    example(_WXR, ".xml", _wxr(_post(f"<!-- wp:paragraph --><p>{_TEXT}</p>[gallery ids=\"1,2\"]<!-- /wp:paragraph -->"), _post("<p>Later.</p>", status="future", number=2), _post("<p>Mine.</p>", status="private", number=3), authors=_NAMED), byline="Edda Falk", published="2027-05-03T08:15:00+00:00", language="nb-NO", begins=f"New roof\n\nBy Edda Falk\n\n{_TEXT}", lacks="[gallery", warns="1 future, 1 private"),
    example(_WXR, ".wxr", _wxr(_post("", kind="attachment", status="inherit", number=2), _post(f"{_TEXT}\n\n[embed]https://video.example/1[/embed]\n\nThe end of it.")), byline=None, has=f"{_TEXT}", lacks=("[embed", "[/embed"), warns="1 attachment"),
    example(_WXR, ".xml", _wxr(_post(f"[vc_row][vc_column width=\"1/2\"][vc_column_text]<p>{_TEXT}</p>[/vc_column_text][/vc_column][/vc_row]"), _post("<p>x</p>", status="trash", number=2), _post("<p>y</p>", status="pending", number=3)), has=_TEXT, lacks="vc_", warns="1 trash, 1 pending"),
    example(_WXR, ".xml", _wxr(_post(f"<p>{_TEXT}</p><p>She said [sic] it was dry [laughs].</p>"), _post("<p>Secret.</p>", more="<wp:post_password>x7</wp:post_password>", number=2)), has="[sic] it was dry [laughs]", lacks="Secret", warns="password"),
    example(_WXR, ".xml", _wxr(_post("<p>a</p>", status="draft"), _post("<p>b</p>", status="auto-draft", number=2)), refused="1 draft, 1 auto-draft"),
)  # fmt: skip
