"""Who is in the story of oversight. Everybody is invented, and every surname says so; there are no personal numbers."""

from __future__ import annotations

from functools import partial

from domain.approval.approval import Approval
from domain.base import Purpose, RetentionClass
from domain.board.board import Board
from domain.case.case import Case
from domain.emergency_access.access import EmergencyAccess
from domain.erasure.erasure import Erasure
from domain.log_review.review import LogReview
from domain.policy.adoption import PolicyAdoption
from domain.retention.record_retention import RecordRetention, retention_id_of
from domain.rights_review.review import RightsReview
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit
from tests.support.family_story.telling import Colleague, Pen, Telling, call, named

KARIN = Colleague("chefen Karin", "Karin Påhitt", "biträdande enhetschef")
JOHAN = Colleague("behandlaren Johan", "Johan Exempel", "behandlare")
NILS = Colleague("jouren Nils", "Nils Nattsson-Demo", "socialjour")
ARVID = Colleague("arkivarien Arvid", "Arvid Arkivsson", "arkivarie")
BEATA = Colleague("arkivarien Beata", "Beata Beslutsson", "arkivchef")
LOVISA = Colleague("loggkontrollanten Lovisa", "Lovisa Loggström", "loggkontrollant")
INGRID = Colleague("utredaren Ingrid", "Ingrid Demosson", "Lex Sarah-utredare")
DRAGAN = Colleague("driftansvarige Dragan", "Dragan Driftsson", "driftansvarig")
RUT = Colleague("registratorn Rut", "Rut Registratorsson", "registrator")
STAFF = (KARIN, JOHAN, NILS, ARVID, BEATA, LOVISA, INGRID, DRAGAN, RUT)

UNIT = named("Stödenheten")
ASTRID, BERTIL, CAJSA, DORIS = "Astrids akt", "Bertils akt", "Cajsas akt", "Doris akt"
"""The first three are old; Bertil's is under supervision, Cajsa's goes to the archive. The last is being worked with."""


class Pens:
    """What gives a pen for any stream of the story."""

    def __init__(self, telling: Telling) -> None:
        office = partial(Pen, telling, retention=RetentionClass.ORGANISATION, purpose=Purpose.ADMINISTRATION)
        rules = partial(Pen, telling, retention=RetentionClass.ACCESS_RULES, purpose=Purpose.ADMINISTRATION)
        self.telling = telling
        self.board = office("nämnden", Board)
        self.unit = partial(office, kind=Unit)
        self.staff = partial(office, kind=StaffMember, retention=RetentionClass.STAFF)
        self.policy = office("kommunkoden", PolicyAdoption)
        self.case = partial(Pen, telling, kind=Case)
        self.approval = partial(rules, kind=Approval)
        self.emergency = partial(rules, kind=EmergencyAccess)
        self.log_review = rules("loggkontrollen för mars", LogReview)
        self.rights_review = rules("behörighetsgenomgången", RightsReview)
        self.erasure = partial(office, kind=Erasure, retention=RetentionClass.ERASURE)

    def retention(self, case: str) -> Pen:
        """What is said of one record for its erasure."""
        pen = Pen(self.telling, f"gallringsunderlaget för {case}", RecordRetention, RetentionClass.ERASURE,
                  purpose=Purpose.ADMINISTRATION)
        pen.id = call(retention_id_of(named(case)), pen.name)
        return pen
