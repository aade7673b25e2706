"""Who is in the story of the report. Everybody is invented, and every surname says so; there are no personal numbers.

Tilda Sagström, born in 2009, sees Maja every week. Vendela, of the same unit, reports that nobody wrote anything in July.
"""

from __future__ import annotations

from functools import partial

from domain.base import Purpose, RetentionClass
from domain.board.board import Board
from domain.case.case import Case
from domain.deviation.deviation import Deviation
from domain.lex_sarah.report import LexSarahReport
from domain.lex_sarah_information.information import LexSarahInformation
from domain.staff.staff_member import StaffMember
from domain.suggestion.suggestion import AnsweredSuggestion
from domain.unit.unit import Unit
from tests.support.family_story.telling import Colleague, Pen, Telling, named

KARIN = Colleague("enhetschefen Karin", "Karin Påhitt", "biträdande enhetschef")
MAJA = Colleague("behandlaren Maja", "Maja Exempel", "fältassistent")
ELIAS = Colleague("kollegan Elias", "Elias Demo", "fältassistent")
VENDELA = Colleague("rapportören Vendela", "Vendela Sagoman", "familjebehandlare")
STINA = Colleague("mottagaren Stina", "Stina Låtsas", "kvalitetsutvecklare")
FILIP = Colleague("utredaren Filip", "Filip Fiktiv", "Lex Sarah-utredare")
INGRID = Colleague("utredaren Ingrid", "Ingrid Demosson", "Lex Sarah-utredare")
GUNNAR = Colleague("avdelningschefen Gunnar", "Gunnar Tänkt", "avdelningschef")
RUT = Colleague("registratorn Rut", "Rut Registratorsson", "registrator")
STAFF = (KARIN, MAJA, ELIAS, VENDELA, STINA, FILIP, INGRID, GUNNAR, RUT)

TILDA, MAX = "Tildas ärende", "Max ärende"
UNIT, OFFICE = named("Ungdomsenheten"), named("Kvalitetsenheten")

SUMMER, MOVED_NOTES, TOLD_AT_THE_COFFEE, HOME_CARE = (
    "rapporten om sommaren", "rapporten om flytten", "rapporten vid kaffet", "rapporten om hemtjänsten",
)
"""The reports: the main one, the one that ends in no misconduct, the oral duplicate, the one for another board."""


class Pens:
    """What gives a pen for any stream of the story."""

    def __init__(self, telling: Telling) -> None:
        office = partial(Pen, telling, retention=RetentionClass.ORGANISATION, purpose=Purpose.ADMINISTRATION)
        self.telling = telling
        self.board = office("nämnden", Board)
        self.unit = partial(office, kind=Unit)
        self.staff = partial(office, kind=StaffMember, retention=RetentionClass.STAFF)
        self.case = partial(Pen, telling, kind=Case)
        self.information = office("informationen 2025", LexSarahInformation)
        self.suggestion = partial(office, kind=AnsweredSuggestion)
        self.deviation = partial(
            Pen, telling, kind=Deviation, retention=RetentionClass.LEX_SARAH, purpose=Purpose.ADMINISTRATION
        )
        self.report = partial(
            Pen, telling, kind=LexSarahReport, retention=RetentionClass.LEX_SARAH, purpose=Purpose.LEX_SARAH
        )
