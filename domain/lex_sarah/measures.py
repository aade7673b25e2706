"""What is done about what happened: the decisions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Stamp
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import CauseArea, LexSarahMeasureKind, MeasureState
from domain.lex_sarah.guards import require_names
from domain.lex_sarah.measures_events import ImmediateMeasureTaken, MeasureDueChanged, MeasurePlanned, NoMeasureNeeded
from domain.lex_sarah.measures_outcome import MeasureOutcomeDecisions
from domain.lex_sarah.region_guards import require_once
from domain.policies import Policy


class MeasureDecisions(MeasureOutcomeDecisions):
    """What is done about what happened."""

    def take_immediate_measure(
        self,
        *,
        entry_id: UUID,
        taken_at: Occurred,
        measure: str,
        taken_by_role: str,
        for_case_ids: tuple[UUID, ...] = (),
        risk_removed: YesNoUnknown,
        remaining_risk: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ImmediateMeasureTaken]:
        """Record something that was done at once (sv. *vidta omedelbar åtgärd*), from the report until its closing.

        Args:
            taken_at: From the day that what is reported occurred to today.
            taken_by_role: A role, not a name.
            for_case_ids: Among those affected; empty = for all, or for none in particular.
            remaining_risk: Exactly when the risk is not removed, or that is not known.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Others carry it on.
            InvalidValueError: `taken_at`; `measure`, `taken_by_role`; a case twice.
            NotFoundError: A case is not affected.
            InvalidValueError: `remaining_risk`.

        Source: SoL 2025:400 27:5.
        """
        # Whoever is in conflict may still have had to avert what was going on, and says so.
        report = self._require_open_for(entry_id, "Åtgärden")
        self._require_here(self.measures)
        self._require_between(report.occurred.on, taken_at.on, "Åtgärdens dag", today)
        policy.require_text(measure, "Åtgärden")
        policy.require_short_text(taken_by_role, "Rollen hos den som vidtog åtgärden")
        require_once(for_case_ids, "Ett ärende")
        for case_id in for_case_ids:
            self._require_individual(case_id)
        _require_remaining(risk_removed, remaining_risk, policy)
        return (
            ImmediateMeasureTaken(
                **self._next(stamp), entry_id=entry_id, taken_at=taken_at, measure=measure, taken_by_role=taken_by_role,
                for_case_ids=for_case_ids, risk_removed=risk_removed, remaining_risk=remaining_risk,
            ),
        )

    def plan_measure(
        self,
        *,
        measure_id: UUID,
        measure_kind: LexSarahMeasureKind,
        measure: str,
        addressed_areas: tuple[CauseArea, ...],
        measure_owner_id: UUID,
        measure_owner_name: str,
        measure_owner_title: str | None = None,
        measure_last_day: date,
        verification: str,
        effect_due_on: date,
        instead_of: UUID | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MeasurePlanned]:
        """Plan a measure (sv. *planera åtgärd*).

        Args:
            measure_id: The entry's id.
            addressed_areas: Which of the causes' areas it is about, at least one.
            measure_last_day: From today.
            effect_due_on: From `measure_last_day` to `policy.lex_sarah_effect_days_max` after it.
            instead_of: A measure whose effect was looked for and lacking, and that no other follows.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `measure_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            InvalidValueError: `measure`, `addressed_areas`, the owner's name and title, `verification`, `measure_last_day`,
                `effect_due_on`.
            NotFoundError: There is no measure `instead_of`.
            NotAllowedError: Its effect is not lacking.
        """
        self._require_ours_for(self.measures, measure_id, "Åtgärden", stamp)
        policy.require_text(measure, "Åtgärden")
        if not addressed_areas:
            raise InvalidValueError("Ange minst ett orsaksområde som åtgärden gäller.")
        require_once(addressed_areas, "Ett orsaksområde")
        require_names(policy, {"Namnet på den som ansvarar": measure_owner_name, "Befattningen": measure_owner_title})
        policy.require_text(verification, "Hur effekten ska visa sig")
        _require_days(measure_last_day, effect_due_on, today, policy)
        if instead_of is not None and self._measure(instead_of).state is not MeasureState.EFFECT_LACKING:
            raise NotAllowedError(
                "Åtgärden som skulle ersättas är inte en vars effekt uteblev. Följ upp den först, eller planera utan att ersätta."
            )
        return (
            MeasurePlanned(
                **self._next(stamp), entry_id=measure_id, measure_kind=measure_kind, measure=measure,
                addressed_areas=addressed_areas, measure_owner_id=measure_owner_id, measure_owner_name=measure_owner_name,
                measure_owner_title=measure_owner_title, planned_on=today, measure_last_day=measure_last_day,
                verification=verification, effect_due_on=effect_due_on, instead_of=instead_of,
            ),
        )

    def change_measure_due(
        self,
        *,
        entry_id: UUID,
        measure_id: UUID,
        measure_last_day: date,
        effect_due_on: date,
        reason: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MeasureDueChanged]:
        """Give a measure other days (sv. *ändra åtgärdens tid*).

        Args:
            measure_last_day: From today; once the measure is taken, it stays.
            effect_due_on: From today and `measure_last_day` to `policy.lex_sarah_effect_days_max` after the latter.

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on.
            NotFoundError: Unknown measure.
            NotAllowedError: The measure is neither to be taken nor to be looked at.
            InvalidValueError: `measure_last_day`, `effect_due_on`; nothing changes; `reason`.
        """
        self._require_ours_for(self.measures, entry_id, "Ändringen", stamp)
        known = self._measure_in(measure_id, MeasureState.PLANNED, MeasureState.DONE)
        if known.done is None:
            _require_days(measure_last_day, effect_due_on, today, policy)
        else:
            if measure_last_day != known.last_day:
                raise InvalidValueError(f"Åtgärden är genomförd; sista dagen är kvar {known.last_day}. Ändra bara uppföljningen.")
            _require_effect_day(max(today, measure_last_day), measure_last_day, effect_due_on, policy)
        if (measure_last_day, effect_due_on) == (known.last_day, known.effect_due_on):
            raise InvalidValueError("Ändringen ändrar ingenting. Ange minst en ny dag.")
        policy.require_text(reason, "Skälet till ändringen")
        return (
            MeasureDueChanged(
                **self._next(stamp), entry_id=entry_id, measure_id=measure_id, measure_last_day=measure_last_day,
                effect_due_on=effect_due_on, reason=reason,
            ),
        )

    def need_no_measure(
        self, *, entry_id: UUID, no_measure_motivation: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[NoMeasureNeeded]:
        """State that no measures are needed beyond those taken at once, because (sv. *ingen ytterligare åtgärd*).

        Raises:
            NotFoundError: Unknown report.
            NotAllowedError: The report is closed.
            ConflictError: `entry_id` is used.
            NotAllowedError: Who acts is in conflict; others carry it on; then measures are planned.
            InvalidValueError: `no_measure_motivation`.
        """
        self._require_ours_for(self.measures, entry_id, "Motiveringen", stamp)
        if self.measures.planned:
            raise NotAllowedError("Åtgärder är planerade. Genomför och följ upp dem, eller avsluta var och en med motivering.")
        policy.require_text(no_measure_motivation, "Motiveringen till att inga åtgärder behövs")
        return (NoMeasureNeeded(**self._next(stamp), entry_id=entry_id, no_measure_motivation=no_measure_motivation),)


def _require_remaining(risk_removed: YesNoUnknown, remaining_risk: str | None, policy: Policy) -> None:
    if risk_removed is YesNoUnknown.YES:
        if remaining_risk is not None:
            raise InvalidValueError("Risken är undanröjd. Utelämna vad som återstår av den, eller ändra svaret.")
    elif remaining_risk is None:
        raise InvalidValueError("Risken är inte säkert undanröjd. Ange vad som återstår av den.")
    else:
        policy.require_text(remaining_risk, "Vad som återstår av risken")


def _require_days(last_day: date, effect_due_on: date, today: date, policy: Policy) -> None:
    if last_day < today:
        raise InvalidValueError(f"Åtgärdens sista dag är {last_day}, men i dag är det {today}. Ange en dag från i dag.")
    _require_effect_day(last_day, last_day, effect_due_on, policy)


def _require_effect_day(first: date, last_day: date, effect_due_on: date, policy: Policy) -> None:
    longest = max(first, last_day + timedelta(days=policy.lex_sarah_effect_days_max))
    if not first <= effect_due_on <= longest:
        raise InvalidValueError(f"Effekten skulle följas upp senast {effect_due_on}. Ange en dag från {first} till {longest}.")
