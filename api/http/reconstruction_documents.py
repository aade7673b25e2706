"""The shapes of a reconstruction, for the service's OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.http.completeness_routes import FindingRow
from api.http.documents import AsOf
from api.http.rows import Content, Document, ItemRow, Person, RecordedAt, When
from domain.case.responsibility import Cover
from projections.reconstruction.gaps import GapKind
from projections.reconstruction.kinds import RowKind
from projections.reconstruction.trace import Deed


class MissingOfRow(Document):
    """What a rule finds missing about a row."""

    rule: str
    name: str
    status: str
    since: date | None
    filled_on: date | None = Field(description="Dagen då bristen upphörde; null = den kvarstår.")
    evidence: list[int]


class ReconstructedItem(ItemRow):
    """Something that was written, with both its times and everything that was ever recorded of it."""

    row: Literal["item"]
    kind: RowKind
    source: str = Field(description="hand = skrivet här, annars systemet som det lästes in ur.")
    signal: str | None = Field(description="Vad det säger utifrån om att något kan vara fel, i ord.")
    missing: list[MissingOfRow]
    evidence: list[int] = Field(description="Positionerna för alla händelser som raden bygger på.")


class ErasedRow(Document):
    """An event that was erased by law; its place is left."""

    row: Literal["erased"]
    basis: str | None = Field(description="Lagrummet som det är gallrat enligt; null = det framgår inte.")
    erased_on: date | None
    kind: RowKind
    evidence: list[int]
    position: int
    recorded: RecordedAt


class Away(Document):
    """Days away, both included."""

    model_config = {"extra": "forbid", "populate_by_name": True}

    from_: date = Field(alias="from")
    to: date | None = Field(description="null = tills vidare.")


class CoverRow(Document):
    """How the case was looked after during some days."""

    first: date | None
    last: date | None = Field(description="null = tills vidare.")
    cover: Cover
    in_words: str
    responsible: Person | None
    away: Away | None = Field(description="När den som ansvarade var borta; aldrig varför.")
    stand_in: Person | None = Field(description="Ersättaren; null = ingen var utsedd.")
    stand_in_is_away: bool
    evidence: list[int]


class NoteOfVisit(Document):
    """The note about a visit."""

    position: int
    written_on: date
    days_late: int | None


class VisitRow(Document):
    """A visit in a gap."""

    on: date
    at: str | None
    heading: str
    position: int
    note: NoteOfVisit | None = Field(description="null = det finns ingen anteckning om besöket.")


class DueRow(Document):
    """What was to be done in a gap, and was not."""

    rule: str
    name: str
    due: date | None
    since: date | None
    filled_on: date | None
    evidence: list[int]


class SignalRow(Document):
    """What told of something wrong, or asked about it."""

    on: date
    came_on: date
    heading: str
    signal: str
    position: int


class GapRow(Document):
    """A run of days that something was missing on, both ends included."""

    row: Literal["gap"]
    kind: RowKind
    gap: GapKind
    gap_in_words: str
    first: date
    last: date | None = Field(description="null = luckan pågår.")
    days: int
    rule: str
    version: int
    rule_name: str
    too_long_since: date = Field(description="Från och med den dagen var luckan en brist enligt regeln.")
    filled_on: date | None
    planned_interval_days: int | None
    planned_contacts: int | None = Field(description="Så många kontakter som planen sa att det skulle bli.")
    visits: list[VisitRow]
    due: list[DueRow]
    responsibility: list[CoverRow]
    signals: list[SignalRow]
    evidence: list[int]


class ReadingRow(Document):
    """That the record was read; by whom and why only for those whose task it is to examine that."""

    access_position: int = Field(description="Positionen i åtkomstloggen, som är en egen liggare.")
    at: str
    outcome: str
    outcome_in_words: str
    caller: str | None
    purpose: str | None
    purpose_in_words: str | None
    reason: str | None
    action: str | None
    known_at: int | None


class Readings(Document):
    """Who read the record."""

    until: str = Field(description="Så långt läsningarna är medräknade; ange det som known_at för samma svar igen.")
    names_shown: bool
    whole_log: bool = Field(description="Hela åtkomstloggen är läst, inte bara det som registret över den pekar ut.")
    count: int
    rows: list[ReadingRow]


class LaterWord(Document):
    """Something about the day that was written after it."""

    position: int
    item: int
    deed: Deed
    deed_in_words: str
    heading: str | None
    recorded_at: str
    days_after: int


class LatestNote(Document):
    """The latest note that there was."""

    position: int
    occurred_on: date
    recorded_at: str


class MissingThen(FindingRow):
    """What the rules found missing on the day, and what became of it."""

    now: Literal["missing", "filled", "not_found"]
    filled_on: date | None
    filled_by: list[int]


class Day(Document):
    """What was known when a day ended, and what was written about it only later."""

    day: date
    size: int = Field(description="Antal händelser i liggaren när dagen var slut.")
    known: list[ItemRow]
    latest_note: LatestNote | None
    written_later: list[LaterWord]
    responsible: CoverRow
    responsible_as_known_then: CoverRow
    missing: list[MissingThen]
    missing_as_known_now: list[FindingRow]
    readings: list[ReadingRow]


class ChangeRow(Content):
    """One event, told as it was when it was recorded, and what it changed."""

    position: int
    recorded_at: str
    deed: Deed
    deed_in_words: str
    item: int
    items: list[int]
    type: str
    evidence: list[int]
    heading: str | None
    occurred: When | None
    author: Person | None
    reason: str | None
    original: Content | None = Field(description="Det som rättades, ströks eller motsades.")


class ChangesBetween(Document):
    """What was added, corrected and read from one moment to another."""

    from_size: int
    to_size: int
    counts: dict[Deed, int]
    changes: list[ChangeRow]
    readings: list[ReadingRow] | None


class CaseChanges(AsOf, ChangesBetween):
    """What was added, corrected and read in a case from one moment to another."""

    case: UUID


class Wanted(Document):
    """Which rows are shown."""

    source: str | None
    kind: str | None
    first: date | None
    last: date | None


class WithheldFromView(Document):
    """A row that says less than it said at `known_at`."""

    position: int
    why: Literal["moved", "protected", "erased"]


class Reconstruction(AsOf):
    """A case as it was known: what happened against what was written, with the gaps."""

    case: UUID
    number: str
    unit: str | None
    judged_day: date = Field(description="Dagen som reglerna bedömer.")
    filter: Wanted
    sources: list[str] = Field(description="Källorna i ärendet, att välja bland.")
    events: int = Field(description="Antal händelser i ärendet; var och en finns i precis en rad.")
    rows: list[ReconstructedItem | GapRow | ErasedRow]
    hidden_rows: int = Field(description="Rader som urvalet har valt bort.")
    responsibility: list[CoverRow]
    missing: list[FindingRow]
    readings: Readings | None
    day: Day | None
    changes: ChangesBetween | None
    withheld_since: list[WithheldFromView]
    protected: str | None
