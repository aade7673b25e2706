"""Who is in the family's story. Everybody is invented, and every surname says so; there are no personal numbers.

Tuva Sagberg, born in 2011, is the client. Her mother is Jenny Sagberg, her father Marcus Diktman, her little brother Noel. The
parents live apart and share the custody until June 2025.
"""

from __future__ import annotations

from domain.base import Purpose, RetentionClass
from domain.board.board import Board
from domain.case.case import Case
from domain.concern.concern import Concern
from domain.group.joint import GroupWithCases
from domain.offering.offering import Offering
from domain.outreach.outreach import Outreach
from domain.policy.adoption import PolicyAdoption
from domain.records_request.records_request import RecordsRequest
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit
from domain.viewpoint.viewpoint import Viewpoint
from tests.support.family_story.telling import Colleague, Pen, Telling, named

KARIN = Colleague("Karin", "Karin Påhitt", "biträdande enhetschef")
ANNA = Colleague("Anna", "Anna Exempel", "familjebehandlare")
BO = Colleague("Bo", "Bo Tänkt", "familjebehandlare")
CECILIA = Colleague("Cecilia", "Cecilia Låtsas", "behandlare", ("2025-06-01", "familjebehandlare"))
ELIN = Colleague("Elin", "Elin Sagén", "familjepedagog")
DISA = Colleague("Disa", "Disa Fiktiv", "socialsekreterare")
REGISTRATOR = Colleague("registratorn", "Rut Registratorsson", "registrator")
STAFF = (KARIN, ANNA, BO, CECILIA, ELIN, DISA, REGISTRATOR)

BOARD, UNIT, TREATMENT, RECEPTION = map(named, ("nämnden", "Resursenheten", "Familjebehandlingen", "Mottagningen"))

FAMILY_CASE, TENANT_CASE, ADVICE_CASE = "Tuvas ärende", "Ronjas ärende", "rådgivningsärendet"


class Pens:
    """A pen for every stream of the story."""

    def __init__(self, telling: Telling) -> None:
        organisation, administration = RetentionClass.ORGANISATION, Purpose.ADMINISTRATION

        def office(name: str, kind: type, retention: RetentionClass = organisation) -> Pen:
            return Pen(telling, name, kind, retention, purpose=administration)

        self.telling = telling
        self.board = office("nämnden", Board)
        self.units = {name: office(name, Unit) for name in ("Resursenheten", "Familjebehandlingen", "Mottagningen")}
        self.staff = {each.key: office(each.key, StaffMember, RetentionClass.STAFF) for each in STAFF}
        self.offerings = {name: office(name, Offering) for name in ("familjebehandling", "rådgivning", "föräldrastöd")}
        self.policies = {name: office(name, PolicyAdoption) for name in ("riktvärden 2024", "riktvärden 2025")}
        self.tuva = Pen(telling, FAMILY_CASE, Case)
        self.manager = Pen(telling, FAMILY_CASE, Case, purpose=Purpose.MANAGEMENT_REVIEW)
        self.imported = Pen(telling, FAMILY_CASE, Case, purpose=Purpose.IMPORT)
        self.ronja = Pen(telling, TENANT_CASE, Case)
        self.advice = Pen(telling, ADVICE_CASE, Case)
        self.group = Pen(telling, "föräldragruppen", GroupWithCases)
        self.concern_for_tuva = Pen(telling, "oron för Tuva", Concern, unit=RECEPTION)
        self.concern_for_adult = Pen(telling, "oron för farmor", Concern, unit=RECEPTION)
        self.outreach = {name: Pen(telling, name, Outreach, RetentionClass.STATISTICS) for name in ("länkningen",
        "föräldrasamtalet")}
        self.viewpoint, self.mothers_viewpoint, self.tuvas_viewpoint = (
            Pen(telling, name, Viewpoint, key_subject=FAMILY_CASE)
            for name in ("pappans klagomål", "mammans synpunkt", "Tuvas synpunkt")
        )
        self.request = office("tidningens begäran", RecordsRequest)
