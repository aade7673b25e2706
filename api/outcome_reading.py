"""Reading what became of those whose cases closed (sv. *behandlingsresultat*), by one instrument."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from adapters.postgres.outcomes import PostgresOutcomes
from adapters.postgres.registers import Registers
from api.known_at import parse_valid_at
from api.reading import Answer, Reader
from api.registers import last_day
from domain.codes import RatingSubject, Respondent
from domain.errors import InvalidValueError
from domain.indicators.period import parse_period
from domain.instruments.catalogue import InstrumentCatalogue
from domain.instruments.definition import Instrument
from domain.instruments.effect_size import ReferenceKind, ReferenceSpread
from domain.instruments.trajectory import LocalRegression
from domain.policies import DEFAULT_POLICY, Policy
from projections.outcomes import Question, fitted, outcome_document


class Asked(NamedTuple):
    """What is asked, as it was written.

    Args:
        version: None = the oldest, which ratings that state none are of.
        reference_sd, reference_source: A published standard deviation and where; both or neither.
        fitted_from: The first day of closing that the unit's own trajectory is fitted on; None = the first there is. It is
            fitted on what closed before the period, never on the period itself.
    """

    instrument: str
    period: str
    version: str | None = None
    unit: str | None = None
    respondent: Respondent = Respondent.CLIENT
    subject: RatingSubject = RatingSubject.CLIENT
    reference_sd: str | None = None
    reference_source: str | None = None
    fitted_from: str | None = None


def outcomes(reader: Reader, asked: Asked, *, known_at: str | None = None) -> Answer:
    """Each named predicate, the classes, and the effect with what it is measured in and held against.

    Raises:
        InvalidValueError: The period, then the instrument, the published spread, or a day cannot be used.
        NotFoundError: There is no such unit.
        UnavailableError: The access log cannot be written.
    """
    period, as_of = parse_period(asked.period), reader.as_of(known_at)
    registers = Registers(reader.board.ledger)
    catalogue = registers.instruments(as_of.size)
    instrument = _instrument(catalogue, asked)
    normative, fitted_from = _normative(asked), parse_valid_at(asked.fitted_from)
    units = None if asked.unit is None else frozenset(reader.units_named(asked.unit, as_of.size))
    question = Question(
        instrument, catalogue.find(instrument.name) is instrument, asked.respondent, asked.subject, period.first, period.last,
        units,
    )
    policy = registers.policy_history(as_of.size).on(last_day(reader.board, as_of.size))
    port = PostgresOutcomes(reader.board.store, reader.board.projector)
    document = outcome_document(
        port.closed(question, as_of.size), question, policy, normative=normative,
        trajectory=lambda: _fitted(port, question, fitted_from, as_of.size, policy),
    )
    # Numbers only: no case is shown, so none is named.
    reader.record_shown(as_of, ())
    head = {**reader.head(as_of), "period": period.name, "from": period.first.isoformat(), "to": period.last.isoformat()}
    return Answer({**head, "outcomes": document}, document)


def _fitted(
    port: PostgresOutcomes, question: Question, fitted_from: date | None, known_at: int, policy: Policy
) -> LocalRegression:
    before = question._replace(first=fitted_from or date.min, last=question.first - timedelta(days=1))
    cases = port.closed(before, known_at)
    if fitted_from is None and cases:
        before = before._replace(first=cases[0].closed_on)
    return fitted(cases, before, known_at, policy)


def _instrument(catalogue: InstrumentCatalogue, asked: Asked) -> Instrument:
    found = catalogue.find(asked.instrument, asked.version)
    if found is None:
        raise InvalidValueError("Instrumentet finns inte i den versionen. Se GET /api/v1/instruments.")
    if found.total is None:
        raise InvalidValueError(f"{found.name} har ingen summa, så inget utfall kan räknas.")
    return found


def _normative(asked: Asked) -> ReferenceSpread | None:
    if (asked.reference_sd is None) != (asked.reference_source is None):
        raise InvalidValueError("En publicerad spridning anges med sin källa: ange både reference_sd och reference_source.")
    if asked.reference_sd is None or asked.reference_source is None:
        return None
    DEFAULT_POLICY.require_short_text(asked.reference_source, "Spridningens källa")
    try:
        deviation = Decimal(asked.reference_sd.replace(",", "."))
    except InvalidOperation:
        raise InvalidValueError("reference_sd är inget tal. Ange standardavvikelsen i poäng, till exempel 8,0.") from None
    if not deviation.is_finite() or not 0 < deviation <= 1000:
        raise InvalidValueError("reference_sd är utanför det möjliga. Ange ett tal över 0 och högst 1000.")
    return ReferenceSpread(ReferenceKind.NORMATIVE, deviation, asked.reference_source)
