"""Finds the cues of a block with their speakers and addressees, before their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.lexicon.cues import DIRECT, DOC, DOCUMENTS, ISSUES, NOUNS, NP, SAY, TIMES, UNREAL, VERBS, WONT_SAY, Verb
from extract.parse.spacy_parser import Token
from extract.parse.tree import NOMINAL, Tree
from extract.types import Span

Form = Literal["verb", "according", "noun"]


@dataclass(slots=True)
class Frame:
    """A cue and the words that belong to it. Token indexes are into `tree`; spans are article offsets.

    `left` and `right` are the article offsets around the frame's own words: speaker, cue, and what cannot be content.
    `takes` are the kinds of content the cue allows (see `extract.lexicon.cues`). `closes` is true if speaker and cue
    were found by position, not by the parse, after the last comma of a sentence.
    """

    tree: Tree
    form: Form
    head: int
    takes: int
    cue: Span
    left: int
    right: int
    lemma: str
    verb: Verb | None = None
    subject: int | None = None
    speaker: Span | None = None
    addressee: Span | None = None
    aside: bool = False
    closes: bool = False


def find_frames(tree: Tree, text: str) -> list[Frame]:
    """Every cue in a parsed block, in text order."""
    frames = []
    for token in tree.tokens:
        if token.lower == "according":
            frame = _according(tree, token)
        elif token.lower == "per" and token.i == tree.sentence(token.i)[0]:
            frame = _per(tree, token)
        elif token.tag[:1] == "V" and token.lower in VERBS:
            frame = _verbal(tree, token, VERBS[token.lower])
        elif token.tag[:2] == "NN" and token.lower in NOUNS:
            frame = _nominal(tree, token)
        elif token.lower in ("says", "said", "adds", "claims", "warns") and token.tag[:1] in ("N", "J"):
            frame = _verbal(tree, token, VERBS[token.lower])
        else:
            continue
        if frame is not None:
            frames.append(frame)
    return frames


# --- verbs ----------------------------------------------------------------------------------------------------------


def _verbal(tree: Tree, token: Token, verb: Verb) -> Frame | None:
    tokens = tree.tokens
    if token.dep in ("amod", "compound", "aux", "auxpass") or _unreported(tree, token):
        return None
    if _is_passive(tree, token):
        return _passive(tree, token, verb)
    subject = _writer(tree, token) or _inverted(tree, token) or tree.subject(token.i)
    if subject is not None and subject.tag not in NOMINAL and subject.tag[:1] not in ("N", "J", "V", "F", "W", "P"):
        subject = None
    if subject is not None and (subject.ent in ("DATE", "TIME") or subject.lower in TIMES):
        subject = None
    first, last = _verb_group(tree, token)
    if subject is None:
        subject = _beside(tree, first, token.i)
    takes = verb.takes
    if any(c.lower in verb.particles for c in tree.children(token.i, "prt", "advmod")):
        takes |= SAY | DIRECT | NP
    if takes & DOC and not takes & SAY and not (subject is not None and _is_document(tree, subject.i)):
        takes &= ~DOC
    if takes & DOC and subject is not None and _is_document(tree, subject.i):
        takes |= SAY
    frame = Frame(tree, "verb", token.i, takes, tree.chars(first, last), tokens[first].start, tokens[last].end,
                  verb.lemma, verb)  # fmt: skip
    if subject is not None:
        _set_speaker(frame, subject, first, last)
    mark = tree.child(token.i, "mark", "advmod")
    frame.aside = mark is not None and mark.lower == "as" and mark.i < first
    if frame.aside and mark is not None:
        frame.left = min(frame.left, mark.start)
    _set_addressee(frame)
    return frame


def _inverted(tree: Tree, token: Token) -> Token | None:
    """The subject after a cue that a comma separates from the content, if the parser found another one before it."""
    if token.i == 0 or tree.tokens[token.i - 1].text != ",":
        return None
    return next((c for c in tree.children(token.i, "nsubj") if c.i > token.i), None)


def _writer(tree: Tree, token: Token) -> Token | None:
    """The issuer of a document that speaks: the company in "the company issued a statement saying"; or None."""
    paper = tree.tokens[token.head]
    if token.tag != "VBG" or token.dep != "acl" or paper.dep != "dobj" or not _is_document(tree, paper.i):
        return None
    return tree.subject(paper.head) if tree.tokens[paper.head].lower in ISSUES else None


def _is_passive(tree: Tree, token: Token) -> bool:
    """Whether the subject, if any, is not the speaker: "was told", "called the Sea Org", "Asked whether"."""
    head = tree.tokens[token.head]
    if token.tag != "VBN":
        return _is_in_passive(tree, token, head)
    if tree.child(token.i, "auxpass") is not None:
        return True
    if _is_in_passive(tree, token, head):
        return True
    return (
        tree.child(token.i, "aux") is None
        and token.dep in ("acl", "advcl", "ROOT", "csubj", "prep", "pcomp", "dep")
        and (tree.child(token.i, "nsubj") is None)
    )


def _is_in_passive(tree: Tree, token: Token, head: Token) -> bool:
    """Whether a verb is coordinated with a passive, without subject and object: "was taken in and told that"."""
    if token.dep != "conj" or head.tag != "VBN" or tree.child(head.i, "auxpass") is None:
        return False
    return token.tag in ("VBN", "VBD") and tree.child(token.i, "nsubj", "aux", "dobj") is None


def _passive(tree: Tree, token: Token, verb: Verb) -> Frame | None:
    """A passive report: "it was announced that" (without a speaker), "was described by X as"; or None."""
    agent = tree.child(token.i, "agent")
    by = tree.child(agent.i, "pobj") if agent is not None else None
    subject = tree.child(token.i, "nsubjpass", "expl")
    first, last = _verb_group(tree, token)
    impersonal = subject is not None and subject.lower == "it" and tree.child(token.i, "ccomp") is not None
    if by is None and not impersonal:
        return None
    frame = Frame(tree, "verb", token.i, verb.takes & ~NP, tree.chars(first, last), tree.tokens[first].start,
                  tree.tokens[last].end, verb.lemma, verb)  # fmt: skip
    if by is not None:
        begin, end = tree.phrase(by.i, agent.i + 1 if agent is not None else 0)
        frame.subject, frame.speaker = by.i, tree.chars(begin, end)
        frame.right = max(frame.right, frame.speaker.end)
    return frame


def _unreported(tree: Tree, token: Token) -> bool:
    """Whether a report is negated, hypothetical or declined, and so not made."""
    for child in tree.children(token.i, "neg", "aux", "mark", "advmod", "preconj", "nsubj"):
        if child.i > token.i:
            continue
        if child.dep == "neg" or child.lower in _NEGATIVE:
            return True
        if child.dep == "aux" and child.lower in UNREAL:
            return True
    if token.tag == "VBG" and token.i and tree.tokens[token.i - 1].lower in ("worth", "without", "including"):
        return True
    if _supposed(tree, token) or _purpose(tree, token):
        return True
    if token.tag == "VBG" and token.dep == "pcomp" and tree.tokens[token.head].lower in ("from", "without"):
        return True
    if token.dep in ("xcomp", "conj", "ccomp") and token.tag == "VB":
        head = tree.tokens[token.head]
        if head.lower in WONT_SAY or any(c.dep == "neg" for c in tree.children(head.i, "neg")):
            return True
        if head.tag[:1] == "J":
            return True
    return False


def _purpose(tree: Tree, token: Token) -> bool:
    """Whether a verb is a purpose, not a report: "encouraged to suggest what", "asked the government to assure"."""
    if token.i + 1 < len(tree.tokens) and tree.tokens[token.i + 1].text == ":":
        return False
    while token.dep == "conj" and token.tag == "VB":
        token = tree.tokens[token.head]
    if (
        token.tag != "VB"
        or token.dep not in ("xcomp", "ccomp", "advcl")
        or not any(c.lower == "to" for c in tree.children(token.i, "aux"))
    ):
        return False
    return tree.tokens[token.head].lower not in _GOES_ON


_GOES_ON = frozenset(
    {"went", "going", "go", "goes", "continue", "continued", "continues", "began", "start", "started", "starts",
     "proceeded", "begun", "hastened", "hastens", "seemed", "seems", "appeared", "appears", "used"}
)  # fmt: skip


def _supposed(tree: Tree, token: Token) -> bool:
    """Whether a report is only supposed or denied: "were he to say", "had he said", "neither confirmed nor denied"."""
    first = tree.sentence(token.i)[0]
    before = tree.tokens[first : token.i]
    if token.tag == "VB" and any(t.lower == "were" for t in before[-6:]) and token.i and before[-1].lower == "to":
        return True
    opening = next((t for t in before if t.tag not in ("``", "''", ":")), None)
    if (
        opening is not None
        and opening.lower in ("had", "were")
        and opening.i in (c.i for c in tree.children(token.i, "aux"))
    ):
        return True
    if before and before[-1].lower == "nor":
        return True
    subject = tree.child(token.i, "nsubj")
    none = tree.child(subject.i, "det") if subject is not None else None
    return none is not None and none.lower in ("neither", "no")


_NEGATIVE = frozenset({"never", "if", "unless", "whether", "neither", "nor", "nobody", "none", "nothing"})


def _verb_group(tree: Tree, token: Token) -> tuple[int, int]:
    """Token range (inclusive) of the cue: auxiliaries, adverbs between them and the verb, and a particle."""
    first = last = token.i
    for child in tree.children(token.i, "aux", "auxpass", "advmod"):
        if child.i < first and (child.dep != "advmod" or child.i == first - 1):
            first = child.i
    for i in range(first, token.i):
        if tree.tokens[i].tag in (",", "PRP", "NNP", "NN", "NNS", "``", "''"):
            first = token.i
    particle = tree.child(token.i, "prt")
    if particle is not None and particle.i == token.i + 1:
        last = particle.i
    head = tree.tokens[token.head]
    if token.dep == "pcomp" and head.lower == "as" and tree.tokens[head.head].lower in ("quoted", "reported", "cited"):
        first = _verb_group(tree, tree.tokens[head.head])[0]
    return first, last


def _beside(tree: Tree, first: int, verb: int) -> Token | None:
    """A name or pronoun right before or after the cue, if the parser found no subject; or None."""
    tokens = tree.tokens
    if first > 0 and tokens[first - 1].tag in ("PRP", "NNP", "NNPS", "NN", "NNS") and tokens[first - 1].lower != "them":
        return _chunk_head(tree, first - 1)
    after = verb + 1
    if (
        after < len(tokens)
        and tokens[after].tag in ("NNP", "NNPS", "PRP")
        and tokens[verb].tag in ("VBD", "VBZ", "VBP")
    ):
        return _chunk_head(tree, after)
    return _before_relative(tree, first)


def _before_relative(tree: Tree, first: int) -> Token | None:
    """The noun at the start of a sentence, before a relative clause that the cue at token `first` follows.

    As in "One guest, who asked not to be named, said"; None if there is none.
    """
    tokens = tree.tokens
    if first < 4 or tokens[first - 1].text != "," or tokens[first].tag not in ("VBD", "VBZ", "VBP"):
        return None
    for i in range(tree.sentence(first)[0], first - 3):
        if tokens[i + 1].text == ",":
            opens = tokens[i].tag in NOMINAL and tokens[i].dep != "pobj" and tokens[i + 2].tag in ("WP", "WDT", "WP$")
            return _chunk_head(tree, i) if opens else None
    return None


def _chunk_head(tree: Tree, i: int) -> Token:
    while tree.tokens[i].dep in ("compound", "amod", "det", "poss", "nmod") and tree.tokens[i].head > i:
        i = tree.tokens[i].head
    return tree.tokens[i]


def _is_document(tree: Tree, i: int) -> bool:
    return tree.tokens[i].lower in DOCUMENTS


def _set_speaker(frame: Frame, subject: Token, first: int, last: int) -> None:
    tree = frame.tree
    head = subject.i
    low, high = (0, first - 1) if head < frame.head else (last + 1, None)
    begin, end = tree.phrase(head, low, high)
    frame.subject = head
    frame.speaker = tree.chars(begin, end)
    own = subject.head == frame.head or abs(head - frame.head) <= 3
    if (own and subject.dep in ("nsubj", "nsubjpass", "expl")) or own:
        outer_left = max(tree.left[head], low) if head < frame.head else begin
        frame.left = min(frame.left, tree.tokens[min(outer_left, begin)].start)
        if head > frame.head:
            frame.right = max(frame.right, tree.tokens[max(end, tree.right[head])].end)


def _set_addressee(frame: Frame) -> None:
    """Set the addressee: the object of "told" and similar verbs."""
    tree = frame.tree
    if frame.lemma in ("tell", "inform", "remind", "assure", "notify", "reassure", "ask", "warn", "advise", "message"):
        addressee = tree.child(frame.head, "dobj", "dative")
        if addressee is None:
            clause = tree.child(frame.head, "ccomp")
            addressee = None
            after = frame.head + 1
            if clause is not None and after < len(tree.tokens) and tree.tokens[after].ent in ("ORG", "PERSON"):
                addressee = _addressee_before_clause(tree, after, clause.i)
        if (
            addressee is not None
            and addressee.i > frame.head
            and (frame.lemma == "tell" or tree.child(frame.head, "ccomp", "xcomp"))
        ):
            first, last = tree.phrase(addressee.i, frame.head + 1)
            frame.addressee = tree.chars(first, last)
            frame.right = max(frame.right, frame.addressee.end)


def _addressee_before_clause(tree: Tree, after: int, clause: int) -> Token | None:
    """ "told Reuters the US should": the name next to the verb, which the parser made part of the clause."""
    end = after
    while (
        end + 1 < clause
        and tree.tokens[end + 1].ent == tree.tokens[after].ent
        and tree.tokens[end + 1].tag[:3] == "NNP"
    ):
        end += 1
    return tree.tokens[end]


# --- prepositions and nouns -----------------------------------------------------------------------------------------


def _according(tree: Tree, token: Token) -> Frame | None:
    tokens = tree.tokens
    i = token.i
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "to":
        return None
    source = tree.child(i + 1, "pobj")
    name = i + 2
    while name < len(tokens) and name < i + 7 and tokens[name].text[:1].isupper():
        name += 1
    if (
        i + 2 < name < len(tokens)
        and (tokens[name].lower == "," or tokens[name].tag == "DT")
        and (source is None or source.i > name)
    ):
        source = tokens[name - 1]
        return Frame(tree, "according", i, SAY, tree.chars(i, i + 1), token.start, source.end, "according", None,
                     source.i, tree.chars(i + 2, source.i))  # fmt: skip
    if source is None:
        source = next((t for t in tokens[i + 2 : i + 6] if t.tag[:2] == "NN" or t.tag == "PRP"), None)
    if source is None:
        return None
    first, last = tree.phrase(source.i, i + 2)
    return Frame(tree, "according", i, SAY, tree.chars(i, i + 1), token.start, tokens[max(last, source.i)].end,
                 "according", None, source.i, tree.chars(first, last))  # fmt: skip


def _per(tree: Tree, token: Token) -> Frame | None:
    """ "Per the report, ..."."""
    source = tree.child(token.i, "pobj")
    if source is None or source.ent in ("MONEY", "QUANTITY", "DATE") or source.lower in ("cent", "capita", "year"):
        return None
    first, last = tree.phrase(source.i, token.i + 1)
    return Frame(tree, "according", token.i, SAY, tree.chars(token.i, token.i), token.start, tree.tokens[last].end,
                 "according", None, source.i, tree.chars(first, last))  # fmt: skip


def _nominal(tree: Tree, token: Token) -> Frame | None:
    """ "his claim that ...", "a report by X that ...", "the warning from X that ..."."""
    clause = next((c for c in tree.children(token.i, "acl", "ccomp", "relcl") if c.i > token.i), None)
    if clause is None or clause.dep == "relcl":
        return None
    that = tree.child(clause.i, "mark")
    if that is None or that.lower != "that":
        return None
    frame = Frame(tree, "noun", token.i, SAY, Span(token.start, token.end), token.start, token.end, token.lower)
    owner = tree.child(token.i, "poss")
    if owner is None:
        by = next((p for p in tree.children(token.i, "prep") if p.lower in ("by", "from", "of")), None)
        owner = tree.child(by.i, "pobj") if by is not None else None
    if owner is None and tree.tokens[token.head].lower in ("made", "issued", "gave", "repeated", "rejected", "make"):
        owner = tree.subject(token.head)
    if owner is not None:
        first, last = tree.phrase(owner.i, 0, token.i - 1 if owner.i < token.i else that.i - 1)
        frame.subject, frame.speaker = owner.i, tree.chars(first, last)
    return frame
