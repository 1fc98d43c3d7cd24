"""Mails: found by their headers, raw bytes in those, flashes in subjects; and transcripts."""

# ruff: noqa: E501 - a header is a line here

from __future__ import annotations

from tests.store.formats.corpus.kinds.examples import Example, example

_LONG, _RAW, _FLASH, _SRT, _VTT = (
    "mail-long-headers-no-suffix", "mail-subject-raw-utf8-in-windows-1252.eml", "flash-subject-only.eml",
    "interview.srt", "interview.vtt",
)  # fmt: skip
_REST = (
    "From: Library <press@library.example>\nTo: desk@post.example\nDate: Mon, 3 May 2027 10:00:00 +0200\n"
    "Message-ID: <78@library.example>\nMIME-Version: 1.0\n"
)
_PLAIN = "Content-Type: text/plain; charset=utf-8\n"
_BODY = "The reading room has a new roof."


def _raw(subject: bytes) -> bytes:
    return _REST.encode() + b"Subject: " + subject + b"\n" + _PLAIN.encode() + b"\n" + _BODY.encode() + b"\n"


_HOPS = "".join(
    f"Received: from h{n}.example (h{n}.example [192.0.2.{n}])\n\tby h{n + 1}.example with ESMTPS id {n};\n\tMon, 3 May 2027 10:00:0{n % 10} +0200\n"
    for n in range(90)
)
_DKIM = "DKIM-Signature: v=1; a=rsa-sha256; d=library.example;\n" + "".join(
    f"\tb{n}=" + "A" * 70 + "\n" for n in range(120)
)
_VENDOR = "".join(f"X-MS-Exchange-Thing-{n}: {'z' * 60}\n" for n in range(200))
_TURNS = "Ida Roe: How long did you stay?\n\nSolveig Rand: For forty winters."


def _vtt(*cues: str, head: str = "WEBVTT\n") -> str:
    return head + "".join(
        f"\n00:00:{n * 4:02}.000 --> 00:00:{n * 4 + 3:02}.000\n{cue}\n" for n, cue in enumerate(cues, 1)
    )


def _srt(*cues: str) -> str:
    return "".join(
        f"{n}\n00:00:{n * 4:02},000 --> 00:00:{n * 4 + 3:02},500\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )


EXAMPLES: tuple[Example, ...] = (
    *(
        example(_LONG, suffix, f"{head}{_REST}Subject: New roof\n{_PLAIN}\n{_BODY}\n", headline="New roof", begins="New roof\n\n" + _BODY, published="2027-05-03T10:00:00+02:00")
        for suffix, head in (("", _HOPS), (".txt", _DKIM), ("", _VENDOR), (".msg", f"Return-Path: <press@library.example>\n{_VENDOR}{_HOPS}"), ("", f"Delivered-To: desk@post.example\nARC-Seal: i=1;\n {'x' * 3000}\n"))
    ),
    *(
        example(_RAW, ".eml", _raw(subject), headline=headline)
        for subject, headline in (
            ("Toit neuf à l’école".encode(), "Toit neuf à l’école"),
            ("Nytt tak på øya".encode("cp1252"), "Nytt tak på øya"),
            (b"=?iso-8859-1?Q?Nytt_tak_p=C3=A5_=C3=B8ya?=", "Nytt tak på øya"),
            (b"=?windows-1252?B?R3LDvG5lcyBEYWNo?=", "Grünes Dach"),
            ("“New” roof – “old” room".encode("cp1252"), "“New” roof – “old” room"),
            (b"=?utf-8?q?El_tejado_=28nuevo=29_de_la_ni=C3=B1a?=", "El tejado (nuevo) de la niña"),
        )
    ),
    *(
        example(_FLASH, ".eml", f"{_REST}Subject: {subject}\n{kind}\n{body}", begins=f"{headline}\n", headline=headline)
        for subject, headline, kind, body in (
            ("URGENT: Reading room burns", "URGENT: Reading room burns", _PLAIN, "\n\n\n"),
            ("Reading room burns", "Reading room burns", "Content-Type: text/html; charset=utf-8\n", "<html><body><div><br></div></body></html>\n"),
            ("=?utf-8?Q?HAST=3A_Lesesalen_p=C3=A5_=C3=98ya_brenner?=", "HAST: Lesesalen på Øya brenner", _PLAIN, ""),
            ("FLASH: Reading room burns", "FLASH: Reading room burns", 'Content-Type: multipart/alternative; boundary="b"\n', "--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/html\n\n<p>&nbsp;</p>\n--b--\n"),
        )
    ),
    *(
        example(_VTT, ".vtt", data, begins=begins)
        for data, begins in (
            (_vtt("<v Ida Roe>How long did you stay?</v>", "<v Solveig Rand>For forty <i>winters</i>.</v>"), _TURNS),
            (_vtt("Ida Roe: How long did you stay?", "Solveig Rand: For forty\nwinters."), _TURNS),
            (_vtt("<v.loud Ida Roe>How long <00:00:05.000>did you stay?", "NOTE", "<v Solveig Rand>For forty winters.", head="WEBVTT - Interview\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: red }\n"), "Ida Roe: How long did you stay?"),
            (_vtt("<v Ida Roe>How long did", "<v Ida Roe>you stay?", "<v Solveig Rand>For forty winters."), _TURNS),
            (_vtt(">> Ida Roe: How long did you stay?", ">> Solveig Rand: For forty winters."), _TURNS),
            ("\ufeff" + _vtt("<v Ida Roe>How long did you stay?", "<v Solveig Rand>For forty winters.").replace("\n", "\r\n"), _TURNS),
            (_vtt("IDA ROE: How long did you stay?", "SOLVEIG RAND: For forty winters."), "IDA ROE: How long did you stay?\n\nSOLVEIG RAND: For forty winters."),
        )
    ),
    *(
        example(_SRT, ".srt", data, begins=begins)
        for data, begins in (
            (_srt("Ida Roe: How long did you stay?", "Solveig Rand: For forty winters."), _TURNS),
            (_srt("<i>Ida Roe:</i> How long did you stay?", "<b>Solveig Rand:</b> For forty winters."), _TURNS),
            (_srt("- Ida Roe: How long did you stay?\n- Solveig Rand: For forty winters."), _TURNS),
            (_srt("{\\an8}Ida Roe: How long did\nyou stay?", "Solveig Rand: For forty", "winters."), _TURNS),
            (_srt("[Ida Roe] How long did you stay?", "[Solveig Rand] For forty winters."), _TURNS),
            (_srt("(Ida Roe) How long did you stay?", "(Solveig Rand) For forty winters."), _TURNS),
            ("\ufeff" + _srt("Ida Roe: How long did you stay?", "Solveig Rand: For forty winters.").replace("\n", "\r\n"), _TURNS),
            (_srt("How long did you stay?", "For forty winters."), "How long did you stay?\n\nFor forty winters."),
        )
    ),
)  # fmt: skip
