"""How a moment of oversight is read: each person's own lists, as lines for a golden file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from adapters.accounts import Role, new_account
from adapters.postgres.registers import Registers
from api.access import CaseAccess
from api.emergency import emergency_accesses
from api.erasure_desk import ErasureDesk
from api.log_review_reading import log_reviews
from api.main import OpenBoard
from api.reading import Reader
from api.registers import REGISTERS
from domain.base import Purpose
from domain.errors import DomainError
from domain.ledger.course import LedgerCourse, course_id
from domain.rights_review.review import RightsReview
from tests.support.family_story.lines import lines_of, with_names
from tests.support.family_story.reading import Moment
from tests.support.family_story.telling import instant_us, named
from tests.support.oversight_story.cast import ARVID, ASTRID, BERTIL, KARIN
from tests.support.oversight_story.erasing import ERASURE

_MADE_ANEW_EACH_TIME = {
    "package_sha256", "verifier_sha256", "earlier_verifier_key", "new_verifier_key", "kept_root", "signed_root", "origin",
    "earlier_origin", "originator_id", "actor_id", "frame_hash",
}
"""What follows from keys or from the real time of readings, and so differs between two tellings."""


class OversightReader:
    """Reads the board through the same doors as those who look after it."""

    def __init__(self, board: OpenBoard) -> None:
        self.board = board

    def moment(self, day: str) -> Moment:
        """The end of a Swedish day."""
        return Moment(date.fromisoformat(day), self.board.ledger.size_at(instant_us(f"{day} 23:59:59.999999"))[0])

    def now(self) -> dict[str, Any]:
        """Everything that is said this evening, by who reads it; a refusal is told as they are told it."""
        return {heading: _told(question) for heading, question in self._questions().items()}

    def then(self, moment: Moment) -> dict[str, Any]:
        """What can be asked for as it was known at a moment."""
        return {heading: _told(question) for heading, question in self._as_known(moment).items()}

    def text(self, moment: Moment) -> str:
        """This evening as lines to read."""
        lines = [f"Läst {moment.day} i läget efter {moment.size} händelser"]
        for heading, document in self.now().items():
            lines += ["", f"== {heading} ==", *(list(lines_of(_steady(document))) or ["inget"])]
        return with_names("\n".join(lines), {}) + "\n"

    def _as_known(self, moment: Moment) -> dict[str, Callable[[], Any]]:
        manager = new_account("karin", "chef", KARIN.name, self.board.slug, KARIN.id)
        known_at = str(moment.size)

        def reader() -> Reader:
            access = CaseAccess(self.board, manager, None)
            return Reader(self.board, "lokal:prov", Purpose.MANAGEMENT_REVIEW, "prov", access=access)

        return {
            "Godkännanden, som alla ser dem": lambda: self._register("approvals", moment),
            "Nödåtkomster, som chefen granskar dem": lambda: emergency_accesses(
                self.board, reader(), manager, known_at=known_at
            ).document,
            "Loggkontroller, hos loggkontrollanten": lambda: log_reviews(
                Reader(self.board, "lokal:prov", Purpose.LOG_REVIEW, "prov"), known_at=known_at
            ).document,
            "Utlämnade bevispaket": lambda: self._register("evidence-packages", moment),
            "Bertils akt, som chefen ser den": lambda: self._timeline(reader(), BERTIL, known_at),
            "Astrids akt, som chefen ser den": lambda: self._timeline(reader(), ASTRID, known_at),
        }

    def _questions(self) -> dict[str, Callable[[], Any]]:
        today = Moment(date.max, self.board.ledger.size())
        return {
            **self._as_known(today),
            "Gallringslistan, hos arkivarien": lambda: self._desk().due(),
            "Gallringar, hos arkivarien": lambda: self._desk().erasures(),
            "Intyget om gallringen": lambda: self._desk().certificate(named(ERASURE)),
            "Behörighetsgenomgången": lambda: self._rights(),
            "Liggaren, för revisorn": self._ledger,
        }

    def _register(self, name: str, moment: Moment) -> dict[str, Any]:
        items = REGISTERS[name].items(self.board, moment.size, None)
        return {name: [each.document for each in items]}

    def _timeline(self, reader: Reader, case: str, known_at: str) -> dict[str, Any]:
        items = reader.timeline(named(case), known_at=known_at).document["items"]
        return {"items": [{"what": each["heading"], "on": each["occurred"]["on"]} for each in items]}

    def _desk(self) -> ErasureDesk:
        account = new_account("arvid", Role.ARCHIVIST.value, ARVID.name, self.board.slug, ARVID.id)
        return ErasureDesk(self.board, account, caller="lokal:prov", action="prov", request_id=uuid4())

    def _rights(self) -> dict[str, Any]:
        found = Registers(self.board.ledger).of_kind("rights_review", RightsReview.fold).values()
        return {"decided": [
            f"{each.account_name}: {each.rights_decision.swedish}. {each.rights_reason}"
            for review in found for each in review.decided.values()
        ]}

    def _ledger(self) -> dict[str, Any]:
        course = LedgerCourse.fold(each.event for each in self.board.ledger.stream(course_id(self.board.store.head().ledger_id)))
        return {
            "incarnation": self.board.store.head().incarnation, "faults": len(self.board.verify().faults),
            "signer_changes": [each.model_dump(mode="json") for each in course.rotations],
            "restorations": [each.model_dump(mode="json") for each in course.restorations],
        }


def _told(question: Callable[[], Any]) -> Mapping[str, Any]:
    try:
        return dict(question())
    except DomainError as refusal:
        return {"svar": str(refusal)}


def _steady(value: Any) -> Any:
    """The document without what is made anew each time that the story is told."""
    if isinstance(value, Mapping):
        if "overdue" in value and isinstance(value["overdue"], list):
            value = {**value, "overdue": f"{len(value['overdue'])} månader"}
        return {name: _steady(each) for name, each in value.items() if name not in _MADE_ANEW_EACH_TIME}
    return [_steady(each) for each in value] if isinstance(value, list) else value
