"""Which forms each part of the work with a Lex Sarah report leads to (sv. *nästa steg*), by how far it has come.

What is listed here is only what comes next as a rule; whether somebody may write it, their access to the report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from adapters.accounts import Account
from api.access import Place
from api.lex_sarah_access import require_may_handle
from api.problems import ForbiddenError
from api.web.forms.addresses import address_of
from api.web.pages.submitting import shape_of_write
from api.web.texts import _
from domain.errors import NotFoundError
from domain.lex_sarah.codes import HandlingState, IvoState, MeasureState
from domain.lex_sarah.state import LexSarahState

ONE = "/lex-sarah-reports/{report_id}"
DECIDE = "decisions"
"""Has a page of its own, with the investigation beside."""

_INVESTIGATING = (
    "findings", "interviews", "documents", "cause-analyses", "consequences", "recurrence-assessments", "investigations",
)
_HANDLING: Mapping[str, tuple[str, ...]] = {
    HandlingState.REPORTED: ("receipts", "conflicts"),
    HandlingState.RECEIVED: ("assessments", "registrations", "conflicts"),
    HandlingState.UNDER_INVESTIGATION: ("investigators", *_INVESTIGATING),
    HandlingState.INVESTIGATED: (DECIDE, "returns"),
    HandlingState.DECIDED: ("closings",),
    HandlingState.TRANSFER_PROPOSED: ("transfer-answers",),
    HandlingState.CLOSED: ("reopenings",),
}
_IVO: Mapping[str, tuple[str, ...]] = {
    IvoState.UNDECIDED: ("ivo-notification-decisions",),
    IvoState.DUE: ("ivo-notifications",),
    IvoState.SUPPLEMENT_DUE: (
        "ivo-supplements", "ivo-case-numbers", "ivo-requests", "ivo-letters", "ivo-deadlines", "ivo-decisions",
    ),
    IvoState.AWAITING_IVO: ("ivo-decisions", "ivo-case-numbers", "ivo-requests", "ivo-letters", "ivo-supplements"),
}
_MEASURES = ("immediate-measures", "measures", "unneeded-measures")
_INDIVIDUALS = ("informed-individuals", "uninformed-individuals", "record-links", "unlinked-records", "unknown-individuals")
_FEEDBACK = ("feedback", "feedback-omissions", "lessons")
_OF_A_MEASURE: Mapping[str, tuple[str, ...]] = {
    MeasureState.PLANNED: ("completions", "due-changes"), MeasureState.DONE: ("effects", "due-changes"),
}
_MORE = (
    "supplements", "registrations", "investigators", "form-changes", "affected", "escalations", "conflicts", "accesses",
    "access-endings", "links", "transfers", "dropped-measures", "strikings",
)
_CARRIED_ON_ELSEWHERE = (HandlingState.LINKED, HandlingState.TRANSFERRED, HandlingState.CLOSED)


class Link(NamedTuple):
    """A form to go to."""

    text: str
    address: str


class Steps:
    """The forms that somebody may go on to from a report.

    Args:
        report: As it is now.
        state: How far its handling has come.
    """

    def __init__(self, account: Account, place: Place, report: LexSarahState, report_id: UUID, state: str) -> None:
        self._account, self._place, self._report, self._id, self._state = account, place, report, report_id, state

    @property
    def is_open(self) -> bool:
        """Whether the work with it goes on here."""
        return self._state not in _CARRIED_ON_ELSEWHERE

    def handling(self) -> list[Link]:
        """Of the handling, what comes first as a rule first; nobody decides where there is nothing to decide on."""
        chosen = _HANDLING.get(self._state, ())
        if self._report.handling.investigator is not None:
            chosen = tuple(each for each in chosen if each != "investigators")
        return list(self._links(chosen))

    def ivo(self, state: str) -> list[Link]:
        """Of the region IVO."""
        return list(self._links(_IVO.get(state, ()) if self.is_open else ()))

    def measures(self) -> list[Link]:
        """Of the measures."""
        return list(self._links(_MEASURES if self.is_open else ()))

    def measure(self, state: str, measure_id: str) -> list[Link]:
        """Of one measure."""
        chosen = (f"measures/{{measure_id}}/{each}" for each in _OF_A_MEASURE.get(state, ()))
        return list(self._links(chosen, {"measure_id": UUID(measure_id)}))

    def individuals(self) -> list[Link]:
        """Of what the individuals are told."""
        return list(self._links(_INDIVIDUALS if self.is_open else ()))

    def individual(self, case_id: str) -> list[Link]:
        """Of what one individual is told."""
        chosen = _INDIVIDUALS[:-1] if self.is_open else ()
        return list(self._links(chosen, asked={"about_case_id": case_id}))

    def feedback(self) -> list[Link]:
        """Of the feedback."""
        return list(self._links(_FEEDBACK if self.is_open else ()))

    def level(self, level: str) -> list[Link]:
        """Of the feedback to one level."""
        return list(self._links(_FEEDBACK[:2] if self.is_open else (), asked={"feedback_level": level}))

    def more(self) -> list[Link]:
        """What is written now and then."""
        return list(self._links(_MORE if self.is_open else ()))

    def own(self) -> list[Link]:
        """Of whoever reported."""
        return list(self._links(("supplements",) if self.is_open else ()))

    def may(self, write: str) -> bool:
        """Whether whoever looks may write something of the report."""
        try:
            require_may_handle(self._account, self._report, shape_of_write(f"{ONE}/{write}"), self._place)
        except (ForbiddenError, NotFoundError):
            return False
        return True

    def _links(
        self, writes: Iterable[str], ids: Mapping[str, UUID] | None = None, asked: Mapping[str, Any] | None = None
    ) -> Iterator[Link]:
        for each in writes:
            if self.may(each):
                yield Link(_(shape_of_write(f"{ONE}/{each}").write.summary), self._address(each, ids or {}, asked or {}))

    def _address(self, write: str, ids: Mapping[str, UUID], asked: Mapping[str, Any]) -> str:
        if write == DECIDE:
            return f"/lex-sarah/{self._id}/decision"
        words = urlencode({**asked, "next": f"/lex-sarah/{self._id}"})
        return f"{address_of(f'{ONE}/{write}', {'report_id': self._id, **ids})}?{words}"


