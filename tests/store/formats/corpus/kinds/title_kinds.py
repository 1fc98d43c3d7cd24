"""Titles, days, languages, and pages that are no article."""

# ruff: noqa: E501 - a page's line is a line here

from __future__ import annotations

from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.pages import NAME, TITLE, linked_data, meta, page

_SITE, _SECTION, _YEAR, _TIME, _GERMAN, _ERROR, _CONSENT = (
    "web-title-with-site.html", "web-title-of-section.html", "web-date-from-copyright-year.html",
    "web-time-and-language.html", "web-text-of-the-page-in-german.html", "web-error-page.html", "web-consent-wall.html",
)  # fmt: skip
_NAME = meta("og:site_name", "Nordnes Chronicle")
_LOGO = "<h1>Nordnes Chronicle</h1>"


def _wall(title: str, words: str) -> str:
    return f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1><p>{words}</p></div></body></html>"


EXAMPLES: tuple[Example, ...] = (
    *(
        example(_SITE, ".html", page(title=title, h1=h1, head=_NAME + head), headline=TITLE, begins=f"{TITLE}\n\nThe last keeper")
        for title, h1, head in (
            (f"{TITLE} – Nordnes Chronicle", "", ""),
            (f"{TITLE} :: Coast :: Nordnes Chronicle", "", ""),
            (f"Nordnes Chronicle: {TITLE}", "", ""),
            (f"Nordnes Chronicle | {TITLE}", "", ""),
            (f"Nordnes Chronicle - {TITLE}", TITLE, ""),
            (f"{TITLE} « Nordnes Chronicle", "", ""),
            (f"{TITLE} | Nordnes Chronicle", "", meta("og:title", f"{TITLE} | Nordnes Chronicle")),
            (f"{TITLE} / Nordnes Chronicle", "", ""),
            (f"{TITLE} • Nordnes Chronicle", "", ""),
            (f"{TITLE} - Coast - Nordnes Chronicle", "", ""),
            (f"{TITLE} | News from the coast | Nordnes Chronicle", TITLE, ""),
        )
    ),
    *(
        example(_SECTION, ".html", page(title=title, h1=h1, head=_NAME + head, top=top, before=before), headline=TITLE)
        for title, h1, head, top, before in (
            ("Coast - Nordnes Chronicle", TITLE, meta("og:title", "Coast"), "", ""),
            ("Nordnes Chronicle", TITLE, meta("og:title", "Nordnes Chronicle"), "", ""),
            (f"{TITLE} | Nordnes Chronicle", TITLE, "", _LOGO, ""),
            ("Home", TITLE, "", '<h1 class="logo">NC</h1>', ""),
            (f"{TITLE} - NC", "", "", '<h1 id="logo"><a href="/">Nordnes Chronicle</a></h1>', f"<h2>{TITLE}</h2>"),
            ("Latest news", TITLE, meta("twitter:title", "Latest news from the coast"), "", ""),
            ("News", TITLE, linked_data(headline=TITLE), "<h1>News</h1>", ""),
        )
    ),
    *(
        example(_YEAR, ".html", page(before, after=after, foot=foot, head=head), published=None, updated=None)
        for before, after, foot, head in (
            ("", "", "<p>Copyright 2016-2024 Nordnes Chronicle Ltd. All rights reserved.</p>", ""),
            ("", '<p class="date">© Nordnes Chronicle 2021</p>', "", ""),
            ("", "", "<p>Last updated 2019</p>", meta("copyright", "2020")),
            ("", "<p>Founded on 1 May 1887.</p>", "<time>2019</time>", ""),
            ("", "", "<small>&copy; 1 January 2015 – 31 December 2023</small>", meta("date", "2019")),
            ("", "", '<span class="published">(c) 2022</span>', ""),
            ("", "<p>The lens came to the island on 4 June 1911, the log says.</p>", "", ""),
            ("", '<aside><time datetime="2027-05-01">1 May 2027</time> Pier shut</aside>', "", ""),
            ("", '<ul class="related"><li><a href="/2027/05/01/pier">Pier shut</a> <time datetime="2027-05-01T10:00Z">1 May</time></li></ul>', "", ""),
            ("", "", '<p>Page generated on 3 May 2027 at 08:15</p>', ""),
            ("", "", "", meta("article:published_time", "2027-13-45")),
            ('<p class="date">Monday</p>', "", "", meta("date", "2027-05")),
            ("", "", "", meta("datepublished", "0001-01-01T00:00:00Z")),
            ("", "", "", meta("article:published_time", "1970-01-01T00:00:00+00:00")),
        )
    ),
    *(
        example(_TIME, ".html", page(before, head=head, lang=lang), **printed)
        for before, head, lang, printed in (
            ('<time itemprop="datePublished" datetime="2027-05-03T08:15:00-05:00">3 May</time> <time itemprop="dateModified" datetime="2027-05-03T10:00:00-05:00">later</time>', "", "en-US", {"published": "2027-05-03T08:15:00-05:00", "updated": "2027-05-03T10:00:00-05:00", "language": "en-US"}),
            ("", linked_data("ReportageNewsArticle", datePublished="2027-05-03T06:15:00Z", dateModified="2027-05-04", author=NAME, inLanguage="en-GB"), "", {"published": "2027-05-03T06:15:00+00:00", "updated": "2027-05-04", "byline": NAME, "language": "en-GB"}),
            ("", meta("article:published_time", "2027-05-03T08:15:00+02:00") + meta("article:modified_time", "2027-05-03T08:15:00+02:00"), "sv-SE", {"published": "2027-05-03T08:15:00+02:00", "updated": None, "language": "sv-SE"}),
            ("", '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},{"@type":["Article","NewsArticle"],"headline":"x","datePublished":"2027-05-03T08:15+0200","author":[{"name":"Edda Falk"}]}]}</script>', "en", {"published": "2027-05-03T08:15:00+02:00", "byline": NAME}),
            ('<p class="meta">Published: 3 May 2027 08:15 BST. Updated: 4 May 2027 09:00 BST</p>', "", "en", {"published": "2027-05-03T08:15:00+01:00"}),
            ('<p class="dateline">Publié le 3 mai 2027 à 08h15 - Mis à jour le 4 mai 2027 à 9h00</p>', "", "fr", {"published": "2027-05-03T08:15:00", "language": "fr"}),
            ('<div class="publish-date">Monday, May 3, 2027</div>', "", "en", {"published": "2027-05-03"}),
            ('<span class="posted-on">Posted on <time class="entry-date published updated" datetime="2027-05-03T08:15:00+01:00">May 3, 2027</time></span>', "", "en", {"published": "2027-05-03T08:15:00+01:00", "updated": None}),
            ("", meta("cXenseParse:recs:publishtime", "2027-05-03T08:15:00.000Z") + meta("og:locale", "nb_NO"), "", {"published": "2027-05-03T08:15:00+00:00", "language": "nb_NO"}),
        )
    ),
    *(
        example(_GERMAN, ".html", page(lang=lang, head=head), language=tag)
        for lang, head, tag in (("nn", "", "nn"), ("", meta("og:locale", "fr_FR"), "fr_FR"), ("da-DK", "", "da-DK"), ("es", "", "es"), ("", '<meta http-equiv="content-language" content="sv">', "sv"))
    ),
    *(
        example(_ERROR, ".html", _wall(title, words), refused="an error page")
        for title, words in (
            ("404", "The page you are looking for could not be found."),
            ("Page not found | Nordnes Chronicle", "Sorry, that page has moved. Try the home page."),
            ("Oops! That page can’t be found.", "It looks like nothing was found at this location. Maybe try a search?"),
            ("Error 503 Backend fetch failed", "Backend fetch failed. Guru Meditation: XID: 12345"),
            ("Just a moment...", "Checking if the site connection is secure. Ray ID: 77"),
            ("Siden finnes ikke", "Vi finner dessverre ikke siden du leter etter."),
            ("Sidan hittades inte", "Sidan du söker finns inte längre."),
            ("Siden blev ikke fundet", "Den side du leder efter findes ikke."),
            ("Seite nicht gefunden – Nordnes Bote", "Die angeforderte Seite existiert nicht."),
            ("Erreur 404", "La page demandée n’existe pas ou plus."),
            ("Página no encontrada", "Lo sentimos, la página que busca no existe."),
            ("Access Denied", "You don't have permission to access this resource. Reference #18.2f"),
            ("Nordnes Chronicle", "Error 500: an internal server error occurred. Please try again later."),
            ("Robot Check", "To continue, please verify you are human by completing the captcha."),
            ("429 Too Many Requests", "nginx"),
            ("Nordnes Chronicle", "We can’t find the page you’re looking for."),
            ("Wartungsarbeiten", "Die Seite ist vorübergehend nicht erreichbar."),
        )
    ),
    *(
        example(_CONSENT, ".html", _wall(title, words), refused="a consent wall")
        for title, words in (
            ("Your privacy, your choice", "We and our 712 partners store and/or access information on a device, such as cookies. Accept all. Manage preferences."),
            ("Datenschutz", "Mit Werbung weiterlesen: Wir und unsere 180 Partner brauchen Ihre Einwilligung, um Cookies zu setzen. Alle akzeptieren. Einstellungen."),
            ("Vos données, votre choix", "Avec votre accord, nos partenaires et nous utilisons des cookies. Tout accepter. Continuer sans accepter."),
            ("Samtykke", "Vi og våre partnere bruker informasjonskapsler. Godta alle. Administrer innstillinger."),
            ("Su privacidad", "Nosotros y nuestros socios utilizamos cookies para tratar sus datos. Aceptar y continuar. Rechazar."),
            ("Nordnes Avis", "Vi och våra partner använder cookies och behöver ditt samtycke. Acceptera alla. Hantera inställningar."),
            ("Før du fortsætter", "Vi og vores partnere bruger cookies og beder om dit samtykke. Accepter alle. Kun nødvendige."),
            ("Nordnes Chronicle", "We value your privacy. We use cookies to personalise content and ads. By clicking “Accept all” you consent to our use of cookies. Reject all."),
        )
    ),
)  # fmt: skip
