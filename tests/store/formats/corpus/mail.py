"""Mails and mailboxes."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from store.model.wire import INDEFINITE
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.sample import BODY, HEADLINE, Sample, Want, bad

TEXT = "\n\n".join(BODY) + "\n"
HTML = "<html><body>" + "".join(f"<p>{each}</p>" for each in BODY) + "</body></html>"
WIRE = {
    "headline": HEADLINE,
    "published": "2026-11-24T09:15:00+01:00",
    "guid": "<42@port.example>",
    "source": "Port Authority Press",
}
PLAIN = f"""\
Return-Path: <press@port.example>
From: Port Authority Press <press@port.example>
To: desk@nordtelegram.example
Subject: {HEADLINE}
Date: Tue, 24 Nov 2026 09:15:00 +0100
Message-ID: <42@port.example>
MIME-Version: 1.0
"""


def mail(text: str | None = TEXT, html: str | None = None, subject: str = HEADLINE) -> EmailMessage:
    """A mail as a mail program makes it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Port Authority Press <press@port.example>"
    message["To"] = "desk@nordtelegram.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 24 Nov 2026 09:15:00 +0100"
    message["Message-ID"] = "<42@port.example>"
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def attached(*files: tuple[str, bytes, str], text: str | None = TEXT) -> bytes:
    """A mail with files: name, bytes, media type."""
    message = mail(text)
    for name, data, kind in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def samples() -> Iterator[Sample]:
    """Mails in every coding, with and without attachments; mailboxes; broken ones."""
    whole = Want(WIRE, paragraphs=(HEADLINE, *BODY), part="")
    yield Sample("plain.eml", mail().as_bytes(), (whole,))
    yield Sample("no-suffix", (PLAIN + "\n" + TEXT).encode(), (whole,))
    yield Sample("crlf.eml", (PLAIN + "\n" + TEXT).replace("\n", "\r\n").encode(), (whole,))
    yield Sample("both.eml", mail(html=HTML).as_bytes(), (whole,))
    yield Sample("html.eml", mail(None, HTML).as_bytes(), (whole,))
    for coding in ("quoted-printable", "base64", "8bit"):
        message = mail(None)
        message.set_content(TEXT, cte=coding)
        yield Sample(f"{coding}.eml", message.as_bytes(), (whole,))
    yield from _headers()
    yield from _texts()
    yield from _attachments()
    yield from _mailboxes(whole)
    yield bad("blank.eml", b"From: a@b.example\nMessage-ID: <1@b.example>\nDate: x\n\n\n", "a mail without text")
    yield bad("picture-only.eml", attached(("a.png", b"\x89PNG\r\n\x1a\n", "image/png"), text=None), "no article in it")
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1300))
    yield bad("deep.eml", (PLAIN + deep + "\nx\n").encode(), "nested too deep")
    cut = mail(html=HTML).as_bytes()
    yield Sample("cut.eml", cut[: cut.index(b"text/html") - 80], (Want(has=(BODY[1],)),))


def _headers() -> Iterator[Sample]:
    for name, subject, headline in (
        ("forward", f"Fwd: {HEADLINE}", HEADLINE), ("reply", f"RE: AW: {HEADLINE}", HEADLINE),
        ("encoded", "Brua på Ørlandet stengt", "Brua på Ørlandet stengt"),
    ):  # fmt: skip
        yield Sample(f"subject-{name}.eml", mail(subject=subject).as_bytes(), (Want({"headline": headline}),))
    raw = PLAIN.replace(f"Subject: {HEADLINE}", "Subject: =?iso-8859-1?Q?Brua_p=E5_=D8rlandet?=")
    yield Sample("subject-q.eml", (raw + "\n" + TEXT).encode(), (Want({"headline": "Brua på Ørlandet"}),))
    folded = PLAIN.replace("closes after", "closes\n after")
    yield Sample("subject-folded.eml", (folded + "\n" + TEXT).encode(), (Want({"headline": HEADLINE}),))
    for name, value, want in (
        ("set", "2026-11-25T06:00:00Z", "2026-11-25T06:00:00+00:00"),
        ("rfc", "Wed, 25 Nov 2026 06:00:00 +0000", "2026-11-25T06:00:00+00:00"),
        ("words", "until the minister has spoken", INDEFINITE),
    ):
        held = f"{PLAIN}X-Embargo: {value}\n\n{TEXT}"
        yield Sample(f"embargo-{name}.eml", held.encode(), (Want({"embargo": want}),))
    more = f"{PLAIN}Keywords: bridge, harbour\nX-Priority: 1 (Highest)\nContent-Language: en\n\n{TEXT}"
    yield Sample(
        "keywords.eml", more.encode(), (Want({"keywords": ("bridge", "harbour"), "priority": 1, "language": "en"}),)
    )
    nameless = PLAIN.replace("Port Authority Press <press@port.example>", "press@port.example")
    yield Sample("address.eml", (nameless + "\n" + TEXT).encode(), (Want({"source": "press@port.example"}),))
    undated = PLAIN.replace("Date: Tue, 24 Nov 2026 09:15:00 +0100", "Date: yesterday")
    yield Sample("date-broken.eml", (undated + "\n" + TEXT).encode(), (Want({"published": None}),))
    hostile = PLAIN.replace(HEADLINE, "Bridge =?utf-8?B?G1syShs=?= shut")
    yield Sample("subject-escape.eml", (hostile + "\n" + TEXT).encode(), (Want({"headline": "Bridge [2J shut"}),))


def _texts() -> Iterator[Sample]:
    wrapped = (
        "The harbour bridge was closed to all traffic on Tuesday after inspectors\nfound cracks in two of its "
        "supporting beams, the ministry said.\n\n- Opened in 1961\n- Closed in March\n"
    )
    joined = Want(has=("after inspectors found cracks", "- Opened in 1961\n- Closed in March"))
    yield Sample("wrapped.eml", mail(wrapped).as_bytes(), (joined,))
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed"
    flowed = f"{PLAIN}{kind}\n\nThe bridge \nwas closed, \nhe said.\n\n-- \nPress\n"
    yield Sample("flowed.eml", flowed.encode(), (Want(has=("The bridge was closed, he said.",)),))
    delsp = (
        flowed.replace("format=flowed", "format=flowed; delsp=yes")
        .replace("bridge \n", "bri \n")
        .replace("\nwas", "\ndge was")
    )
    yield Sample("flowed-delsp.eml", delsp.encode(), (Want(has=("The bridge was closed,he said.",)),))
    for charset in ("iso-8859-1", "windows-1252", "utf-8"):
        kind = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit"
        body = f"{PLAIN}{kind}\n\nØrjan Sæther sa nei.\n"
        yield Sample(f"charset-{charset}.eml", body.encode(charset), (Want(has=("Ørjan Sæther sa nei.",)),))
    unknown = (
        f"{PLAIN}Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: 8bit\n\nØrjan Sæther sa nei.\n"
    )
    yield Sample("charset-unknown.eml", unknown.encode(), (Want(has=("Ørjan Sæther sa nei.",)),))


def _attachments() -> Iterator[Sample]:
    text = Want({"guid": "<42@port.example>"}, warns=("attached: story.xml",), part="")
    wire = Want({"guid": "nt-20261124-0042"}, part="1-story.xml")
    yield Sample("nitf.eml", attached(("story.xml", nitf().encode(), "text/xml")), (text, wire))
    picture = Want(warns=("attached: bridge.png (1 KB)",), part="")
    yield Sample("picture.eml", attached(("bridge.png", b"\x89PNG\r\n\x1a\n", "image/png")), (picture,))
    only = attached(("story.xml", nitf().encode(), "text/xml"), text=None)
    yield Sample("attachment-only.eml", only, (Want({"guid": "nt-20261124-0042"}, part="1-story.xml"),))
    traversal = attached(("../../etc/story.xml", nitf().encode(), "text/xml"))
    yield Sample("traversal.eml", traversal, (text, wire))
    inner = mail(subject="Inner", text="Inner words.\n")
    outer = mail()
    outer.add_attachment(inner)
    forwarded = (
        Want({"headline": HEADLINE}, part=""),
        Want({"headline": "Inner"}, has=("Inner words.",), part="1-Inner.eml"),
    )
    yield Sample("forwarded.eml", outer.as_bytes(), forwarded)
    broken = attached(("story.xml", nitf().encode()[:500], "text/xml"))
    yield Sample("broken-attachment.eml", broken, (Want(warns=("story.xml: broken XML",)),))


def _mailboxes(whole: Want) -> Iterator[Sample]:
    line = "From press@port.example Tue Nov 24 09:15:00 2026\n"
    first = f"{line}{PLAIN}\n{TEXT}\n"
    second = first.replace("<42@", "<43@").replace("Nobody", ">From the start, nobody")
    one = Want(WIRE, part="1")
    two = Want({"guid": "<43@port.example>"}, has=("“>From the start",), part="2")
    yield Sample("box.mbox", (first + second).encode(), (one, two))
    yield Sample("box-no-suffix", (first + second).encode(), (one, two))
    stuffed = first.replace("“Nobody listened", "\n>From here on nobody listened")
    yield Sample("stuffed.mbox", stuffed.encode(), (Want(has=("\nFrom here on nobody",), lacks=(">From",)),))
    inside = first.replace("“Nobody listened", "\nFrom here on nobody listened")
    yield Sample("from-in-text.mbox", inside.encode(), (Want(has=("From here on nobody",), part="1"),))
    blank = first + f"{line}Message-ID: <2@b.example>\nFrom: a@b.example\n\n\n"
    yield Sample("blank-second.mbox", blank.encode(), (Want(warns=("left out 2: a mail without text",), part="1"),))
    crlf = (first + second).replace("\n", "\r\n")
    yield Sample("crlf.mbox", crlf.encode(), (one, two))
    yield bad("empty.mbox", f"{line}\n".encode(), "left out 1: not a mail")
