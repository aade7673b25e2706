"""The coded words of the information to the staff on Lex Sarah."""

from __future__ import annotations

from domain.codes import Code


class StaffDuty(Code):
    """What the staff are informed of (sv. *skyldighet att informera om*). Source: SoL 2025:400 27:3."""

    CONTRIBUTE = "contribute", "skyldigheten att medverka till god kvalitet"
    REPORT = "report", "skyldigheten att rapportera"


class DutyInformationForm(Code):
    """How they are informed (sv. *form för informationen*)."""

    MEETING = "meeting", "möte"
    INTRODUCTION = "introduction", "introduktion"
    TALK = "talk", "samtal"
    COURSE = "course", "utbildning"
    WRITING = "writing", "skriftligt"


class InformedStatus(Code):
    """Whether a member of staff has the information on a day (sv. *läge för informationen*)."""

    INFORMED = "informed", "informerad"
    NEVER = "never", "aldrig informerad"
    LAPSED = "lapsed", "informerad för länge sedan"
    AWAY = "away", "inte informerad, frånvarande"
