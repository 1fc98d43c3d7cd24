"""Removes or replaces elements of a page before trafilatura extracts the article.

`tests/bench/pages.py` measures the gains; trafilatura stays the engine.
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
MIN_PULL_QUOTE_LETTERS = 12
_PULL = re.compile(
    r"pull-?quote|(?:^|[\s_-])(?:quote|blockquote|zitat|sitat|citat|citation|cita)(?:$|[\s_-])", re.IGNORECASE
)
_NAMED = re.compile(r"\s*[—–―-]\s[^—–―]{2,40}$|\s*(?:…|\.{3})\s*(?=$|[—–―-])")
_DASHES = " —–―-"
_NO_NAME = re.compile(r"[^\w\s.,'’()&/-]+")
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
    r"archivado en|(?:related )?(?:tags|topics)|schlagworte|stichw[oö]rter|emner|emneord|mots-clés|themen|etiquetas|"
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
"""The beginning of a line that links to another story."""
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:\w*caption(?:-text|__text)?|bildunterschrift|billedtekst|bildetekst)(?:$|[\s_-])", re.IGNORECASE
)
_DASHED = re.compile(r"^\s*[—–―]\s*\S")


def clean(root: _Element, warnings: list[str]) -> bool:
    """Change the tree of a page in place; anything the user should know is added to `warnings`.

    Returns whether the page offers a subscription in place of its text.
    """
    offered = _drop_offers(root)
    _drop_comments(root, warnings)
    _drop_teasers(root)
    _drop_teaser_lines(root)
    _drop_pull_quotes(root)
    _mark_inline_quotations(root)
    _sign_quotations(root)
    _keep_captions(root)
    return offered


def _drop(element: _Element) -> None:
    """Remove an element, but not the text after it."""
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
    """Remove comments of Google Docs: the marks in the text, and the notes after it."""
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
            continue  # a class whose name only resembles one
        if element.xpath(".//h1") and not headed:
            continue
        _drop(element)


def _drop_teaser_lines(root: _Element) -> None:
    """Remove lines within the text that link to another story: "Read more: Ferry fares to rise"."""
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
    """Turn block quotations followed by a name, and embedded posts, into “words” — Name in one paragraph."""
    from lxml import etree

    for block in list(root.iter("blockquote")):
        name, words = _signature(block)
        parent = block.getparent()
        if not name or not words or parent is None:
            continue
        paragraph = etree.Element("p")
        bare = words.strip(' “”"„«»')
        paragraph.text = f"“{bare}” — {name}"
        paragraph.tail = block.tail
        if parent.tag == "figure":  # trafilatura drops figures
            paragraph.tail = None
            outer = parent.getparent()
            if outer is not None:
                outer.insert(outer.index(parent), paragraph)
            _drop(block)
        else:
            parent.replace(block, paragraph)


def _signature(block: _Element) -> tuple[str, str]:
    """The name that signs a block quotation ("" for none) and its words; removes the signature from the block."""
    for tag in ("cite", "footer"):
        named = next(block.iter(tag), None)
        if named is not None and (name := (text_of(named) or "").strip(_DASHES)):
            _drop(named)
            return name, _words_of(block)
    pieces = list(block.iter("p")) or [block]
    last = pieces[-1]
    if len(pieces) > 1 and (name := _dashed_name(text_of(last))):
        _drop(last)
        return name, _words_of(block)
    br = next(reversed(list(block.iter("br"))), None)
    if br is not None and (name := _dashed_name(br.tail)):
        br.tail = None
        return name, _words_of(block)
    if _EMBED.search(block.get("class") or ""):
        words = _words_of(block)
        signed = _SIGNED.match((text_of(block) or "").removeprefix(words).strip())
        return (_NO_NAME.sub("", signed["name"]).strip(" —–―-,") if signed else ""), words
    return _name_behind(block), _words_of(block)


def _name_behind(block: _Element) -> str:
    """The name in the caption of the figure around a block quotation, or in the paragraph after it."""
    parent = block.getparent()
    if parent is not None and parent.tag == "figure" and parent.find(".//img") is None:
        named, sure = parent.find("figcaption"), True
    else:
        named, sure = block.getnext(), False
    if named is None or named.tag not in ("figcaption", "p") or (not sure and (block.tail or "").strip()):
        return ""
    text = text_of(named) or ""
    name = _dashed_name(text) or (text.strip(_DASHES) if sure and len(text) < 90 else "")
    if name:
        _drop(named)
    return name


def _dashed_name(text: str | None) -> str:
    """The name in a line made up of a dash and a name."""
    line = (text or "").strip()
    return line.strip(_DASHES) if _DASHED.match(line) and len(line) < 90 and not line.endswith((".", "!", "?")) else ""


def _words_of(block: _Element) -> str:
    return " ".join(filter(None, (text_of(each) for each in list(block.iter("p")) or [block])))


def _mark_inline_quotations(root: _Element) -> None:
    """Enclose the words of `<q>` in the marks that a browser prints."""
    for element in list(root.iter("q")):
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
        element.drop_tag()


def _drop_pull_quotes(root: _Element) -> None:
    """Remove pull quotes: quotations set apart that repeat words of the text."""
    path = ".//blockquote | .//*[contains(@class, 'pull') or contains(@class, 'quote')]"
    held = [
        (each, _letters(_NAMED.sub("", text_of(each) or "")).removesuffix(_letters(_cited(each))))
        for each in root.xpath(path)[:MAX_PULL_QUOTES]
        if each.tag == "blockquote" or _PULL.search(each.get("class") or "")
    ]
    held = [(each, words) for each, words in held if len(words) >= MIN_PULL_QUOTE_LETTERS]
    if not held:
        return
    apart = {each for each, _words in held}
    whole = _letters(" ".join(text_of(p) or "" for p in root.iter("p", "li") if apart.isdisjoint(p.iterancestors())))
    for element, words in held:
        if words in whole:
            _drop(element)


def _cited(element: _Element) -> str:
    return text_of(next(element.iter("cite", "footer"), None)) or ""


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _keep_captions(root: _Element) -> None:
    """Turn captions into paragraphs, which trafilatura keeps; it drops figures."""
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
    """Whether an element other than figcaption is named as a caption, and contains only words."""
    named = _CAPTION_CLASS.search(element.get("class") or "")
    return (
        named is not None
        and element.find(".//img") is None
        and element.find(".//p") is None
        and (next(element.iterancestors("figcaption", "figure"), None) is None)
    )


def _picture_box(caption: _Element) -> _Element:
    """The element around a caption and its picture: a figure, else their common box."""
    for each in caption.iterancestors("figure", "div", "dl"):
        if each.tag == "figure":
            return each
        if each.find(".//img") is not None and each.find(".//h1") is None and len(text_of(each) or "") < 800:
            return each
    return caption


CAPTION = "Caption: "
