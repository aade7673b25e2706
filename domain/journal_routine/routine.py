"""The journal routine (sv. *journalrutin*): decided in versions, known by each worker, and taught to who is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from domain.base import Stamp, envelope
from domain.case.journal import Author
from domain.case.review.codes import ReviewQuestion
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.journal_routine.events import (
    InductionGiven,
    InductionPlanned,
    RoutineAcknowledged,
    RoutineAdopted,
    RoutineEnded,
    RoutineEntryStruck,
    RoutineRevised,
)
from domain.journal_routine.state import NumberedVersion, RoutineState
from domain.policies import Policy, require_not_after_today, require_order


class JournalRoutine(RoutineState):
    """The decisions on a journal routine."""

    def adopt(
        self, *, routine_id: UUID, unit: UUID | None = None, routine_text: str,
        standing_questions: tuple[ReviewQuestion, ...] = (), effective_from: date, decided_on: date, decided_by: str,
        others: Callable[[], Iterable[JournalRoutine]], stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[RoutineAdopted]:
        """Decide the first version of a unit's routine (sv. *anta journalrutin*).

        Args:
            unit: Whose; left out = the board's, for every unit that has none of its own.
            standing_questions: What is asked of each record at case reviews, each once; left out = every standing question.
            effective_from: From `decided_on`.
            decided_by: Who decided it, as a role.
            others: The board's other routines.

        Raises:
            ConflictError: Adopted already.
            InvalidValueError: `routine_text`; a question twice; `decided_on` after today; `effective_from` before it;
                `decided_by`.
            ConflictError: The unit, or the board, has a routine that is not ended before `effective_from`.
        """
        if self.version:
            raise ConflictError("Journalrutinen är redan antagen. Besluta en ny version av den.")
        _require_version(routine_text, standing_questions, effective_from, decided_on, decided_by, today, policy)
        if any(
            other.unit == unit and other.version and (other.ended is None or other.ended.last_day >= effective_from)
            for other in others()
        ):
            raise ConflictError("Det finns redan en journalrutin. Besluta en ny version av den, eller upphäv den först.")
        return (
            RoutineAdopted(
                **envelope(routine_id, 0, stamp), unit=unit, routine_text=routine_text,
                standing_questions=standing_questions or tuple(ReviewQuestion), effective_from=effective_from,
                decided_on=decided_on, decided_by=decided_by,
            ),
        )

    def revise(
        self, *, routine_text: str, standing_questions: tuple[ReviewQuestion, ...] = (), effective_from: date, decided_on: date,
        decided_by: str, change_summary: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[RoutineRevised]:
        """Decide the next version, which every worker is to acknowledge (sv. *revidera journalrutin*).

        Args:
            standing_questions, effective_from, decided_by: As for the first version.
            change_summary: What is new, in short.

        Raises:
            NotFoundError: Unknown routine; then NotAllowedError: it is ended.
            InvalidValueError: `routine_text`; a question twice; `decided_on` after today; `effective_from` before it;
                `decided_by`; `change_summary`.
            ConflictError: Neither the text nor the questions nor the day is another than in the version before.
        """
        stream_id = self._require_standing()
        _require_version(routine_text, standing_questions, effective_from, decided_on, decided_by, today, policy)
        policy.require_text(change_summary, "Vad som är nytt")
        questions, last = standing_questions or tuple(ReviewQuestion), self.versions[-1].says
        if (routine_text, questions, effective_from) == (last.routine_text, last.standing_questions, last.effective_from):
            raise ConflictError(f"Version {len(self.versions)} säger redan så. Ange det som ska ändras.")
        return (
            RoutineRevised(
                **envelope(stream_id, self.version, stamp), routine_text=routine_text, standing_questions=questions,
                effective_from=effective_from, decided_on=decided_on, decided_by=decided_by, change_summary=change_summary,
            ),
        )

    def acknowledge(
        self, *, entry_id: UUID, routine_version: int, acknowledged_on: date, author: Author, stamp: Stamp, today: date
    ) -> tuple[RoutineAcknowledged]:
        """Say that one has read a version oneself (sv. *kvittera journalrutin*).

        Args:
            routine_version: From 1; it may not have taken effect yet.
            acknowledged_on: From the day of the decision to today.

        Raises:
            NotFoundError: Unknown routine; then NotAllowedError: it is ended; then ConflictError: `entry_id` is used.
            NotFoundError: No such version.
            InvalidValueError: `acknowledged_on` after today, or before the decision.
            NotAllowedError: A later version was in force that day; then who writes is no member of staff.
            ConflictError: It is acknowledged already.
        """
        stream_id = self._require_standing()
        self._require_new_entry(entry_id)
        version = self._version(routine_version)
        require_not_after_today(acknowledged_on, "Dagen då rutinen kvitterades", today)
        require_order(version.says.decided_on, "beslutet", acknowledged_on, "Dagen då rutinen kvitterades")
        now = self.in_force(acknowledged_on)
        if now is not None and now.number > routine_version:
            raise NotAllowedError(
                f"Version {routine_version} gällde inte längre {acknowledged_on}. Kvittera version {now.number}."
            )
        if author.staff_id is None or author.name is None:
            raise NotAllowedError("Bara den som står i personalregistret kan kvittera rutinen. Be chefen registrera dig.")
        done = self.acknowledgement(author.staff_id, routine_version)
        if done is not None:
            raise ConflictError(f"Du har redan kvitterat version {routine_version}, den {done.acknowledged_on}.")
        return (
            RoutineAcknowledged(
                **envelope(stream_id, self.version, stamp), entry_id=entry_id, staff_id=author.staff_id, staff_name=author.name,
                routine_version=routine_version, acknowledged_on=acknowledged_on,
            ),
        )

    def plan_induction(
        self, *, entry_id: UUID, staff_id: UUID, staff_name: str, employed_from: date, induction_due_on: date | None = None,
        stamp: Stamp, policy: Policy,
    ) -> tuple[InductionPlanned]:
        """Say that somebody new is to be inducted in documentation (sv. *planera dokumentationsintroduktion*).

        Args:
            employed_from: The first day at work; it may be ahead.
            induction_due_on: From that day; left out = `policy.documentation_induction_days` after it.

        Raises:
            NotFoundError: Unknown routine; then NotAllowedError: it is ended; then ConflictError: `entry_id` is used.
            InvalidValueError: `staff_name`; `induction_due_on` before the first day at work.
            ConflictError: An induction is planned already.
        """
        stream_id = self._require_standing()
        self._require_new_entry(entry_id)
        policy.require_short_text(staff_name, "Namnet på den nyanställda")
        due_on = induction_due_on or employed_from + timedelta(days=policy.documentation_induction_days)
        require_order(employed_from, "första arbetsdagen", due_on, "Introduktionens sista dag")
        if self.planned_induction(staff_id) is not None:
            raise ConflictError("En introduktion är redan planerad för den nyanställda. Stryk den om den är fel.")
        return (
            InductionPlanned(
                **envelope(stream_id, self.version, stamp), entry_id=entry_id, staff_id=staff_id, staff_name=staff_name,
                employed_from=employed_from, induction_due_on=due_on,
            ),
        )

    def give_induction(
        self, *, entry_id: UUID, staff_id: UUID, staff_name: str, given_on: date, routine_version: int, gone_through: str,
        given_by_id: UUID, given_by_name: str, given_by_title: str | None = None, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[InductionGiven]:
        """Record that somebody was inducted in documentation (sv. *genomföra dokumentationsintroduktion*).

        Args:
            given_on: Not after today.
            routine_version: The version that was gone through, from 1.
            gone_through: What was gone through, in words.
            given_by_id: Never who was inducted.

        Raises:
            NotFoundError: Unknown routine; then NotAllowedError: it is ended; then ConflictError: `entry_id` is used.
            NotFoundError: No such version.
            InvalidValueError: `given_on` after today; `gone_through`; the names and the title.
            NotAllowedError: Both are the same person.
            ConflictError: The same version has been gone through with them already.
        """
        stream_id = self._require_standing()
        self._require_new_entry(entry_id)
        self._version(routine_version)
        require_not_after_today(given_on, "Dagen för introduktionen", today)
        policy.require_text(gone_through, "Vad introduktionen tog upp")
        policy.require_short_text(staff_name, "Namnet på den som introducerades")
        policy.require_short_text(given_by_name, "Namnet på den som introducerade")
        if given_by_title is not None:
            policy.require_short_text(given_by_title, "Befattningen på den som introducerade")
        if staff_id == given_by_id:
            raise NotAllowedError("Ingen kan introducera sig själv. Ange den som höll i introduktionen.")
        if any(each.routine_version == routine_version for each in self.inductions_of(staff_id)):
            raise ConflictError(
                f"Version {routine_version} är redan genomgången med medarbetaren. Stryk den uppgiften om den är fel."
            )
        return (
            InductionGiven(
                **envelope(stream_id, self.version, stamp), entry_id=entry_id, staff_id=staff_id, staff_name=staff_name,
                given_on=given_on, routine_version=routine_version, gone_through=gone_through, given_by_id=given_by_id,
                given_by_name=given_by_name, given_by_title=given_by_title,
            ),
        )

    def strike_entry(self, *, struck_entry_id: UUID, reason: str, stamp: Stamp, policy: Policy) -> tuple[RoutineEntryStruck]:
        """Strike an acknowledgement or an induction that was recorded wrongly (sv. *stryka uppgift om journalrutinen*).

        Raises:
            NotFoundError: Unknown routine; then no such entry.
            NotAllowedError: It is struck already.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_adopted()
        if struck_entry_id in self.struck:
            raise NotAllowedError("Uppgiften är redan struken.")
        if struck_entry_id not in self.entries:
            raise NotFoundError("Uppgiften finns inte i journalrutinen. Kontrollera uuid:t.")
        policy.require_short_text(reason, "Orsaken till strykningen")
        return (
            RoutineEntryStruck(**envelope(stream_id, self.version, stamp), struck_entry_id=struck_entry_id, reason=reason),
        )

    def end(self, *, last_day: date, reason: str, stamp: Stamp, policy: Policy) -> tuple[RoutineEnded]:
        """Let the routine hold no more after a day (sv. *upphäva journalrutin*).

        Args:
            last_day: From the day before the first version took effect; then it never holds.

        Raises:
            NotFoundError: Unknown routine; then NotAllowedError: it is ended.
            InvalidValueError: `last_day` earlier; `reason`.
        """
        stream_id = self._require_standing()
        first = min(each.says.effective_from for each in self.versions)
        if last_day < first - timedelta(days=1):
            raise InvalidValueError(f"Rutinen gäller från {first}. Ange en sista dag från dagen före.")
        policy.require_short_text(reason, "Orsaken till att rutinen upphävs")
        return (RoutineEnded(**envelope(stream_id, self.version, stamp), last_day=last_day, reason=reason),)

    def _version(self, number: int) -> NumberedVersion:
        if not 1 <= number <= len(self.versions):
            raise NotFoundError(f"Version {number} av journalrutinen finns inte. Ange 1 till {len(self.versions)}.")
        return self.versions[number - 1]

    def _require_adopted(self) -> UUID:
        if self.id is None or not self.versions:
            raise NotFoundError("Journalrutinen finns inte i nämnden. Se GET /api/v1/journal-routines.")
        return self.id

    def _require_standing(self) -> UUID:
        stream_id = self._require_adopted()
        if self.ended is not None:
            raise NotAllowedError(f"Journalrutinen är upphävd efter {self.ended.last_day}. Anta en ny.")
        return stream_id

    def _require_new_entry(self, entry_id: UUID) -> None:
        if entry_id in self.entries or entry_id in self.struck:
            raise ConflictError("Uppgiften finns redan i journalrutinen. Använd ett nytt uuid.")


def _require_version(
    text: str, questions: tuple[ReviewQuestion, ...], effective_from: date, decided_on: date, decided_by: str, today: date,
    policy: Policy,
) -> None:
    policy.require_text(text, "Rutinens text")
    if len(set(questions)) < len(questions):
        raise InvalidValueError("En stående fråga är angiven mer än en gång. Ange varje fråga högst en gång.")
    require_not_after_today(decided_on, "Dagen för beslutet", today)
    require_order(decided_on, "beslutet", effective_from, "Dagen då rutinen börjar gälla")
    policy.require_short_text(decided_by, "Vem som beslutade")
