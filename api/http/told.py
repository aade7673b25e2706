"""What the OpenAPI document says in running text, and of every answer's headers: what a stranger needs beside the shapes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from api.problems import answered_as, table

INTRODUCTION = """Aktspår är en behandlingsenhets journal. Allt som skrivs blir händelser som aldrig ändras; allt som
läses byggs av dem och kan fås som det var känt vid varje tidigare tillfälle.

**Logga in** med HTTP Basic. Kontot hör till en nämnd, har en roll och är en medarbetare i personalregistret; vem som skriver
står därför aldrig i en begäran. `staff` i svaret från `/api/v1/caseload` är en behandlares eget id. En behandlare når ärenden
som den har del i, en chef sin enhets; ett annat ärende nås med skälet i `Aktspar-Purpose` och `Aktspar-Purpose-Reason`.

**Läsa.** `known_at` ger svaret som det var känt: ett antal händelser, ett datum (dagens slut i Sverige) eller en tidpunkt
med förskjutning. Svaret säger vilket antal det bygger på; samma fråga med det antalet ger samma svar igen. `valid_at` ger
hur det var i verkligheten en dag. En lista utan dag gäller i dag; på en liggare med simulerad klocka är i dag den senaste
händelsens dag. Följ `next`, som är en hel adress, tills den är null. För att läsa det som just skrevs: `min_position` med
skrivningens `position`.

**Skriva.** Välj ett slumpat uuid som `Idempotency-Key` före första försöket, och skicka samma begäran igen om svaret
uteblir: det som är registrerat besvaras med 200 och samma svar. `If-Match` är den version som du har läst: `ETag` från
läsningen av posten eller från din senaste skrivning i den. Posten är den vars id står först i adressen. Har någon hunnit
före blir svaret 412: läs om och försök igen. `Aktspar-Simulated-Time` krävs om `clock` i `/api/v1/ledger` är simulated, och
får inte gå bakåt. Svarets `made` har id för det som skapades; det står sedan i adresser och i medlemmar som `note_id`,
`plan_id` och `intake_id` (säger `made` bara `entry_id` är det den), och som `entry` i tidslinjen och akten.

**Rätta.** Inget ändras eller tas bort. Uppgifter stryks och skrivs på nytt i ett steg med `replaces` och `replaces_reason` i
den nya, eller stryks för sig med `/strikings`. Anteckningar, besök, planer och mätningar har egna `/corrections`; originalet
står kvar läsligt.

**Orden i beskrivningarna.** En medlems `title` är vad den heter på svenska. *Today* är dagen då det skrivs, i Sverige.
`policy.x` är nämndens riktvärde x, som står i `/api/v1/policies`. *Imported history* är inläst ur en annan källa och skrivs
inte här. `None` är null eller utelämnat.

**Problem** är dokument enligt RFC 9457. `detail` säger vad, var och vad som behövs; `type` är beständig.

**Följa.** `/api/v1/changes` ger varje händelse en gång och i ordning efter en position. Spara positionen för den sista som
togs om hand och fortsätt efter den; `size` i `/api/v1/ledger` minus 1 är den senaste positionen.
"""

_SECTION = re.compile(r"\n\n(?:Args|Raises|Source):")
_REFUSAL = re.compile(r"(\w+Error): (.+)")
_REQUEST_ID = "X-Request-Id"
_ETAG = {
    "schema": {"type": "string"}, "required": True,
    "description": "Svarets version. Läses en post börjar den med postens version, så som en skrivnings If-Match vill ha den.",
}
_NOT_CHANGED = {"description": "Oförändrat sedan svaret med den ETag som If-None-Match anger.", "headers": {"ETag": _ETAG}}
_HELD = {
    "name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "ETag för ett svar som du har; är det oförändrat blir svaret 304 utan innehåll.",
}


def told_of(decision: Callable[..., Any], made: tuple[str, ...]) -> str:
    """What a write does, what its answer's `made` holds, and what it refuses, in order.

    Args:
        decision: With a docstring of the house's form.
        made: The members of `made`.
    """
    doc = inspect.getdoc(decision) or ""
    parts = [_SECTION.split(doc)[0]]
    if made:
        parts.append(f"Svarets `made`: {', '.join(f'`{name}`' for name in made)}.")
    if refusals := list(_refusals(doc)):
        parts.append("Avvisas, i den här ordningen:\n" + "\n".join(f"- {each}" for each in refusals))
    return "\n\n".join(parts)


def with_headers(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with the headers that every answer has, and the answer to who holds the same bytes already."""
    document["components"]["headers"] = {_REQUEST_ID: {
        "schema": {"type": "string", "format": "uuid"}, "required": True,
        "description": "Begärans id, som också står i tjänstens logg; uppge det när något felanmäls.",
    }}
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _with_etag(method, operation)
            for answer in operation["responses"].values():
                _with_request_id(answer)
    for answer in document["components"]["responses"].values():
        _with_request_id(answer)
    return document


def problem_types() -> str:
    """Every problem's type, by the status that it comes with."""
    by_status: dict[int, list[str]] = {}
    for name, status in sorted(table().items(), key=lambda row: row[1]):
        by_status.setdefault(status, []).append(name)
    listed = "; ".join(f"{status} {', '.join(names)}" for status, names in by_status.items())
    return f"urn:aktspar:problem: och något av {listed}."


def _refusals(doc: str) -> Iterator[str]:
    told = doc.partition("\nRaises:\n")[2].partition("\n\n")[0]
    for text in re.split(r"\n {4}(?! )", "\n" + told):
        found = _REFUSAL.match(" ".join(text.split()))
        if found is not None:
            yield f"{answered_as(found[1])}: {found[2]}"


def _with_etag(method: str, operation: dict[str, Any]) -> None:
    answer = operation["responses"].get("200")
    if answer is None or "application/json" not in answer.get("content", {}):
        return
    answer.setdefault("headers", {}).setdefault("ETag", _ETAG)
    if method == "get":
        operation["responses"]["304"] = _NOT_CHANGED
        operation.setdefault("parameters", []).append(_HELD)


def _with_request_id(answer: dict[str, Any]) -> None:
    if "$ref" not in answer:
        answer["headers"] = {**answer.get("headers", {}), _REQUEST_ID: {"$ref": f"#/components/headers/{_REQUEST_ID}"}}
