"""HTML, Markdown, plain text in many encodings, and ZIP archives."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator

from store.model.wire import INDEFINITE
from tests.store.formats.corpus.feeds import item, rss
from tests.store.formats.corpus.mail import mail
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.sample import BODY, FIRST, HEADLINE, STANDFIRST, Sample, Want, bad

ARTICLE = f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{each}</p>" for each in BODY)


def html(body: str = f"<article>{ARTICLE}</article>", head: str = "") -> str:
    """A page around an article, with a menu and a foot."""
    top = f'<meta charset="utf-8"><title>{HEADLINE} | Nordtelegram</title>{head}'
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{top}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><main>{body}</main>"
        "<footer>Contact | Cookies</footer></body></html>"
    )


def zipped(*files: tuple[str, bytes], mode: int | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with those files; `mode` is the Unix mode of all of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, (2026, 11, 24, 9, 15, 0))
            info.compress_type = method
            if mode is not None:
                info.external_attr = mode << 16
            archive.writestr(info, data)
    return out.getvalue()


def samples() -> Iterator[Sample]:
    """Pages, then Markdown, text and archives."""
    yield from _pages()
    yield from _markdown()
    yield from _texts()
    yield from _archives()
    yield from _hostile_archives()


def _pages() -> Iterator[Sample]:
    whole = Want(
        {"headline": HEADLINE}, has=(HEADLINE, *BODY), lacks=("Cookies", "Sport"), zones=("headline", "paragraph")
    )
    yield Sample("page.html", html().encode(), (whole,))
    yield Sample("no-suffix", html().encode(), (whole,))
    xhtml = '<?xml version="1.0"?>\n' + html()
    yield Sample("page.xhtml", xhtml.encode(), (whole,))
    meta = (
        '<meta name="author" content="Ada Quill"><meta property="article:published_time" content="2026-11-24">'
        '<meta property="og:site_name" content="Nordtelegram"><link rel="canonical" href="https://nt.example/bridge">'
    )
    expected = Want(
        {"byline": "Ada Quill", "published": "2026-11-24", "source": "Nordtelegram", "url": "https://nt.example/bridge"}
    )
    yield Sample("metadata.html", html(head=meta).encode(), (expected,))
    latin = html(f"<article>{ARTICLE}<p>Ørjan Sæther sa nei.</p></article>").replace("utf-8", "iso-8859-1")
    yield Sample("latin-1.html", latin.encode("cp1252"), (Want(has=("Ørjan Sæther sa nei.",)),))
    server = html(f"<article>{ARTICLE}<p>Привет, сказал он.</p></article>").replace('<meta charset="utf-8">', "")
    yield Sample("served.html", server.encode("cp1251", "replace"), (Want(has=("Привет",)),), charset="windows-1251")
    short = "<html><body><p>Closed.</p></body></html>"
    yield Sample("short.html", short.encode(), (Want(has=("Closed.",)),))
    yield bad("blank.html", b"<html><body></body></html>", "no text found in the page")
    long = html("".join(f"<p>Paragraph {n}, he said.</p>" for n in range(31_000)))
    all_of_it = Want(has=("Paragraph 0,", "Paragraph 30999,"), warns=("a very long page",))
    yield Sample("long.html", long.encode(), (all_of_it,))
    deep = "<div>" * 3000 + "<p>Deep down they said no.</p>" + "</div>" * 3000
    yield Sample("deep.html", html(f"<article>{ARTICLE}</article>{deep}").encode(), (Want(has=(BODY[0],)),))


def _markdown() -> Iterator[Sample]:
    body = "\n\n".join(BODY)
    plain = f"# {HEADLINE}\n\n{body}\n"
    yield Sample("plain.md", plain.encode(), (Want(paragraphs=(HEADLINE, *BODY), zones=("headline", "paragraph")),))
    yield Sample("plain.markdown", plain.encode(), (Want(paragraphs=(HEADLINE, *BODY)),))
    marked = "**Lavrov** said [on *Tuesday*](https://e.org) that `x` was ~~not~~ so.\n"
    marked += "\n> “No,” he\n> said.\n\n- one\n- two\n"
    want = Want(paragraphs=("Lavrov said on Tuesday that x was ~~not~~ so.", "> “No,” he said.", "• one", "• two"))
    yield Sample("marks.md", marked.encode(), (want,))
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    yield Sample("table.md", table.encode(), (Want(paragraphs=("a | b", "1 | 2")),))
    front = (
        f"---\ntitle: {HEADLINE}\nauthor: Ada Quill\ndate: 2026-11-24\ntags: [bridge, harbour]\n"
        f"description: {STANDFIRST}\nembargo: 2026-11-25T06:00:00Z\n---\n\n{body}\n"
    )
    fields = {
        "headline": HEADLINE, "byline": "Ada Quill", "published": "2026-11-24", "keywords": ("bridge", "harbour"),
        "standfirst": STANDFIRST, "embargo": "2026-11-25T06:00:00+00:00",
    }  # fmt: skip
    yield Sample("front.md", front.encode(), (Want(fields, paragraphs=(HEADLINE, STANDFIRST, "By Ada Quill", *BODY)),))
    held = f"---\ntitle: x\nembargo: soon\n---\n{body}\n"
    yield Sample("front-embargo.md", held.encode(), (Want({"embargo": INDEFINITE}),))
    broken = f"---\ntitle: [x\n---\n\n{body}\n"
    yield Sample("front-broken.md", broken.encode(), (Want(has=BODY, warns=("no YAML",)),))
    aliases = f"---\na: &x [1,1]\nb: [*x,*x]\n---\n\n{body}\n"
    yield Sample("front-aliases.md", aliases.encode(), (Want(has=BODY, warns=("aliases",)),))
    rule = f"{FIRST}\n\n---\n\n{BODY[2]}\n"
    yield Sample("rule.md", rule.encode(), (Want(paragraphs=(FIRST, BODY[2])),))
    raw = "<script>alert(1)</script>\n\nHe said <b>no</b>.\n"
    yield Sample("raw-html.md", raw.encode(), (Want(has=("He said",)),))
    yield bad("blank.md", b"\n\n", "no text in it")


def _texts() -> Iterator[Sample]:
    norwegian = "Ørjan Sæther sa: «Nei, det går ikke.» Det var på tirsdag, få så noe.\n"
    russian = "Министр иностранных дел заявил во вторник, что переговоры продолжатся на следующей неделе в столице.\n"
    polish = (
        "Minister powiedział we wtorek, że rozmowy będą kontynuowane w przyszłym tygodniu. „Nie możemy czekać”, dodał. "
        * 3
    )
    japanese = "外相は火曜日、協議は来週も首都で続けられると述べた。「待つことはできない」と付け加えた。\n" * 3
    greek = "Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στην πρωτεύουσα.\n" * 2
    for name, text, encoding, warns in (
        ("norwegian", norwegian, "utf-8", ()), ("norwegian", norwegian, "cp1252", ("Windows-1252",)),
        ("norwegian", norwegian, "utf-16", ()), ("norwegian", norwegian, "utf-16-le", ()),
        ("norwegian", norwegian, "utf-16-be", ()), ("norwegian", norwegian, "utf-32", ()),
        ("russian", russian, "cp1251", ("read as",)), ("russian", russian, "koi8-r", ("read as",)),
        ("polish", polish, "cp1250", ("read as",)), ("japanese", japanese, "shift-jis", ("read as",)),
        ("japanese", japanese, "euc-jp", ("read as",)), ("greek", greek, "cp1253", ("read as",)),
    ):  # fmt: skip
        yield Sample(f"{name}-{encoding}.txt", text.encode(encoding), (Want(has=(text.strip(),), warns=warns),))
    mojibake = "He said: “No.” She didn’t.".encode().decode("cp1252", "ignore")
    yield Sample("mojibake.txt", mojibake.encode(), (Want(has=("â€œNo",), warns=("--fix-encoding fixes it",)),))
    yield Sample("looks-like-json.txt", b"{sic} the minister said.\n", (Want(has=("{sic}",)),))
    yield Sample("looks-like-xml.txt", b"<Minister> said no.\n", (Want(has=("<Minister>",)),))
    yield Sample("looks-like-mail.txt", b"From: the harbour\nTo: the sea\n\nA walk.\n", (Want(has=("A walk.",)),))


def _archives() -> Iterator[Sample]:
    files = (
        ("a/story.xml", nitf().encode()), ("b.txt", b"Plain words, he said.\n"), ("c.rss", rss(item())),
        ("d.eml", mail().as_bytes()), ("e.png", b"\x89PNG\r\n"), ("__MACOSX/a", b"x"), (".DS_Store", b"x"),
    )  # fmt: skip
    wants = (
        Want({"guid": "nt-20261124-0042"}, part="a/story.xml", warns=("1 file in it: no articles",)),
        Want(has=("Plain words",), part="b.txt"),
        Want({"guid": "nt-42"}, part="c.rss/1"),
        Want({"guid": "<42@port.example>"}, part="d.eml"),
    )
    yield Sample("many.zip", zipped(*files), wants)
    yield Sample("no-suffix-zip", zipped(*files), wants)
    for name, method in (("stored", zipfile.ZIP_STORED), ("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        yield Sample(f"{name}.zip", zipped(("b.txt", b"Words."), method=method), (Want(part="b.txt"),))
    nested = zipped(("in.zip", zipped(("b.txt", b"Words, he said."))))
    yield Sample("nested.zip", nested, (Want(has=("Words",), part="in.zip/b.txt"),))
    latin = zipped(("b.txt", "Ørjan sa nei, få så.".encode("cp1252")))
    yield Sample("latin-1.zip", latin, (Want(has=("Ørjan",), warns=("Windows-1252",)),))
    empty = zipped(("e.png", b"\x89PNG"))
    yield bad("pictures.zip", empty, "1 file in it: no articles")


def _hostile_archives() -> Iterator[Sample]:
    good = ("ok.txt", b"Words, he said.")
    for n, name in enumerate(("../up.txt", "/etc/root.txt", "a/../../b.txt", "..\\up.txt", "C:/x.txt")):
        expected = (Want(has=("Words",), warns=("leads out of the archive",)),)
        yield Sample(f"traversal-{n}.zip", zipped(good, (name, b"evil")), expected)
    link = zipped(("link.txt", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)
    yield bad("link.zip", link, "a link")
    bomb = zipped(good, ("bomb.txt", b"a" * 5_000_000))
    yield Sample("bomb.zip", bomb, (Want(has=("Words",), warns=("expands more than 200 times",)),))
    crowd = zipped(*((f"{n}.txt", b"x") for n in range(2001)))
    yield bad("crowd.zip", crowd, "more than 2000 files: refused")
    deep = zipped(("b.txt", b"x"))
    for _level in range(4):
        deep = zipped(("in.zip", deep))
    yield bad("deep.zip", deep, "nested more than 3 deep")
    secret = bytearray(zipped(("b.txt", b"Words.")))
    secret[6] |= 1
    secret[secret.index(b"PK\x01\x02") + 8] |= 1
    yield bad("encrypted.zip", bytes(secret), "encrypted")
    damaged = bytearray(zipped(("b.txt", b"Words, he said, and more of them." * 20)))
    damaged[45:60] = b"\xff" * 15
    yield bad("damaged.zip", bytes(damaged), "damaged")
    lying = bytearray(zipped(("b.txt", bytes(range(256)) * 40)))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = (10).to_bytes(4, "little")
    yield bad("lying.zip", bytes(lying), "left out b.txt")
    yield bad("cut.zip", zipped(good)[:40], "a broken ZIP")
    yield bad(
        "book.epub", zipped(("mimetype", b"application/epub+zip"), method=zipfile.ZIP_STORED), "OpenDocument or EPUB"
    )
