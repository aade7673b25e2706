"""A sample of records for review (sv. *stickprov*): first the rule, then one draw by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order
from domain.sample.events import SampleDrawn, SampleRuleRecorded, SampleWithdrawn
from domain.sampling.codes import SamplePopulation, SeedSource, Stratum
from domain.sampling.draw import draw, draw_again
from domain.sampling.frame import Frame
from domain.stream_state import StreamState


class WitnessedCheckpoint(NamedTuple):
    """A checkpoint that somebody outside has signed too, so that nobody could choose it (sv. *bevittnad kontrollpunkt*).

    Args:
        origin: The ledger's.
        size: Events under it.
        root: The tree's root hash, in hexadecimal.
    """

    origin: str
    size: int
    root: str

    @property
    def seed(self) -> str:
        """The seed that is made of it."""
        return f"{self.origin}/{self.size}/{self.root}"


class Sample(StreamState):
    """One sample (sv. *stickprov*), folded from its stream's events. `version` 0 = no rule is recorded."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.rule: SampleRuleRecorded | None = None
        self.drawn: SampleDrawn | None = None
        self.withdrawn: SampleWithdrawn | None = None

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case SampleRuleRecorded():
                self.rule = event
            case SampleDrawn():
                self.drawn = event
            case SampleWithdrawn():
                self.withdrawn = event

    @property
    def unit(self) -> UUID | None:
        """Whose records; None = no rule is recorded."""
        return None if self.rule is None else self.rule.unit

    @property
    def waits(self) -> bool:
        """Whether the rule stands and nothing has been drawn by it."""
        return self.rule is not None and self.drawn is None and self.withdrawn is None

    @property
    def cases(self) -> tuple[UUID, ...]:
        """The cases drawn, in the order drawn."""
        return () if self.drawn is None else tuple(case_id for each in self.drawn.drawn_strata for case_id in each.drawn)

    def record_rule(
        self, *, sample_id: UUID, unit: UUID, population: SamplePopulation, review_from: date, review_to: date, sample_size: int,
        strata_order: tuple[Stratum, ...] = (), sample_purpose: str, reviewed_by: str, stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[SampleRuleRecorded]:
        """Say what is to be drawn, before it is drawn (sv. *anteckna urvalsregel*).

        Args:
            unit: Whose cases; with its activities.
            review_to: From `review_from` to today, both included.
            sample_size: From 1.
            strata_order: Each stratum once; a case is in the first that fits it, and in the others if none does.
            sample_purpose: What is to be judged.
            reviewed_by: Who judges it, as a role.

        Raises:
            ConflictError: The rule is recorded already.
            InvalidValueError: `review_to` before `review_from`, or after today; `sample_size`; a stratum twice, or "other";
                `sample_purpose`, `reviewed_by`.
        """
        if self.version:
            raise ConflictError("Urvalsregeln är redan antecknad och ändras inte. Återta den och anteckna en ny.")
        require_order(review_from, "periodens första dag", review_to, "Periodens sista dag")
        require_not_after_today(review_to, "Periodens sista dag", today)
        if sample_size < 1:
            raise InvalidValueError(f"Urvalet är {sample_size} ärenden. Ange minst 1.")
        if len(set(strata_order)) < len(strata_order):
            raise InvalidValueError("En riskgrupp är angiven mer än en gång. Ange varje riskgrupp högst en gång.")
        if Stratum.OTHER in strata_order:
            raise InvalidValueError("Övriga ärenden är de som ingen annan riskgrupp har. Ange bara de andra riskgrupperna.")
        policy.require_text(sample_purpose, "Vad som ska bedömas")
        policy.require_short_text(reviewed_by, "Vem som granskar")
        return (
            SampleRuleRecorded(
                **envelope(sample_id, 0, stamp), unit=unit, population=population, review_from=review_from, review_to=review_to,
                sample_size=sample_size, strata_order=strata_order, sample_purpose=sample_purpose, reviewed_by=reviewed_by,
            ),
        )

    def draw(
        self, *, seed: str | None = None, framed: Callable[[Sample], Frame],
        witnessed: Callable[[int], WitnessedCheckpoint | None], stamp: Stamp, policy: Policy,
    ) -> tuple[SampleDrawn]:
        """Draw by the rule (sv. *dra stickprov*).

        Args:
            seed: For training; left out = of the first witnessed checkpoint after the rule, which nobody could choose.
            framed: The frame that the rule says, as known when it had just been recorded.
            witnessed: The first witnessed checkpoint of at least so many events.

        Raises:
            NotFoundError: Unknown sample.
            NotAllowedError: The rule is withdrawn, or drawn by already.
            InvalidValueError: `seed`.
            NotAllowedError: No `seed`, and no witnessed checkpoint after the rule; what `domain.sampling.draw.draw` refuses.
        """
        sample_id, rule = self._require_waiting()
        if seed is not None:
            policy.require_short_text(seed, "Fröet")
            if not seed.isprintable():
                raise InvalidValueError("Fröet ska stå på en rad. Ange ett frö utan radbyten och tabbar.")
        frame = framed(self)
        checkpoint = witnessed(frame.size) if seed is None else None
        if seed is None and checkpoint is None:
            raise NotAllowedError(
                "Det finns ingen bevittnad kontrollpunkt efter urvalsregeln, så fröet kan inte komma från något som ingen har"
                " valt. Vänta på en, eller ange ett frö: då är dragningen märkt som övning."
            )
        chosen = seed if checkpoint is None else checkpoint.seed
        assert chosen is not None, "one of the two is there"
        drawn = draw(frame, rule.sample_size, chosen)
        return (
            SampleDrawn(
                **envelope(sample_id, self.version, stamp), seed=chosen,
                seed_source=SeedSource.TRAINING if checkpoint is None else SeedSource.CHECKPOINT,
                checkpoint_size=None if checkpoint is None else checkpoint.size, frame_position=frame.size,
                frame_size=len(frame.cases), frame_hash=frame.hash, drawn_strata=drawn,
            ),
        )

    def withdraw(self, *, reason: str, stamp: Stamp, policy: Policy) -> tuple[SampleWithdrawn]:
        """Give up a rule that nothing has been drawn by (sv. *återta urvalsregel*).

        Raises:
            NotFoundError: Unknown sample.
            NotAllowedError: The rule is withdrawn, or drawn by already.
            InvalidValueError: `reason`.
        """
        sample_id, _ = self._require_waiting()
        policy.require_short_text(reason, "Orsaken till att urvalsregeln återtas")
        return (SampleWithdrawn(**envelope(sample_id, self.version, stamp), reason=reason),)

    def require_same(self, frame: Frame) -> None:
        """Do the draw again, and compare.

        Raises:
            NotFoundError: Unknown sample.
            NotAllowedError: Nothing is drawn.
            FrameChangedError: The frame is not the one that was drawn from.
            ConflictError: The draw gives other cases.
        """
        if self.rule is None:
            raise NotFoundError(_UNKNOWN)
        drawn = self.drawn
        if drawn is None:
            raise NotAllowedError("Inget är draget efter urvalsregeln, så det finns inget att kontrollera.")
        drawn_from = (drawn.frame_position, drawn.frame_size, drawn.frame_hash)
        if draw_again(frame, drawn_from, self.rule.sample_size, drawn.seed) != drawn.drawn_strata:
            raise ConflictError("Samma frö och ram ger andra ärenden än de som står i dragningen.")

    def _require_waiting(self) -> tuple[UUID, SampleRuleRecorded]:
        if self.id is None or self.rule is None:
            raise NotFoundError(_UNKNOWN)
        if self.withdrawn is not None:
            raise NotAllowedError("Urvalsregeln är återtagen. Anteckna en ny.")
        if self.drawn is not None:
            raise NotAllowedError("Stickprovet är redan draget: en regel ger en dragning. Anteckna en ny regel.")
        return self.id, self.rule


_UNKNOWN = "Stickprovet finns inte i nämnden. Se GET /api/v1/samples."
