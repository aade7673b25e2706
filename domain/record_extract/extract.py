"""One extract of a record (sv. *utdrag ur akten*): what goes out to a person by the answer to their request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import DomainEvent, Stamp, envelope
from domain.case.disclosure.codes import Ruling
from domain.case.disclosure.facts import SegmentRuling, Unmasking
from domain.case.disclosure.handling import GOES_OUT, Handling
from domain.case.disclosure.unmasking import person_asking, shield_of
from domain.case.parties.codes import ShieldReason
from domain.case.parties.persons import persons_of
from domain.case.parties.shield import Shield
from domain.case.state import CaseState
from domain.errors import ConflictError, NotAllowedError, NotFoundError
from domain.record_extract.events import RecordExtractHandedOut
from domain.stream_state import StreamState


class Released(NamedTuple):
    """What of a case goes out by an answer (sv. *vad som lämnas ut*): what the review keeps, but for what is kept from who asks.

    Args:
        decision_id: The answer; None = nobody has answered yet.
        rulings: The review's, by entry and kind; kind None = the whole entry.
        unmasked: The pieces that go out though they are kept from who asks.
    """

    decision_id: UUID | None
    shield: Shield
    rulings: Mapping[tuple[UUID, str | None], SegmentRuling]
    unmasked: frozenset[tuple[UUID, str]]

    def shows(self, event: DomainEvent, labelled_id: UUID | None, ruled_id: UUID | None, kind: str) -> bool:
        """Whether a piece goes out. What no ruling names does not; of staff the names do.

        Args:
            labelled_id: What a label names the piece by.
            ruled_id: What a ruling names it by.
        """
        if kind == "staff":
            return True
        own = None if ruled_id is None else self.rulings.get((ruled_id, kind))
        ruling = own if own is not None or ruled_id is None else self.rulings.get((ruled_id, None))
        if ruling is None or ruling.ruling is Ruling.MASKED:
            return False
        why = self.shield.why(event, labelled_id, kind)
        # What nobody has labelled was tried by a human where the ruling is of that very kind.
        return why is None or (ruled_id, kind) in self.unmasked or (why is ShieldReason.UNLABELLED and ruling is own)


def released_to(case: CaseState, person: UUID) -> Released:
    """What goes out to a person of a case, by the latest answer to a request of theirs.

    Args:
        case: Folded to the ledger's end.
        person: The case's own id for the client, and else an entry of a representative or somebody close.

    Raises:
        NotFoundError: They are no person of the case.
        NotAllowedError: Nothing that they have asked for goes out.

    Source: FL 2017:900 10 §; OSL 2009:400 10:3, 12:3, 21:3, 26:1.
    """
    if person not in persons_of(case):
        raise NotFoundError(
            "Personen finns inte i ärendet. Ange ärendets uuid för den enskilde, eller uppgiften om företrädaren eller den"
            " närstående."
        )
    handling = next((each for each in reversed(case.disclosure.handlings.values()) if _goes_out_to(case, each, person)), None)
    if handling is None:
        raise NotAllowedError(
            "Personen har ingen begäran som är besvarad med att något lämnas ut. Ta emot begäran med vem i ärendet som begär,"
            " pröva den och besvara den först."
        )
    decision = handling.decision
    assert decision is not None, "something goes out by an answer"
    review = next((each for each in handling.reviews if each.entry_id == decision.review_id), None)
    rulings, unmaskings = ((), ()) if review is None else (review.rulings, review.unmaskings)
    return released_by(case, handling, rulings, unmaskings, decision_id=decision.entry_id)


def released_by(
    case: CaseState, handling: Handling, rulings: Iterable[SegmentRuling], unmaskings: Iterable[Unmasking], *,
    decision_id: UUID | None = None,
) -> Released:
    """What goes out to who asks by some rulings, also before there is an answer.

    Args:
        case: Folded to the ledger's end.
        decision_id: None = a proposal.
    """
    shield = shield_of(case, handling)
    return Released(
        decision_id, Shield(case, None, frozenset(), of_unknown=False) if shield is None else shield,
        {(each.of_entry_id, each.content_kind): each for each in rulings},
        frozenset((each.of_entry_id, str(each.content_kind)) for each in unmaskings),
    )


def _goes_out_to(case: CaseState, handling: Handling, person: UUID) -> bool:
    decision = handling.decision
    return person_asking(case, handling) == person and decision is not None and decision.disclosure_outcome in GOES_OUT


class Counted(NamedTuple):
    """What came out when an extract was made: how many parts it shows and keeps back, and its file's SHA-256 in hex."""

    shown: int
    masked: int
    sha256: str


class RecordExtract(StreamState):
    """An extract (sv. *utdrag ur akten*), folded from its stream's events. `version` 0 = not handed out."""

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.handed_out: RecordExtractHandedOut | None = None

    def _take_in(self, event: DomainEvent) -> None:
        if isinstance(event, RecordExtractHandedOut):
            self.handed_out = event

    def hand_out(
        self, *, extract_id: UUID, case_id: UUID, person: UUID, decision_id: UUID, known_size: int, counted: Counted,
        stamp: Stamp, today: date,
    ) -> tuple[RecordExtractHandedOut]:
        """Record that an extract goes out, before it does (sv. *lämna ut utdrag*).

        Raises:
            ConflictError: An extract of that id went out already.
        """
        if self.version:
            raise ConflictError("Utdraget är redan utlämnat. Hämta det, eller gör ett nytt.")
        return (
            RecordExtractHandedOut(
                **envelope(extract_id, 0, stamp), about_case_id=case_id, recipient_person_id=person, decision_id=decision_id,
                handed_out_on=today, known_size=known_size, shown_parts=counted.shown, masked_parts=counted.masked,
                extract_sha256=counted.sha256,
            ),
        )
