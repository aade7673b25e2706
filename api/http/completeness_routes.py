"""`/api/v1/completeness`: what rules find in journals, in one case, what the rules are, and which reports are suggested."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.completeness_reading import CompletenessReader
from api.http.answers import json_response
from api.http.dependencies import LARGEST_PAGE, AsOfQuery, LoggedIn, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.http.schemas import purpose_parameters
from api.suggestion_reading import SuggestionReader
from domain.completeness.codes import Proof, Severity, Status
from domain.suggestion.codes import SuggestionAnswer, SuggestionKind
from projections.completeness import MISSING

router = APIRouter(prefix="/api/v1", tags=["completeness"])

_REFUSALS = (400, 401, 403, 404, 422)


class MissingCounts(Document):
    """How many cases, each by the gravest of what is counted."""

    gap: int
    late: int


class RuleRow(Document):
    """How many cases a rule found to be how; one rule is one row, also when a unit has a version of its own."""

    rule: str
    version: int
    versions: list[int] = Field(description="Versionerna som gäller, när en enhet har en egen.")
    name: str
    severity: Severity
    source: str
    ok: int
    gap: int
    late: int
    not_applicable: int
    unknown: int = Field(description="Går inte att bedöma; räknas aldrig som i ordning.")
    exempt: int
    vacation: MissingCounts = Field(description="Ärenden där något saknades någon dag i nämndens semestermånader.")
    without_vacation: MissingCounts = Field(description="Ärenden där något saknades någon dag i andra månader.")
    waits_for: str | None = Field(description="Varför regeln inte kan bedömas än; null = den kan det.")


class FindingRow(Document):
    """What a rule found, where, since when, and what is to be done."""

    rule: str
    version: int
    name: str
    severity: Severity
    source: str
    case: UUID | None = Field(description="null = i inget ärende, som en synpunkt på verksamheten.")
    number: str | None
    stream: UUID = Field(description="Ärendet, eller det som inte är i något.")
    about: UUID = Field(description="Vad det gäller, som besöket eller planen; ärendet när det är ärendet självt.")
    unit: str | None
    unit_id: UUID
    status: Status
    status_in_words: str
    since: date | None = Field(description="Första dagen som något saknades.")
    until: date | None = Field(description="Dagen då det fanns; null = det saknas än.")
    due: date | None = Field(description="Sista dagen i tid.")
    age_days: int | None = Field(description="Dagar som det har saknats, eller saknades.")
    vacation: bool = Field(description="Något saknades någon dag i semestermånaderna.")
    proof: Proof | None = Field(description="registered: något registrerat visar det; silence: bara tystnad tyder på det.")
    proof_in_words: str | None
    claimed: bool = Field(description="Vilar på vad bara en importerad källa uppger.")
    basis: str | None = Field(description="Vad som saknas, eller varför inget krävs eller kan bedömas.")
    basis_in_words: str | None = Field(description="Samma sak i ord.")
    to_do: str | None
    evidence: list[int] = Field(description="Positionerna för händelserna som visar det.")


class Completeness(AsOf):
    """What rules find, with a page of the findings by rule, case and first day."""

    day: date = Field(description="Dagen som bedöms.")
    staff: UUID | None = Field(description="Medarbetaren vars ärenden det är; null = alla ärendens.")
    vacation_months: list[int]
    rules: list[RuleRow]
    findings: list[FindingRow]
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class RuleOfCase(Document):
    """What a rule says of a case, and what it asks."""

    rule: str
    version: int
    status: Status
    status_in_words: str
    name: str
    meaning: str
    to_do: str
    data: str
    severity: Severity
    severity_in_words: str
    source: str
    proof: Proof
    proof_in_words: str
    days: int | None
    days_set_by: str | None
    holds: dict[str, Any]
    waits_for: str | None


class CaseCompleteness(AsOf):
    """Everything that every rule finds in a case."""

    day: date
    staff: UUID | None
    vacation_months: list[int]
    case: UUID
    number: str
    version: int = Field(ge=1, description="Ärendets version vid known_at; skrivningar har den i If-Match.")
    rules: list[RuleOfCase]
    findings: list[FindingRow]


class Rules(AsOf):
    """The rules that journals are reviewed by."""

    day: date
    rules: list[dict[str, Any]] = Field(
        description="Varje regel: in_force är versionerna som gäller den dagen, den senast beslutade först; versions är alla."
    )


class AnswerRow(Document):
    """What came of a suggestion."""

    suggestion: UUID = Field(description="Svarets id; det återtas med det.")
    answer: SuggestionAnswer
    answer_in_words: str
    reason: str
    lex_sarah_report: UUID | None = Field(description="Rapporten, när den är lämnad här.")
    on: date
    by: UUID
    by_name: str


class SuggestionRow(Document):
    """A report that somebody should consider; kind, ground, stream and since are what it is answered by."""

    kind: SuggestionKind
    kind_in_words: str
    ground: str = Field(description="Vad det bygger på: regeln, eller kategorin, fristen eller felet i kod.")
    rule: str | None = Field(description="Regeln, när det bygger på en.")
    name: str
    severity: Severity | None = Field(description="Regelns tyngd; null = det bygger inte på en regel.")
    source: str
    stream: UUID = Field(description="Det som förslaget gäller: ärendet, enheten, oron, loggkontrollen eller gallringen.")
    case: UUID | None = Field(description="Ärendet som visas; null = inget.")
    number: str | None
    unit: str | None
    unit_id: UUID | None
    since: date = Field(description="Första dagen som något saknades; för det som räknas per månad månadens första.")
    until: date | None
    days: int | None = Field(description="Dagar som det har saknats.")
    count: int | None = Field(description="Antal sena anteckningar, klagomål eller läsningar.")
    evidence: list[int]
    answered: AnswerRow | None


class Suggestions(AsOf):
    """Suggested reports, by rule and case."""

    day: date
    staff: UUID | None
    vacation_months: list[int]
    waiting: int = Field(description="Förslag som ingen har besvarat.")
    suggestions: list[SuggestionRow]
    next: str | None


class PageQuery(AsOfQuery):
    """Whose, and how much of it."""

    staff: UUID | None = Field(default=None, description="Bara den här medarbetarens ärenden: för chefen och medarbetaren själv.")
    unit: str | None = Field(default=None, description="Bara den här enheten, för chef och internkontroll: namn eller uuid.")
    limit: int = Field(default=100, ge=1, le=LARGEST_PAGE, description="Högst så många.")
    after: int = Field(default=0, ge=0, description="De som kommer efter så många; tas ur förra sidans next.")


class CompletenessQuery(PageQuery):
    """Which rule, and what it finds."""

    rule: str | None = Field(default=None, max_length=20, description="Bara den här regeln, till exempel R-04.")
    status: list[Status] = Field(default=list(MISSING), description="Iakttagelserna med de här lägena.")


class SuggestionsQuery(PageQuery):
    """Which suggestions."""

    answered: bool = Field(default=False, description="Även de som är besvarade.")


@router.get("/completeness", responses=answers(Completeness, *_REFUSALS))
def completeness(request: Request, account: LoggedIn, query: Annotated[CompletenessQuery, Query()]) -> Response:
    """Vad varje regel säger om journalerna, och vad som saknas var."""
    wanted = tuple(each for each in Status if each in query.status)
    answer, after = CompletenessReader(reader_for(request, account, query), account).findings(
        known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, rule=query.rule, staff=query.staff, statuses=wanted,
        limit=query.limit, after=query.after,
    )
    return json_response(request, {**answer.document, "next": _next("completeness", query, answer.document, after)})


@router.get("/completeness/rules", responses=answers(Rules, 400, 401, 403, 422))
def rules(request: Request, account: LoggedIn, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Reglerna: vad de kräver, av vilken källa, och allt som har beslutats om dem."""
    answer = CompletenessReader(reader_for(request, account, query), account).rules(
        known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document)


@router.get("/completeness/suggestions", responses=answers(Suggestions, *_REFUSALS))
def suggestions(request: Request, account: LoggedIn, query: Annotated[SuggestionsQuery, Query()]) -> Response:
    """Förslag att överväga en rapport enligt lex Sarah. Inget skickas: den som känner till saken rapporterar, eller svarar."""
    answer, after = SuggestionReader(reader_for(request, account, query), account).suggestions(
        known_at=query.known_at, valid_at=query.valid_at, unit=query.unit, staff=query.staff, answered=query.answered,
        limit=query.limit, after=query.after,
    )
    return json_response(request, {**answer.document, "next": _next("completeness/suggestions", query, answer.document, after)})


@router.get(
    "/cases/{case_id}/completeness", responses=answers(CaseCompleteness, *_REFUSALS),
    openapi_extra={"parameters": purpose_parameters()},
)
def case_completeness(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[AsOfQuery, Query()]) -> Response:
    """Ett ärendes granskning: vad varje regel säger om det, och varför."""
    answer = CompletenessReader(reader_for(request, account, query), account).of_case(
        case_id, known_at=query.known_at, valid_at=query.valid_at
    )
    return json_response(request, answer.document, version=answer.version)


def _next(name: str, query: PageQuery, document: dict[str, Any], after: int | None) -> str | None:
    """The whole address of the next page; None = there is none."""
    if after is None:
        return None
    # The size and the day are fixed from the first page on, so that nothing moves between pages.
    fixed = {"known_at": document["known_at"], "valid_at": document["day"], "after": after, "min_position": None}
    asked = {**query.model_dump(mode="json"), **fixed}
    return f"/api/v1/{name}?" + urlencode({key: value for key, value in asked.items() if value is not None}, doseq=True)
