"""Decisions: screening questions and warning signals."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.safety.codes import (
    DangerLevel,
    NotAskedReason,
    PersonConcerned,
    SafetyMeasure,
    ScreeningOutcome,
    ScreeningTopic,
    WarningSignal,
)
from domain.case.safety.events import ScreeningAsked, Told, WarningSignalFollowedUp, WarningSignalRecorded
from domain.errors import InvalidValueError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order

_URGENT = (DangerLevel.HIGH, DangerLevel.ACUTE)


class ScreeningDecisions(GuardedCase):
    """What is asked about danger, and what is noticed of it. A danger is recorded in a closed case too."""

    def record_screening(
        self,
        *,
        entry_id: UUID,
        asked_on: date,
        topic: ScreeningTopic,
        person_asked: PersonConcerned,
        screening_outcome: ScreeningOutcome,
        reason_not_asked: NotAskedReason | None = None,
        explanation: str | None = None,
        screening_form: str | None = None,
        answer: str | None = None,
        safety_measures: tuple[SafetyMeasure, ...] = (),
        ask_again_on: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ScreeningAsked]:
        """Record a screening question, or why it was not asked (sv. *screeningfråga*).

        Args:
            asked_on: Not after today.
            reason_not_asked: Given exactly when the question was not asked.
            explanation: Required for another reason than the listed ones.
            safety_measures: Required when the answer is yes; `NONE_NEEDED` stands alone.
            ask_again_on: After `asked_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `explanation`, `screening_form`, `answer`; then `asked_on`; then the reason is missing or does not
                belong; then its explanation is missing; then an answer to what was not asked; then no measure after yes; then
                `safety_measures`; then `ask_again_on`.

        Source: HSLF-FS 2022:39 (violence in close relations); SoL 2025:400 14:3.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Screeningfrågan")
        asked = ScreeningAsked(
            **self._next(stamp), entry_id=entry_id, asked_on=asked_on, topic=topic, person_asked=person_asked,
            screening_outcome=screening_outcome, reason_not_asked=reason_not_asked, explanation=explanation,
            screening_form=screening_form, answer=answer, safety_measures=safety_measures, ask_again_on=ask_again_on,
            source=source,
        )
        _require_screening_values(asked, today, policy)
        _require_answer_fits(asked)
        _require_measures(safety_measures)
        if ask_again_on is not None and ask_again_on <= asked_on:
            raise InvalidValueError(
                f"Frågan ställs igen {ask_again_on}, men gällde {asked_on}. Ange en senare dag för nästa gång."
            )
        return (asked,)

    def record_warning_signal(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        warning_signal: WarningSignal,
        person_in_danger: PersonConcerned,
        said: str | None = None,
        seen: str | None = None,
        danger_level: DangerLevel,
        danger_routine: str | None = None,
        assessment: str | None = None,
        safety_measures: tuple[SafetyMeasure, ...],
        told: tuple[Told, ...] = (),
        follow_up_by: date | None = None,
        screening_id: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[WarningSignalRecorded]:
        """Record a sign of danger, how great it is judged to be, and what was done (sv. *varningssignal*).

        Args:
            occurred: Not after today.
            said: At least one of it and `seen` is given.
            safety_measures: At least one; `NONE_NEEDED` stands alone, and not with a danger from `RAISED`.
            told: Each at the signal or after it, and not after today.
            follow_up_by: From `occurred` on; required from `RAISED`, and from `HIGH` at most `policy.danger_follow_up_days`
                days after today. Imported history may lack it.
            screening_id: A screening question of this case, answered with anything but no.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: Neither `said` nor `seen`; then texts; then `occurred`; then `safety_measures`; then `told`; then
                `follow_up_by`.
            NotFoundError: Unknown screening question.
            InvalidValueError: Its answer was no.

        Source: SoL 2025:400 14:3.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Varningssignalen")
        signal = WarningSignalRecorded(
            **self._next(stamp), entry_id=entry_id, occurred=occurred, warning_signal=warning_signal,
            person_in_danger=person_in_danger, said=said, seen=seen, danger_level=danger_level, danger_routine=danger_routine,
            assessment=assessment, safety_measures=safety_measures, told=told, follow_up_by=follow_up_by,
            screening_id=screening_id, source=source,
        )
        _require_signal_values(signal, today, policy)
        _require_acted(danger_level, safety_measures)
        _require_told(signal, today)
        if not is_imported(stamp, source):
            _require_watch(danger_level, follow_up_by, today, policy)
        if follow_up_by is not None:
            require_order(occurred.on, "signalens dag", follow_up_by, "Dagen för uppföljning")
        if screening_id is not None:
            self._require_telling_answer(screening_id)
        return (signal,)

    def follow_up_warning_signal(
        self,
        *,
        entry_id: UUID,
        signal_id: UUID,
        followed_up_on: date,
        danger_level: DangerLevel,
        assessment: str,
        safety_measures: tuple[SafetyMeasure, ...] = (),
        follow_up_by: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[WarningSignalFollowedUp]:
        """Look at a sign of danger again (sv. *följa upp varningssignal*).

        Args:
            followed_up_on: From the day of the signal to today, both included.
            follow_up_by: As for the signal itself, from `followed_up_on` on; None = it needs no more.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown signal.
            InvalidValueError: `assessment`; then `followed_up_on`; then `safety_measures`; then `follow_up_by`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppföljningen")
        if signal_id not in self.safety.signals:
            raise NotFoundError("Varningssignalen finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        policy.require_text(assessment, "Bedömningen")
        require_not_after_today(followed_up_on, "Uppföljningens dag", today)
        signal = self.safety.signals[signal_id].signal
        require_order(signal.occurred.on, "signalens dag", followed_up_on, "Uppföljningens dag")
        _require_measures(safety_measures)
        if not is_imported(stamp, source):
            _require_watch(danger_level, follow_up_by, today, policy)
        if follow_up_by is not None:
            require_order(followed_up_on, "uppföljningens dag", follow_up_by, "Dagen för nästa uppföljning")
        return (
            WarningSignalFollowedUp(
                **self._next(stamp), entry_id=entry_id, signal_id=signal_id, followed_up_on=followed_up_on,
                danger_level=danger_level, assessment=assessment, safety_measures=safety_measures, follow_up_by=follow_up_by,
                source=source,
            ),
        )

    def _require_telling_answer(self, screening_id: UUID) -> None:
        found = next((each for each in self.safety.screenings if each.entry_id == screening_id), None)
        if found is None:
            raise NotFoundError("Screeningfrågan finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if found.screening_outcome is ScreeningOutcome.NO:
            raise InvalidValueError("Svaret på screeningfrågan var nej. Ange en annan fråga, eller ingen.")


def _require_screening_values(asked: ScreeningAsked, today: date, policy: Policy) -> None:
    if asked.explanation is not None:
        policy.require_text(asked.explanation, "Förklaringen")
    if asked.screening_form is not None:
        policy.require_short_text(asked.screening_form, "Frågeformulärets namn")
    if asked.answer is not None:
        policy.require_text(asked.answer, "Svaret")
    require_not_after_today(asked.asked_on, "Dagen då frågan gällde", today)


def _require_answer_fits(asked: ScreeningAsked) -> None:
    not_asked = asked.screening_outcome is ScreeningOutcome.NOT_ASKED
    if not_asked and asked.reason_not_asked is None:
        raise InvalidValueError("Frågan ställdes inte. Ange varför.")
    if not not_asked and asked.reason_not_asked is not None:
        raise InvalidValueError("Frågan ställdes. Ta bort orsaken till att den inte ställdes, eller ändra utfallet.")
    if asked.reason_not_asked is NotAskedReason.OTHER and asked.explanation is None:
        raise InvalidValueError("Frågan ställdes inte av annan orsak. Förklara vilken.")
    if not_asked and asked.answer is not None:
        raise InvalidValueError("Frågan ställdes inte men har ett svar. Ta bort svaret, eller ändra utfallet.")
    if asked.screening_outcome is ScreeningOutcome.YES and not asked.safety_measures:
        raise InvalidValueError("Svaret är ja. Ange vad som gjordes, eller att ingen åtgärd behövdes.")


def _require_signal_values(signal: WarningSignalRecorded, today: date, policy: Policy) -> None:
    if signal.said is None and signal.seen is None:
        raise InvalidValueError("Ange vad personen sade eller vad som iakttogs. Minst ett av fälten behövs.")
    texts = (
        (signal.said, "Vad personen sade"), (signal.seen, "Vad som iakttogs"), (signal.assessment, "Bedömningen"),
    )
    for text, what in texts:
        if text is not None:
            policy.require_text(text, what)
    if signal.danger_routine is not None:
        policy.require_short_text(signal.danger_routine, "Rutinens namn")
    require_not_after_today(signal.occurred.on, "Signalens dag", today)


def _require_measures(measures: tuple[SafetyMeasure, ...]) -> None:
    if len(set(measures)) != len(measures):
        raise InvalidValueError("En åtgärd står två gånger. Ange varje åtgärd en gång.")
    if SafetyMeasure.NONE_NEEDED in measures and len(measures) > 1:
        raise InvalidValueError("Ingen åtgärd behövdes, men andra åtgärder är angivna. Behåll det ena.")


def _require_acted(level: DangerLevel, measures: tuple[SafetyMeasure, ...]) -> None:
    if not measures:
        raise InvalidValueError("Ange vad som gjordes, eller att ingen åtgärd behövdes.")
    _require_measures(measures)
    if SafetyMeasure.NONE_NEEDED in measures and level in (DangerLevel.RAISED, *_URGENT):
        raise InvalidValueError(f"Faran bedömdes som {level.swedish}. Ange vad som gjordes, eller ändra bedömningen.")


def _require_told(signal: WarningSignalRecorded, today: date) -> None:
    for told in signal.told:
        require_not_after_today(told.told_at.on, "Dagen då någon underrättades", today)
        if told.told_at.on < signal.occurred.on and told.told_at.precision != "month":
            raise InvalidValueError(
                f"Någon underrättades {told.told_at.on}, före signalen {signal.occurred.on}. Rätta det datum som är fel."
            )


def _require_watch(level: DangerLevel, follow_up_by: date | None, today: date, policy: Policy) -> None:
    if level in (DangerLevel.RAISED, *_URGENT) and follow_up_by is None:
        raise InvalidValueError(f"Faran bedömdes som {level.swedish}. Ange senast vilken dag läget följs upp.")
    latest = today + timedelta(days=policy.danger_follow_up_days)
    if level in _URGENT and follow_up_by is not None and follow_up_by > latest:
        raise InvalidValueError(f"Faran bedömdes som {level.swedish}. Följ upp senast {latest}.")
