"""What a receiver of an evidence package reads first (sv. *läs mig*)."""

from __future__ import annotations

from collections.abc import Mapping

_FILES: Mapping[str, str] = {
    "tidslinje.pdf": "tidslinjen för läsning, med händelserna som bilaga inuti (PDF/A-3a, PDF/UA-1)",
    "tidslinje.jsonl": "samma tidslinje som data, en post per rad",
    "handelser.jsonl": "ärendets händelser: huvudet som det hashades, och varje visad del med sitt salt",
    "handelser-bevis.jsonl": "inklusionsbevis för varje händelse",
    "kontrollpunkt.txt": "liggarens signerade läge",
    "maskering.jsonl": "varje del som är maskerad eller gallrad, och varför",
    "atkomst.jsonl": "åtkomstloggens poster om ärendet, på samma form som händelserna",
    "atkomst-bevis.jsonl": "inklusionsbevis för varje post i åtkomstloggen",
    "kontrollpunkt-atkomst.txt": "åtkomstloggens signerade läge",
    "lasningar.jsonl": "vem som har läst ärendet och när, för läsning",
    "regler.json": "vad granskningsreglerna fann, med deras versioner",
    "definitioner.json": "regler, riktvärden och instrument som gällde",
    "ordlista.json": "vad koder, fält och slag av innehåll heter",
    "nyckel.txt": "nämndens offentliga nyckel",
    "innehall.json": "innehållsförteckning med SHA-256 för varje fil",
    "innehall.signatur": "nämndens signatur på innehållsförteckningen",
    "verifier.py": "programmet som kontrollerar paketet",
}


def readme(*, number: str, size: int, simulated: bool, verifier_sha256: str) -> str:
    """The text, in Swedish.

    Args:
        number: Of the case, or what stands instead of it.
        size: The package tells what the first so many events told.
        simulated: Whether the records are invented.
        verifier_sha256: Of the verifier in the package, in hex.
    """
    width = max(map(len, _FILES))
    files = "\n".join(f"  {name.ljust(width)}  {text}" for name, text in _FILES.items())
    mark = "SIMULERAD: uppgifterna är påhittade.\n\n" if simulated else ""
    return _TEXT.format(mark=mark, number=number, size=size, files=files, verifier=verifier_sha256)


_TEXT = """BEVISPAKET

{mark}Det här är dokumentationen i ärende {number} så som den var känd vid {size} händelser i nämndens liggare, med bevis som
vem som helst kan kontrollera utan Aktspår, utan nätverk och utan att lita på den som lämnade paketet.

Uppgifterna är sekretessbelagda hos den som har lämnat dem. Förvara och lämna dem vidare därefter.

SÅ KONTROLLERAR DU

1. Packa upp paketet i en tom mapp och gå dit. Det behövs Python 3.11 eller senare, inget annat.
2. Jämför verifier.py med den som Aktspår publicerar. SHA-256 ska vara den som 'aktspar evidence --verifier-hash' skriver för
   samma version. I det här paketet är den
   {verifier}
3. Hämta nämndens offentliga nyckel på annat håll än härifrån, till exempel av registrator eller från en kontrollpunkt som du
   redan har, och kör
       env -i python3 -I verifier.py --key NYCKELFIL
   Utan --key används nyckeln i paketet. Då visas att paketet hänger ihop, men inte vem som har gjort det.
4. "Inget fel" och slutkod 0: varje fil är den som signerades, varje händelse finns i liggaren och varje visad text är den som
   liggaren har. Annars skrivs "fil: skäl" för varje fel, och slutkoden är 1. Slutkod 2: programmet kunde inte köras.

FILERNA

{files}

Vad kontrollen visar och inte visar, och hur den görs för hand, står i Aktspårs dokumentation (docs/evidence.md).
"""
