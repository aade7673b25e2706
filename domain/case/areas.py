"""Every area of a case's record, in one place: what is listed here is folded, shown, struck and stored alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.case.alerts.state import Alerts
from domain.case.area import Area
from domain.case.bookings.state import Bookings
from domain.case.contacts.state import Contacts
from domain.case.coordination.state import Coordination
from domain.case.decisions.state import DecisionRecord
from domain.case.deviation_notes.state import DeviationNotes
from domain.case.disclosure.state import Disclosure
from domain.case.ending.state import Ending
from domain.case.entry_events import CaseEntry
from domain.case.exemption.state import Exemptions
from domain.case.follow_up.state import FollowUp
from domain.case.housing.state import HousingLadder
from domain.case.information.state import Information
from domain.case.intake.state import Intake
from domain.case.meetings.state import Meetings
from domain.case.parties.state import Parties
from domain.case.person.state import Person
from domain.case.phases.state import Phases
from domain.case.plan.state import PlanWork
from domain.case.providers.state import Providers
from domain.case.ratings.state import RatingWork
from domain.case.review.state import Review
from domain.case.safety.state import Safety
from domain.case.signing.state import Signing
from domain.case.team.state import Team


class Areas:
    """The areas of one case, each as its own memory."""

    def __init__(self) -> None:
        self.intake = Intake()
        self.decision = DecisionRecord()
        self.team = Team()
        self.person = Person()
        self.parties = Parties()
        self.housing_ladder = HousingLadder()
        self.phases = Phases()
        self.plan_work = PlanWork()
        self.providers = Providers()
        self.meetings = Meetings()
        self.bookings = Bookings()
        self.contacts = Contacts()
        self.signing = Signing()
        self.safety = Safety()
        self.coordination = Coordination()
        self.review = Review()
        self.ending = Ending()
        self.follow_up = FollowUp()
        self.disclosure = Disclosure()
        self.information = Information()
        self.rating_work = RatingWork()
        self.alerts = Alerts()
        self.exemptions = Exemptions()
        self.deviation_notes = DeviationNotes()

    def areas(self) -> Iterator[Area]:
        """Every area."""
        return (getattr(self, name) for name in AREAS)


AREAS: Mapping[str, type[Area]] = MappingProxyType({
    "intake": Intake,
    "decision": DecisionRecord,
    "team": Team,
    "person": Person,
    "parties": Parties,
    "housing_ladder": HousingLadder,
    "phases": Phases,
    "plan_work": PlanWork,
    "providers": Providers,
    "meetings": Meetings,
    "bookings": Bookings,
    "contacts": Contacts,
    "signing": Signing,
    "safety": Safety,
    "coordination": Coordination,
    "review": Review,
    "ending": Ending,
    "follow_up": FollowUp,
    "disclosure": Disclosure,
    "information": Information,
    "rating_work": RatingWork,
    "alerts": Alerts,
    "exemptions": Exemptions,
    "deviation_notes": DeviationNotes,
})
"""Attribute of the case to area."""

AREA_OF: Mapping[type[CaseEntry], str] = MappingProxyType(
    {kind: name for name, area in AREAS.items() for kind in area.APPLY}
)
"""Event type to the attribute of the area that remembers it: the closed list of entries of areas."""
