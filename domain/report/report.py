"""A unit's report for a period (sv. *rapport*): assessed, handed in once, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.goal.target import Target, require_target
from domain.indicators.period import parse_period
from domain.policies import Policy
from domain.report.codes import Fulfilment
from domain.report.events import ReportPublished, ReportStarted, ReportSubmitted, ReportWithdrawn, ResultAssessed
from domain.report.figures import Publication, Statement
from domain.stream_state import StreamState

_UNKNOWN = "Rapporten finns inte i nämnden. Se GET /api/v1/reports."


class Report(StreamState):
    """One report (sv. *rapport*), folded from its stream's events. `version` 0 = not started."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.started: ReportStarted | None = None
        self.assessed: dict[str, ResultAssessed] = {}
        self.submitted: ReportSubmitted | None = None
        self.withdrawn: ReportWithdrawn | None = None
        self.published: ReportPublished | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case ReportStarted():
                self.started = event
            case ResultAssessed():
                self.assessed[event.indicator] = event
            case ReportSubmitted():
                self.submitted = event
            case ReportWithdrawn():
                self.withdrawn = event
            case ReportPublished():
                self.published = event

    @property
    def unit(self) -> UUID | None:
        """Whose report it is; None = not started."""
        return None if self.started is None else self.started.unit

    def start(
        self,
        *,
        report_id: UUID,
        unit: UUID,
        period: str,
        data_cutoff: date,
        prepared_by: str,
        supplements: UUID | None = None,
        others: Callable[[], Iterable[Report]],
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ReportStarted]:
        """Begin a report of a unit's results for a period (sv. *påbörja rapport*).

        Args:
            period: A year, a tertial or a month: 2026, 2026-T1, 2026-03.
            data_cutoff: The last day that it takes in, from the period's first day to today; it may be before the period's end,
                and what is known later shows as a restatement.
            supplements: The submitted report of the same unit and period that it adds to; needed when there is one.
            others: The board's other reports.

        Raises:
            ConflictError: Already started.
            InvalidValueError: `period`, `data_cutoff`, `prepared_by`.
            ConflictError: Another report of the same unit and period is not handed in; or one is, and `supplements` is left out.
            NotFoundError: `supplements` is no submitted report of the same unit and period.
        """
        if self.version:
            raise ConflictError("Rapporten är redan påbörjad. Fortsätt med den, eller påbörja en ny.")
        chosen = parse_period(period)
        if not chosen.first <= data_cutoff <= today:
            raise InvalidValueError(
                f"Brytdagen är {data_cutoff}. Ange en dag från periodens början {chosen.first} till i dag {today}."
            )
        policy.require_short_text(prepared_by, "Vem som gör rapporten")
        _require_place_for(unit, chosen.name, supplements, others())
        return (
            ReportStarted(
                **envelope(report_id, 0, stamp), unit=unit, period=chosen.name, data_cutoff=data_cutoff, prepared_by=prepared_by,
                supplements=supplements,
            ),
        )

    def assess(
        self,
        *,
        indicator: str,
        fulfilment: Fulfilment,
        deviation: str | None = None,
        analysis: str | None = None,
        forecast: Fulfilment | None = None,
        carried_along: str | None = None,
        changed_target: Target | None = None,
        target_changed_because: str | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ResultAssessed]:
        """Assess a result in words, or assess it anew (sv. *bedöma resultat*).

        Args:
            indicator: Its id, such as um.clients.
            forecast: What is expected at the end of the year.
            carried_along: What is taken along into the coming work.
            changed_target: The target that holds instead, with `target_changed_because`.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: It is handed in or withdrawn.
            InvalidValueError: `indicator`, `deviation`, `analysis`, `carried_along`; then one of `changed_target` and
                `target_changed_because` without the other; then `changed_target`, `target_changed_because`.
        """
        report_id = self._require_open()
        policy.require_short_text(indicator, "Indikatorn")
        for text, what in ((deviation, "Avvikelsen"), (analysis, "Analysen"), (carried_along, "Det som tas med")):
            if text is not None:
                policy.require_text(text, what)
        if (changed_target is None) != (target_changed_because is None):
            raise InvalidValueError(
                "Ett ändrat målvärde anges tillsammans med varför det ändrades. Ange båda, eller inget av dem."
            )
        require_target(changed_target, "Målvärdet", policy)
        if target_changed_because is not None:
            policy.require_text(target_changed_because, "Varför målvärdet ändrades")
        return (
            ResultAssessed(
                **envelope(report_id, self.version, stamp), indicator=indicator, fulfilment=fulfilment, deviation=deviation,
                analysis=analysis, forecast=forecast, carried_along=carried_along, changed_target=changed_target,
                target_changed_because=target_changed_because,
            ),
        )

    def submit(
        self, *, submitted_by: str, known_at: int | None = None, stated: Callable[[Report, int | None], Statement], stamp: Stamp,
        policy: Policy,
    ) -> tuple[ReportSubmitted]:
        """Hand in the report: its figures stand from now on as they are (sv. *lämna in rapport*).

        Args:
            known_at: The figures rest on the first so many events of the ledger, from 1; None = on all that was recorded by the
                end of the cut-off day.
            stated: What the report states: every result of the unit as known then.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: It is handed in or withdrawn.
            InvalidValueError: `submitted_by`, `known_at`; then the unit has no results; then a result is assessed that the report
                has not.
        """
        report_id = self._require_open()
        policy.require_short_text(submitted_by, "Vem som lämnar in rapporten")
        statement = stated(self, known_at)
        if not statement.figures:
            raise InvalidValueError("Enheten har inga resultat för perioden, så det finns inget att lämna in.")
        figures = {figure.indicator for figure in statement.figures}
        foreign = sorted(self.assessed.keys() - figures)
        if foreign:
            raise InvalidValueError(
                f"Rapporten har inget resultat för {', '.join(foreign)}, som är bedömt. Bedöm bara resultat som enheten har."
            )
        return (
            ReportSubmitted(
                **envelope(report_id, self.version, stamp), size=statement.size, figures=statement.figures,
                submitted_by=submitted_by,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[ReportWithdrawn]:
        """Give up a report that is not handed in (sv. *återta rapport*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: It is handed in or withdrawn.
            InvalidValueError: `reason`.
        """
        report_id = self._require_open()
        policy.require_short_text(reason, "Orsaken till att rapporten återtas")
        return (ReportWithdrawn(**envelope(report_id, self.version, stamp), reason=reason),)

    def publish(
        self, *, published_to: str, publishable: Callable[[Report], Publication], stamp: Stamp, policy: Policy
    ) -> tuple[ReportPublished]:
        """Make the report's figures public, without what is suppressed (sv. *publicera rapport*).

        Args:
            published_to: Where, in words.
            publishable: What may be published of it, beside all that was published before.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: It is not handed in, or it is published.
            InvalidValueError: `published_to`.
        """
        if self.id is None:
            raise NotFoundError(_UNKNOWN)
        if self.submitted is None:
            raise NotAllowedError("Rapporten är inte inlämnad. Lämna in den innan den publiceras.")
        if self.published is not None:
            raise NotAllowedError("Rapporten är redan publicerad. Det som är publicerat ändras inte.")
        policy.require_short_text(published_to, "Var rapporten publiceras")
        publication = publishable(self)
        return (
            ReportPublished(
                **envelope(self.id, self.version, stamp), small_cell_min=publication.least,
                public_figures=publication.figures, published_to=published_to,
            ),
        )

    def _require_open(self) -> UUID:
        if self.id is None:
            raise NotFoundError(_UNKNOWN)
        if self.submitted is not None:
            raise NotAllowedError("Rapporten är inlämnad och ändras inte. Gör en ny rapport som kompletterar den.")
        if self.withdrawn is not None:
            raise NotAllowedError("Rapporten är återtagen. Påbörja en ny.")
        return self.id


def _require_place_for(unit: UUID, period: str, supplements: UUID | None, others: Iterable[Report]) -> None:
    same = [
        other for other in others
        if other.started is not None and other.withdrawn is None and (other.started.unit, other.started.period) == (unit, period)
    ]
    if any(other.submitted is None for other in same):
        raise ConflictError(f"Enhetens rapport för {period} är påbörjad och inte inlämnad. Fortsätt med den, eller återta den.")
    if supplements is None and same:
        raise ConflictError(f"Enheten har lämnat in en rapport för {period}. Ange i supplements vilken som kompletteras.")
    if supplements is not None and supplements not in {other.id for other in same}:
        raise NotFoundError(f"Rapporten i supplements är inte enhetens inlämnade rapport för {period}. Kontrollera uuid:t.")
