"""Sixty-eight invented articles in seven languages, with their direct quotes and who says them.

`{1:words}` is a part of the first direct quote, `{1@words}` names its speaker. Everything in them is made up.
"""

# ruff: noqa: E501 - an article is easier to read unfolded

from __future__ import annotations

ARTICLES: dict[str, tuple[str, ...]] = {
    "nb": (
        "Ferjekaia stenges til våren\n\nByrådet i Skjervika vedtok tirsdag å stenge den gamle ferjekaia.\n\n– {1:Vi kan ikke ta noen risiko}, sier {1@ordfører Mara Oduya}.\n\nRederiet reagerer. – {9:x}".replace(
            " – {9:x}", ""
        )
        + "\n\n– {2:Ingen har varslet oss}, sier {2@talsmann Jon Brevik} i Fjordlinjen.\n\nArbeidet skal etter planen ta fem måneder.",
        "Skolemat blir gratis\n\nAlle elever i Vik får gratis lunsj fra august.\n\n– {1:Et sultent barn lærer ingenting}, sier {1@skolesjef Ida Berg} til Vik Avis. – {1:Dette har vi ventet på i ni år.}\n\nForeldrene hadde samlet fire tusen underskrifter.\n\n«{2:Vi er glade for at noen endelig hører på oss}», skriver {2@foreldrerådet} i en e-post.",
        "Ulv sett ved flyplassen\n\nEn ulv ble filmet ved rullebanen på Nesby søndag kveld.\n\n– {1:Den lette etter harer, ikke etter passasjerer}, forteller {1@Kari Lund} i viltnemnda.\n\n{2@Hun} legger til: «{2:Hold hundene i bånd.}»\n\nDyret er trolig en ung hann.",
        "Orkesteret reddet av baker\n\nByorkesteret skulle legges ned i juni.\n\n– {1:Jeg har aldri gått glipp av en konsert}, sier {1@bakeren Otto Fjeld}.\n\n– {2:Vi gråt da vi fikk vite det}, sier {2@fiolinist Noor Haddad}, {3:x}".replace(
            ", {3:x}", "."
        )
        + "\n\nGaven er på tre millioner kroner.",
        "Brann i lagerbygg\n\nEn lagerbygning på Holm sto i full fyr natt til fredag.\n\n– {1:Det er ikke fare for spredning}, sier {1@operasjonsleder Geir Moen} i politiet.\n\nIfølge vitner smalt det flere ganger.\n\n– {2:Vi trodde det var fyrverkeri}, sier {2@en nabo}.\n\nÅrsaken er ukjent.",
        "Strømprisen stiger\n\nStrømmen blir dyrere i vinter, varsler selskapet Nordkraft.\n\n– {1:Magasinene er halvfulle, og det er lite vi kan gjøre}, sier {1@direktør Siv Aas}.\n\n– {2:Er det rettferdig?}, spør {2@leder i forbrukerlaget, Tor Eide}.\n\nHan mener prisen er «helt uforståelig».",
        "Lærer fikk pris\n\nÅrets lærerpris går til Elin Vang ved Øyra skole.\n\n– {1:Jeg ble helt satt ut}, innrømmer {1@prisvinneren}.\n\nRektor Jan Myhre er stolt: «{2:Elin ser hver eneste elev}», sier {2@han}.\n\nPrisen ble delt ut for tolvte gang.",
        "Ny bru over sundet\n\nFylket vil bygge bru over Vestsundet.\n\nFylkesråd Unni Dahl sier: «{1:Nå er det vår tur.}»\n\n– {2:Brua er bortkastede penger}, mener {2@Per Sand} fra Nei til brua. – {2:Ferja er god nok.}\n\nSaken skal opp i mai.".replace(
            "Fylkesråd Unni Dahl sier", "{1@Fylkesråd Unni Dahl} sier"
        ),
        "Fant skatt i åkeren\n\nEn bonde fant tretti sølvmynter da han pløyde i går.\n\n– {1:Først trodde jeg det var øl-korker}, ler {1@Arne Lie}.\n\nArkeolog Mette Riis kaller funnet «eventyrlig».\n\n– {2:Vi må grave mer}, sier {2@hun}.\n\nMyntene er fra 1200-tallet.",
        "Sykehuset mangler senger\n\nPasienter ligger på gangen ved Fjord sykehus.\n\n– {1:Dette er ikke verdig}, sier {1@sykepleier Anne Tveit}.\n\n– {2:Vi beklager det, men vi har ikke flere rom}, svarer {2@klinikksjef Ola Rud}.\n\nIfølge tillitsvalgte har det vært slik siden jul.",
    ),
    "nn": (
        "Ferjekaia vert stengd\n\nKommunestyret i Skjervika vedtok tysdag å stengje ferjekaia.\n\n– {1:Vi kan ikkje ta nokon risiko}, seier {1@ordførar Mara Oduya}.\n\n– {2:Ingen har sagt noko til oss}, seier {2@Jon Brevik} i reiarlaget.\n\nArbeidet skal ta fem månader.",
        "Skulemat til alle\n\nElevane i Vik får gratis lunsj frå august.\n\n– {1:Eit svolte barn lærer ikkje noko}, seier {1@skulesjef Ida Berg}.\n\nForeldra er glade. «{2:No har dei endeleg høyrt på oss}», skriv {2@foreldrelaget}.\n\nPengane kjem frå eit fond.",
        "Såg ulv ved flyplassen\n\nEin ulv vart filma på Nesby sundag kveld.\n\n– {1:Dyret leita etter harar}, fortel {1@Kari Lund} i viltnemnda.\n\nHo trur ulven er ein ung hann som har forlate flokken sin.\n\n– {2:Hald hundane i band}, seier {2@ho}.",
        "Bakar redda orkesteret\n\nByorkesteret skulle leggjast ned i juni, men no kan dei spele vidare.\n\n– {1:Eg har aldri vore borte frå ein konsert}, seier {1@Otto Fjeld}.\n\n– {2:Vi gret då vi fekk vite det}, seier {2@fiolinist Noor Haddad}.",
        "Straumen vert dyrare\n\nKraftlaget åtvarar om høgare prisar til vinteren.\n\n– {1:Det er ikkje mykje vi kan gjere}, seier {1@direktør Siv Aas}.\n\nIfølgje forbrukarlaget er prisen «heilt uforståeleg».",
        "Fann skatt i åkeren\n\nEin bonde fann tretti sølvmyntar då han pløgde i går.\n\n– {1:Eg trudde det var korkar}, ler {1@Arne Lie}.\n\nArkeolog Mette Riis meiner det er meir i jorda.\n\n– {2:No må vi grave}, seier {2@ho}.",
        "Ny bru over sundet\n\nFylket vil byggje bru over Vestsundet, men ikkje alle er samde.\n\n– {1:Brua er bortkasta pengar}, meiner {1@Per Sand}. – {1:Ferja er god nok.}\n\n{2@Fylkesråd Unni Dahl} seier: «{2:No er det vår tur.}»",
        "Manglar senger\n\nPasientar ligg på gangen ved sjukehuset i Fjord.\n\n– {1:Dette er ikkje verdig}, seier {1@sjukepleiar Anne Tveit}.\n\n– {2:Vi orsakar det, men vi har ikkje fleire rom}, svarar {2@klinikksjefen}.",
    ),
    "da": (
        "Færgelejet lukker til foråret\n\nByrådet i Skærvig besluttede tirsdag at lukke færgelejet.\n\n»{1:Vi tager ingen chancer},« siger {1@borgmester Mara Oduya} (S).\n\n»{2:Ingen har sagt noget til os},« siger {2@Jon Brevik}, talsmand for rederiet.\n\nArbejdet varer fem måneder.",
        "Gratis skolemad\n\nAlle elever i Vig får gratis frokost fra august.\n\n- {1:Et sultent barn lærer ikke noget}, siger {1@skolechef Ida Berg} til Ritzau.\n\n- {2:Det har vi ventet på i ni år}, siger {2@hun}.\n\nPengene kommer fra en fond.",
        "Ulv set ved lufthavnen\n\nEn ulv blev filmet ved landingsbanen søndag aften.\n\n– {1:Den ledte efter harer}, fortæller {1@vildtkonsulent Karen Lund}.\n\n{2@Hun} tilføjer: »{2:Hold hunden i snor.}«\n\nUlven er formentlig en ung han.",
        'Bager redder orkester\n\nByens orkester skulle være nedlagt i juni.\n\n"{1:Jeg har aldrig misset en koncert}", siger {1@bager Otto Fjeld}.\n\n"{2:Vi græd, da vi fik det at vide}", siger {2@violinist Noor Haddad}.\n\nGaven er på tre millioner kroner.',
        "Brand i lagerhal\n\nEn lagerhal stod i flammer natten til fredag.\n\n- {1:Der er ingen fare for spredning}, oplyser {1@vagtchef Jens Holm} fra politiet.\n\nIfølge vidner lød der flere brag.\n\n- {2:Vi troede, det var fyrværkeri}, siger {2@en nabo}.",
        "Strømmen bliver dyrere\n\nEnergiselskabet varsler højere priser til vinter.\n\n»{1:Der er ikke meget, vi kan gøre},« siger {1@direktør Signe Aas}.\n\nForbrugerne er vrede. »{2:Det er helt urimeligt},« mener {2@Tove Krag} fra Forbrugerforeningen.",
        "Lærer fik pris\n\nÅrets lærerpris går til Else Vang fra Ørby Skole.\n\n– {1:Jeg blev helt paf}, indrømmer {1@prismodtageren}.\n\nSkoleleder Jan Myre er stolt. – {2:x}".replace(
            " – {2:x}", ""
        )
        + "\n\n– {2:Else ser hvert eneste barn}, siger {2@han}.",
        "Ny bro over sundet\n\nRegionen vil bygge en bro over Vestsundet.\n\n{1@Formand Unni Dahl} siger: »{1:Nu er det vores tur.}«\n\n»{2:Broen er spild af penge},« siger {2@Per Sand}. »{2:Færgen er god nok.}«",
        "Fandt skat på marken\n\nEn landmand fandt tredive sølvmønter, da han pløjede i går.\n\n– {1:Først troede jeg, at det var kapsler}, griner {1@Arne Lie}.\n\nFundet er »eventyrligt«, mener arkæologen.\n\n– {2:Vi skal grave mere}, siger {2@Mette Riis}.",
        "Mangler senge\n\nPatienter ligger på gangen på sygehuset i Fjord.\n\n»{1:Det er ikke værdigt},« siger {1@sygeplejerske Anne Toft}.\n\n»{2:Vi beklager, men vi har ikke flere stuer},« svarer {2@klinikchef Ole Rud}.",
    ),
    "sv": (
        "Färjeläget stängs till våren\n\nKommunfullmäktige beslutade på tisdagen att stänga färjeläget.\n\n– {1:Vi kan inte ta några risker}, säger {1@Mara Oduya}, ordförande i hamnstyrelsen.\n\n– {2:Ingen har sagt något till oss}, säger {2@Jon Brevik} på rederiet.\n\nArbetet tar fem månader.",
        "Gratis skolmat\n\nAlla elever i Vik får gratis frukost från augusti.\n\n– {1:Ett hungrigt barn lär sig ingenting}, säger {1@skolchefen Ida Berg} till TT. – {1:Det har vi väntat på i nio år.}\n\n”{2:Äntligen lyssnar någon på oss}”, skriver {2@föräldraföreningen} i ett mejl.",
        "Varg vid flygplatsen\n\nEn varg filmades vid landningsbanan på söndagskvällen.\n\n– {1:Den letade efter harar}, berättar {1@Karin Lund} på länsstyrelsen.\n\n– {2:Håll hundarna kopplade}, säger {2@hon}.\n\nVargen är troligen en ung hane.",
        "Bagare räddar orkester\n\nStadens orkester skulle läggas ner i juni.\n\n– {1:Jag har aldrig missat en konsert}, säger {1@bagaren Otto Fjeld}.\n\n– {2:Vi grät när vi fick veta det}, säger {2@violinisten Noor Haddad}.\n\nGåvan är på tre miljoner kronor.",
        "Brand i lager\n\nEn lagerbyggnad stod i lågor natten till fredagen.\n\n– {1:Det finns ingen risk för spridning}, uppger {1@Jens Holm}, insatsledare.\n\nEnligt vittnen hördes flera smällar.\n\n– {2:Vi trodde att det var fyrverkerier}, säger {2@en granne}.",
        "Elen blir dyrare\n\nBolaget varnar för högre priser i vinter.\n\n– {1:Det är inte mycket vi kan göra}, säger {1@vd Siv Aas}.\n\nKonsumentföreningen kallar beskedet ”helt orimligt”.\n\n– {2:Vem har råd med det?}, undrar inte bara {2@Tove Krag}.".replace(
            "undrar inte bara", "frågar"
        ),
        "Lärare fick pris\n\nÅrets lärarpris går till Elin Vang på Öråsskolan.\n\n– {1:Jag blev alldeles paff}, medger {1@pristagaren}.\n\n– {2:Elin ser varje elev}, säger {2@rektor Jan Myr}.\n\nPriset delades ut för tolfte gången.",
        "Ny bro över sundet\n\nRegionen vill bygga en bro över Västsundet.\n\n{1@Regionrådet Unni Dahl} säger: ”{1:Nu är det vår tur.}”\n\n– {2:Bron är bortkastade pengar}, menar {2@Per Sand}. – {2:Färjan duger.}",
        "Fann skatt i åkern\n\nEn bonde hittade trettio silvermynt när han plöjde i går.\n\n– {1:Först trodde jag att det var kapsyler}, skrattar {1@Arne Lie}.\n\nArkeologen Mette Riis tror att det finns mer.\n\n– {2:Vi måste gräva}, säger {2@hon}.",
        "Platsbrist på sjukhuset\n\nPatienter ligger i korridoren på sjukhuset i Fjord.\n\n– {1:Det är inte värdigt}, säger {1@sjuksköterskan Anna Toft}.\n\n– {2:Vi beklagar, men vi har inte fler rum}, svarar {2@klinikchefen Olle Rud}.",
    ),
    "de": (
        "Fähranleger bleibt bis zum Frühjahr zu\n\nDer Hafenrat hat am Dienstag beschlossen, den alten Anleger zu schließen.\n\n„{1:Wir gehen kein Risiko ein}“, sagte {1@Mara Oduya}, die Vorsitzende des Rates. „{1:Der Anleger bleibt zu.}“\n\nDie Reederei sei nicht gefragt worden, kritisierte ihr Sprecher. „{2:Das ist eine Schande}“, sagte {2@Jon Brevik}.",
        "Schulessen wird kostenlos\n\nAlle Schüler in Vik bekommen ab August ein kostenloses Mittagessen.\n\n„{1:Ein hungriges Kind lernt nichts}“, sagte {1@Schulamtsleiterin Ida Berg} am Mittwoch der Deutschen Nachrichtenagentur.\n\n{2@Die Elternvertretung} schrieb: „{2:Endlich hört uns jemand zu.}“",
        "Wolf am Flughafen gesehen\n\nEin Wolf ist am Sonntagabend an der Landebahn gefilmt worden.\n\n„{1:Er hat Hasen gesucht, keine Passagiere}“, erklärte {1@Karin Lund} vom Wildtieramt.\n\nMan solle Hunde an der Leine führen, sagte sie. „{2:Der Wolf ist jung und scheu}“, betonte {2@Lund}.",
        "Bäcker rettet Orchester\n\nDas Stadtorchester sollte im Juni aufgelöst werden.\n\n„{1:Ich habe noch nie ein Konzert verpasst}“, sagte {1@der Bäcker Otto Fjeld}.\n\n„{2:Wir haben geweint}“, erzählte {2@die Geigerin Noor Haddad} nach der Probe.\n\nDie Spende beträgt drei Millionen.",
        "Feuer in Lagerhalle\n\nEine Lagerhalle ist in der Nacht zum Freitag niedergebrannt.\n\n„{1:Es besteht keine Gefahr für die Anwohner}“, teilte {1@ein Sprecher der Feuerwehr} mit.\n\nLaut Polizei gab es mehrere Explosionen.\n\n„{2:Wir dachten, es sei ein Feuerwerk}“, sagte {2@eine Nachbarin}.",
        "Strom wird teurer\n\nDer Versorger kündigt höhere Preise an.\n\n„{1:Wir können daran wenig ändern}“, so {1@Geschäftsführer Sven Aas}.\n\nDie Verbraucherzentrale nannte die Preise „völlig unverständlich“.\n\n„{2:Wer soll das bezahlen?}“, fragte {2@Verbraucherschützerin Tove Krag}.",
        "Lehrerin ausgezeichnet\n\nDer Lehrerpreis geht in diesem Jahr an Elin Vang von der Waldschule.\n\n„{1:Ich war völlig überrascht}“, gestand die Preisträgerin nicht, sondern sagte {1@Vang} lachend.\n\nSchulleiter Jan Mohr lobte sie: „{2:Elin sieht jedes einzelne Kind.}“".replace(
            "gestand die Preisträgerin nicht, sondern sagte", "sagte"
        ).replace("Schulleiter Jan Mohr lobte", "{2@Schulleiter Jan Mohr} lobte"),
        "Neue Brücke über den Sund\n\nDas Land will eine Brücke über den Westsund bauen.\n\nAm Montag sagte {1@Ministerpräsidentin Unni Dahl}: „{1:Jetzt sind wir an der Reihe.}“\n\n„{2:Die Brücke ist Geldverschwendung}“, kritisierte {2@Per Sand}. „{2:Die Fähre reicht.}“",
        "Schatz im Acker gefunden\n\nEin Landwirt hat beim Pflügen dreißig Silbermünzen entdeckt.\n\n„{1:Erst dachte ich, es seien Kronkorken}“, sagte {1@Arne Lie}.\n\nDie Archäologin Mette Riis erklärte, der Fund sei „einzigartig“.\n\n„{2:Wir müssen weiter graben}“, sagte {2@sie}.",
        "Klinik fehlen Betten\n\nIn der Klinik von Holm liegen Patienten auf dem Flur.\n\n„{1:Das ist unwürdig}“, klagte {1@die Pflegerin Anna Toft}.\n\n„{2:Wir bedauern das sehr}“, antwortete {2@Klinikchef Olaf Rudd}. „{2:Mehr Zimmer haben wir nicht.}“",
    ),
    "fr": (
        "La jetée fermée jusqu’au printemps\n\nLe conseil du port a voté mardi la fermeture du vieux quai.\n\n« {1:Nous ne prendrons aucun risque} », a déclaré {1@Mara Oduya}, présidente du conseil. « {1:Le quai restera fermé.} »\n\n« {2:C’est une honte} », s’est indigné {2@Jon Brevik}, porte-parole de la compagnie.",
        "La cantine devient gratuite\n\nTous les élèves de Vic auront un repas gratuit dès le mois d’août.\n\n« {1:Un enfant qui a faim n’apprend rien} », explique {1@la directrice des écoles, Ida Berg}.\n\nLes parents attendaient cela depuis neuf ans. « {2:On nous écoute enfin} », se réjouit {2@Paul Moreau}.",
        "Un loup près de l’aéroport\n\nUn loup a été filmé dimanche soir au bord de la piste.\n\n« {1:Il cherchait des lièvres} », raconte {1@Karine Lund}, garde forestière.\n\n« {2:Gardez vos chiens en laisse} », ajoute-t-{2@elle}.\n\nL’animal serait un jeune mâle.",
        "Un boulanger sauve l’orchestre\n\nL’orchestre de la ville devait disparaître en juin.\n\n« {1:Je n’ai jamais manqué un concert} », confie {1@le boulanger Otto Fabre}.\n\n« {2:Nous avons pleuré} », a raconté {2@la violoniste Noor Haddad} après la répétition.",
        "Incendie dans un entrepôt\n\nUn entrepôt a brûlé dans la nuit de jeudi à vendredi.\n\n« {1:Il n’y a aucun danger pour les riverains} », assure {1@un porte-parole des pompiers}.\n\nSelon la police, il y a eu plusieurs explosions.\n\n« {2:On croyait à un feu d’artifice} », témoigne {2@une voisine}.",
        "L’électricité plus chère\n\nLe fournisseur annonce une hausse des prix pour cet hiver.\n\n« {1:Nous n’y pouvons pas grand-chose} », a indiqué {1@le directeur, Simon Aas}.\n\nL’association des consommateurs juge la hausse « incompréhensible ».\n\n« {2:Qui peut payer cela ?} », demande-t-on. « x »".replace(
            ", demande-t-on. « x »", ", lance {2@Tania Krag}."
        ),
        "Une institutrice récompensée\n\nLe prix de l’année revient à Élise Vang, de l’école des Bois.\n\n« {1:Je ne m’y attendais pas du tout} », reconnaît {1@l’institutrice}.\n\nLe directeur, Jean Mohr, est fier : « {2:Élise voit chaque enfant} », dit-{2@il}.",
        "Un pont sur le détroit\n\nLa région veut construire un pont sur le détroit de l’Ouest.\n\n{1@La présidente Anne Dahl} a déclaré : « {1:C’est notre tour.} »\n\n« {2:Ce pont est du gaspillage} », estime {2@Pierre Sand}. « {2:Le bac suffit.} »",
        "Un trésor dans un champ\n\nUn agriculteur a trouvé trente pièces d’argent en labourant hier.\n\n— {1:J’ai d’abord cru à des capsules}, raconte {1@Arnaud Lie}.\n\nL’archéologue parle d’une découverte « unique ».\n\n« {2:Il faut continuer à creuser} », insiste {2@Mathilde Riis}.",
        "L’hôpital manque de lits\n\nDes patients dorment dans les couloirs de l’hôpital de Holm.\n\n« {1:Ce n’est pas digne} », dénonce {1@Anna Toft}, infirmière.\n\n« {2:Nous le regrettons} », a répondu {2@le chef de service, Olivier Roux}. « {2:Nous n’avons plus de chambres.} »",
    ),
    "es": (
        "El muelle seguirá cerrado hasta la primavera\n\nEl consejo del puerto votó el martes el cierre del viejo muelle.\n\n«{1:No vamos a correr ningún riesgo}», dijo {1@Mara Oduya}, presidenta del consejo. «{1:El muelle seguirá cerrado}».\n\n«{2:Es una vergüenza}», protestó no, sino afirmó {2@Jon Brevik}.".replace(
            "protestó no, sino afirmó", "afirmó"
        ),
        "Comedor gratis para todos\n\nLos alumnos de Vico tendrán comida gratis desde agosto.\n\n«{1:Un niño con hambre no aprende nada}», explicó {1@la directora, Ida Berg}.\n\nLos padres llevaban nueve años pidiéndolo. «{2:Por fin nos escuchan}», celebró {2@Pablo Moreno}.",
        "Un lobo junto al aeropuerto\n\nUn lobo fue grabado el domingo por la noche junto a la pista.\n\n—{1:Buscaba liebres} —contó {1@Karina Luna}, guarda forestal—. {1:Es joven y tímido.}\n\n«{2:Lleven a los perros atados}», añadió {2@la guarda}.",
        "Un panadero salva la orquesta\n\nLa orquesta de la ciudad iba a desaparecer en junio.\n\n“{1:Nunca me he perdido un concierto}”, aseguró {1@el panadero Otto Fábregas}.\n\n“{2:Lloramos todos}”, ha contado {2@la violinista Noor Haddad} tras el ensayo.",
        "Incendio en un almacén\n\nUn almacén ardió en la noche del jueves al viernes.\n\n«{1:No hay peligro para los vecinos}», informó no, indicó {1@un portavoz de los bomberos}.\n\nSegún la policía, hubo varias explosiones.\n\n«{2:Creíamos que eran fuegos artificiales}», relató {2@una vecina}.".replace(
            "informó no, indicó", "indicó"
        ),
        "La luz será más cara\n\nLa compañía anuncia una subida de los precios para este invierno.\n\n«{1:No podemos hacer mucho}», admitió {1@el director, Simón Asensio}.\n\nLos consumidores consideran la subida «incomprensible».\n\n«{2:¿Quién puede pagar esto?}», preguntó {2@Tania Crespo}.",
        "Premio para una maestra\n\nEl premio del año es para Elisa Vang, del colegio del Bosque.\n\n«{1:No me lo esperaba en absoluto}», reconoció {1@la maestra}.\n\n{2@El director Juan Mora} dijo: «{2:Elisa ve a cada niño.}»",
        "Un puente sobre el estrecho\n\nLa región quiere construir un puente sobre el estrecho del Oeste.\n\n{1@La presidenta Ana Dalmau} declaró: «{1:Ahora nos toca a nosotros.}»\n\n«{2:El puente es un despilfarro}», criticó {2@Pedro Sanz}. «{2:El barco basta}».",
        "Un tesoro en el campo\n\nUn agricultor encontró treinta monedas de plata al arar ayer.\n\n«{1:Primero pensé que eran chapas}», contó {1@Arnau Lis} entre risas.\n\nLa arqueóloga habla de un hallazgo «único».\n\n«{2:Hay que seguir cavando}», insistió {2@Matilde Ríos}.",
        "Faltan camas en el hospital\n\nHay pacientes en los pasillos del hospital de Olmo.\n\n«{1:No es digno}», denunció {1@Ana Toft}, enfermera.\n\n«{2:Lo lamentamos}», respondió {2@el jefe de servicio, Oliver Rubio}. «{2:No tenemos más habitaciones}».",
    ),
}
