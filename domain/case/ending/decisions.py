"""Decisions: how a treatment ended, and who came back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.ending.codes import (
    EndingKind,
    GoalAttainment,
    HomeAtClosing,
    InterruptionCause,
    NoOwnViewCause,
    ReferralReceiver,
    ReportingManner,
)
from domain.case.ending.events import ClosingDocumented, GoalOutcome, ReturnedAfterInterruption
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.codes import CloseManner, YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order

_KIND_OF_MANNER = {CloseManner.AS_PLANNED: EndingKind.PLANNED, CloseManner.INTERRUPTED: EndingKind.UNPLANNED}
_CAUSES_TO_EXPLAIN = (InterruptionCause.OTHER, InterruptionCause.METHOD_UNSUITABLE)


class EndingDecisions(GuardedCase):
    """How a treatment ended, and who came back."""

    def document_closing(
        self,
        *,
        entry_id: UUID,
        closing_documented_on: date,
        ending_kind: EndingKind,
        interruption_cause: InterruptionCause | None = None,
        cause_details: str | None = None,
        home_at_closing: HomeAtClosing,
        done_summary: str | None = None,
        situation_at_closing: str | None = None,
        goal_attainment: GoalAttainment | None = None,
        goal_outcomes: tuple[GoalOutcome, ...] = (),
        assessment: str | None = None,
        individual_view: str | None = None,
        child_view: str | None = None,
        no_own_view_cause: NoOwnViewCause | None = None,
        remaining_need: YesNoUnknown | None = None,
        remaining_need_details: str | None = None,
        reported_to_commissioner_on: date | None = None,
        reporting_manner: ReportingManner | None = None,
        referrals: tuple[ReferralReceiver, ...] = (),
        referral_details: str | None = None,
        final_rating_ids: tuple[UUID, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ClosingDocumented]:
        """Write down what came of the treatment, after the latest closing (sv. *dokumentera avslut*).

        Args:
            closing_documented_on: From the closing to today, both included.
            interruption_cause: Given exactly when the end was unplanned; other causes, and a method that did not suit, need
                `cause_details`.
            goal_outcomes: Goals of the case's plans, each once.
            individual_view: The person's own view, or a child's in `child_view`, or else `no_own_view_cause`.
            remaining_need: With `remaining_need_details` when there is one.
            reported_to_commissioner_on: With `reporting_manner`; not after today.
            referrals: None exactly when the closing says that the person was not referred onward.

        Only imported history may leave out cause, summary, goal attainment, own view and remaining need.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotAllowedError: The case was never closed; then its latest closing is documented.
            InvalidValueError: `closing_documented_on`; the kind contradicts the closing; what is missing, in the order of the
                parameters; what contradicts another value; texts; `reported_to_commissioner_on`; `referrals` contradict the
                closing.
            NotFoundError: Unknown goal; then unknown rating.

        Source: SOSFS 2014:5 6 kap.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Avslutsdokumentationen")
        number, closed_on = self._latest_closing()
        if number in self.ending.documented:
            raise NotAllowedError("Avslutet är redan dokumenterat. Stryk den uppgift som är fel och skriv en ny.")
        documented = ClosingDocumented(
            **self._next(stamp),
            entry_id=entry_id,
            closing_number=number,
            closing_documented_on=closing_documented_on,
            ending_kind=ending_kind,
            interruption_cause=interruption_cause,
            cause_details=cause_details,
            home_at_closing=home_at_closing,
            done_summary=done_summary,
            situation_at_closing=situation_at_closing,
            goal_attainment=goal_attainment,
            goal_outcomes=goal_outcomes,
            assessment=assessment,
            individual_view=individual_view,
            child_view=child_view,
            no_own_view_cause=no_own_view_cause,
            remaining_need=remaining_need,
            remaining_need_details=remaining_need_details,
            reported_to_commissioner_on=reported_to_commissioner_on,
            reporting_manner=reporting_manner,
            referrals=referrals,
            referral_details=referral_details,
            final_rating_ids=final_rating_ids,
            source=source,
        )
        require_not_after_today(closing_documented_on, "Dagen för avslutsdokumentationen", today)
        require_order(closed_on, "avslutet", closing_documented_on, "Dagen för avslutsdokumentationen")
        self._require_ending_kind(ending_kind)
        if not is_imported(stamp, source):
            _require_whole(documented)
        _require_consistent(documented, policy)
        if reported_to_commissioner_on is not None:
            require_not_after_today(reported_to_commissioner_on, "Dagen för återrapporteringen", today)
        self._require_referrals(referrals)
        self._require_known_goals_and_ratings(documented)
        return (documented,)

    def record_return(
        self,
        *,
        entry_id: UUID,
        returned_on: date,
        same_problem: YesNoUnknown,
        return_details: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[ReturnedAfterInterruption]:
        """Record that the person came back after an interruption, in a case that was opened again (sv. *åter efter avbrott*).

        Args:
            returned_on: The day that the case was opened again.
            same_problem: Whether it is the problem that the treatment was about.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: The case was not opened again on `returned_on`.
            NotAllowedError: The treatment had ended as planned; then the return is recorded already.
            InvalidValueError: `return_details`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Återkomsten")
        number, days_away = self._closing_before_reopening(returned_on)
        documented = self.ending.documented.get(number)
        if documented is not None and documented.ending_kind is EndingKind.PLANNED:
            raise NotAllowedError("Insatsen avslutades enligt planering, så det finns inget avbrott att komma tillbaka efter.")
        if number in self.ending.returns:
            raise NotAllowedError("Återkomsten är redan dokumenterad. Stryk den uppgift som är fel och skriv en ny.")
        if return_details is not None:
            policy.require_text(return_details, "Texten om återkomsten")
        return (
            ReturnedAfterInterruption(
                **self._next(stamp),
                entry_id=entry_id,
                returned_on=returned_on,
                closing_number=number,
                days_away=days_away,
                same_problem=same_problem,
                return_details=return_details,
                source=source,
            ),
        )

    def _latest_closing(self) -> tuple[int, date]:
        closings = [(number, span.last) for number, span in enumerate(self.open_spans, 1) if span.last is not None]
        if not closings:
            raise NotAllowedError("Ärendet är inte avslutat. Avsluta ärendet först och dokumentera sedan avslutet.")
        return closings[-1]

    def _closing_before_reopening(self, day: date) -> tuple[int, int]:
        """The number of the closing before the reopening on `day`, and the days between."""
        for number, span in reversed(list(enumerate(self.open_spans[1:], 1))):
            closed_on = self.open_spans[number - 1].last
            if span.first == day and closed_on is not None:
                return number, (day - closed_on).days
        raise InvalidValueError(f"Ärendet öppnades inte igen {day}. Öppna ärendet igen först, eller ange den dagen.")

    def _require_ending_kind(self, kind: EndingKind) -> None:
        # Once the case is open again its earlier closing is history that only its own entries tell of.
        manner = None if self.closing is None else self.closing.manner
        if manner is not None and _KIND_OF_MANNER.get(manner, kind) is not kind:
            raise InvalidValueError(
                f"Ärendets avslutssätt är {manner.swedish}, men avslutet anges som {kind.swedish}. Rätta det som är fel."
            )

    def _require_referrals(self, referrals: tuple[ReferralReceiver, ...]) -> None:
        referred = None if self.closing is None else self.closing.referred_onward
        if referred is not None and referred != bool(referrals):
            stated = "hänvisades vidare" if referred else "inte hänvisades vidare"
            raise InvalidValueError(f"Avslutet säger att den enskilde {stated}. Rätta avslutet eller uppgiften om hänvisning.")

    def _require_known_goals_and_ratings(self, documented: ClosingDocumented) -> None:
        for outcome in documented.goal_outcomes:
            require_existing(outcome.goal_id, self.plan_work.goals, "Målet")
        for rating_id in documented.final_rating_ids:
            require_existing(rating_id, self.ratings, "Skattningen")


def _require_whole(documented: ClosingDocumented) -> None:
    cause, unplanned = documented.interruption_cause, documented.ending_kind is EndingKind.UNPLANNED
    if unplanned and cause is None:
        raise InvalidValueError("Orsaken till avbrottet saknas. Ange den, eller okänt.")
    if cause in _CAUSES_TO_EXPLAIN and documented.cause_details is None:
        raise InvalidValueError(f"Orsaken är ”{cause.swedish}”. Beskriv den.")
    if documented.done_summary is None:
        raise InvalidValueError("Det saknas vad som har gjorts. Sammanfatta insatsen.")
    if documented.goal_attainment is None:
        raise InvalidValueError("Måluppfyllelsen saknas. Ange den, eller inte aktuellt.")
    if documented.individual_view is None and documented.child_view is None and documented.no_own_view_cause is None:
        raise InvalidValueError("Den enskildes egen uppfattning saknas. Skriv den, eller ange varför den saknas.")
    if documented.remaining_need is None:
        raise InvalidValueError("Det saknas om det finns ett kvarstående behov. Ange ja, nej eller okänt.")
    if documented.remaining_need is YesNoUnknown.YES and documented.remaining_need_details is None:
        raise InvalidValueError("Det finns ett kvarstående behov. Beskriv det, så att uppdragsgivaren kan ta vid.")


def _require_consistent(documented: ClosingDocumented, policy: Policy) -> None:
    if documented.ending_kind is EndingKind.PLANNED and documented.interruption_cause is not None:
        raise InvalidValueError("Ett planerat avslut har ingen orsak till avbrott. Ta bort orsaken eller ange oplanerat.")
    goals = [outcome.goal_id for outcome in documented.goal_outcomes]
    if len(set(goals)) != len(goals):
        raise InvalidValueError("Samma mål är bedömt mer än en gång. Ange en måluppfyllelse för varje mål.")
    if documented.no_own_view_cause is not None and documented.individual_view is not None:
        raise InvalidValueError("Den enskildes uppfattning är skriven, så den saknas inte. Ta bort orsaken till att den saknas.")
    if documented.remaining_need is YesNoUnknown.NO and documented.remaining_need_details is not None:
        raise InvalidValueError("Det finns inget kvarstående behov, men ett är beskrivet. Rätta det som är fel.")
    if (documented.reported_to_commissioner_on is None) != (documented.reporting_manner is None):
        raise InvalidValueError("Ange både när och hur uppdragsgivaren fick återrapport, eller ingetdera.")
    if documented.referral_details is not None and not documented.referrals:
        raise InvalidValueError("Det är beskrivet vart den enskilde hänvisades, men inte till vem. Ange mottagaren.")
    for field, what in _TEXTS.items():
        text = getattr(documented, field)
        if text is not None:
            policy.require_text(text, what)


_TEXTS = {
    "cause_details": "Beskrivningen av orsaken",
    "done_summary": "Sammanfattningen av vad som har gjorts",
    "situation_at_closing": "Situationen vid avslutet",
    "assessment": "Bedömningen",
    "individual_view": "Den enskildes uppfattning",
    "child_view": "Barnets uppfattning",
    "remaining_need_details": "Beskrivningen av det kvarstående behovet",
    "referral_details": "Beskrivningen av hänvisningen",
}
"""The texts of a documented closing, in the order that they are checked."""
