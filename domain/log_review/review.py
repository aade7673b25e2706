"""One review of a unit's access log for a month (sv. *loggkontroll*): planned, drawn, assessed by others, dealt with, closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.log_review.codes import LogJudgement, LogMeasure
from domain.log_review.draw import DrawnReading, ReadingFrame, draw_readings
from domain.log_review.events import (
    LogMeasureTaken,
    LogReadingAssessed,
    LogReadingsDrawn,
    LogReviewClosed,
    LogReviewPlanned,
)
from domain.months import months_after
from domain.policies import Policy, require_not_after_today
from domain.sample.sample import WitnessedCheckpoint
from domain.sampling.codes import SeedSource
from domain.stream_state import StreamState


class LogReview(StreamState):
    """One log review (sv. *loggkontroll*), folded from its stream's events. `version` 0 = not planned.

    Attributes:
        assessed: What each reading was last found to be, by its number in the draw.
        measures: What was done, in order.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.planned: LogReviewPlanned | None = None
        self.drawn: LogReadingsDrawn | None = None
        self.assessed: dict[int, LogReadingAssessed] = {}
        self.measures: list[LogMeasureTaken] = []
        self.closed: LogReviewClosed | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case LogReviewPlanned():
                self.planned = event
            case LogReadingsDrawn():
                self.drawn = event
            case LogReadingAssessed():
                self.assessed[event.reading_number] = event
            case LogMeasureTaken():
                self.measures.append(event)
            case LogReviewClosed():
                self.closed = event

    @property
    def unit(self) -> UUID | None:
        """Whose records; None = nothing is planned."""
        return None if self.planned is None else self.planned.unit

    @property
    def is_training(self) -> bool:
        """Whether somebody chose what it is drawn with; such a review does not count as the month's."""
        return self.drawn is not None and self.drawn.seed_source is SeedSource.TRAINING

    @property
    def readings(self) -> tuple[DrawnReading, ...]:
        """The readings drawn."""
        return () if self.drawn is None else self.drawn.drawn_readings

    def without_measure(self) -> list[int]:
        """Deviations that nothing is done about yet, by number; an unauthorised reading also asks whether it is a breach."""
        found = []
        for number, assessed in sorted(self.assessed.items()):
            taken = [each.log_measure for each in self.measures if each.reading_number == number]
            if assessed.log_judgement is LogJudgement.NOT_JUSTIFIED and not any(each.answers_breach for each in taken):
                found.append(number)
            elif assessed.log_judgement.is_deviation and not taken:
                found.append(number)
        return found

    def plan(
        self, *, log_review_id: UUID, unit: UUID, log_month: str, others: Callable[[], Iterable[LogReview]], stamp: Stamp,
        today: date, policy: Policy,
    ) -> tuple[LogReviewPlanned]:
        """Say which month is looked at, before it is drawn (sv. *planera loggkontroll*).

        Args:
            unit: Whose records were read; with its activities.
            log_month: As `2026-03`, a month that is over.
            others: The board's other reviews.

        Raises:
            ConflictError: It is planned already.
            InvalidValueError: `log_month` is no month.
            NotAllowedError: The month is not over.
            ConflictError: The unit's month has a review that counts, or one that waits to be drawn.
        """
        if self.version:
            raise ConflictError("Loggkontrollen är redan planerad.")
        if today <= last_day_of(log_month):
            raise NotAllowedError(f"Månaden {log_month} är inte slut. Planera loggkontrollen när den är det.")
        for each in others():
            planned = each.planned
            if planned is not None and (planned.unit, planned.log_month) == (unit, log_month) and not each.is_training:
                raise ConflictError(f"Enheten har redan en loggkontroll för {log_month}. Fortsätt med den.")
        return (
            LogReviewPlanned(
                **envelope(log_review_id, 0, stamp), unit=unit, log_month=log_month,
                random_readings=policy.log_review_random_readings,
                targeted_readings_max=policy.log_review_targeted_readings_max,
            ),
        )

    def draw(
        self, *, seed: str | None = None, log_framed: Callable[[LogReview], ReadingFrame],
        witnessed: Callable[[int], WitnessedCheckpoint | None], stamp: Stamp, policy: Policy,
    ) -> tuple[LogReadingsDrawn]:
        """Draw the month's readings (sv. *dra läsningar*).

        Args:
            seed: For training; left out = of the first witnessed checkpoint after the plan, which nobody could choose.
            log_framed: The month's readings, and the kinds of risk that each has.
            witnessed: The first witnessed checkpoint of at least so many events.

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: It is drawn already.
            InvalidValueError: `seed`.
            NotAllowedError: No `seed`, and no witnessed checkpoint after the plan.
        """
        review_id, planned = self._require_planned()
        if self.drawn is not None:
            raise NotAllowedError("Läsningarna är redan dragna: en plan ger en dragning.")
        if seed is not None:
            policy.require_short_text(seed, "Fröet")
            if not seed.isprintable():
                raise InvalidValueError("Fröet ska stå på en rad. Ange ett frö utan radbyten och tabbar.")
        frame = log_framed(self)
        checkpoint = witnessed(frame.size) if seed is None else None
        if seed is None and checkpoint is None:
            raise NotAllowedError(
                "Det finns ingen bevittnad kontrollpunkt efter planen, så fröet kan inte komma från något som ingen har valt."
                " Vänta på en, eller ange ett frö: då är loggkontrollen märkt som övning."
            )
        chosen = seed if checkpoint is None else checkpoint.seed
        assert chosen is not None, "one of the two is there"
        drawn = draw_readings(
            frame, chosen, random_readings=planned.random_readings, targeted_max=planned.targeted_readings_max
        )
        return (
            LogReadingsDrawn(
                **envelope(review_id, self.version, stamp), seed=chosen,
                seed_source=SeedSource.TRAINING if checkpoint is None else SeedSource.CHECKPOINT,
                checkpoint_size=None if checkpoint is None else checkpoint.size, frame_position=frame.size,
                access_size=frame.access_size, frame_hash=frame.hash, readings_in_frame=len(frame.readings),
                reading_counts=drawn.counts, drawn_readings=drawn.readings,
            ),
        )

    def assess(
        self, *, reading_number: int, log_judgement: LogJudgement, judgement_reason: str, stamp: Stamp, today: date,
        policy: Policy,
    ) -> tuple[LogReadingAssessed]:
        """Say what a reading was, as somebody else than who made it (sv. *bedöma läsning*).

        Args:
            reading_number: In the draw, from 1.
            judgement_reason: What was looked at, and why it is judged so.

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: Nothing is drawn; the review is closed.
            NotFoundError: No such reading is drawn.
            NotAllowedError: The same person made the reading.
            InvalidValueError: `judgement_reason`.
        """
        review_id = self._require_open()
        if self._reading(reading_number).read_by == stamp.actor_id:
            raise NotAllowedError("Ingen bedömer sin egen läsning, inte heller en chef. Be en annan person.")
        policy.require_text(judgement_reason, "Skälet till bedömningen")
        return (
            LogReadingAssessed(
                **envelope(review_id, self.version, stamp), reading_number=reading_number, log_judgement=log_judgement,
                judgement_reason=judgement_reason, reading_assessed_on=today,
            ),
        )

    def take_measure(
        self, *, log_measure_id: UUID, reading_number: int, log_measure: LogMeasure, log_measure_on: date,
        log_measure_note: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[LogMeasureTaken]:
        """Record what was done about a deviation (sv. *åtgärd efter loggkontroll*).

        Args:
            log_measure_on: Not after today.
            log_measure_note: What was done, and where it is dealt with; without names.

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: Nothing is drawn; the review is closed.
            NotFoundError: No such reading is drawn.
            NotAllowedError: The same person made the reading; it is not assessed as a deviation.
            InvalidValueError: `log_measure_on` after today; `log_measure_note`.
        """
        review_id = self._require_open()
        if self._reading(reading_number).read_by == stamp.actor_id:
            raise NotAllowedError("Ingen beslutar om åtgärder efter sin egen läsning. Be en annan person.")
        assessed = self.assessed.get(reading_number)
        if assessed is None or not assessed.log_judgement.is_deviation:
            raise NotAllowedError("Läsningen är inte bedömd som en avvikelse. Bedöm den först.")
        require_not_after_today(log_measure_on, "Åtgärdens dag", today)
        policy.require_text(log_measure_note, "Vad som gjordes")
        return (
            LogMeasureTaken(
                **envelope(review_id, self.version, stamp), log_measure_id=log_measure_id, reading_number=reading_number,
                log_measure=log_measure, log_measure_on=log_measure_on, log_measure_note=log_measure_note,
            ),
        )

    def close(self, *, stamp: Stamp, today: date) -> tuple[LogReviewClosed]:
        """End the month's review (sv. *avsluta loggkontroll*).

        Raises:
            NotFoundError: Unknown review.
            NotAllowedError: Nothing is drawn; the review is closed; a reading is not assessed; a deviation is not dealt with.
        """
        review_id = self._require_open()
        waiting = [each.reading_number for each in self.readings if each.reading_number not in self.assessed]
        if waiting:
            raise NotAllowedError(f"{len(waiting)} läsningar är inte bedömda: {_listed(waiting)}. Bedöm dem först.")
        undone = self.without_measure()
        if undone:
            raise NotAllowedError(
                f"Läsningarna {_listed(undone)} är avvikelser utan åtgärd. Registrera vad som görs; för en läsning som inte var"
                " befogad också om den är en personuppgiftsincident."
            )
        found = [each.log_judgement for each in self.assessed.values()]
        return (
            LogReviewClosed(
                **envelope(review_id, self.version, stamp), log_review_closed_on=today,
                readings_justified=found.count(LogJudgement.JUSTIFIED),
                readings_not_justified=found.count(LogJudgement.NOT_JUSTIFIED),
                readings_unclear=found.count(LogJudgement.UNCLEAR),
            ),
        )

    def _reading(self, number: int) -> DrawnReading:
        found = next((each for each in self.readings if each.reading_number == number), None)
        if found is None:
            raise NotFoundError(f"Läsning {number} är inte dragen i den här loggkontrollen. Se GET /api/v1/log-reviews.")
        return found

    def _require_planned(self) -> tuple[UUID, LogReviewPlanned]:
        if self.id is None or self.planned is None:
            raise NotFoundError("Loggkontrollen finns inte i nämnden. Se GET /api/v1/log-reviews.")
        return self.id, self.planned

    def _require_open(self) -> UUID:
        review_id, _ = self._require_planned()
        if self.drawn is None:
            raise NotAllowedError("Inga läsningar är dragna än. Dra dem först.")
        if self.closed is not None:
            raise NotAllowedError(f"Loggkontrollen avslutades {self.closed.log_review_closed_on}.")
        return review_id


def first_day_of(month: str) -> date:
    """The first day of a month as `2026-03`.

    Raises:
        InvalidValueError: It is no month.
    """
    if re.fullmatch(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", month, re.ASCII) is None:
        raise InvalidValueError("Månaden ska anges som år och månad, till exempel 2026-03.")
    return date(int(month[:4]), int(month[5:]), 1)


def last_day_of(month: str) -> date:
    """The last day of a month as `2026-03`.

    Raises:
        InvalidValueError: It is no month.
    """
    return date.fromordinal(months_after(first_day_of(month), 1).toordinal() - 1)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return shown if len(numbers) <= 10 else f"{shown} med flera"
