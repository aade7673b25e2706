"""The case: what it remembers, and everything that can be decided about it."""

from __future__ import annotations

from domain.case.alerts.decisions import AlertDecisions
from domain.case.bookings.decisions import BookingDecisions
from domain.case.contacts.decisions import ContactsDecisions
from domain.case.coordination.decisions import CoordinationDecisions
from domain.case.decisions.decisions import DecisionDecisions
from domain.case.deviation_notes.decisions import DeviationNoteDecisions
from domain.case.disclosure.decisions import DisclosureDecisions
from domain.case.ending.decisions import EndingDecisions
from domain.case.exemption.decisions import ExemptionDecisions
from domain.case.follow_up.decisions import FollowUpDecisions
from domain.case.housing.decisions import HousingLadderDecisions
from domain.case.information.decisions import InformationDecisions
from domain.case.intake.decisions import IntakeDecisions
from domain.case.journal import JournalDecisions
from domain.case.lifecycle import LifecycleDecisions
from domain.case.measurements import MeasurementDecisions
from domain.case.meetings.decisions import MeetingsDecisions
from domain.case.parties.decisions import PartiesDecisions
from domain.case.person.decisions import PersonDecisions
from domain.case.phases.decisions import PhasesDecisions
from domain.case.plan.decisions import PlanWorkDecisions
from domain.case.providers.decisions import ProvidersDecisions
from domain.case.ratings.decisions import RatingDecisions
from domain.case.ratings.surroundings import RatingSurroundingsDecisions
from domain.case.review.decisions import ReviewDecisions
from domain.case.safety.decisions import SafetyDecisions
from domain.case.signing.decisions import SigningDecisions
from domain.case.staffing import StaffingDecisions
from domain.case.striking import StrikingDecisions
from domain.case.team.decisions import TeamDecisions


class Case(
    LifecycleDecisions,
    StaffingDecisions,
    BookingDecisions,
    JournalDecisions,
    MeasurementDecisions,
    StrikingDecisions,
    AlertDecisions,
    ContactsDecisions,
    CoordinationDecisions,
    DecisionDecisions,
    DeviationNoteDecisions,
    DisclosureDecisions,
    EndingDecisions,
    ExemptionDecisions,
    FollowUpDecisions,
    HousingLadderDecisions,
    InformationDecisions,
    IntakeDecisions,
    MeetingsDecisions,
    PartiesDecisions,
    PersonDecisions,
    PhasesDecisions,
    PlanWorkDecisions,
    ProvidersDecisions,
    RatingDecisions,
    RatingSurroundingsDecisions,
    ReviewDecisions,
    SafetyDecisions,
    SigningDecisions,
    TeamDecisions,
):
    """One client's case at one unit (sv. *ärende*, *akt*).

    `Case.fold(events)` remembers; each decision returns the facts that follow, or refuses and changes nothing. The caller
    saves the facts and gives them to `apply`. Refusals come in the order of each decision's `Raises`: that order is the contract.
    """
