"""What else is in the file of the summer gap (sv. *akten i sommarluckan*): how it began, its goals, its reviews.

Nothing here is from the seven weeks themselves: the review that was due on 28 July was not held, like so much else.
"""

from __future__ import annotations

from datetime import date

from adapters.demo import beginnings, plans, reviews
from adapters.demo.casefile import CaseFile

_FIRST_VISIT = date(2026, 2, 26)
_ASKED_ON = date(2026, 3, 12)
_TREATMENT_FROM = date(2026, 3, 19)
_REVIEWS = (date(2026, 3, 24), date(2026, 5, 5), date(2026, 6, 16), date(2026, 9, 8), date(2026, 10, 20))
_FOLLOWED_UP_ON = date(2026, 9, 10)
_NEXT_ON = date(2026, 12, 10)


def tell_record(file: CaseFile, started_on: date) -> None:
    """Write it, once the visits and the plan are told."""
    maja = file.town.cast.staff["maja"]
    beginnings.intake(file, started_on, _FIRST_VISIT, "15:00")
    file.write(started_on, "10:48", maja, "enter_phase", phase="start_up", entered_on=started_on)
    for clock, decision in (("16:10", "inform_of_right_to_apply"), ("16:11", "inform_of_complaints")):
        file.write(_FIRST_VISIT, clock, maja, decision, informed_on=_FIRST_VISIT, informed=("child", "guardian"),
                   information_form="oral_and_written", informed_by=maja)
    beginnings.consent(file, _FIRST_VISIT, "16:12", maja)
    file.write(_ASKED_ON, "16:20", maja, "record_screening", asked_on=_ASKED_ON, topic="violence_exposed",
               person_asked="client", screening_form="Enhetens frågor om våld", screening_outcome="no")
    file.write(_TREATMENT_FROM, "16:20", maja, "enter_phase", phase="treatment", entered_on=_TREATMENT_FROM)
    assert file.planned is not None, "the plan is told in the spring"
    goals = plans.set_goals(file, file.planned, is_child=True)
    plans.follow_up(file, goals, _FOLLOWED_UP_ON, "16:25", maja, _NEXT_ON)
    for day in _REVIEWS:
        reviews.tell_one(file, day, "09:20", maja)
