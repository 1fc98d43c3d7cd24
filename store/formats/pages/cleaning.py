"""What is taken out of a page, or put in its place, before trafilatura looks for the article.

Gains are measured by `tests/bench/pages.py`; trafilatura stays the engine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.formats.markup import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMBED = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed|fb-post|tiktok-embed|"
    r"threads-post|reddit-card"
)
MAX_PULL_QUOTES = 100
_PULL = re.compile(r"pull-?quote", re.IGNORECASE)
_TEASER_BOX = re.compile(
    r"(?:^|[\s_-])(?:related|more-(?:\w+)|read-?(?:more|also|next)|recommend\w*|teasers?|also-read|"
    r"most-(?:read|popular)|outbrain|taboola|"
    r"trending|you-may-(?:also-)?like|latest-news|les-ogs[aå]|l[aä]s-(?:mer|ocks[aå])|newsletter\w*|"
    r"sign-?up|promo\w*|share-?(?:bar|tools|links)?|"
    r"social-\w+|breadcrumbs?|author-bio|about-the-author|comments?(?:-\w+)?|paywall-(?:offer|box|teaser)|"
    r"subscribe\w*|subscription-\w+|"
    r"cookie\w*|consent\w*|advert\w*|ad-slot|ad-container)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEASER_HEADING = re.compile(
    r"\W*(?:(?:other|more|related|latest|recommended|most read|popular|also)\b.{0,50}|read (?:more|also|"
    r"next)\b.{0,40}|you (?:may|might) (?:also )?like.{0,20}|"
    r"mehr zum thema.*|lesen sie auch.*|les også.*|les mer.*|läs (?:mer|också).*|læs også.*|"
    r"à lire aussi.*|lire aussi.*|lea también.*|"
    r"sur le même sujet.*|te puede interesar.*|le puede interesar.*|sobre el mismo tema.*|mer om .*|mere om .*|"
    r"also in the news.*|more from .*|don[’']t miss.*|in other news.*)\W*",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:to )?(?:read|continue reading|keep reading|unlock)[^.]{0,60}(?:subscri|sign in|log in|register)|"
    r"subscribe (?:now|today|for|to)|"
    r"already a subscriber|(?:for|to) (?:our )?subscribers only|subscriber[- ](?:only|exclusive)|"
    r"(?:start|begin) (?:your|a) free trial|"
    r"jetzt abonnieren|weiterlesen mit|nur für abonnent|"
    r"abonnez-vous|réservée?s? (?:à nos |aux )abonnés|il vous reste [^.]{0,30}à lire|"
    r"suscríbete|(?:para|exclusivo) suscriptores|"
    r"bliv? abonnent|logg inn for å lese|læs resten af|for abonnenter|"
    r"för prenumeranter|bli prenumerant|logga in för att läsa",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^[\s—–―-]*(?P<name>[^\d()@—–]{2,60}?)\s*(?:\(?@[\w.]+\)?)?\s*(?:[\d,]|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|\(|$)"
)
_TEASER_LINE = re.compile(
    r"\W*(?:read (?:more|also|next)|see also|related|also read|more on this|watch|listen|"
    r"don[’']t miss|les (?:også|mer)|"
    r"læs (?:også|mere)|läs (?:också|mer|även)|lesen sie auch|lies auch|mehr (?:dazu|zum thema)|(?:à )?lire aussi|"
    r"(?:lea|lee|leer) (?:también|más))\s*[:–—>»|-]",
    re.IGNORECASE,
)
"""How a line begins that leads to another story."""
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w*caption(?:-text|__text)?|bildunterschrift|billedtekst|bildetekst)(?:$|[\s_-])", re.IGNORECASE
)
_DASHED = re.compile(r"^\s*[—–―]\s*\S")


def clean(root: _Element, warnings: list[str]) -> bool:
    """Change the tree of a page in place; what a reader should know goes to `warnings`.

    Returns whether the page offers a subscription in the place of its text.
    """
    offered = _drop_offers(root)
    _drop_comments(root, warnings)
    _drop_teasers(root)
    _drop_teaser_lines(root)
    _drop_pull_quotes(root)
    _sign_quotations(root)
    _keep_captions(root)
    return offered


def _drop(element: _Element) -> None:
    """Take an element out, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail, element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _drop_offers(root: _Element) -> bool:
    found = False
    for element in list(root.iter("div", "section", "aside", "p")):
        if element.getparent() is None or element.getroottree().getroot() is not root:
            continue
        text = text_of(element) or ""
        if 0 < len(text) < 400 and _OFFER.search(text) and len(element.xpath(".//p")) < 4:
            _drop(element)
            found = True
    return found


def _drop_comments(root: _Element, warnings: list[str]) -> None:
    """Comments of Google Docs: the marks in the text, and the notes behind it."""
    for anchor in list(root.xpath(".//a[starts-with(@href, '#cmnt')]")):
        if (anchor.get("id") or "").startswith("cmnt_ref"):
            _drop(anchor.getparent() if anchor.getparent().tag == "sup" else anchor)
            continue
        box = next((each for each in anchor.iterancestors("div")), None)
        if box is not None and box.getparent() is not None:
            comment = re.sub(r"^\[\w+\]\s*", "", text_of(box) or "")
            warnings.append(f"a comment left out: “{comment[:160]}”")
            _drop(box)


def _drop_teasers(root: _Element) -> None:
    for element in list(root.iter("section", "div", "aside", "ul", "nav")):
        if element.getparent() is None or element.tag == "body":
            continue
        named = _TEASER_BOX.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        heading = next((each for each in element if each.tag in ("h2", "h3", "h4", "h5", "strong", "p")), None)
        headed = heading is not None and _TEASER_HEADING.fullmatch((text_of(heading) or "")[:120])
        if not named and not headed and not _is_row_of_teasers(element):
            continue
        chars = len(text_of(element) or "")
        if named and chars > 1500 and not headed and not _is_row_of_teasers(element):
            continue  # a class that only sounds like one
        if element.xpath(".//h1") and not headed:
            continue
        _drop(element)


def _drop_teaser_lines(root: _Element) -> None:
    """Lines amid the text that lead to another story: "Read more: Ferry fares to rise"."""
    for line in list(root.iter("p", "div", "li", "h2", "h3", "h4")):
        text = text_of(line) or ""
        if (
            line.getparent() is not None
            and len(text) < 200
            and _TEASER_LINE.match(text)
            and line.find(".//a") is not None
        ):
            _drop(line)


def _is_row_of_teasers(element: _Element) -> bool:
    """Whether the children are several boxes, each with a heading that is a link."""
    boxes = [each for each in element if each.tag in ("div", "article", "li", "section")]
    linked = [
        each
        for each in boxes
        if each.xpath(".//h2//a | .//h3//a | .//h4//a | .//h5//a | .//a//h2 | .//a//h3 | .//a//h4")
    ]
    return len(linked) >= 2 and len(linked) >= 0.6 * len(boxes)


def _sign_quotations(root: _Element) -> None:
    """Block quotations with a name behind them, and embedded posts, become “words” — Name in one paragraph."""
    from lxml import etree

    for block in list(root.iter("blockquote")):
        embedded = _EMBED.search(block.get("class") or "")
        cite = next(block.iter("cite"), None)
        name = (text_of(cite) or "").strip(" —–―-") if cite is not None else ""
        if cite is not None:
            _drop(cite)
        pieces = list(block.iter("p")) or [block]
        last = pieces[-1]
        if not name and len(pieces) > 1 and _DASHED.match(text_of(last) or "") and len(text_of(last) or "") < 90:
            name = (text_of(last) or "").strip(" —–―-")
            _drop(last)
            pieces.pop()
        words = " ".join(filter(None, (text_of(each) for each in pieces)))
        if not name and embedded:
            rest = (text_of(block) or "").removeprefix(words).strip()
            signed = _SIGNED.match(rest)
            name = signed["name"].strip(" —–―-,") if signed else ""
        if not name or not words:
            continue
        paragraph = etree.Element("p")
        bare = words.strip(' “”"„«»')
        paragraph.text = f"“{bare}” — {name}"
        paragraph.tail = block.tail
        parent = block.getparent()
        if parent is None:
            continue
        if parent.tag == "figure":  # trafilatura drops figures
            paragraph.tail = None
            outer = parent.getparent()
            if outer is not None:
                outer.insert(outer.index(parent), paragraph)
            _drop(block)
        else:
            parent.replace(block, paragraph)


def _drop_pull_quotes(root: _Element) -> None:
    """Remove pull quotes: quotations set large that are in the text already."""
    page_letters = _letters(text_of(root) or "")
    for element in root.xpath(".//*[contains(@class, 'pull')]")[:MAX_PULL_QUOTES]:
        if element.getparent() is None or not _PULL.search(element.get("class") or ""):
            continue
        words = _letters(re.sub(r"\s*[—–―-]\s[^—–―]{2,40}$", "", text_of(element) or ""))
        cite = next(element.iter("cite"), None)
        if cite is not None:
            words = _letters(text_of(element) or "").removesuffix(_letters(text_of(cite) or ""))
        if words and page_letters.count(words) > 1:
            _drop(element)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _keep_captions(root: _Element) -> None:
    """Captions become paragraphs, which trafilatura keeps; it drops figures."""
    from lxml import etree

    seen: set[str] = set()
    for caption in list(root.iter("figcaption", "p", "div", "span", "dd")):
        if caption.tag != "figcaption" and not _is_caption(caption):
            continue
        text = text_of(caption) or ""
        box = _picture_box(caption)
        parent = box.getparent()
        inside = any(
            each.tag in ("nav", "aside", "footer", "header") for each in box.iterancestors() if each.tag != "body"
        )
        if parent is None or inside or len(text) < 4 or text in seen:
            continue
        seen.add(text)
        paragraph = etree.Element("p")
        paragraph.text = f"{CAPTION}{text}"
        parent.insert(parent.index(box), paragraph)
        if caption.tag != "figcaption":
            _drop(caption)


def _is_caption(element: _Element) -> bool:
    """Whether an element that is no figcaption is called a caption, and holds only words."""
    named = _CAPTION_CLASS.search(element.get("class") or "")
    return (
        named is not None
        and element.find(".//img") is None
        and element.find(".//p") is None
        and (next(element.iterancestors("figcaption", "figure"), None) is None)
    )


def _picture_box(caption: _Element) -> _Element:
    """What holds a caption and its picture: a figure, else the box around both."""
    for each in caption.iterancestors("figure", "div", "dl"):
        if each.tag == "figure":
            return each
        if each.find(".//img") is not None and each.find(".//h1") is None and len(text_of(each) or "") < 800:
            return each
    return caption


CAPTION = "Caption: "
