"""Decisions: case reviews."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.review.codes import ReviewAnswer, ReviewQuestion
from domain.case.review.events import AgreedMeasure, AnsweredQuestion, CaseReviewed
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy, require_not_after_today, require_order


class ReviewDecisions(GuardedCase):
    """Case reviews."""

    def review_case(
        self,
        *,
        entry_id: UUID,
        reviewed_on: date,
        led_by_id: UUID,
        led_by_name: str,
        led_by_title: str | None = None,
        presented_by_id: UUID,
        presented_by_name: str,
        presented_by_title: str | None = None,
        standing_answers: tuple[AnsweredQuestion, ...],
        assessment: str | None = None,
        agreed_measures: tuple[AgreedMeasure, ...] = (),
        next_review_on: date | None = None,
        longer_interval_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[CaseReviewed]:
        """Record that a manager went through the case with a worker (sv. *ärendegenomgång*).

        Args:
            reviewed_on: Not after today, nor after the closing unless it is imported history.
            presented_by_id: Who presents the case: the responsible, a co-worker or a stand-in, and never who leads the review.
            standing_answers: Every standing question once; only imported history may leave some out.
            agreed_measures: At least one for each question answered no, unless it is imported history; each due on the day of the
                review or after it.
            next_review_on: From the day after the review to `policy.case_review_interval_days` after it, both included; later
                only with `longer_interval_reason`. None = the last of those days, or no next review if the case is closed.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `reviewed_on` after today.
            NotAllowedError: After the closing; then both are the same person.
            InvalidValueError: Names and titles; a question answered twice; one not answered; one answered no without a measure;
                the measures; `assessment`; `longer_interval_reason`; then `next_review_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Ärendegenomgången")
        imported = is_imported(stamp, source)
        require_not_after_today(reviewed_on, "Dagen för ärendegenomgången", today)
        self._require_open_on(reviewed_on, "Dagen för ärendegenomgången", imported=imported)
        if led_by_id == presented_by_id:
            raise NotAllowedError("Den som leder genomgången kan inte gå igenom sitt eget ärende. Välj en annan chef.")
        policy.require_short_text(led_by_name, "Namnet på den som leder genomgången")
        policy.require_short_text(presented_by_name, "Namnet på den som föredrar ärendet")
        policy.require_short_texts(tuple(each for each in (led_by_title, presented_by_title) if each is not None), "Befattningen")
        _require_answers(standing_answers, agreed_measures, imported=imported)
        _require_measures(agreed_measures, reviewed_on, policy)
        if assessment is not None:
            policy.require_text(assessment, "Bedömningen")
        if longer_interval_reason is not None:
            policy.require_short_text(longer_interval_reason, "Orsaken till längre tid till nästa genomgång")
        return (
            CaseReviewed(
                **self._next(stamp),
                entry_id=entry_id,
                reviewed_on=reviewed_on,
                led_by_id=led_by_id,
                led_by_name=led_by_name,
                led_by_title=led_by_title,
                presented_by_id=presented_by_id,
                presented_by_name=presented_by_name,
                presented_by_title=presented_by_title,
                standing_answers=standing_answers,
                assessment=assessment,
                agreed_measures=agreed_measures,
                next_review_on=self._next_review(
                    reviewed_on, next_review_on, longer_interval_reason, policy, imported=imported
                ),
                longer_interval_reason=longer_interval_reason,
                source=source,
            ),
        )

    def _next_review(
        self, reviewed_on: date, wanted: date | None, reason: str | None, policy: Policy, *, imported: bool
    ) -> date | None:
        if wanted is None:
            interval = timedelta(days=policy.case_review_interval_days)
            return None if imported or self.closing is not None else reviewed_on + interval
        if wanted <= reviewed_on:
            raise InvalidValueError(f"Nästa genomgång är {wanted}. Ange en dag efter genomgången {reviewed_on}.")
        days = (wanted - reviewed_on).days
        if days > policy.case_review_interval_days and reason is None and not imported:
            raise InvalidValueError(
                f"Nästa genomgång är om {days} dagar. Högst {policy.case_review_interval_days} dagar gäller: ange en tidigare dag"
                " eller orsaken till att det dröjer längre."
            )
        return wanted


def _require_answers(
    answers: tuple[AnsweredQuestion, ...], measures: tuple[AgreedMeasure, ...], *, imported: bool
) -> None:
    answered = [each.question for each in answers]
    for question in ReviewQuestion:
        if answered.count(question) > 1:
            raise InvalidValueError(f"Frågan ”{question.swedish}” är besvarad mer än en gång. Ange ett svar.")
    if imported:
        return
    for question in ReviewQuestion:
        if question not in answered:
            raise InvalidValueError(f"Frågan ”{question.swedish}” är inte besvarad. Svara ja, nej eller inte aktuellt.")
    with_measure = {each.question for each in measures}
    for each in answers:
        if each.answer is ReviewAnswer.NO and each.question not in with_measure:
            raise InvalidValueError(f"Svaret på ”{each.question.swedish}” är nej. Ange vad som ska göras åt det och när.")


def _require_measures(measures: tuple[AgreedMeasure, ...], reviewed_on: date, policy: Policy) -> None:
    for each in measures:
        policy.require_text(each.measure, "Åtgärden")
        require_order(reviewed_on, "genomgången", each.measure_due_on, "Åtgärdens sista dag")
