"""Words of the languages that are read by typography: cues, pronouns, articles, and words that end a speaker.

The lists are compiled by hand from the style of those countries' newsrooms. Their counts come from the 191 invented
articles of `tests/extract/languages`, which `python -m tests.extract.languages.counting` prints verb by verb; most
articles are Norwegian, so a verb without a count there is not necessarily rare. The general frequency of the forms was
checked with wordfreq 3.1.1 (not shipped): 54 of 62 Bokmål forms, 52 of 54 Danish, 49 of 52 Swedish, 53 of 59 German, 81
of 87 French and 72 of 80 Spanish occur at least once in a million words (Zipf 3); it has no list for Nynorsk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NAMES = {
    "en": "English", "nb": "Norwegian Bokmål", "nn": "Norwegian Nynorsk", "da": "Danish", "sv": "Swedish",
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "fi": "Finnish", "pl": "Polish", "is": "Icelandic", "ru": "Russian", "uk": "Ukrainian",
}  # fmt: skip

_LISTS = {
    "en": "the of and to that was for with he his on is at by she her from they were have had has which this but "
    "not who their been said would will an be are it as its after about when more we you",
    "de": "in seit gibt soll sollen ihre seine dieser diese kann dann ab gegen ohne alle jetzt zwischen schon nun "
    "was wer wenn beim ihr ihm sie es uns wurde wurden müssen muss unter will weil nichts etwas sagte der "
    "die und das den von ist nicht mit dem des ein eine sich auf für als auch an werden aus er hat dass sie "
    "nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
    "mehr durch man sein wurde sei im wir ich kein seien habe",
    "fr": "le la les des et du une est dans que pour qui sur au par plus pas ce avec il sont ont cette aux mais "
    "comme ou leur été elle nous vous ne ses ces être fait d l qu un je",
    "es": "el la los las de que y en un una por con para se del no su al lo como más pero sus le ya o este ha sí "
    "porque esta entre cuando muy sin sobre también hasta hay donde quien desde todo nos",
    "it": "il la lo gli le un una di che e è per non con del della dei delle si sono ha in al alla nel nella da "
    "dal come più anche ma ha hanno era detto fino questo questa",
    "pt": "o a os as de que e do da em um uma para com não por mais dos das como mas ao ele ela se na no são foi "
    "está pelo pela também até já seu sua disse",
    "nl": "de het een en van in is dat op te zijn niet met voor aan er ook als maar bij naar om uit door wordt "
    "werd hebben heeft deze die zei tot kan geen nog meer",
    "sv": "detta sedan där vara får enligt över alla vill denna mellan oss henne honom blev går ingen igen åt utan "
    "samt och att det som en på är av för den till med inte om ett har jag han de var vi från så men kan när "
    "hon ska skulle efter vid också eller nu sig hade sin kommer mycket måste blir någon något inga säger "
    "dem än bara under mot",
    "da": "og at det er en til på som af for den med ikke der de et har jeg han vi var om fra men kan så blev hun "
    "skal efter ved også eller nu sig havde sin meget må bliver nogen noget siger dem end kun under mod hvad "
    "blevet sagde efter tage uden selv mere gang hvor ud",
    "nb": "og at det er en til på som av for den med ikke der de et har jeg han vi var om fra men kan så ble hun "
    "skal etter ved også eller nå seg hadde sin mye må blir noen noe sier dem enn bare under mot hva blitt "
    "sa uten selv mer hvor ut etter gjøre",
    "nn": "og at det er ein til på som av for den med ikkje der dei eit har eg han vi var om frå men kan så vart "
    "ho skal etter ved også eller no seg hadde sin mykje må blir nokon noko seier dei enn berre under mot "
    "kva blitt sa utan sjølv meir kvar ut gjere ikkje vere vore korleis kvifor saman mellom desse",
}
_DISTINCTIVE = {
    "nb": "ikke jeg fra ble noen noe hva sier uten selv mer hvor av etter enn bare mye nå gjøre en et hun være vært "
    "hvordan hvorfor sammen mellom disse gjør også dere ut opp hvis sykehus tirsdag fortsatt derfor gang ganger "
    "første hver hvem alene eneste hverandre senere tidligere",
    "nn": "ikkje eg frå vart nokon noko kva seier utan sjølv meir kvar ein eit dei ho vere vore korleis kvifor saman "
    "desse berre mykje gjere gjer dykk viss tysdag laurdag sundag kjem heile hjå medan difor framleis gong "
    "gonger fyrste fyrst vert gjera òg nokre kven åleine einaste kvarandre seinare tidlegare",
    "da": "ikke jeg fra blev nogen noget hvad siger uden selv mere hvor af efter end kun meget nu gøre en et hun være "
    "været hvordan hvorfor sammen mellem disse også jer ud op hvis men sygehus tirsdag kommer blevet sagde mod "
    "ved fortsat derfor gang gange første hver hvem alene eneste hinanden senere tidligere",
}
"""Words that distinguish three similar languages: they count double if only one of the three has them."""


def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for tag, words in _LISTS.items():
        held = dict.fromkeys(words.split(), 1.0)
        for word in _DISTINCTIVE.get(tag, "").split():
            only = all(word not in other.split() for name, other in _DISTINCTIVE.items() if name != tag)
            only = only and all(
                word not in other.split() for name, other in _LISTS.items() if name in _DISTINCTIVE and name != tag
            )
            held[word] = 2.0 if only else held.get(word, 0.5)
        found[tag] = held
    return found


FUNCTION_WORDS = _weights()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Each field is a string of words in lower case.

    `cues` report speech; `participles` do so after one of `auxiliaries`; `according` precedes its speaker. `stops` end
    a speaker's words; `between` may be between cue and speaker; `articles` begin a description of a person.
    """

    cues: str
    pronouns: str
    stops: str
    according: str
    articles: str
    between: str = ""
    auxiliaries: str = ""
    participles: str = ""
    has_cases: bool = False
    verb_shape: str = r"(?!)"
    """How a finite verb of the language may look: one between a quote and a name reports it, though no list has it."""


_NORDIC_STOPS = "til om etter da når mens som under før men og at for fordi dersom på ut opp ned"
WORDS = {
    "nb": Words(
        verb_shape=r"[a-zæøå]{3,}(?:r|te|de|et)",
        cues="sier sa forteller fortalte mener mente skriver skrev uttaler uttalte forklarer forklarte "
        "understreker understreket legger la påpeker påpekte svarer svarte hevder hevdet opplyser opplyste "
        "konstaterer konstaterte slår slo tilføyer tilføyde sukker ler roper spør spurte kommenterer "
        "kommenterte advarer advarte medgir innrømmer presiserer presiserte bekrefter bekreftet fastslår "
        "utdyper fortsetter fortsatte oppsummerer smiler bedyrer avslutter tror undrer kaller gjentar "
        "erkjenner poengterer anslår melder meldte",
        pronouns="han hun de jeg vi hen ham henne dem vedkommende",
        stops=f"{_NORDIC_STOPS} mandag tirsdag onsdag torsdag fredag lørdag søndag",
        according="ifølge",
        articles="en ei et den de flere noen",
        between="til fast videre også nå da igjen likevel imidlertid derimot mandag tirsdag onsdag torsdag fredag "
        "lørdag søndag",
    ),
    "nn": Words(
        verb_shape=r"[a-zæøå]{3,}(?:r|te|de|a)",
        cues="seier sa fortel fortalde meiner meinte skriv skreiv uttalar uttala forklarer forklarte forklarar "
        "understrekar understreka legg la peikar peika svarar svara hevdar hevda opplyser opplyste "
        "konstaterer konstaterte slår slo spør spurde kommenterer kommenterte åtvarar åtvara vedgår "
        "stadfestar stadfesta held utdjupar tilføyer ropar ler trur gjentek oppsummerer presiserer sukkar "
        "avsluttar melder",
        pronouns="han ho dei eg vi honom henne vedkomande",
        stops=f"{_NORDIC_STOPS} medan måndag tysdag onsdag torsdag fredag laurdag sundag søndag",
        according="ifølgje ifølge",
        articles="ein ei eit den dei fleire nokre",
        between="til fast fram på vidare også no då igjen likevel derimot måndag tysdag onsdag torsdag fredag "
        "laurdag sundag",
    ),
    "da": Words(
        verb_shape=r"[a-zæøå]{3,}(?:r|te|de)",
        cues="siger sagde fortæller fortalte mener mente skriver skrev udtaler udtalte forklarer forklarede "
        "understreger understregede tilføjer tilføjede påpeger påpegede svarer svarede hævder hævdede oplyser "
        "oplyste konstaterer konstaterede slår slog spørger spurgte kommenterer advarer advarede erkender "
        "erkendte indrømmer indrømmede forsikrer bekræfter bekræftede fortsætter lyder lød tror kalder "
        "gentager vurderer pointerer fastslår griner sukker råber beretter lægger",
        pronouns="han hun de jeg vi ham hende dem vedkommende",
        stops="til om efter da når mens som under før men og at for fordi på mandag tirsdag onsdag torsdag fredag "
        "lørdag søndag",
        according="ifølge",
        articles="en et den de flere nogle",
        between="det fra til fast videre også nu så igen dog imidlertid derimod mandag tirsdag onsdag torsdag "
        "fredag lørdag søndag",
    ),
    "sv": Words(
        verb_shape=r"[a-zåäö]{3,}(?:r|te|de)",
        cues="säger sa sade berättar berättade menar menade anser ansåg skriver skrev uppger uppgav förklarar "
        "förklarade understryker underströk tillägger tillade påpekar påpekade svarar svarade hävdar hävdade "
        "konstaterar konstaterade slår slog frågar frågade kommenterar varnar varnade medger medgav bekräftar "
        "bekräftade fortsätter fortsatte betonar betonade suckar skrattar ropar tror upprepar bedömer "
        "meddelar meddelade erkänner intygar",
        pronouns="han hon de jag vi hen honom henne dem vederbörande",
        stops="till om efter då när medan som under innan före men och att för på i måndags tisdags onsdags "
        "torsdags fredags lördags söndags måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen",
        according="enligt",
        articles="en ett den de flera några",
        between="till fast vidare också nu då igen dock däremot emellertid på måndagen tisdagen onsdagen torsdagen "
        "fredagen lördagen  "
        "söndagen",
    ),
    "de": Words(
        verb_shape=r"[a-zäöüß]{3,}(?:ten?|t)",
        cues="sagte sagten sagt sagen erklärte erklärten erklärt betonte betont erläuterte meinte meint teilte "
        "teilt berichtete berichtet kritisierte forderte warnte warnt kündigte fügte ergänzte schrieb "
        "schreibt lobte begründete räumte versicherte unterstrich bekräftigte bestätigte antwortete fragte "
        "rief hieß heißt behauptete äußerte resümierte verteidigte stellte hob führte bilanzierte so mahnte "
        "appellierte klagte bedauerte freute erinnerte erzählte erzählt urteilte befand prophezeite spottete "
        "scherzte",
        pronouns="er sie ich wir man ihm ihr",
        stops="am im in auf bei nach vor während gegenüber nachdem als wenn und zu zur zum heute gestern mit dazu "
        "an bereits weiter zudem dort laut hinzu aus nun später zuvor zunächst weil dass montag dienstag "
        "mittwoch donnerstag freitag samstag sonntag klar hervor",
        according="laut",
        articles="der die das ein eine mehrere einige",
        between="am im dazu auch weiter zudem allerdings hingegen indes schließlich heute gestern dort montag "
        "dienstag mittwoch donnerstag freitag  "
        "samstag sonntag montagabend dienstagabend mittwochabend abend morgen nun später dagegen jedoch",
        has_cases=True,
    ),
    "fr": Words(
        verb_shape=r"[a-zà-ÿ]{3,}(?:e|t|a)",
        cues="dit déclare explique affirme ajoute précise souligne estime raconte confie assure indique annonce "
        "lance répond martèle insiste regrette poursuit conclut prévient reconnaît rappelle note observe "
        "admet commente écrit résume témoigne soupire sourit détaille résumait déclarait expliquait disait "
        "martelait plaide dénonce tranche promet juge relève nuance avertit exclame inquiète réjouit défend",
        pronouns="il elle ils elles on je lui",
        stops="à au aux en dans lors mardi lundi mercredi jeudi vendredi samedi dimanche hier sur pour après avant "
        "devant ce cette et mais que qui dont par pendant avec jeudi matin soir auprès",
        according="selon pour d’après d'après",
        articles="le la les l un une des plusieurs son sa leur cette ce",
        between="lundi mardi mercredi jeudi vendredi samedi dimanche hier soir matin ensuite aussi notamment "
        "toutefois cependant également encore même enfin alors pourtant",
        auxiliaries="a ont avait avaient",
        participles="dit déclaré expliqué affirmé ajouté précisé souligné estimé raconté confié assuré indiqué "
        "annoncé lancé répondu martelé insisté regretté poursuivi conclu prévenu reconnu rappelé noté "
        "observé admis commenté écrit résumé témoigné soupiré détaillé plaidé dénoncé tranché promis "
        "jugé relevé averti",
    ),
    "es": Words(
        verb_shape=r"[a-zà-ÿ]{3,}(?:ó|a|e|ía)",
        cues="dijo dice dijeron afirmó afirma explicó explica aseguró asegura declaró señaló señala añadió añade "
        "agregó indicó comentó subrayó destacó sostuvo apuntó manifestó recordó advirtió lamentó contó cuenta "
        "respondió preguntó concluyó insistió reconoció confirmó anunció denunció expresó precisó matizó "
        "admitió zanjó escribió opinó relató exclamó puntualizó resumió reiteró valoró criticó celebró avisó",
        pronouns="él ella ellos ellas yo",
        stops="en a al durante tras este ayer hoy ante para sobre con lunes martes miércoles jueves viernes sábado "
        "domingo y pero que quien cuando después antes por mientras desde",
        according="según",
        articles="el la los las un una varios su",
        between="este ayer hoy lunes martes miércoles jueves viernes sábado domingo también además entonces finalmente",
        auxiliaries="ha han había",
        participles="dicho afirmado explicado asegurado declarado señalado añadido agregado indicado comentado "
        "subrayado destacado apuntado manifestado recordado advertido lamentado contado respondido "
        "concluido insistido reconocido confirmado anunciado denunciado precisado admitido zanjado "
        "escrito",
    ),
}  # fmt: skip
SUPPORTED = frozenset(WORDS)


_REFLEXIVE_PAST = (
    r"s[’'](?:est|était)\s+"
    r"(?:indigné|réjoui|étonné|inquiété|alarmé|exclamé|défendu|emporté|félicité|justifié)e?s?"
)


@cache
def held(words: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(words.split())


@cache
def cue_pattern(tag: str) -> re.Pattern[str]:
    """A pattern for the reporting verbs of a language, with auxiliaries and French clitic pronouns."""
    words = WORDS[tag]
    verbs = "|".join(sorted(held(words.cues), key=len, reverse=True))
    parts = [rf"(?:{verbs})"]
    if words.participles:
        participles = "|".join(sorted(held(words.participles), key=len, reverse=True))
        aux = "|".join(held(words.auxiliaries))
        parts += [_REFLEXIVE_PAST] if tag == "fr" else []
        parts.insert(0, rf"(?:{aux})(?:-t)?(?P<inner>-(?:il|elle|on|ils|elles))?\s+(?:{participles})")
    clitic = r"(?P<clitic>-(?:t-)?(?:il|elle|on|ils|elles|je))?" if tag == "fr" else ""
    reflexive = r"(?:s[’']|se\s)?" if tag == "fr" else ""
    return re.compile(rf"(?<![\w-])(?P<verb>{reflexive}(?:{'|'.join(parts)})){clitic}(?![\w’'-])", re.IGNORECASE)
