"""What the ratings warn of (sv. *signaler*), and what somebody did about it within a few days; some are left unanswered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from adapters.demo.casefile import CaseFile
from adapters.demo.cast import POLICY, Colleague
from adapters.demo.days import LAST_DAY, office_day
from adapters.demo.luck import Luck
from adapters.demo.pen import Now
from domain.base import DomainEvent
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.rules import Raised
from domain.case.alerts.standing import Ground, alerts_of
from domain.instruments import SHIPPED

_FORGOTTEN = 0.15
_MOST_AT_A_VISIT = 3
_GROUND = Ground(SHIPPED, (), POLICY)
_OF_THE_ALLIANCE = (CaseAlertKind.ALLIANCE_LOW, CaseAlertKind.ALLIANCE_FALL)
_ANSWERS: Mapping[bool, tuple[tuple[AlertAnswer, str], ...]] = {
    True: (
        (AlertAnswer.CONTACT, "Ringde och frågade vad som saknades i samtalet."),
        (AlertAnswer.ADAPTATION, "Vill ha mer tid för det egna. Halva samtalet läggs på det som personen själv tar upp."),
        (AlertAnswer.NO_ACTION, "Frågade i slutet av samtalet: var trött den dagen och är nöjd. Följs vid nästa besök."),
        (AlertAnswer.CONTACT, "Ringde samma vecka. Kände sig inte lyssnad på; tas upp först nästa gång."),
    ),
    False: (
        (AlertAnswer.NO_ACTION, "Tog upp i metodstödet. Fortsätter enligt planen och följs vid varje besök."),
        (AlertAnswer.CONTACT, "Ringde och frågade hur det var. Väntad motgång; samma tid nästa vecka."),
        (AlertAnswer.ADAPTATION, "Tätare träffar den närmaste månaden."),
    ),
}
"""By whether it is about the alliance."""
_TALKED_THROUGH = "Anpassat efter det som sades när skattningen gicks igenom."


def tell(
    file: CaseFile, days: Iterable[date], who: Callable[[date], Colleague | None],
    adaptations: Mapping[date, tuple[UUID, date]] | None = None,
) -> None:
    """Answer the alerts that visits have raised, but for some that are forgotten.

    Args:
        days: Of the visits.
        who: Who works with the case on a day; None = nobody.
        adaptations: By the day of the visit, the viewpoint that was asked for then and the day of its adaptation.
    """
    luck = Luck(f"{file.number}/signaler")
    for day in days:
        viewpoint_id, adapted_on = (adaptations or {}).get(day, (None, None))
        answered_on = adapted_on or office_day(day, luck.between(1, 5))
        by, is_forgotten = who(answered_on), viewpoint_id is None and luck.happens(_FORGOTTEN)
        raised = _OfVisit(file, day)
        for nth in range(_MOST_AT_A_VISIT):
            entry_id, answer = luck.uuid(), {about: luck.pick(answers) for about, answers in _ANSWERS.items()}
            if not is_forgotten and by is not None and answered_on <= LAST_DAY:
                file.do(answered_on, f"16:4{nth}", by, _answered(raised, nth, entry_id, answer, viewpoint_id))


class _OfVisit:
    """The alerts of a visit, as they stand when the first of them is to be answered; none when the case is closed by then."""

    def __init__(self, file: CaseFile, day: date) -> None:
        self.file = file
        self._day = day
        self._found: list[Raised] | None = None

    def nth(self, nth: int, today: date) -> Raised | None:
        """The alert in its order, from 0; None = there are not so many."""
        case = self.file.case
        if self._found is None:
            standing = [] if case.closed_on is not None else alerts_of(case, _GROUND, today)
            self._found = [each.raised for each in standing if each.answer is None and each.raised.raised_on == self._day]
        return self._found[nth] if nth < len(self._found) and case.closed_on is None else None


def _answered(
    visit: _OfVisit, nth: int, entry_id: UUID, answers: Mapping[bool, tuple[AlertAnswer, str]], viewpoint_id: UUID | None
) -> Callable[[Now], Sequence[DomainEvent]]:

    def decide(now: Now) -> Sequence[DomainEvent]:
        raised = visit.nth(nth, now.today)
        if raised is None:
            return ()
        is_alliance, about = raised.kind in _OF_THE_ALLIANCE, None
        answer, details = answers[is_alliance]
        if is_alliance and viewpoint_id is not None:
            answer, details, about = AlertAnswer.ADAPTATION, _TALKED_THROUGH, viewpoint_id
        return visit.file.case.answer_alert(
            entry_id=entry_id, alert_kind=raised.kind, rating_id=raised.raised_by, answered_on=now.today, alert_answer=answer,
            viewpoint_id=about, answer_details=details, stamp=now.stamp, today=now.today, policy=POLICY, catalogue=SHIPPED,
        )

    return decide
