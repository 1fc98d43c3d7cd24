"""Embargoes in words: in texts, in mails, in Word documents and on pages."""

# ruff: noqa: E501 - a line of a release is a line here

from __future__ import annotations

from store.model.wire import INDEFINITE
from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.packages import docx, header_part, text_box

_LINES: tuple[tuple[str, str, str], ...] = (
    # English
    (
        "text-embargo-under.txt",
        "This release is under embargo until 7.30pm BST on Tuesday 4 May 2099.",
        "2099-05-04T19:30:00+01:00",
    ),
    ("text-embargo-under.txt", "Under press embargo until 12 noon, 4 May 2099", "2099-05-04T12:00:00-12:00"),
    ("text-embargo-under.txt", "[UNDER EMBARGO – 4 MAY 2099, 00:01 UTC]", "2099-05-04T00:01:00+00:00"),
    ("text-embargo-under.txt", "Please note: the figures below are under strict embargo till Tuesday 9am.", INDEFINITE),
    ("text-embargo-strictly.txt", "STRICT EMBARGO: 06.00 CEST, TUESDAY 4 MAY 2099", "2099-05-04T06:00:00+02:00"),
    ("text-embargo-strictly.txt", "Strictly embargoed until 4 May 2099", "2099-05-04T00:00:00-12:00"),
    ("text-embargo-strictly.txt", "*Strictly embargoed to 00:01 Tuesday, May 4, 2099*", "2099-05-04T00:01:00-12:00"),
    (
        "text-embargo-strictly.txt",
        "STRICTLY EMBARGOED — NOT FOR PUBLICATION UNTIL 5 P.M. EDT, MAY 4, 2099",
        "2099-05-04T17:00:00-04:00",
    ),
    (
        "text-embargo-for-release-until.txt",
        "EMBARGOED FOR PUBLICATION UNTIL 0600 GMT TUESDAY MAY 4 2099",
        "2099-05-04T06:00:00+00:00",
    ),
    (
        "text-embargo-for-release-until.txt",
        "Embargoed for broadcast until 18:00 CET on 4 May 2099",
        "2099-05-04T18:00:00+01:00",
    ),
    (
        "text-embargo-for-release-until.txt",
        "Embargo for release: 4 May 2099 at 10:00 NZST",
        "2099-05-04T10:00:00+12:00",
    ),
    (
        "text-embargo-for-release-until.txt",
        "EMBARGOED FOR USE BEFORE 10 a.m. ET on May 4, 2099",
        "2099-05-04T10:00:00-05:00",
    ),
    ("text-embargo-hold.txt", "HOLD until 6 a.m. PT on May 4, 2099", "2099-05-04T06:00:00-08:00"),
    ("text-embargo-hold.txt", "HOLD FOR 4 MAY 2099, 1800 GMT", "2099-05-04T18:00:00+00:00"),
    ("text-embargo-hold.txt", "Please hold until the court has ruled on Tuesday.", INDEFINITE),
    ("text-embargo-hold.txt", "HOLD FOR RELEASE TUESDAY", INDEFINITE),
    (
        "text-embargo-hold.txt",
        "*** HOLD *** Do not release before May 4, 2099, at noon ET",
        "2099-05-04T12:00:00-05:00",
    ),
    ("text-embargo-not-for-release.txt", "Not for publication before 4 May 2099, 6am GMT", "2099-05-04T06:00:00+00:00"),
    (
        "text-embargo-not-for-release.txt",
        "NOT TO BE USED BEFORE 00:01 HRS ON TUESDAY, MAY 4, 2099",
        "2099-05-04T00:01:00-12:00",
    ),
    (
        "text-embargo-not-for-release.txt",
        "This text must not be published before noon on 4 May 2099.",
        "2099-05-04T12:00:00-12:00",
    ),
    ("text-embargo-not-for-release.txt", "No use before 4 May 2099, 6 a.m. GMT", "2099-05-04T06:00:00+00:00"),
    (
        "text-embargo-not-for-release.txt",
        "Not for use, in whole or in part, until 6am on 4 May 2099",
        "2099-05-04T06:00:00-12:00",
    ),
    (
        "text-embargo-not-for-release.txt",
        "For release: 12:01 a.m. EDT, Tuesday, May 4, 2099",
        "2099-05-04T00:01:00-04:00",
    ),
    (
        "text-embargo-not-for-release.txt",
        "FOR RELEASE AT 8:30 A.M. (ET) TUESDAY, MAY 4, 2099",
        "2099-05-04T08:30:00-05:00",
    ),
    (
        "text-embargo-not-for-release.txt",
        "Release date: 4 May 2099, 09:30 GMT – not before",
        "2099-05-04T09:30:00+00:00",
    ),
    # German
    ("text-embargo-german.txt", "SPERRFRIST: Dienstag, 4. Mai 2099, 19 Uhr MESZ", "2099-05-04T19:00:00+02:00"),
    ("text-embargo-german.txt", "Gesperrt bis 4.5.2099, 10:00 Uhr", "2099-05-04T10:00:00-12:00"),
    (
        "text-embargo-german.txt",
        "Achtung Redaktionen: Sendesperrfrist 04.05.2099 – 18.00 Uhr (MEZ)",
        "2099-05-04T18:00:00+01:00",
    ),
    ("text-embargo-german.txt", "Frei ab Dienstag, 4. Mai 2099, 11.30 Uhr", "2099-05-04T11:30:00-12:00"),
    (
        "text-embargo-german.txt",
        "Mit der Bitte um Beachtung der Sperrfrist: 4. Mai 2099, 0.00 Uhr",
        "2099-05-04T00:00:00-12:00",
    ),
    ("text-embargo-german.txt", "Embargo bis Dienstag, 4. Mai 2099, 12 Uhr", "2099-05-04T12:00:00-12:00"),
    (
        "text-embargo-german.txt",
        "Die Veröffentlichung ist erst ab dem 4. Mai 2099, 14 Uhr, gestattet.",
        "2099-05-04T14:00:00-12:00",
    ),
    ("text-embargo-german.txt", "Es gilt das gesprochene Wort. Sperrfrist: Beginn der Rede", INDEFINITE),
    # French
    ("text-embargo-french.txt", "Sous embargo jusqu’au mardi 4 mai 2099 à 18h30", "2099-05-04T18:30:00-12:00"),
    ("text-embargo-french.txt", "EMBARGO STRICT JUSQU'AU 4 MAI 2099, 6 HEURES", "2099-05-04T06:00:00-12:00"),
    ("text-embargo-french.txt", "Embargo mardi 4 mai 2099 – 12h00", "2099-05-04T12:00:00-12:00"),
    (
        "text-embargo-french.txt",
        "Texte à ne pas publier avant le 4 mai 2099, 20 h (heure de Paris)",
        "2099-05-04T20:00:00+01:00",
    ),
    ("text-embargo-french.txt", "Diffusion interdite avant le 1er mai 2099 à midi", "2099-05-01T12:00:00-12:00"),
    ("text-embargo-french.txt", "Ne pas diffuser avant mardi, 6 heures", INDEFINITE),
    ("text-embargo-french.txt", "Publication autorisée à partir du 4 mai 2099 à 7h", "2099-05-04T07:00:00-12:00"),
    (
        "text-embargo-french.txt",
        "Communiqué sous embargo – à ne pas utiliser avant le 4 mai 2099",
        "2099-05-04T00:00:00-12:00",
    ),
)
_OTHERS: tuple[tuple[str, str], ...] = (
    # Norwegian
    ("Sperrefrist: tirsdag 4. mai 2099 kl. 06.00", "2099-05-04T06:00:00-12:00"),
    ("Klausulert til 4. mai 2099, kl 05:00", "2099-05-04T05:00:00-12:00"),
    ("Embargo til tirsdag 4. mai 2099 klokken 10", "2099-05-04T10:00:00-12:00"),
    ("KLAUSULERT: Ikke for publisering før 4. mai 2099 kl. 04.00", "2099-05-04T04:00:00-12:00"),
    ("Saken kan ikke publiseres før tirsdag 4. mai 2099 klokka 06.00.", "2099-05-04T06:00:00-12:00"),
    ("Kan først publiseres 4. mai 2099 kl. 06.00", "2099-05-04T06:00:00-12:00"),
    ("Sperrefrist til Stortinget har behandlet saken", INDEFINITE),
    ("Kan ikkje offentleggjerast før 4. mai 2099", "2099-05-04T00:00:00-12:00"),
    # Danish
    ("Embargo indtil tirsdag den 4. maj 2099 kl. 06.00", "2099-05-04T06:00:00-12:00"),
    ("Klausuleret indtil 4. maj 2099 klokken 12", "2099-05-04T12:00:00-12:00"),
    ("Må ikke offentliggøres før den 4. maj 2099 kl. 05.00", "2099-05-04T05:00:00-12:00"),
    ("Pressemeddelelse med embargo til 4/5 2099 kl. 9", INDEFINITE),
    ("Må tidligst bringes den 4. maj 2099 kl. 00.01", "2099-05-04T00:01:00-12:00"),
    # Swedish
    ("EMBARGO till tisdag 4 maj 2099 kl 06.00", "2099-05-04T06:00:00-12:00"),
    ("Under embargo fram till den 4 maj 2099 klockan 10.00", "2099-05-04T10:00:00-12:00"),
    ("Får ej publiceras före 4 maj 2099 kl. 00.01", "2099-05-04T00:01:00-12:00"),
    ("Publiceras tidigast 4 maj 2099 kl. 05.00", "2099-05-04T05:00:00-12:00"),
    ("Texten får publiceras först den 4 maj 2099.", "2099-05-04T00:00:00-12:00"),
    ("Spärrtid: 4 maj 2099, kl. 07.00", "2099-05-04T07:00:00-12:00"),
    # Spanish
    ("EMBARGADO HASTA LAS 10:00 DEL 4 DE MAYO DE 2099", "2099-05-04T10:00:00-12:00"),
    ("Embargo: 4 de mayo de 2099, 18.00 horas", "2099-05-04T18:00:00-12:00"),
    ("Bajo embargo hasta el martes 4 de mayo de 2099 a las 12 horas", "2099-05-04T12:00:00-12:00"),
    ("Prohibida su difusión antes del 4 de mayo de 2099", "2099-05-04T00:00:00-12:00"),
    ("No difundir hasta el 4 de mayo de 2099 a las 6:00 (hora peninsular)", "2099-05-04T06:00:00+01:00"),
    ("Información embargada hasta el 4 de mayo de 2099", "2099-05-04T00:00:00-12:00"),
    ("Puede publicarse a partir del 4 de mayo de 2099 a las 8:00", "2099-05-04T08:00:00-12:00"),
)
FREE = (
    "For immediate release – 4 May 2099", "Press release, 4 May 2099", "Embargo lifted", "No embargo applies.",
    "The trade embargo against the island was extended until 4 May 2099, the ministry said.",
    "Freigabe der Brücke ab 4. Mai 2099 geplant", "Le port reste fermé jusqu’au 4 mai 2099.",
    "The bridge will hold until the spring, engineers say", "El embargo de la vivienda se aplaza hasta mayo de 2099.",
    "Boka kan bestilles før 4. mai 2099.", "Butikken får öppna först den 4 maj 2099.", "Sperrung bis Mai 2099",
    "Do not miss the fair before it closes on 4 May 2099", "Sin embargo, el puerto abrirá antes del 4 de mayo de 2099.",
    "Release of the prisoners at 6 a.m. on 4 May 2099 was confirmed", "Doors are closed until 6 p.m. on 4 May 2099.",
    "Hun må ikke bruge båden før 4. maj 2099.",
)  # fmt: skip
"""Lines that speak of days and embargoes, and hold nothing."""


def _text(line: str) -> str:
    return (
        f"Library Board of Holm\n\n{line}\n\nReading room opens\n\nThe reading room has a new roof, the board said.\n"
    )


def _mail(subject: str, body: str) -> str:
    return (
        f"From: Library <press@library.example>\nTo: desk@post.example\nSubject: {subject}\n"
        "Date: Mon, 3 May 2027 10:00:00 +0200\nMessage-ID: <77@library.example>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )


def _header(kind: str, part: str, line: str, ends: str) -> Example:
    return example(kind, ".docx", docx(["The reading room has a new roof."], header_part(part, line)), embargo=ends)


def _boxed(line: str, ends: str, *, twice: bool = False) -> Example:
    data = docx(["The reading room has a new roof.", text_box(line, twice=twice)])
    return example("docx-embargo-in-text-box.docx", ".docx", data, embargo=ends, lacks=line)


_S, _I, _F, _R = (
    "mail-embargo-in-subject.eml", "mail-embargo-in-sentence.eml", "mail-embargo-forwarded.eml",
    "release-mail-72-columns.eml",
)  # fmt: skip
_NEWS = "The reading room has a new roof."
_QUOTED = (
    "> -------- Original Message --------\n> Subject: Roof\n> From: PR <pr@x.example>\n>\n"
    f"> EMBARGO 4 MAY 2099, 06:00 GMT\n>\n> {_NEWS}"
)
_WRAPPED = (
    "The Library Board of Holm has put a new roof on the reading room, which\nhad leaked for eleven years and two"
    " winters.\n\nThe attached report and the figures in this message are under strict\nembargo until 06:00 GMT on"
    " Tuesday 4 May 2099.\n\nENDS"
)
EXAMPLES: tuple[Example, ...] = (
    *(example(kind, ".txt", _text(line), embargo=ends) for kind, line, ends in _LINES),
    *(example("text-embargo-under.txt", ".txt", _text(line), embargo=ends) for line, ends in _OTHERS),
    *(example("text-embargo-under.txt", ".txt", _text(line), embargo=None) for line in FREE),
    example(_S, ".eml", _mail("STRICTLY EMBARGOED UNTIL 0001 GMT 4 MAY 2099 - New roof", _NEWS), embargo="2099-05-04T00:01:00+00:00"),
    example(_S, ".eml", _mail("[Embargo 4 May 2099, 6am BST] New roof for library", _NEWS), embargo="2099-05-04T06:00:00+01:00"),
    example(_S, ".eml", _mail("Sperrfrist 4. Mai 2099 10 Uhr: Neues Dach", "Das Dach ist neu."), embargo="2099-05-04T10:00:00-12:00"),
    example(_S, ".eml", _mail("New roof for the library (embargoed until Tuesday 6am)", _NEWS), embargo=INDEFINITE),
    example(_S, ".eml", _mail("Fwd: SV: Klausulert til 4. mai 2099 kl. 06.00 – nytt tak", "Taket er nytt."), embargo="2099-05-04T06:00:00-12:00"),
    example(_S, ".eml", _mail("New roof for the library - EMBARGO: 4 May 2099", _NEWS), embargo="2099-05-04T00:00:00-12:00"),
    example(_I, ".eml", _mail("Roof", f"Dear all,\n\nattached is our report, which is embargoed until 6pm CET on 4 May 2099.\n\n{_NEWS}"), embargo="2099-05-04T18:00:00+01:00"),
    example(_I, ".eml", _mail("Dach", "Guten Tag,\n\nbitte beachten Sie die Sperrfrist: 4. Mai 2099, 6 Uhr.\n\nDas Dach ist neu."), embargo="2099-05-04T06:00:00-12:00"),
    example(_I, ".eml", _mail("Tak", "Hei!\n\nVi gjør oppmerksom på at saken er klausulert til 4. mai 2099 kl. 06.00.\n\nTaket er nytt."), embargo="2099-05-04T06:00:00-12:00"),
    example(_I, ".eml", _mail("Roof", f"Hi Tom,\n\nThis can't be published until midnight on 4 May 2099, please.\n\n{_NEWS}"), embargo="2099-05-04T00:00:00-12:00"),
    example(_I, ".eml", _mail("Toit", "Bonjour,\n\nles chiffres ci-dessous sont sous embargo jusqu’au 4 mai 2099 à 6h.\n\nLe toit est neuf."), embargo="2099-05-04T06:00:00-12:00"),
    example(_F, ".eml", _mail("Fwd: Roof", f"Ana, one for you. T\n\n---------- Forwarded message ---------\nFrom: PR <pr@x.example>\nDate: Mon, 3 May 2027\nSubject: Roof\nTo: <tom@post.example>\n\nEMBARGOED UNTIL 06:00 GMT, 4 MAY 2099\n\n{_NEWS}"), embargo="2099-05-04T06:00:00+00:00"),
    example(_F, ".eml", _mail("VS: Tak", "Se under.\n\n-----Opprinnelig melding-----\nFra: PR\nSendt: mandag\nTil: Tom\nEmne: Tak\n\nSperrefrist: 4. mai 2099 kl. 06.00\n\nTaket er nytt."), embargo="2099-05-04T06:00:00-12:00"),
    example(_F, ".eml", _mail("Fwd: Roof", f"FYI\n\nBegin forwarded message:\n\n{_QUOTED}"), embargo="2099-05-04T06:00:00+00:00"),
    example(_F, ".eml", _mail("WG: Dach", "Anbei.\n\n-----Ursprüngliche Nachricht-----\nVon: PR\nGesendet: Montag\nAn: Tom\nBetreff: Sperrfrist 4. Mai 2099, 10 Uhr: Neues Dach\n\nDas Dach ist neu."), embargo="2099-05-04T10:00:00-12:00"),
    example(_R, ".eml", _mail("Roof", _WRAPPED), has="roof on the reading room, which had leaked", embargo="2099-05-04T06:00:00+00:00"),
    example(_R, ".eml", _mail("Roof", f"NOT FOR PUBLICATION OR BROADCAST BEFORE 00:01 ON TUESDAY,\n4 MAY 2099\n\n{_NEWS}"), embargo="2099-05-04T00:01:00-12:00"),
    example(_R, ".eml", _mail("Roof", f"{_NEWS}\n\nENDS\n\nNotes to editors\n1. This release is embargoed until 06:00 GMT on 4 May 2099.\n2. The roof is slate."), embargo="2099-05-04T06:00:00+00:00"),
    _header("docx-embargo-in-header.docx", "header2.xml", "EMBARGO: 4 May 2099, 06:00 GMT", "2099-05-04T06:00:00+00:00"),
    _header("docx-embargo-in-header.docx", "footer1.xml", "Strictly embargoed until 4 May 2099", "2099-05-04T00:00:00-12:00"),
    _header("docx-embargo-in-header.docx", "header1.xml", "Sperrfrist: 4. Mai 2099, 10 Uhr", "2099-05-04T10:00:00-12:00"),
    _header("docx-embargo-in-header.docx", "header3.xml", "KLAUSULERT TIL 4. MAI 2099 KL. 06.00", "2099-05-04T06:00:00-12:00"),
    example("docx-embargo-in-header.docx", ".docx", docx([_NEWS, "Holm, 3 May"], header_part("header1.xml", text_box("EMBARGOED TO 06:00 GMT 4 MAY 2099"))), embargo="2099-05-04T06:00:00+00:00"),
    _boxed("EMBARGOED UNTIL 4 MAY 2099, 18:00 CET", "2099-05-04T18:00:00+01:00"),
    _boxed("Ne pas diffuser avant le 4 mai 2099 à 6h", "2099-05-04T06:00:00-12:00", twice=True),
    _boxed("HOLD FOR RELEASE TUESDAY", INDEFINITE),
    _boxed("Får inte publiceras före 4 maj 2099", "2099-05-04T00:00:00-12:00", twice=True),
)  # fmt: skip
