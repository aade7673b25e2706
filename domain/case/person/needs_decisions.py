"""Decisions: what help the person needs to be understood, and how they want to be met."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.person.codes import InterpreterKind, ReminderChannel
from domain.case.person.events import InterpreterNeedRecorded, WishesRecorded
from domain.case.person.texts import require_given
from domain.errors import InvalidValueError
from domain.policies import Policy, require_not_after_today


class NeedsDecisions(GuardedCase):
    """Interpreter and wishes."""

    def record_interpreter_need(
        self,
        *,
        entry_id: UUID,
        person_asked_on: date,
        interpreter: InterpreterKind,
        interpreter_language: str | None = None,
        hearing_aids: str | None = None,
        interpreter_wishes: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InterpreterNeedRecorded]:
        """State what the person needs to understand and be understood, whole (sv. *registrera tolkbehov*).

        Args:
            person_asked_on: Not after today, nor after the closing unless it is imported history.
            interpreter_language: Needed for a spoken language; not given when no interpreter is needed.
            interpreter_wishes: Not given when no interpreter is needed.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `person_asked_on` after today; then a language is missing, or language or wishes are given without
                an interpreter; then the texts, in the order of the parameters.
            NotAllowedError: After the closing.

        Source: FL 2017:900 13 §.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Tolkbehovet")
        require_not_after_today(person_asked_on, "Dagen för frågan", today)
        if interpreter is InterpreterKind.SPOKEN and interpreter_language is None:
            raise InvalidValueError("Språket saknas. Ange vilket språk tolken ska tala.")
        if interpreter is InterpreterKind.NONE and (interpreter_language is not None or interpreter_wishes is not None):
            raise InvalidValueError("Ingen tolk behövs, så språk och önskemål om tolk ska inte anges. Ändra något av dem.")
        require_given(policy.require_short_text, {
            "Tolkspråket": interpreter_language, "Hörselhjälpmedlen": hearing_aids, "Önskemålen om tolk": interpreter_wishes,
        })
        self._require_open_on(person_asked_on, "Dagen för frågan", imported=is_imported(stamp, source))
        return (
            InterpreterNeedRecorded(
                **self._next(stamp), entry_id=entry_id, person_asked_on=person_asked_on, interpreter=interpreter,
                interpreter_language=interpreter_language, hearing_aids=hearing_aids, interpreter_wishes=interpreter_wishes,
                source=source,
            ),
        )

    def record_wishes(
        self,
        *,
        entry_id: UUID,
        person_asked_on: date,
        preferred_place: str | None = None,
        preferred_times: str | None = None,
        preferred_language: str | None = None,
        reminder_channels: tuple[ReminderChannel, ...] = (),
        needed_aids: str | None = None,
        other_wishes: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[WishesRecorded]:
        """State how the person wants to be met, whole (sv. *registrera önskemål*); what is left out is no longer a wish.

        Args:
            person_asked_on: Not after today, nor after the closing unless it is imported history.
            reminder_channels: Each once; "none" stands alone.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `person_asked_on` after today; then nothing is wished; then `reminder_channels`; then the texts,
                in the order of the parameters.
            NotAllowedError: After the closing.

        Source: SoL 2025:400 10:3.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Önskemålen")
        require_not_after_today(person_asked_on, "Dagen för frågan", today)
        wished = {
            "Önskad plats": preferred_place, "Önskade tider": preferred_times, "Önskat språk": preferred_language,
            "Hjälpmedlen": needed_aids, "Övriga önskemål": other_wishes,
        }
        if not reminder_channels and all(text is None for text in wished.values()):
            raise InvalidValueError("Inget önskemål är angivet. Ange minst ett.")
        _require_channels(reminder_channels)
        require_given(policy.require_short_text, wished)
        self._require_open_on(person_asked_on, "Dagen för frågan", imported=is_imported(stamp, source))
        return (
            WishesRecorded(
                **self._next(stamp), entry_id=entry_id, person_asked_on=person_asked_on, preferred_place=preferred_place,
                preferred_times=preferred_times, preferred_language=preferred_language, reminder_channels=reminder_channels,
                needed_aids=needed_aids, other_wishes=other_wishes, source=source,
            ),
        )


def _require_channels(channels: tuple[ReminderChannel, ...]) -> None:
    if len(set(channels)) < len(channels):
        raise InvalidValueError("Samma sätt att påminna är angivet två gånger. Ange varje sätt en gång.")
    if ReminderChannel.NONE in channels and len(channels) > 1:
        raise InvalidValueError("Ingen påminnelse kan inte förenas med ett sätt att påminna. Välj det ena.")
