"""The shapes of the service's answers, for its OpenAPI document; a test holds real answers to them.

The answers themselves are written as bytes by their routes, so that nothing between a document and its entity tag can
change a byte.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.http.rows import BookingRow, CaseloadRow, CaseRow, Document, DutyRow, ItemRow, WithheldRow
from api.http.told import problem_types
from api.problems import MEDIA_TYPE


class Problem(BaseModel):
    """A problem document. Source: RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description=problem_types())
    title: str
    status: int
    detail: str = Field(description="Vad som är fel, var, och vad som behövs.")
    current_version: int | None = Field(default=None, description="Postens version nu, när någon annan hann före.")
    errors: list[dict[str, Any]] | None = Field(
        default=None, description="Var varje värde som inte är tillåtet står (in, name) och slaget av fel (kind); aldrig värdet."
    )


class Ledger(Document):
    """What is fixed about a ledger, and where it is now."""

    board: str
    origin: str
    size: int = Field(description="Antal händelser; den senaste har positionen size - 1.")
    clock: str = Field(description="real, eller simulated: då krävs Aktspar-Simulated-Time när något skrivs.")
    simulated: bool
    verifier_key: str
    last_checkpoint: int | None


class Checkpoint(Document):
    """A signed tree head."""

    board: str
    origin: str
    size: int
    root: str
    simulated: bool
    verifier_key: str
    checkpoint: str


class Receipt(Document):
    """A proof that one event stands at its position."""

    board: str
    position: int
    size: int
    simulated: bool
    receipt: str


class Leaf(Document):
    """What was hashed, and the hash that is stored; bytes in base64."""

    position: int
    recorded_us: int
    header: str
    leaf_hash: str


class Leaves(Document):
    """A run of leaves, in order."""

    board: str
    origin: str
    size: int
    simulated: bool
    leaves: list[Leaf]


class ErasedSince(Document):
    """Cases that were known then and have been erased by law since; what is counted now is without them."""

    cases: int = Field(description="Så många ärenden.", ge=1)
    last_on: date
    basis: list[str] = Field(description="Lagrummen.")


class AsOf(Document):
    """What every reading says of itself."""

    known_at: int = Field(description="Antal händelser som svaret bygger på; samma known_at ger samma svar igen.")
    simulated: bool
    provisional: bool | None = Field(default=None, description="Sant när mer ännu kan registreras före den begärda tidpunkten.")
    erased_since: ErasedSince | None = Field(
        default=None, description="Finns när ärenden som var kända vid known_at har gallrats sedan dess."
    )


class Cases(AsOf):
    """A page of cases."""

    cases: list[CaseRow]
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class Case(AsOf):
    """One case, in the same shape as a page of them."""

    cases: list[CaseRow] = Field(min_length=1, max_length=1)


class Timeline(AsOf):
    """What was written in a case, with both times of each item."""

    case: UUID
    number: str
    valid_at: date | None
    items: list[ItemRow]
    withheld_since: list[WithheldRow] = Field(description="Poster som säger mindre än de gjorde vid known_at.")
    protected: str | None = Field(default=None, description="Graden av skydd, när skyddade uppgifter är utelämnade.")


class CaseJournal(Timeline):
    """A case's notes, in the shape of a timeline, and what waits for a signature."""

    unsigned: list[DutyRow] = Field(description="Anteckningar och rättelser som inte är signerade, även i tid.")


class CaseSessions(Timeline):
    """A case's sessions and contacts, in the shape of a timeline, and what waits for a note."""

    without_note: list[DutyRow] = Field(description="Besök och kontakter utan anteckning, även i tid.")


class WorkList(AsOf):
    """What every list of work says of itself."""

    day: date = Field(description="Dagen som listan gäller.")
    staff: UUID | None = Field(description="Medarbetaren vars lista det är, din egen om du är behandlare; null = allas.")
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class DutyList(WorkList):
    """What has to be done."""

    duties: list[DutyRow]


class BookingList(WorkList):
    """What is booked."""

    bookings: list[BookingRow]


class Caseload(WorkList):
    """Open cases."""

    cases: list[CaseloadRow]


class FoundCase(AsOf):
    """The case that has a number."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID


class Record(AsOf):
    """A case's record by area."""

    case: UUID
    number: str
    version: int = Field(ge=1, description="Ärendets version vid known_at; skrivningar har den i If-Match.")
    areas: dict[str, Any] = Field(
        description="Del av akten till dess dokument. En uppgift har sitt id i entry, och annars medlemmar som i sin skrivning."
    )


class RegisterPage(AsOf):
    """A page of a register: its items are in the member with the register's name, each with its id, version and what it says.

    The member with the register's name is the last part of the address, with _ for -; an item's id is in the member with its
    singular, such as `viewpoint`.
    """

    model_config = ConfigDict(extra="allow")

    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class Policies(AsOf):
    """The bounds that the board sets itself."""

    policies: dict[str, Any]


class ChangeData(Document):
    """What a change says of itself; what was recorded is asked for by whoever may read it."""

    position: int = Field(ge=0)
    version: int = Field(ge=1)
    unit: UUID | None
    command: UUID | None


class Change(Document):
    """Something was recorded. Source: CloudEvents 1.0, structured mode."""

    specversion: str
    id: str = Field(description="Liggarens ursprung och positionen: samma ändring har alltid samma id.")
    source: str
    type: str = Field(description="Händelsens typ och schemaversion, till exempel case.opened.v1.")
    time: str
    subject: UUID = Field(description="Posten som det skrevs i.")
    datacontenttype: str
    dataschema: str
    data: ChangeData


class Changes(Document):
    """Changes in order of position, with none left out."""

    origin: str
    size: int
    after: int | None = Field(description="Positionen att fortsätta efter; null när inget har registrerats.")
    changes: list[Change]


class Ready(Document):
    """Whether the service can serve."""

    ready: bool
    checks: dict[str, bool]


class Warned(Document):
    """What is worth a second look; it was recorded all the same."""

    warning: str = Field(description="Kodat: wrong_age_form, recall_overlap, other_day, session_not_held, tells_whereabouts eller"
        " not_labelled.")
    message: str


class Written(Document):
    """What was recorded; asked again with the same Idempotency-Key, the same answer."""

    stream: UUID = Field(description="Posten som skrevs i: ärendet, synpunkten, enheten.")
    version: int = Field(ge=1, description="Postens version efteråt; nästa skrivning har den i If-Match.")
    position: int = Field(ge=0, description="Den första händelsens plats i liggaren; ta den som min_position när du läser.")
    size: int = Field(ge=1, description="Liggarens storlek efteråt; ta den som known_at för att läsa det som du just skrev.")
    receipt: str = Field(description="Adressen till kvittot: beviset för att den första händelsen står i liggaren.")
    events: int = Field(ge=1, description="Antal händelser som registrerades.")
    recorded_at: str = Field(description="När det registrerades, ISO 8601 i UTC.")
    made: dict[str, UUID] = Field(description="Id för det som skapades; vilka som finns står vid varje skrivning.")
    warnings: list[Warned] = Field(description="Det som är värt att se över i det som registrerades; tomt = inget.")
    simulated: bool


def answers(model: type[BaseModel], *problems: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer: its document, and a problem document for each of these statuses and for 503."""
    return {200: {"model": model, "description": model.__doc__.splitlines()[0]}, **problem_answers(*problems, 500, 503)}


def file_answers(description: str, media_type: str, *problems: int) -> dict[int | str, dict[str, Any]]:
    """The same of a route that answers with a file."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": description, "content": content}, **problem_answers(*problems, 500, 503)}


def problem_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """A problem document for each of these statuses."""
    return {
        status: {
            "content": {MEDIA_TYPE: {"schema": _PROBLEM}}, "description": "Avvisat, eller inget svar; se detail.",
            "headers": _HEADERS,
        }
        for status in statuses
    }


_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_HEADERS = {
    "Content-Language": {"schema": {"type": "string"}, "required": True, "description": "Språken i svaret: sv, en eller båda."},
    "Retry-After": {"schema": {"type": "string"}, "description": "Så många sekunder att vänta, när statusen är 503."},
}
