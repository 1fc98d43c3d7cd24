"""Text that is not English: its language, its quotes by typography, and nobody made up."""

from __future__ import annotations

import pytest

from extract.languages.detection import detect
from extract.languages.lexicon import WORDS
from extract.languages.passages import passages
from extract.languages.reading import read_foreign
from extract.languages.speakers import speaker_after
from extract.layout.zones import zone
from extract.reader import Reader
from extract.types import Quote
from tests.conftest import ROOT
from tests.extract.languages import bokmaal, nynorsk
from tests.extract.languages.counting import count
from tests.extract.languages.invented import ARTICLES
from tests.extract.languages.later import STORIES, Story
from tests.extract.languages.scoring import plain, score

CASES = ROOT / "tests" / "data" / "formats" / "cases"
LETTER = "abcdefghijklmnopqrstuvwxyzæøåäöüßéèñ"


@pytest.mark.parametrize("tag", ARTICLES)
def test_the_bars(tag: str) -> None:
    total = score(tag)
    assert total.language == total.articles
    assert total.f1 >= 0.9
    assert total.speakers >= 0.85 * total.right
    assert not [name for name in total.actors if name[0] in LETTER and "anonymous" not in name], "a described person"


@pytest.mark.parametrize(("tag", "articles"), [("nb", bokmaal.ARTICLES), ("nn", nynorsk.ARTICLES)])
def test_the_norwegian_forms_are_distinguished(tag: str, articles: tuple[str, ...]) -> None:
    assert len(articles) > 60
    right = sum(detect(text).tag == tag for text in articles)
    assert right >= 0.95 * len(articles)
    short = sum(detect(" ".join(text.split()[:25])).tag == tag for text in articles)
    assert short >= 0.9 * len(articles), "of 25 words each"


@pytest.mark.parametrize("tag", WORDS)
def test_the_verbs_of_the_lists_are_counted(tag: str) -> None:
    counts = count(tag)
    assert counts.cues.total() > 0
    assert counts.cues <= counts.texts


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.text.partition("\n")[0])
def test_articles_written_later(story: Story) -> None:
    language = detect(story.text)
    assert language.tag == story.tag
    found = read_foreign(story.text, zone(story.text).blocks, language)[1]
    names = {actor.id: actor.name for actor in found.actors}
    direct = [quote for quote in found.quotes if quote.kind == "direct"]
    assert [
        (
            quote.content(story.text),
            quote.speaker.of(story.text) if quote.speaker else None,
            names[quote.actor] if quote.actor else None,
        )
        for quote in direct
    ] == list(story.quotes)


def test_a_line_of_nine_words_is_in_the_language_it_looks_like() -> None:
    assert detect("Use <b>\n\nBy Vera Lind\n\nIf a < b, stop.").tag == "en"


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").rglob("*.txt")), ids=lambda path: path.stem)
def test_english_articles_are_english(path: object) -> None:
    assert detect(str(getattr(path, "read_text")(encoding="utf-8"))).tag == "en"  # noqa: B009


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The council met on Monday and said that it would not close the pier before the spring.", "en"),
        ("Valtuusto päätti tiistaina sulkea vanhan laiturin kevääseen asti, koska se on vaarallinen.", "fi"),
        ("Il consiglio ha deciso martedì di chiudere il vecchio molo fino alla primavera, ha detto il sindaco.", "it"),
        ("Rada miasta zdecydowała we wtorek o zamknięciu starego molo do wiosny, powiedziała burmistrz.", "pl"),
        ("Городской совет решил во вторник закрыть старый причал до весны, сообщил мэр.", "ru"),
        ("Hello.", "en"), ("", "en"), ("12 34", "en"),
    ],
)  # fmt: skip
def test_other_languages_are_named(text: str, tag: str) -> None:
    assert detect(text).tag == tag


def test_a_german_page_gets_no_english_grammar() -> None:
    article = Reader().read((CASES / "text-german.txt").read_text(encoding="utf-8"), id="a", source="a")
    assert article.language == "de"
    assert {actor.name for actor in article.actors} == {"Petra Holm"}
    assert [line for line in article.warnings if "German" in line] == list(article.warnings)
    assert len(article.warnings) == 1
    assert all(quote.confidence <= 0.6 for quote in article.quotes)


def test_a_french_page() -> None:
    article = Reader().read((CASES / "text-french.txt").read_text(encoding="utf-8"), id="a", source="a")
    assert article.language == "fr"
    assert {actor.name for actor in article.actors} == {"Mara Oduya"}
    assert [quote.content(article.text) for quote in article.quotes] == [
        "Nous ne prendrons aucun risque … Le quai restera fermé jusqu’au printemps."
    ]


def test_a_language_that_is_not_read_names_nobody() -> None:
    text = "Laituri suljetaan\n\nValtuusto päätti asiasta.\n\n”Emme ota mitään riskiä tässä asiassa”, sanoi Mara Oduya."
    article = Reader().read(text * 3, id="a", source="a")
    assert article.language == "fi"
    assert article.actors == ()
    assert all(quote.actor is None for quote in article.quotes)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("„Ja“, „nein“", ["Ja", "nein"]), ("»Ja«, »nein«", ["Ja", "nein"]), ("« Oui », «non»", ["Oui", "non"]),
        ("”Ja”, ”nej”", ["Ja", "nej"]), ("“Sí”, “no”", ["Sí", "no"]), ('"Ja", "nei"', ["Ja", "nei"]),
        ("»Ja,« »nej.«", ["Ja", "nej."]), ("»Ja», »nej»", ["Ja", "nej"]), ("„Ja", []), ("5” 6”", []),
    ],
)  # fmt: skip
def test_marks(text: str, inner: list[str]) -> None:
    assert [passage.inner.of(text) for passage in passages(text, 0, len(text))] == inner


@pytest.mark.parametrize(
    ("tag", "behind", "speaker"),
    [
        ("de", " Petra Holm der Zeitung.", "Petra Holm"), ("de", " am Montag die Vorsitzende.", "die Vorsitzende"),
        ("de", " ein Sprecher der Polizei am Abend.", "ein Sprecher der Polizei"), ("de", " er weiter.", "er"),
        ("nb", " hun til NTB.", "hun"), ("nb", " ordføreren på tirsdag.", "ordføreren"),
        ("nb", " politiet i en melding.", "politiet"), ("sv", " Anna von Essen till TT.", "Anna von Essen"),
        ("fr", " mardi le maire de Vic à la presse.", "le maire de Vic"),
        ("fr", " Jean de La Tour.", "Jean de La Tour"),
        ("es", " este lunes la alcaldesa en la radio.", "la alcaldesa"), ("es", " Ana de la Torre.", "Ana de la Torre"),
    ],
)  # fmt: skip
def test_where_a_speaker_ends(tag: str, behind: str, speaker: str) -> None:
    found = speaker_after(behind, 0, len(behind), tag)
    assert found is not None
    assert found.of(behind) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Das Wort „Risiko“ fiel nicht.", "Filmen «Havet» har premiere.", "Le mot « risque » est absent.",
        "El término «riesgo» no aparece.", "Boken ”Havet” är slut.", "Bogen »Havet« er udsolgt.",
    ],
)  # fmt: skip
def test_a_word_in_marks_is_no_quote(text: str) -> None:
    whole = f"Titel\n\n{text}\n"
    for tag in ARTICLES:
        language = detect(plain(ARTICLES[tag][0])[0])
        assert _quotes(whole, language.tag) == []


def _quotes(text: str, tag: str) -> list[Quote]:
    from extract.languages.detection import Language

    return read_foreign(text, zone(text).blocks, Language(tag, tag))[1].quotes


def test_offsets_and_ids_hold() -> None:
    for tag, articles in ARTICLES.items():
        for marked in articles:
            text = plain(marked)[0]
            _found_quotes, found = read_foreign(text, zone(text).blocks, detect(text))
            ids = {actor.id for actor in found.actors}
            assert len(ids) == len(found.actors), tag
            for quote in found.quotes:
                assert quote.actor is None or quote.actor in ids
                assert all(0 <= part.start < part.end <= len(text) for part in quote.fragments)
                assert quote.fragments == tuple(sorted(quote.fragments))


@pytest.mark.parametrize(
    ("tag", "line", "kind", "words", "speaker"),
    [
        ("fr", "« Non, dit-elle, nous restons ici. »", "direct", "Non … nous restons ici.", "elle"),
        ("fr", "« On verra », comme l’a dit Anne Dahl.", "direct", "On verra", "Anne Dahl"),
        (
            "es",
            "«No hay dinero», según explicó el concejal Luis Vega.",
            "direct",
            "No hay dinero",
            "el concejal Luis Vega",
        ),
        ("de", "Wie Müller sagte, sei „alles gut“.", "mixed", "alles gut", "Müller"),
        (
            "de",
            "„Nein“, so der Minister, „das wird nicht kommen.“",
            "direct",
            "Nein … das wird nicht kommen.",
            "der Minister",
        ),
        ("de", "„Es gibt kein Geld“, heißt es in der Mitteilung.", "direct", "Es gibt kein Geld", ""),
        ("da", "»Vi er klar,« siger hun og tilføjer: »Det haster.«", "direct", "Vi er klar … Det haster.", "hun"),
        ("sv", "Enligt henne är det ”omöjligt”.", "mixed", "omöjligt", "henne"),
        ("nb", "– Nei, svarer Kari Lund (34) kontant.", "direct", "Nei", "Kari Lund"),
    ],
)
def test_turns_of_phrase(tag: str, line: str, kind: str, words: str, speaker: str) -> None:
    text = f"Titel\n\nDet var møte i går.\n\n{line}\n"
    found = [quote for quote in _quotes(text, tag) if quote.content(text) == words]
    assert len(found) == 1
    assert found[0].kind == kind
    assert (found[0].speaker.of(text) if found[0].speaker else "") == speaker
