"""The shapes of what lists are made of: cases, items of a timeline, duties; for the service's OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.case.contacts.codes import ContactParty, ContactPlace
from domain.case.responsibility import Cover
from domain.case.state import CaseStatus
from domain.codes import SessionKind
from projections.duties import DutyRole
from projections.statements.fact import FactKind
from projections.work_lists import Relation


class Document(BaseModel):
    """An answer, or a part of one; it has exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Person(Document):
    """A member of staff, by name and title as they were then; null = not known."""

    id: UUID | None
    name: str | None
    title: str | None


class HandOverRow(Document):
    """A hand-over that nobody has accepted yet."""

    id: UUID = Field(description="hand_over_id i adressen när den tas emot.")
    to: Person


class Opened(Document):
    """When the case was opened in Aktspår."""

    position: int
    recorded_at: str


class CaseRow(Document):
    """A case."""

    case: UUID
    number: str
    unit: str | None = Field(description="Enhetens namn.")
    unit_id: UUID
    status: CaseStatus
    client: str | None = Field(description="Den enskildes namn.")
    responsible: Person | None
    cover: Cover | None = Field(description="Hur ärendet sköts den dag som valid_at anger; null utan valid_at.")
    stand_in: Person | None
    pending_hand_overs: list[HandOverRow]
    opened: Opened
    gender: str
    birth_year: int | None
    legal_basis: str | None
    received_on: date | None
    started_on: date | None
    closed_on: date | None
    close_manner: str | None
    referred_onward: bool | None
    plan_established_on: date | None = Field(description="Dagen för den plan som gäller.")
    contact_interval_days: int | None = Field(description="Så ofta som planen säger, i dagar.")
    session_count: int
    note_count: int
    rating_count: int
    last_contact_on: date | None
    last_note_on: date | None
    open_requests: list[UUID] = Field(description="Uppdragsgivarens begäran om redogörelse som inte är besvarad.")


class When(Document):
    """When something happened, in Swedish time."""

    on: date
    precision: Literal["minute", "day", "month"]
    at: str | None = Field(description="HH:MM när noggrannheten är minut.")


class RecordedAt(Document):
    """When it was written: ISO 8601 in UTC, and where in the ledger."""

    at: str
    position: int


class Text(Document):
    """A text, by the kind of what it says and the member that it was written in."""

    kind: str = Field(description="Till exempel fact, assessment, individual_view, child_view, third_party, unmarked.")
    name: str
    text: str


class Content(Document):
    """What was recorded: codes, days and numbers under the names that they have in the write's body, and texts."""

    facts: dict[str, Any] = Field(description="Uppgifter som inte är kända är utelämnade.")
    texts: list[Text]


class CorrectionRow(Content):
    """What corrects an item, or strikes it. A correction is whole, so what it lacks is not known."""

    position: int
    type: str = Field(description="case.entry_struck när uppgiften är struken, annars rättelsens slag.")
    heading: str
    recorded_at: str
    author: Person
    reason: str | None


class OpinionRow(Document):
    """That somebody thinks otherwise (sv. *avvikande mening*)."""

    position: int
    recorded_at: str
    author: Person
    stated_by: str | None
    stated_on: date
    statement: str | None


class MisfiledRow(Document):
    """That the item lay in the wrong file."""

    position: int
    recorded_at: str
    author: Person
    reason: str | None


class SourceRow(Document):
    """Where an item was imported from, and when that source says it was written."""

    system: str
    sheet: str
    row: int
    year: int
    claimed_recorded_on: date | None
    claimed_recorded_at: str | None


class ItemRow(Content):
    """One item: what happened, when, when it was written and by whom; the original, with its corrections beneath it."""

    position: int
    entry: UUID | None = Field(description="Uppgiftens id: entry_id, note_id, session_id … i senare skrivningar.")
    type: str
    heading: str
    occurred: When
    recorded: RecordedAt
    days_late: int | None = Field(description="Dagar från händelsen till att den skrevs; null = gäller inte.")
    late: bool | None = Field(description="Fler dagar än nämndens riktvärde.")
    claimed: bool = Field(description="Sant när days_late bygger på vad en inläst källa uppger.")
    claimed_on: date | None
    author: Person
    information_source: str | None
    import_source: SourceRow | None
    struck: bool = Field(description="Överstruket: rättat eller struket; det sista i corrections säger vilket.")
    corrections: list[CorrectionRow] = Field(description="Den äldsta först.")
    differing_opinions: list[OpinionRow]
    withheld: bool = Field(description="Innehållet visas inte, eftersom det hör till en annan akt.")
    misfiled: MisfiledRow | None


class WithheldRow(Document):
    """An item that says less than it said at `known_at`: it belongs to another file, or is protected."""

    position: int
    why: Literal["moved", "protected"]


class DutyRow(Document):
    """Something that has to be done."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID
    kind: FactKind
    what: str = Field(description="Slaget på svenska.")
    role: DutyRole
    about: UUID = Field(description="Det som det gäller: anteckningens, rättelsens, besökets eller planens id.")
    since: date
    due_on: date = Field(description="Sista dagen.")
    days_overdue: int = Field(ge=0)
    staff: UUID | None = Field(description="Vem det ligger på; null = den som ansvarar för ärendet.")
    code: str | None
    position: int = Field(description="Händelsen som det följer av.")


class BookingRow(Document):
    """A time that is booked and has no outcome."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID
    session: UUID | None = Field(description="Besöket som det blir; null = tiden finns bara i en kalender.")
    booking: UUID = Field(description="Bokningen, eller kontakten så som den lästes in ur kalendern.")
    in_calendar: bool
    on: date
    at: str | None = Field(description="Klockslag, som 13:15; null = inte bestämt.")
    ends_at: str | None
    kind: SessionKind | None
    kind_in_words: str | None
    worker: UUID
    worker_name: str
    place: ContactPlace | None
    invited: list[ContactParty]
    has_passed: bool = Field(description="Om dagen har varit utan att någon har registrerat hur det gick.")
    clashes: bool = Field(description="Om samma medarbetare har något annat bokat då.")
    position: int = Field(description="Händelsen som det följer av.")


class CaseloadRow(Document):
    """An open case as somebody works with it."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID
    relation: Relation | None = Field(description="Medarbetarens del i ärendet; null när en enhets ärenden visas.")
    phase: str | None
    started_on: date | None
    plan_established_on: date | None
    last_contact_on: date | None
    last_note_on: date | None
    duties: int = Field(ge=0, description="Antal att göra.")
    overdue: int = Field(ge=0, description="Av dem försenade.")
    next_due_on: date | None
