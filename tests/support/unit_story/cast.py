"""Who is in the unit's story. Everybody is invented, and every surname says so; there are no personal numbers."""

from __future__ import annotations

from functools import partial

from domain.annual_wheel.wheel_item import WheelItem
from domain.base import Purpose, RetentionClass
from domain.board.board import Board
from domain.case.case import Case
from domain.development_proposal.proposal import DevelopmentProposal
from domain.goal.chain import GoalChain
from domain.indicator_definition.decision import IndicatorDecision
from domain.instrument_catalogue.adoption import InstrumentAdoption
from domain.instrument_texts.texts import InstrumentTexts
from domain.internal_control.plan import ControlPlan
from domain.journal_review.review import JournalReview
from domain.journal_routine.routine import JournalRoutine
from domain.offering.offering import Offering
from domain.published_figure.published_figure import PublishedFigure
from domain.report.report import Report
from domain.rule_definition.decision import RuleDecision
from domain.sample.sample import Sample
from domain.staff.staff_member import StaffMember
from domain.suggestion.suggestion import AnsweredSuggestion
from domain.survey.survey import Survey
from domain.unit.unit import Unit
from domain.viewpoint.viewpoint import Viewpoint
from domain.viewpoint_inventory.inventory import ViewpointInventory
from tests.support.family_story.telling import Colleague, Pen, Telling, named

KARIN = Colleague("chefen Karin", "Karin Påhitt", "biträdande enhetschef")
JOHAN = Colleague("behandlaren Johan", "Johan Exempel", "KBT-terapeut")
MIRA = Colleague("behandlaren Mira", "Mira Låtsas", "behandlare")
RUT = Colleague("registratorn Rut", "Rut Registratorsson", "registrator")
STAFF = (KARIN, JOHAN, MIRA, RUT)

UNIT, KBT = named("Öppenvården"), named("KBT-teamet")


class Pens:
    """What gives a pen for any stream of the story."""

    def __init__(self, telling: Telling) -> None:
        office = partial(Pen, telling, retention=RetentionClass.ORGANISATION, purpose=Purpose.ADMINISTRATION)
        counted = partial(Pen, telling, retention=RetentionClass.STATISTICS, purpose=Purpose.STATISTICS)
        self.telling = telling
        self.board = office("socialnämnden", Board)
        self.unit = partial(office, kind=Unit)
        self.staff = partial(office, kind=StaffMember, retention=RetentionClass.STAFF)
        self.offering = office("KBT-behandling", Offering)
        self.case = partial(Pen, telling, kind=Case, unit=KBT)
        self.goals = office("målkedjan 2025", GoalChain)
        self.indicator = partial(office, kind=IndicatorDecision)
        self.instrument = partial(office, kind=InstrumentAdoption)
        self.item_texts = partial(office, kind=InstrumentTexts)
        self.published = partial(office, kind=PublishedFigure)
        self.wheel = partial(office, kind=WheelItem)
        self.report = partial(counted, kind=Report)
        self.survey = counted("brukarundersökningen", Survey)
        self.viewpoint = partial(Pen, telling, kind=Viewpoint, retention=RetentionClass.VIEWPOINT)
        self.inventory = partial(office, kind=ViewpointInventory)
        self.proposal = partial(office, kind=DevelopmentProposal)
        self.routine = office("journalrutinen", JournalRoutine)
        self.rule = partial(office, kind=RuleDecision)
        self.control = office("internkontrollplanen", ControlPlan)
        self.sample = partial(office, kind=Sample)
        self.review = partial(office, kind=JournalReview)
        self.suggestion = partial(office, kind=AnsweredSuggestion)
