"""What the journal of the summer gap says, visit by visit; the three in July are not here, since nobody wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adapters.demo.scenes import Scene

SPRING: Mapping[date, Scene] = {
    date(2026, 2, 26): Scene(
        "Uppstartsmöte med Alma, mamma och socialsekreteraren. Närvaron i skolan har sjunkit sedan i höstas. Vi bestämde att "
        "ses varje torsdag klockan 15.",
        "Alma vill ha en förändring och behöver täta, korta kontakter.",
        "Alma vill helst ses på fritidsgården och slippa mötesrum.",
        third_party="Mamma berättar att mornarna är svårast och att hon själv börjar jobba klockan sex.",
    ),
    date(2026, 3, 5): Scene(
        "Vi skrev genomförandeplanen tillsammans. Alma valde målen själv och ringde mentorn för att höra om schemat.",
        "Planen är realistisk. Det är bra att Alma har formulerat den.",
        "”Fyra dagar är lagom, fem är för mycket just nu”, säger Alma.",
    ),
    date(2026, 3, 12): Scene(
        "Alma hade varit i skolan tre dagar av fem. Vi gick igenom hur en bra och en dålig morgon ser ut.",
        "Det avgörande verkar vara om Alma kommer upp före klockan sju.",
        "Alma vill pröva att lägga fram kläderna kvällen före.",
    ),
    date(2026, 3, 19): Scene(
        "Promenad. Kläderna hade legat framme fyra kvällar. Alma kom i tid tre mornar.",
        "Ett litet steg åt rätt håll.",
        "Alma tycker att det är lättare att prata när man går.",
    ),
    date(2026, 3, 26): Scene(
        "Vi såg på skattningarna tillsammans och talade om vad som ligger bakom. Skolan har stigit mest.",
        "Alma ser sambandet mellan sömn och ork.",
        "Alma är nöjd med veckan men trött på frågor om skolan.",
        third_party="Mentorn bekräftar per telefon att närvaron är bättre och har flyttat en lektion till senare på dagen.",
    ),
    date(2026, 4, 2): Scene(
        "Kort träff före påsklovet. Alma berättade om ett bråk i kompisgänget och vad hon gjorde för att gå därifrån.",
        "Alma hanterade situationen väl.",
        "Alma vill inte att mamma får veta detaljerna om bråket.",
    ),
    date(2026, 4, 16): Scene(
        "Efter lovet var det tungt att komma i gång. Alma hade missat två dagar. Vi tog upp planen igen.",
        "Ett väntat bakslag efter ledighet. Tas upp inför sommarlovet.",
        "Alma säger att allt blir svårare när vardagen försvinner.",
    ),
    date(2026, 4, 23): Scene(
        "Vi hälsade på hos innebandylaget. Alma provade att träna och stannade hela passet.",
        "Fritiden kan bära mer än samtalen just nu.",
        "Alma vill gå dit igen på måndag, på egen hand.",
    ),
    date(2026, 4, 30): Scene(
        "Alma hade tränat i måndags. Vi talade om valborg och hur hon tar sig hem.",
        "Alma har en rimlig plan för kvällen och en vuxen att ringa.",
        "Alma tror att hon går hem tidigt för att orka träna.",
    ),
    date(2026, 5, 7): Scene(
        "Valborg gick bra. Alma hade varit i skolan fyra dagar av fem två veckor i rad.",
        "Målet om närvaro är nått så här långt.",
        "Alma är stolt men rädd för att det ska bryta ihop.",
    ),
    date(2026, 5, 13): Scene(
        "Träff på en onsdag på grund av helgen. Vi fyllde i en ansökan om sommarjobb i kommunens glasskiosk.",
        "Ett sommarjobb ger vardag också under lovet.",
        "Alma vill tjäna egna pengar till en ny telefon.",
    ),
    date(2026, 5, 21): Scene(
        "Vi gick igenom skattningarna. Alma mår bättre än i februari på alla fyra linjerna.",
        "Tydlig förbättring. Det som återstår är sömnen.",
        "Alma känner sig mer som förr.",
    ),
    date(2026, 5, 28): Scene(
        "Alma fick sommarjobbet. Vi talade om hur hon kan hålla dygnsrytmen när skolan slutar.",
        "Sommarlovet är en risk: förra loven har gett bakslag.",
        "Alma vill fortsätta att ses varje vecka i sommar.",
    ),
    date(2026, 6, 4): Scene(
        "Möte med Alma och mentorn. Betygen räcker till gymnasiet. Närvaron de senaste fyra veckorna är 86 procent.",
        "Skolmålet är uppnått för terminen.",
        "”Jag trodde aldrig att det skulle gå”, säger Alma.",
        third_party="Mentorn tipsar om ett samtal med den nya skolan före terminsstarten.",
    ),
    date(2026, 6, 11): Scene(
        "Sista veckan före skolavslutningen. Alma var ledsen över att skiljas från klassen.",
        "En naturlig reaktion. Kontakten under sommaren är viktig.",
        "Alma oroar sig för att vara ensam i juli, när mamma arbetar.",
    ),
    date(2026, 6, 18): Scene(
        "Alma berättade om de första dagarna i glasskiosken. Skattningen är den högsta hittills.",
        "Jobbet gör gott. Sömnen behöver följas under lovet.",
        "Alma trivs och har fått en ny vän på jobbet.",
    ),
    date(2026, 6, 25): Scene(
        "Sista träffen före min ledighet. Tre tider är bokade i kalendern i juli: den 1, 10 och 24. Alma undrade vem som kommer.",
        "Alma behöver kontinuitet under sommaren, se anteckningarna den 16 april och 28 maj.",
        "Alma hoppas att det blir någon som hon har träffat förut.",
    ),
}
AUTUMN: Mapping[date, Scene] = {
    date(2026, 8, 20): Scene(
        "Första träffen efter sommaren. Alma berättar att hon under sju veckor inte visste vem som skulle komma eller när. Vi "
        "gick igenom vilka träffar som blev av och skrev upp höstens tider på ett kort.",
        "Måendet har sjunkit sedan juni, i skattningen på alla fyra linjerna. Tätare kontakt under september.",
        "”Jag trodde att ni hade slutat”, säger Alma.",
    ),
    date(2026, 8, 27): Scene(
        "Alma har börjat på gymnasiet. Vi åkte dit tillsammans och hälsade på hos den nya mentorn.",
        "En bra början, men dygnsrytmen är rubbad efter lovet.",
        "Alma vill inte att klassen vet att hon har stöd.",
    ),
    date(2026, 9, 3): Scene(
        "Uppföljning av planen med Alma och mamma. Målet om närvaro gäller från i dag den nya skolan. Jag berättade vad som "
        "ändras inför nästa ledighet.",
        "Planen fortsätter. Förtroendet är på väg tillbaka.",
        "Alma tycker att det var bra att få en förklaring.",
        third_party="Mamma säger att sommaren blev tyngre än den behövde bli.",
    ),
    date(2026, 9, 10): Scene(
        "Alma hade varit i skolan varje dag. Vi talade om lunchrasterna, som är svårast.",
        "Närvaron är god. Ensamheten på rasterna behöver uppmärksammas.",
        "Alma vill inte ha hjälp av skolan med detta ännu.",
    ),
    date(2026, 9, 17): Scene(
        "Promenad. Alma har återupptagit innebandyn och ätit lunch med en lagkamrat.",
        "Fritiden hjälper också skolan.",
        "Alma säger att onsdagar är den bästa dagen nu.",
    ),
    date(2026, 9, 24): Scene(
        "Vi gick igenom skattningen, som är tillbaka på vårens nivå. Alma sover sju timmar de flesta nätter.",
        "Återhämtningen efter sommaren går åt rätt håll.",
        "Alma vill ses varje vecka till jul och sedan glesare.",
    ),
    date(2026, 10, 1): Scene(
        "Alma hade ringt mentorn själv om ett prov som krockade med en match.",
        "Ett tydligt tecken på eget ansvar.",
        "Alma säger att det var läskigt men gick bra.",
    ),
    date(2026, 10, 8): Scene(
        "Vi förberedde höstlovet: vad Alma gör varje dag och vem som kommer när jag är ledig.",
        "Ersättare utses i god tid den här gången.",
        "Alma vill träffa Elias före lovet.",
    ),
    date(2026, 10, 15): Scene(
        "Träff tillsammans med Elias Demo, som är ersättare under höstlovet. Alma fick tiden skriftligt.",
        "Överlämningen gick bra.",
        "Alma tycker att det är skönt att veta.",
    ),
    date(2026, 10, 22): Scene(
        "Genomgång av skattningarna sedan i februari. Alma mår bättre än någon gång tidigare.",
        "Vi planerar för glesare kontakt efter nyår.",
        "Alma vill ha kvar träffarna på fritidsgården.",
    ),
    date(2026, 10, 29): Scene(
        "Träff på höstlovet. Alma hade varit på tre träningar och sovit över hos en lagkamrat.",
        "Dygnsrytmen håller trots lovet.",
        "Alma säger att det här lovet blev bra.",
    ),
}
