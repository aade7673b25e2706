"""An anonymous user survey of a unit (sv. *brukarundersökning*)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.offering.recognition import recognised_identity
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState
from domain.survey import events as e
from domain.survey.codes import SurveyOccasion


class Survey(StreamState):
    """One survey (sv. *brukarundersökning*), folded from its stream's events. `version` 0 = not made.

    Attributes:
        asked_count: How many are asked, as last counted; from 0.
        answers, texts: What stands, by batch.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.unit: UUID | None = None
        self.defined: e.SurveyDefined | None = None
        self.opened: e.SurveyOpened | None = None
        self.asked_count = 0
        self.answers: dict[UUID, tuple[e.SurveyAnswer, ...]] = {}
        self.texts: dict[UUID, tuple[str, ...]] = {}
        self.struck: tuple[UUID, ...] = ()
        self.closed: e.SurveyClosed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case e.SurveyDefined():
                self.defined, self.unit = event, event.unit
            case e.SurveyOpened():
                self.opened, self.asked_count = event, event.asked_count
            case e.SurveyAskedCounted():
                self.asked_count = event.asked_count
            case e.SurveyAnswersRecorded():
                self.answers = {**self.answers, event.batch_id: event.survey_answers}
            case e.SurveyTextsRecorded():
                self.texts = {**self.texts, event.batch_id: event.free_texts}
            case e.SurveyBatchStruck():
                self.struck = (*self.struck, event.struck_batch_id)
                self.answers = _without(self.answers, event.struck_batch_id)
                self.texts = _without(self.texts, event.struck_batch_id)
            case e.SurveyClosed():
                self.closed = event

    @property
    def all_answers(self) -> list[e.SurveyAnswer]:
        """Every answer that stands."""
        return [answer for batch in self.answers.values() for answer in batch]

    @property
    def all_texts(self) -> list[str]:
        """Everything that people wrote and that stands, in the order of the alphabet."""
        return sorted(text for batch in self.texts.values() for text in batch)

    def define(
        self, *, survey_id: UUID, unit: UUID, survey_name: str, survey_occasion: SurveyOccasion,
        questions: tuple[e.SurveyQuestion, ...], asks_gender: bool, free_text_question: str | None = None, stamp: Stamp,
        policy: Policy,
    ) -> tuple[e.SurveyDefined]:
        """Make a survey: its questions, each with its scale (sv. *utforma brukarundersökning*).

        Args:
            questions: 1 to `survey_questions_max`, none twice; a scale has 2 to `survey_scale_max` values.
            free_text_question: What people may write freely about; left out = nothing.

        Raises:
            ConflictError: Made already.
            InvalidValueError: `survey_name`; no question, too many, or one twice; then for each its wording, its scale, the words
                for its ends; `free_text_question`.
        """
        if self.version:
            raise ConflictError("Undersökningen är redan utformad. Utforma en ny i stället.")
        policy.require_short_text(survey_name, "Undersökningens namn")
        _require_questions(questions, policy)
        if free_text_question is not None:
            policy.require_short_text(free_text_question, "Fritextfrågan")
        return (
            e.SurveyDefined(
                **envelope(survey_id, 0, stamp), unit=unit, survey_name=survey_name, survey_occasion=survey_occasion,
                questions=questions, asks_gender=asks_gender, free_text_question=free_text_question,
            ),
        )

    def open(
        self, *, first_day: date, last_day: date, asked_count: int, stamp: Stamp, policy: Policy
    ) -> tuple[e.SurveyOpened]:
        """Open the survey for a period (sv. *öppna brukarundersökning*).

        Args:
            last_day: Not before `first_day`.
            asked_count: How many are asked, from 0; of a survey at closing as many as are counted on so far.

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it has been opened.
            InvalidValueError: `last_day`, `asked_count`.
        """
        stream_id = self._require_defined()
        if self.opened is not None:
            raise NotAllowedError(f"Undersökningen öppnades redan för {self.opened.first_day}. Utforma en ny för nästa period.")
        require_order(first_day, "den första dagen", last_day, "Den sista dagen")
        _require_count(asked_count, 0)
        return (
            e.SurveyOpened(
                **envelope(stream_id, self.version, stamp), first_day=first_day, last_day=last_day, asked_count=asked_count
            ),
        )

    def count_asked(self, *, asked_count: int, reason: str, stamp: Stamp, policy: Policy) -> tuple[e.SurveyAskedCounted]:
        """Put right how many are asked (sv. *ändra antalet tillfrågade*).

        Args:
            asked_count: From the number of answers.

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it is not opened; then it is closed.
            InvalidValueError: `asked_count`, `reason`.
            ConflictError: Nothing is changed.
        """
        stream_id = self._require_open()
        _require_count(asked_count, len(self.all_answers))
        policy.require_short_text(reason, "Orsaken till ändringen")
        if asked_count == self.asked_count:
            raise ConflictError(f"Antalet tillfrågade är redan {asked_count}. Ange det nya antalet.")
        return (e.SurveyAskedCounted(**envelope(stream_id, self.version, stamp), asked_count=asked_count, reason=reason),)

    def record_answers(
        self, *, batch_id: UUID, survey_answers: tuple[e.SurveyAnswer, ...], stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.SurveyAnswersRecorded]:
        """Record answers together; they are stored in an order that says nothing (sv. *registrera svar*).

        Args:
            survey_answers: At least `survey_batch_min`; after the last day also what is left. Each has a value or None for each
                question, within the scale, both ends included, and not None for all.

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it is not opened; it is closed; its period has not begun.
            ConflictError: `batch_id` is taken.
            InvalidValueError: Too few together; more than were asked; then for each answer the number of values, one outside the
                scale, nothing ticked, a gender that is not asked for.
        """
        stream_id = self._require_open(today)
        self._require_batch(batch_id, len(survey_answers), len(self.all_answers), today, policy)
        for number, answer in enumerate(survey_answers, 1):
            self._require_answer(answer, number)
        return (
            e.SurveyAnswersRecorded(
                **envelope(stream_id, self.version, stamp), batch_id=batch_id,
                survey_answers=tuple(sorted(survey_answers, key=_answer_order)),
            ),
        )

    def record_texts(
        self, *, batch_id: UUID, free_texts: tuple[str, ...], stamp: Stamp, today: date, policy: Policy
    ) -> tuple[e.SurveyTextsRecorded]:
        """Record what people wrote freely, apart from what they ticked (sv. *registrera fritextsvar*).

        Args:
            free_texts: At least `survey_batch_min`; after the last day also what is left.

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it is not opened; it is closed; its period has not begun; it has
                no such question.
            ConflictError: `batch_id` is taken.
            InvalidValueError: Too few together; more than were asked; then for each a text that cannot be stored, or one that
                identifies somebody.
        """
        stream_id = self._require_open(today)
        if self.defined is None or self.defined.free_text_question is None:
            raise NotAllowedError("Undersökningen har ingen fritextfråga. Registrera bara det som är ikryssat.")
        self._require_batch(batch_id, len(free_texts), len(self.all_texts), today, policy)
        for number, text in enumerate(free_texts, 1):
            policy.require_text(text, f"Fritextsvar {number}")
            found = recognised_identity(text)
            if found is not None:
                raise InvalidValueError(f"Fritextsvar {number} innehåller {found}. Undersökningen är anonym: ta bort det.")
        return (
            e.SurveyTextsRecorded(
                **envelope(stream_id, self.version, stamp), batch_id=batch_id, free_texts=tuple(sorted(free_texts))
            ),
        )

    def strike_batch(self, *, struck_batch_id: UUID, reason: str, stamp: Stamp, policy: Policy) -> tuple[e.SurveyBatchStruck]:
        """Strike answers or texts that were wrongly recorded (sv. *stryka svar*).

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it is not opened; then it is closed; then they are struck.
            NotFoundError: Unknown batch.
            InvalidValueError: `reason`.
        """
        stream_id = self._require_open()
        if struck_batch_id in self.struck:
            raise NotAllowedError("Svaren är redan strukna.")
        if struck_batch_id not in self.answers and struck_batch_id not in self.texts:
            raise NotFoundError("Svaren finns inte i undersökningen. Kontrollera uuid:t.")
        policy.require_short_text(reason, "Orsaken till strykningen")
        return (
            e.SurveyBatchStruck(**envelope(stream_id, self.version, stamp), struck_batch_id=struck_batch_id, reason=reason),
        )

    def close(self, *, closed_on: date, stamp: Stamp, today: date) -> tuple[e.SurveyClosed]:
        """Close the survey, so that its results can be read (sv. *stänga brukarundersökning*).

        Raises:
            NotFoundError: Unknown survey; then NotAllowedError: it is not opened; then it is closed.
            InvalidValueError: `closed_on` before the first day, or after today.
        """
        stream_id = self._require_open()
        assert self.opened is not None, "checked just above"
        require_order(self.opened.first_day, "den första dagen", closed_on, "Stängningen")
        require_not_after_today(closed_on, "Stängningen", today)
        return (e.SurveyClosed(**envelope(stream_id, self.version, stamp), closed_on=closed_on),)

    def _require_defined(self) -> UUID:
        if self.id is None or self.defined is None:
            raise NotFoundError("Undersökningen finns inte i nämnden. Kontrollera uuid:t.")
        return self.id

    def _require_open(self, today: date | None = None) -> UUID:
        stream_id = self._require_defined()
        if self.opened is None:
            raise NotAllowedError("Undersökningen är inte öppnad. Öppna den för en period först.")
        if self.closed is not None:
            raise NotAllowedError(f"Undersökningen stängdes {self.closed.closed_on} och ändras inte mer.")
        if today is not None and today < self.opened.first_day:
            raise NotAllowedError(f"Undersökningen börjar {self.opened.first_day}. Svar registreras från den dagen.")
        return stream_id

    def _require_batch(self, batch_id: UUID, count: int, before: int, today: date, policy: Policy) -> None:
        assert self.opened is not None, "checked before"
        if batch_id in (*self.answers, *self.texts, *self.struck):
            raise ConflictError("Det finns redan svar med det uuid:t. Använd ett nytt.")
        least = policy.survey_batch_min if today <= self.opened.last_day else 1
        if count < least:
            raise InvalidValueError(
                f"{count} svar registrerades. Registrera minst {least} på en gång, så att tiden inte visar vem som svarade;"
                f" efter {self.opened.last_day} tas också det som är kvar emot."
            )
        if before + count > self.asked_count:
            raise InvalidValueError(
                f"Det skulle bli {before + count} svar av {self.asked_count} tillfrågade. Rätta antalet tillfrågade först."
            )

    def _require_answer(self, answer: e.SurveyAnswer, number: int) -> None:
        assert self.defined is not None, "checked before"
        questions = self.defined.questions
        if len(answer.ticked) != len(questions):
            raise InvalidValueError(f"Svar {number} har {len(answer.ticked)} värden, men frågorna är {len(questions)}.")
        for place, (value, question) in enumerate(zip(answer.ticked, questions, strict=True), 1):
            if value is not None and not question.lowest <= value <= question.highest:
                raise InvalidValueError(
                    f"Svar {number} har {value} på fråga {place}. Ange ett tal från {question.lowest} till {question.highest}."
                )
        if all(value is None for value in answer.ticked):
            raise InvalidValueError(f"Svar {number} har inget ikryssat. Utelämna det: det är ett bortfall och inget svar.")
        if answer.gender is not None and not self.defined.asks_gender:
            raise InvalidValueError(f"Svar {number} har ett kön, men undersökningen frågar inte efter det. Utelämna det.")


def _without(batches: dict[UUID, Any], batch_id: UUID) -> dict[UUID, Any]:
    return {key: batch for key, batch in batches.items() if key != batch_id}


def _answer_order(answer: e.SurveyAnswer) -> tuple[Any, ...]:
    return tuple((value is None, value or 0) for value in answer.ticked), answer.gender or ""


def _require_count(asked_count: int, least: int) -> None:
    if asked_count < least:
        raise InvalidValueError(f"Antalet tillfrågade är {asked_count}. Ange ett tal från {least}.")


def _require_questions(questions: tuple[e.SurveyQuestion, ...], policy: Policy) -> None:
    if not 1 <= len(questions) <= policy.survey_questions_max:
        raise InvalidValueError(f"Undersökningen har {len(questions)} frågor. Ange 1 till {policy.survey_questions_max}.")
    if len({each.question.strip().casefold() for each in questions}) < len(questions):
        raise InvalidValueError("Samma fråga är angiven två gånger. Ange varje fråga en gång.")
    for number, each in enumerate(questions, 1):
        policy.require_short_text(each.question, f"Fråga {number}")
        if not 2 <= each.highest - each.lowest + 1 <= policy.survey_scale_max:
            raise InvalidValueError(
                f"Fråga {number} har skalan {each.lowest} till {each.highest}. Ange 2 till {policy.survey_scale_max} värden,"
                " det lägsta först."
            )
        for words in (each.lowest_means, each.highest_means):
            if words is not None:
                policy.require_short_text(words, f"Orden för skalans ändar i fråga {number}")
