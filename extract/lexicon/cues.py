"""The words that report speech: verbs by the content they take, nouns, prepositions, and document nouns.

Tables of lemmas, compiled by hand from English news style; `VERBS` maps every inflected form to its entry, so that the
reader needs no lemmatiser.
"""

from __future__ import annotations

from typing import NamedTuple

# The content that a verb may take. SAY: a clause or direct speech ("said that"). TO: an infinitive ("vowed to"). NP: a
# noun phrase that is the content ("denied any wrongdoing"). ASK: a person and an infinitive or clause ("urged them to",
# "told him that"). AS: an object and its description ("called it a mistake"). DIRECT: direct speech only ("laughed").
# ING: a gerund ("denied taking"). DOC: speech only when a document is the subject.
SAY, TO, NP, ASK, AS, DIRECT, ING, DOC = (1 << i for i in range(8))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Verb(NamedTuple):
    """A reporting verb: its lemma, the content it takes, its prepositions and its particles.

    The prepositions form one cue with it ("call for"); with the particles it reports something ("point out").
    """

    lemma: str
    takes: int
    preps: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()


_SAY = """
    say add note warn claim insist argue write tweet state announce explain declare report acknowledge admit
    assert maintain contend conclude comment remark reply respond respond confirm reveal stress emphasize
    emphasise reiterate repeat recall observe suggest allege testify predict estimate caution complain concede
    joke quip recount swear boast brag counter counsel disclose divulge predict forecast hint imply mention
    proclaim pronounce profess protest reaffirm reassure reason rebut retort retweet clarify confess opine posit
    postulate specify stipulate surmise underline underscore vow pledge promise threaten propose recommend
    advise demand deny post blog email text telegraph crow grumble moan mutter murmur gripe lament relate intone
    venture volunteer interject chime elaborate guess guarantee hasten theorize speculate attest certify affirm
    aver avow submit cable signal message inform notify remind assure tell warn teach instruct foresee exclaim
    whisper shout yell scream deplore fret rule decree dictate agree disagree object plead urge request ask
    wonder inquire enquire beg reckon figure calculate advertise tout preach persuade convince contend chirp
    chide scold charge intimate dish confide rejoin snap jest marvel gush enthuse rant rave sneer bristle shrug
    concur stammer indicate find show determine discover hypothesize hypothesise project highlight outline list detail
    identify attribute ascribe credit
"""
_DIRECT = """
    continue begin laugh smile sigh grin nod recite read sing chant answer cry quote chuckle interrupt mumble
    fume thunder roar bellow hiss growl groan weep sob sniff sniffle snort giggle think muse reflect ponder echo
    beam scoff bark blast cheer crack rage storm blurt utter summarize summarise blame criticize criticise
    condemn praise slam attack caption hope believe feel fear worry know remember howl wail croak drawl purr
    tease taunt mock needle pray explode erupt confide rumble formulate soothe wink open close finish type tell
    shoot hit
"""
_TO = """
    promise vow pledge threaten offer agree volunteer swear propose demand ask claim plead beg commit warn
    advise urge recommend undertake
"""
_ASK = """
    tell ask urge warn advise remind assure inform notify order instruct invite encourage implore beg command
    counsel entreat exhort press challenge caution forbid lobby dare reassure brief message
"""
_NP = """
    deny reject dismiss dispute refute repudiate disavow rebut question criticize criticise condemn denounce
    praise cite blame express voice reiterate stress emphasize emphasise underline underscore predict forecast
    promise pledge vow admit acknowledge recall recount confess regret retract lament deplore decry bemoan
    allege claim_of call_for speak_of speak_about talk_about talk_of complain_about complain_of warn_of
    warn_against warn_about caution_against argue_for argue_against accuse_of confess_to boast_of boast_about
    describe demand propose note outline explain assert affirm reaffirm profess estimate
    commend salute applaud laud deride mock slam blast lambast commend_for salute_for applaud_for laud_for slam_for
    blast_for lambast_for mock_for
    ask_for ask_about joke_about brag_about wonder_about comment_on protest_against blame_for criticize_for
    criticise_for praise_for condemn_for denounce_for thank_for fault_for
    announce report request suggest attribute ascribe highlight claim confirm reveal disclose declare recommend
    hint_at point_to object_to apologize_for apologise_for insist_on rule_out attest_to testify_to appeal_for
"""
_AS = """
    call describe label brand term dub characterize characterise portray depict deem declare name denounce
    dismiss hail praise condemn compare liken slam deride mock blast lambast laud applaud salute
"""
_ING = """
    deny admit suggest recommend propose recall mention describe acknowledge advocate report regret confess_to
    talk_about apologize_for apologise_for warn_against accuse_of advise oppose
"""
_PARTICLE = """
    point_out go_on sum_up shoot_back hit_back fire_back chime_in blurt_out call_out cry_out read_out spell_out
    set_out lay_out play_down
"""
_DOC = """
    show find indicate reveal suggest read describe detail list outline state say conclude estimate document
    recommend warn allege claim report note add predict record put
"""

_IRREGULAR = {
    forms.split()[0]: forms.strip()
    for forms in """
    say says said saying
    tell tells told telling
    write writes wrote written writing
    swear swears swore sworn swearing
    foresee foresees foresaw foreseen foreseeing
    put puts put putting
    read reads read reading
    speak speaks spoke spoken speaking
    begin begins began begun beginning
    sing sings sang sung singing
    go goes went gone going
    think thinks thought thinking
    teach teaches taught teaching
    find finds found finding
    show shows showed shown showing
    know knows knew known knowing
    forecast forecasts forecast forecasting
    forbid forbids forbade forbidden forbidding
    cry cries cried crying
    deny denies denied denying
    reply replies replied replying
    imply implies implied implying
    specify specifies specified specifying
    testify testifies testified testifying
    notify notifies notified notifying
    clarify clarifies clarified clarifying
    certify certifies certified certifying
    decry decries decried decrying
    undertake undertakes undertook undertaken undertaking
    quip quips quipped quipping
    brag brags bragged bragging
    rebut rebuts rebutted rebutting
    submit submits submitted submitting
    admit admits admitted admitting
    beg begs begged begging
    blog blogs blogged blogging
    rap raps rapped rapping
    slam slams slammed slamming
    snap snaps snapped snapping
    nod nods nodded nodding
    grin grins grinned grinning
    hum hums hummed humming
    commit commits committed committing
    dub dubs dubbed dubbing
    aver avers averred averring
    sob sobs sobbed sobbing
    sum sums summed summing
    fret frets fretted fretting
    confer confers conferred conferring
    refer refers referred referring
    retort retorts retorted retorting
    concur concurs concurred concurring
    label labels labeled labelled labeling labelling
    signal signals signaled signalled signaling signalling
    counsel counsels counseled counselled counseling counselling
    cable cables cabled cabling
    marvel marvels marveled marvelled marveling marvelling
    rely relies relied relying
    worry worries worried worrying
    feel feels felt feeling
    weep weeps wept weeping
    drawl drawls drawled drawling
    shoot shoots shot shooting
    sneer sneers sneered sneering
    pen pens penned penning
    send sends sent sending
    """.strip().splitlines()
}


def forms(lemma: str) -> list[str]:
    """A verb's lemma with its inflected forms, by the rules of English spelling unless the table has exceptions."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma].split()
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return [lemma, lemma + plural, lemma + "ed", lemma + "ing"]


def _compile() -> dict[str, Verb]:
    takes: dict[str, int] = {}
    preps: dict[str, set[str]] = {}
    particles: dict[str, set[str]] = {}
    tables = ((_SAY, SAY), (_DIRECT, DIRECT), (_TO, TO), (_ASK, ASK), (_NP, NP), (_AS, AS), (_ING, ING), (_DOC, DOC))
    for table, bit in tables:
        for word in table.split():
            lemma, _, prep = word.partition("_")
            if prep:
                preps.setdefault(lemma, set()).add(prep)
            takes[lemma] = takes.get(lemma, 0) | (0 if prep else bit)
    for word in _PARTICLE.split():
        lemma, _, particle = word.partition("_")
        particles.setdefault(lemma, set()).add(particle)
        takes.setdefault(lemma, 0)
    return {
        form: Verb(lemma, bits, frozenset(preps.get(lemma, ())), frozenset(particles.get(lemma, ())))
        for lemma, bits in takes.items()
        for form in forms(lemma)
    }


VERBS = _compile()
"""Every inflected form of every reporting verb."""

NOUNS = _set("""
    claim claims allegation allegations assertion assertions accusation accusations statement statements
    argument suggestion suggestions report reports warning warnings announcement promise promises pledge pledges
    vow denial admission acknowledgement acknowledgment complaint complaints comment comments remark remarks
    prediction contention declaration insistence assurance assurances demand demands rumor rumors rumour rumours
    word speculation
""")
"""Nouns whose that-clause is content."""

DOCUMENTS = _set("""
    report study poll survey letter statement document documents email e-mail memo data figures investigation
    audit inquiry analysis review paper article book filing lawsuit complaint indictment affidavit brief release
    survey polls surveys studies reports findings records transcript message tweet post note notice bill
    resolution ruling newspaper times post journal website site blog magazine agency reuters ap research
    questionnaire sign banner placard headline caption ad advertisement leaflet text plaque inscription order
    directive finding editorial verdict census petition assessment results estimate
""")
"""Nouns for documents, which report without being an actor."""

ISSUES = frozenset(
    form
    for lemma in _set("author circulate co-author draft file issue launch pen post publish release sign write send")
    for form in forms(lemma)
)
"""Verbs whose object is a document that their subject speaks through: "issued a statement saying"."""

WONT_SAY = _set("""
    decline declined declines declining refuse refused refuses fail failed fails failing
""")
"""Verbs that negate the report that depends on them: "declined to say whether"."""

TIMES = _set("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening
    january february march april june july august september october november december week month year night weekend
""")
"""Words of time, which are never speakers, even if the parser makes them a subject."""

VENUES = _set("""
    statement interview letter email e-mail memo speech briefing conference tweet post message report testimony remarks
    call rally hearing newsletter release blog article appearance debate
""")
"""Venues of a statement: "in a statement" belongs to the cue, not to the content."""

UNREAL = _set("""
    would could might should can may must
""")
"""Auxiliaries that make a report hypothetical."""
