"""What is said in the activities for young people and families."""

from __future__ import annotations

from adapters.demo.casefile import Said
from adapters.demo.scenes import Scene, Scenes
from domain.codes import SessionKind, ViewpointKind, ViewpointSubject

YOUTH_CLINIC_SCENES = Scenes(
    reasons=("oro", "nedstämdhet", "relationer", "stress"),
    concerns=(
        "sömnen har varit dålig sedan i höstas", "oron inför skolan har vuxit", "det har varit mycket bråk hemma",
        "ett förhållande nyss har tagit slut", "det är svårt att säga nej till kompisar",
        "det är tungt att komma i väg på morgnarna",
    ),
    topics=(
        "sömn och skärmtid", "gränser i en relation", "hur det är att prata med föräldrarna", "stress inför proven",
        "vänner och att bli lämnad utanför", "kropp och självbild", "vad som hjälper när oron kommer", "fritiden och orken",
    ),
    goals=(
        ("Sova minst sju timmar fyra nätter i veckan", "Ha två vuxna att vända sig till när det är svårt"),
        ("Kunna säga ifrån i situationer som inte känns bra", "Må bättre enligt egen skattning"),
        ("Förstå vad som väcker oron och veta vad som hjälper",),
    ),
    start=Scene(
        "Första samtalet. {name} har själv sökt hit och berättar att {concern}. Vi gick igenom vad samtalen kan innebära, "
        "tystnadsplikten och hur journalen förs.",
        "{name} behöver i första hand få berätta i egen takt. Inget tyder på akut fara.",
        "{name} säger att det känns bra att någon lyssnar och vill komma varannan vecka.",
    ),
    middle=(
        Scene(
            "Samtalet handlade mest om {topic}. {name} hade prövat det vi kom överens om sist och berättade hur det gick.",
            "Det går framåt i små steg. Vi fortsätter på samma sätt.",
            "{name} tycker att det hjälper att skriva ned tankarna innan läggdags.",
        ),
        Scene(
            "{name} ville tala om {topic}. Vi ritade upp vad som brukar hända före, under och efter en svår stund.",
            "{name} ser själv sambanden allt tydligare.",
            "{name} säger att bilden var till hjälp och tog den med sig hem.",
        ),
        Scene(
            "Vi talade om {topic} och om veckan som gått. {name} hade varit i skolan fyra av fem dagar.",
            "Måendet växlar, men är jämnare än i början av kontakten.",
            "”Det är lättare när jag vet vad jag ska göra först”, säger {name}.",
        ),
        Scene(
            "Kort samtal; {name} var trött efter en dålig natt. Vi tog upp {topic} och bestämde att fortsätta nästa gång.",
            "Tröttheten följs upp. Inget mer behövs nu.",
            "{name} ville hellre ha ett kort samtal än att boka av.",
        ),
    ),
    late=(
        Scene(
            "Vi såg tillbaka på vad som har ändrats sedan vi började och talade om {topic}. Mellan samtalen har {name} klarat "
            "två svåra situationer på egen hand.",
            "Målen i planen börjar bli nådda. Vi planerar för avslut.",
            "{name} märker själv skillnad, mest på kvällarna.",
        ),
        Scene(
            "Samtal om {topic}. Vi gjorde en lista över vad som hjälper och vem {name} kan ringa.",
            "{name} använder det vi har övat utan påminnelse.",
            "{name} är lite nervös inför att sluta men tror att det går bra.",
        ),
    ),
    closing=Scene(
        "Avslutande samtal. Vi gick igenom skattningarna från första till sista samtalet och vad som har hjälpt.",
        "Målen är i huvudsak nådda. {name} vet hur en ny kontakt tas.",
        "{name} är nöjd och säger att det märks även hemma.",
    ),
    said=(
        Said("Tiderna efter skolan tar slut för fort; det är svårt att gå från lektioner.",
             "Två sena tider i veckan hålls fria för elever.", ViewpointSubject.ACCESSIBILITY),
        Said("Kuratorn pratade för mycket själv sist.",
             "Samtalet börjar nu med en stund där bara ungdomen väljer ämne.", ViewpointSubject.TREATMENT_BY_STAFF),
        Said("Det var oklart vad föräldrarna får veta.",
             "Tystnadsplikten gås igenom en gång till och finns på ett eget blad.", ViewpointSubject.INFORMATION),
    ),
)

FAMILY_SCENES = Scenes(
    reasons=("konflikt i familjen", "gränssättning", "separation", "oro för barn"),
    concerns=(
        "kvällarna slutar i bråk", "barnen hamnar mellan föräldrarna efter separationen",
        "det är svårt att komma överens om regler hemma", "skolan har hört av sig flera gånger om konflikter",
    ),
    topics=(
        "kvällsrutinerna", "hur man bryter ett bråk i tid", "växelvis boende", "läxor och skärmtid", "beröm i vardagen",
        "hur de vuxna visar att de är överens", "syskonens behov", "helgerna",
    ),
    goals=(
        ("Kunna avbryta ett bråk innan någon skriker", "Äta middag tillsammans tre dagar i veckan"),
        ("Föräldrarna talar med varandra om barnen en gång i veckan", "Barnen slipper bära bud mellan hemmen"),
        ("Tydliga kvällsrutiner som alla i familjen känner till",),
    ),
    start=Scene(
        "Uppstartsmöte med familjen och socialsekreteraren. Familjen berättar att {concern}. Vi kom överens om hur vi ska "
        "arbeta och vem som gör vad.",
        "Familjen är motiverad. Samtal och hembesök varannan vecka bedöms vara lagom till en början.",
        "{name} hoppas att det ska bli lugnare hemma.",
        third_party="Socialsekreteraren informerade om uppdraget och följer upp det efter tre månader.",
    ),
    middle=(
        Scene(
            "Hembesök. Vi talade om {topic}. Familjen hade prövat uppgiften från förra gången fyra kvällar av sju.",
            "Föräldrarna lyssnar på varandra mer än tidigare.",
            "{name} tycker att uppgiften var lättare än väntat.",
            child_view="”Det är bättre när de inte ropar från köket.”",
        ),
        Scene(
            "Samtal om {topic}. Vi spelade upp en vanlig situation och stannade den vid tre tillfällen.",
            "Familjen har själv goda lösningar när tempot sänks.",
            "Föräldrarna säger att det var ovant men användbart.",
            kind=SessionKind.CONVERSATION,
        ),
        Scene(
            "Vi följde upp veckan och talade om {topic}. En konflikt hade lösts utan hjälp.",
            "Ett tydligt steg mot målen i planen.",
            "{name} är stolt över hur lördagen gick.",
            third_party="Skolan har per telefon berättat att det varit lugnare på rasterna den senaste månaden.",
        ),
        Scene(
            "Nätverkssamtal med mormor och en vän till familjen om {topic}. Alla fick säga vad de kan bidra med.",
            "Nätverket är större än familjen själv såg i början.",
            "Familjen vill att mormor är med även nästa gång.",
            child_view="Barnet vill sova över hos mormor på fredagar.",
            kind=SessionKind.NETWORK_MEETING,
        ),
    ),
    late=(
        Scene(
            "Hembesök. Familjen visade veckoschemat på kylskåpet och berättade om {topic}.",
            "Rutinerna håller också under en stressig vecka. Vi glesar ut besöken.",
            "Föräldrarna känner sig tryggare i att säga samma sak.",
            child_view="”Nu vet jag vad som händer efter maten.”",
        ),
        Scene(
            "Samtal om {topic} och om vad familjen gör om det blir svårt igen.",
            "Familjen klarar mer på egen hand.",
            "{name} tror att det kommer att hålla.",
            kind=SessionKind.CONVERSATION,
        ),
    ),
    closing=Scene(
        "Avslutsmöte med familjen och socialsekreteraren. Vi gick igenom målen ett i taget och vad som har hjälpt.",
        "Målen är nådda i huvudsak. Inget behov av fortsatt insats just nu.",
        "Familjen är nöjd och har skrivit ned sin egen plan för svåra dagar.",
        third_party="Socialsekreteraren delar bilden och avslutar uppdraget.",
    ),
    said=(
        Said("Mötena ligger mitt på dagen, så en av oss missar alltid jobbet.",
             "Vartannat besök läggs efter klockan 17.", ViewpointSubject.ACCESSIBILITY),
        Said("Barnen fick sitta tysta nästan hela mötet.",
             "Varje besök börjar med en stund på barnens villkor.", ViewpointSubject.CONTENT_OF_SERVICE,
             ViewpointKind.COMPLAINT),
        Said("Vi fick berätta samma sak för ny personal.",
             "Behandlarna lämnar över tillsammans med familjen, med en skriftlig sammanfattning.", ViewpointSubject.CONTINUITY),
    ),
)

YOUTH_GROUP_SCENES = Scenes(
    reasons=("skolfrånvaro", "sena kvällar", "umgänge", "konflikt hemma"),
    concerns=(
        "närvaron i skolan har sjunkit under terminen", "kvällarna i centrum blir sena",
        "det har varit bråk i kompisgänget", "det är svårt att komma i gång på morgnarna",
    ),
    topics=(
        "skolan och morgnarna", "kvällarna i centrum", "vilka kompisar som drar åt rätt håll", "sommarjobb och egna pengar",
        "träningen", "hur man går hem när det blir stökigt", "det som är roligt", "mötet med mentorn",
    ),
    goals=(
        ("Vara i skolan minst fyra dagar i veckan", "Ha en fritidsaktivitet som känns rolig"),
        ("Vara hemma senast klockan 22 på vardagar", "Ha en vuxen att ringa när det blir stökigt"),
        ("Komma i gång på morgnarna med egen väckning",),
    ),
    start=Scene(
        "Uppstartsmöte med {name}, förälder och socialsekreterare. Det framkom att {concern}. Vi bestämde att ses en gång i "
        "veckan.",
        "{name} vill ha en förändring och behöver täta, korta kontakter.",
        "{name} vill helst ses ute eller på fritidsgården.",
        third_party="Föräldern berättar att mornarna är svårast.",
    ),
    middle=(
        Scene(
            "Vi tog en promenad och talade om {topic}. {name} berättade om veckan och visade schemat i telefonen.",
            "Kontakten är god. {name} tar själv upp det som är svårt.",
            "{name} tycker att det är lättare att prata när man går.",
        ),
        Scene(
            "Träff på fritidsgården om {topic}. Vi skrev tre saker som ska prövas till nästa vecka.",
            "Små mål passar bättre än stora just nu.",
            "”Tre saker är lagom”, säger {name}.",
        ),
        Scene(
            "Vi talade om {topic}. {name} hade kommit i tid till skolan tre dagar av fem.",
            "Bättre än förra månaden, men ojämnt.",
            "{name} är trött på att alla frågar om skolan men nöjd med veckan.",
            third_party="Mentorn bekräftar närvaron och har flyttat två lektioner till senare på dagen.",
        ),
        Scene(
            "Samtal i bilen på väg till en provträning. Vi talade om {topic}.",
            "Fritiden är en väg framåt.",
            "{name} vill gå dit igen på egen hand.",
        ),
    ),
    late=(
        Scene(
            "Vi gick igenom målen och talade om {topic}. Två av tre punkter är klara.",
            "{name} behöver färre påminnelser. Vi ses varannan vecka den sista tiden.",
            "{name} känner sig mer som förr.",
        ),
        Scene(
            "{name} hade själv ringt mentorn om ett prov. Vi talade om {topic}.",
            "Ett tydligt tecken på eget ansvar.",
            "{name} säger att det var läskigt men gick bra.",
        ),
    ),
    closing=Scene(
        "Avslutsmöte med {name} och förälder. Vi jämförde närvaron i början och nu och talade om vad som ska fortsätta.",
        "Målen är nådda. Fritidsgården finns kvar som stöd.",
        "{name} är nöjd och vill hälsa på ibland.",
        third_party="Föräldern säger att mornarna fungerar.",
    ),
    said=(
        Said("Det känns konstigt att sitta i ett mötesrum.", "Träffarna hålls ute eller på fritidsgården.",
             ViewpointSubject.CONTENT_OF_SERVICE),
        Said("Man får inte veta när någon är ledig.", "Ungdomen får ett kort med vem som finns vilken vecka.",
             ViewpointSubject.CONTINUITY),
    ),
)
