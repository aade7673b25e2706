"""The shapes of answers about results and indicators, for the service's OpenAPI document; a test holds real answers to them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, RootModel

from api.goal_reading import Part
from api.http.documents import AsOf
from api.http.rows import Document
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.indicators.definition import Breakdown, Direction, ResultKind, UnitOfCount
from domain.indicators.judging import ResultFlag, TargetReached


class TargetRow(Document):
    """A target: a number with its unit, or the words that stand instead of one."""

    amount: str | None
    target_unit: TargetUnit | None
    predicate: TargetPredicate | None
    target_text: str | None


class ShareRow(Document):
    """A share of one gender, in whole percents half up."""

    numerator: int
    denominator: int
    percent: int | None


class ExternalShareRow(Document):
    """A share of one gender, or of the rest; nothing of it where it is suppressed."""

    numerator: int | None
    denominator: int | None
    percent: int | None
    suppressed: bool | None = None


class IntervalRow(Document):
    """What a share lies between, in percent. Source: Wilson (1927)."""

    low: str
    high: str
    level: str = Field(description="Konfidensgrad i procent.")
    method: str


class DifferenceRow(Document):
    """How far a result is from its target; between percents that is percentage points."""

    difference: str = Field(description="Resultatet minus målvärdet, exakt.")
    stated_in: str = Field(description="procentenheter, antal, månader …; aldrig procent.")


class ResultFlagRow(Document):
    """What the reader is told of a result."""

    flag: ResultFlag
    text: str


class ResultRow(Document):
    """An indicator's result in a unit. Which of value, percent and sum there is follows from its kind."""

    id: str
    unit: str = Field(description="Verksamheterna som det räknas i, vid namn; annars enheten.")
    enhet: str
    enhet_id: UUID
    value: int | None = Field(default=None, description="Ett antal, eller ett medelvärde i hela tal, halva uppåt.")
    numerator: int | None = None
    denominator: int | None = None
    percent: int | None = Field(default=None, description="En andel i hela procent, halva uppåt; null = av ingenting.")
    exact: str | None = Field(default=None, description="Det exakta värdet, med högst tio decimaler.")
    sum: str | None = Field(default=None, description="Summan som ett medelvärde är gjort av.")
    by_gender: dict[str, int | ShareRow | None] | None = Field(default=None, description="Blir inte alltid summan.")
    exact_by_gender: dict[str, str | None] | None = None
    givers: dict[str, int] | None = Field(default=None, description="De som lämnat synpunkter: ett par är två.")
    eligible: int = Field(description="Så många som det gäller.")
    coverage: str | None = Field(description="Andelen av dem som är mätta, från 0 till 1; null = av ingenting.")
    missing: dict[str, int] = Field(description="Så många som inte är mätta, för varje orsak.")
    name: str
    kind: ResultKind
    unit_of_count: UnitOfCount
    definition_version: int
    stated_in: str
    confidence_interval: IntervalRow | None
    direction: Direction | None
    target: TargetRow | None
    target_in_words: str | None
    target_from: Literal["plan", "decision", "definition"] | None = Field(
        description="Varifrån målvärdet kommer: årets plan, ett beslut om indikatorn, eller definitionen."
    )
    council_target: TargetRow | None
    council_target_in_words: str | None
    fulfilment: TargetReached
    fulfilment_in_words: str
    difference_to_target: DifferenceRow | None
    flags: list[ResultFlagRow]


class UnusableRow(Document):
    """A definition that was adopted and that this version of the program cannot evaluate."""

    id: str
    version: int
    why: str


class OfPeriod(AsOf):
    """What every answer about a period says of itself."""

    period: str
    from_: date = Field(alias="from")
    to: date
    definitions_on: date = Field(description="Dagen vars definitioner och målvärden det räknas efter.")
    cannot_be_evaluated: list[UnusableRow]


class Results(OfPeriod):
    """Results for a period."""

    results: list[ResultRow]


class ExternalResultRow(Document):
    """A result as it may be shown outside the unit: what is suppressed is null."""

    id: str
    unit: str
    enhet: str
    enhet_id: UUID
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    percent: int | None = None
    exact: str | None = None
    by_gender: dict[str, int | ExternalShareRow | None] | None = None
    givers: dict[str, int | None] | None = None
    eligible: int | None
    coverage: str | None
    missing_count: int | None
    name: str
    kind: ResultKind
    unit_of_count: UnitOfCount
    definition_version: int
    stated_in: str
    suppressed: bool
    suppressed_parts: list[str] = Field(description="Det som inte visas: value, eligible, by_gender.")
    sign: str | None = Field(description="Tecknet i värdets ställe: .. = sekretess, - = bortfall, . = ej tillämpligt.")


class ExternalResults(AsOf):
    """Results for a period without small cells, and without what would give them away."""

    period: str
    from_: date = Field(alias="from")
    to: date
    view: Literal["external"]
    small_cell_min: int
    results: list[ExternalResultRow]


class AnyResults(RootModel[Results | ExternalResults]):
    """Results for a period: whole, or with external=true as they may be shown outside the unit."""


class UnderlayRow(Document):
    """One row that a figure counts."""

    row: int
    case: UUID | None = Field(description="Ärendet; null när raden inte är ett ärendes, eller uppgifterna är skyddade.")
    stream: UUID | None = Field(description="Posten: ärendet, synpunkten, det uppsökande arbetet.")
    entry: UUID | None = Field(description="Uppgiften i posten; postens eget id = hela posten.")
    positions: list[int] = Field(description="Händelserna som avgjorde, i liggaren.")
    protected: bool = Field(description="Skyddade personuppgifter: raden räknas men pekas inte ut.")
    gender: str | None
    in_denominator: bool
    in_numerator: bool
    missing: str | None = Field(description="Varför raden inte är mätt.")
    value: str | None


class Underlay(OfPeriod):
    """What a figure is made of, page by page."""

    result: ResultRow
    part: Part
    rows_in_all: int
    rows: list[UnderlayRow]
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class SeriesBreakRow(Document):
    """Why a point cannot be compared with the one before it."""

    kind: Literal["series_break", "definition_version", "origin"]
    from_: date | None = Field(default=None, alias="from")
    from_version: int | None = None
    to_version: int | None = None
    reason: str


class PointRow(Document):
    """One period of a series."""

    period: str
    from_: date = Field(alias="from")
    to: date
    given: bool = Field(description="Sant när bara det som publicerades finns; då är result null.")
    recomputable: bool
    breaks: list[SeriesBreakRow] = Field(description="Tom = en linje får dras från punkten före.")
    result: ResultRow | None
    published: list[dict[str, Any]] = Field(description="Det som publicerades för perioden, som det lämnades.")


class SeriesRow(Document):
    """A unit's results over years."""

    enhet: str | None
    enhet_id: UUID | None = Field(description="null = hela nämnden.")
    points: list[PointRow]


class Trend(AsOf):
    """One indicator over years."""

    indicator: str
    from_: date = Field(alias="from")
    to: date
    series: list[SeriesRow]


class SaysRow(Document):
    """What a definition says."""

    name: str
    meaning: str
    source: str
    activities: list[str]
    unit_of_count: UnitOfCount
    kind: ResultKind
    breakdown: Breakdown
    missing: str | None
    direction: Direction | None
    target: TargetRow | None
    min_coverage: str | None


class VersionRow(Document):
    """A version of a definition, and the decision that it holds by."""

    version: int
    takes_effect_on: date | None = Field(description="null = följer med programmet och gäller utan beslut.")
    shipped: bool
    decision: UUID | None
    adopted_on: date | None
    adopted_by: str | None
    board_decision: str | None
    reason: str | None
    cannot_be_evaluated: str | None
    says: SaysRow | None
    definition: str | None = Field(description="Hela definitionen, som JSON.")


class EndRow(Document):
    """A decision to measure an indicator no longer."""

    decision: UUID
    takes_effect_on: date
    reason: str


class NotedBreakRow(Document):
    """A break in an indicator's series."""

    decision: UUID
    from_: date = Field(alias="from")
    reason: str


class SetTargetRow(Document):
    """A target that was set."""

    decision: UUID
    takes_effect_on: date
    target: TargetRow | None
    adopted_by: str
    reason: str


class IndicatorRow(Document):
    """An indicator: what holds, and all that was decided of it."""

    id: str
    in_force: VersionRow | None
    versions: list[VersionRow]
    shipped_versions: list[int] = Field(description="Versionerna som följer med programmet; en senare gäller när den antas.")
    measuring_ended: list[EndRow]
    series_breaks: list[NotedBreakRow]
    targets: list[SetTargetRow]


class Indicators(AsOf):
    """What the board measures."""

    on: date
    indicators: list[IndicatorRow]
