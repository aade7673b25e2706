"""What is said in the activities for adults."""

from __future__ import annotations

from adapters.demo.casefile import Said
from adapters.demo.scenes import Scene, Scenes
from domain.codes import ViewpointKind, ViewpointSubject

HOUSING_SCENES = Scenes(
    reasons=("boende", "ekonomi", "ensamhet"),
    concerns=(
        "det var svårt att hålla reda på räkningarna i den förra bostaden", "vardagen lätt faller isär när måendet sviktar",
        "det är första egna bostaden på flera år", "posten blir liggande",
    ),
    topics=(
        "hyran och räkningarna", "städning och tvättid", "kontakten med hyresvärden", "grannarna", "budget för månaden",
        "vad som är bra att göra när oron kommer", "mat och inköp", "en ansökan som ska in",
    ),
    goals=(
        ("Betala hyran i tid varje månad", "Klara städning och tvätt på egen hand"),
        ("Betala hyran i tid varje månad", "Öppna posten två gånger i veckan"),
        ("Få ett eget kontrakt", "Ha något att gå till tre dagar i veckan"),
    ),
    start=Scene(
        "Uppstartsmöte i bostaden med {name} och socialsekreteraren. {name} berättar att {concern}. Vi gick igenom kontraktet "
        "och vad stödet innebär.",
        "Stöd en gång i veckan till en början, därefter glesare.",
        "{name} är glad över bostaden och vill klara hyran själv.",
    ),
    middle=(
        Scene(
            "Hembesök. Vi gick igenom posten tillsammans och talade om {topic}. Hyran är betald för månaden.",
            "{name} har god ordning på papperen.",
            "{name} säger att det är skönt att slippa samla på hög.",
        ),
        Scene(
            "Hembesök. {name} hade förberett frågor om {topic}. Vi ringde ett samtal tillsammans.",
            "{name} förde samtalet själv; jag satt med.",
            "{name} tyckte att det var lättare än väntat.",
        ),
        Scene(
            "Hembesök om {topic}. Det hade varit en tung vecka och disken stod kvar. Vi gjorde en sak i taget.",
            "Måendet påverkar vardagen. Tätare kontakt de närmaste två veckorna.",
            "{name} vill hellre ha korta besök ofta än långa sällan.",
        ),
        Scene(
            "Kort hembesök, eftersom {name} väntade gäster. Vi hann tala om {topic}.",
            "Inget som oroar. {name} har fler omkring sig än tidigare.",
            "{name} är glad över att få besök.",
        ),
        Scene(
            "Vi gick tillsammans till servicekontoret med ett ärende. På vägen talade vi om {topic}.",
            "{name} ställde sina frågor själv.",
            "{name} säger att det är lättare att gå två.",
        ),
        Scene(
            "Hembesök. {name} hade städat köket och ville visa det. Vi talade om {topic}.",
            "Orken är bättre än förra månaden.",
            "{name} är nöjd med att ha kommit i gång utan påminnelse.",
        ),
    ),
    late=(
        Scene(
            "Hembesök. {name} har betalat hyran före förfallodagen flera månader i rad. Vi talade om {topic}.",
            "Stödet kan glesas ut till varannan vecka.",
            "{name} känner sig trygg i bostaden.",
        ),
        Scene(
            "Hembesök med hyresvärdens förvaltare om vägen till eget kontrakt. Därefter talade vi om {topic}.",
            "Villkoren för eget kontrakt är på väg att uppfyllas.",
            "{name} ser fram emot att få sitt namn på dörren.",
            third_party="Förvaltaren har inga anmärkningar.",
        ),
        Scene(
            "Kort hembesök. {name} hade själv ordnat det som stod på listan. Vi talade om {topic}.",
            "{name} klarar det mesta utan påminnelse.",
            "{name} vill ses mer sällan framöver.",
        ),
        Scene(
            "Hembesök. {name} berättade om studiecirkeln på biblioteket och om {topic}.",
            "Att ha något att gå till gör tydlig skillnad.",
            "{name} har lärt känna två personer i cirkeln.",
        ),
    ),
    closing=Scene(
        "Avslutsmöte i bostaden. Vi gick igenom målen och hur {name} når stöd om det behövs.",
        "Målen är nådda. {name} har klarat hyra och hushåll på egen hand i ett halvår.",
        "{name} är stolt och lite vemodig över att besöken tar slut.",
    ),
    said=(
        Said("Besöken flyttas ofta med kort varsel.", "Ändringar sker senast dagen före, annars blir det ett telefonsamtal.",
             ViewpointSubject.ACCESSIBILITY, ViewpointKind.COMPLAINT),
        Said("Det vore bra med påminnelse om hyran.", "Ett sms skickas tre dagar före förfallodagen till den som vill.",
             ViewpointSubject.CONTENT_OF_SERVICE, ViewpointKind.IMPROVEMENT),
        Said("Jag vill veta vem som kommer.", "Besökslistan för månaden lämnas i förväg med namn.", ViewpointSubject.INFORMATION),
    ),
)

CBT_SCENES = Scenes(
    reasons=("alkohol", "alkohol", "cannabis", "läkemedel"),
    concerns=(
        "bruket har ökat under det senaste året", "det är svårt att låta bli på helgerna",
        "bruket har börjat märkas på arbetet", "relationen hemma tar skada",
    ),
    topics=(
        "vad som sätter i gång suget", "riskfyllda situationer", "vad bruket kostar", "tankar som gör det svårare",
        "sömn och trötthet", "vad som kan ta brukets plats", "stödet hemma", "planen för helgen",
    ),
    goals=(
        ("Avstå helt på vardagar", "Känna igen tre riskfyllda situationer och ha en plan för var och en"),
        ("Halvera bruket på tre månader", "Sova bättre enligt egen skattning"),
        ("Sluta helt", "Återuppta en fritidsaktivitet"),
    ),
    start=Scene(
        "Första samtalet efter remiss från socialsekreteraren. {name} berättar att {concern}. Vi gick igenom behandlingens "
        "upplägg och skattade bruket.",
        "{name} är i början av en förändring. Två motiverande samtal först, därefter KBT varje vecka.",
        "{name} vill se om det går att ändra på egna villkor.",
    ),
    middle=(
        Scene(
            "Vi gick igenom hemuppgiften och talade om {topic}. {name} hade fyllt i dagboken sex dagar av sju.",
            "Arbetar aktivt mellan samtalen.",
            "{name} blev förvånad över hur tydligt mönstret var.",
        ),
        Scene(
            "Samtal om {topic}. Vi gjorde en beteendeanalys av en kväll då det blev som vanligt.",
            "Ett återfall i gammalt mönster, som {name} beskriver öppet. Behandlingen fortsätter enligt plan.",
            "{name} säger att det hjälper att se kvällen steg för steg.",
        ),
        Scene(
            "Vi övade på att tacka nej och talade om {topic}. {name} spelade sig själv, jag en vän som bjuder.",
            "Färdigheten sitter bättre än för två veckor sedan.",
            "{name} skrattade åt sina egna ursäkter och ville öva igen.",
        ),
        Scene(
            "Samtalet handlade om {topic}. Hemuppgiften var inte gjord; vi gjorde en kortare version tillsammans.",
            "Uppgifterna behöver vara mindre under en stressig period.",
            "{name} vill ha en uppgift i taget.",
        ),
    ),
    late=(
        Scene(
            "Vi gjorde en plan för att behålla förändringen och talade om {topic}.",
            "Bruket har minskat och planen är realistisk.",
            "{name} tror mest på att fortsätta med dagboken.",
        ),
        Scene(
            "Samtal om {topic}. {name} hade varit på en fest utan att falla tillbaka och berättade hur det gick till.",
            "Ett tydligt resultat. Vi förbereder avslut.",
            "{name} är överraskad och stolt.",
            third_party="Partnern, som var med sista kvarten, säger att vardagen är lugnare.",
        ),
    ),
    closing=Scene(
        "Avslutande samtal. Vi jämförde skattningen i dag med den från start och gick igenom planen för svåra dagar.",
        "Behandlingen är genomförd enligt planering.",
        "{name} är nöjd med förändringen och vet vart man vänder sig vid återfall.",
    ),
    said=(
        Said("Hemuppgifterna är för långa.", "Uppgiften väljs tillsammans och får plats på en sida.",
             ViewpointSubject.CONTENT_OF_SERVICE),
        Said("Väntrummet känns utlämnande.", "Besökaren hämtas direkt vid dörren.", ViewpointSubject.TREATMENT_BY_STAFF),
        Said("Det är svårt att få svar i telefon.", "Telefontid varje dag klockan 11–12, med återuppringning samma dag.",
             ViewpointSubject.ACCESSIBILITY, ViewpointKind.COMPLAINT),
    ),
)
