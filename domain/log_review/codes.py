"""The coded words of log review."""

from __future__ import annotations

from domain.codes import Code


class ReadingKind(Code):
    """Why a reading is looked at (sv. *urvalsgrund*). Source: SoLPuL 2001:454 10 § asks for systematic, recurrent checks."""

    RANDOM = "random", "slumpvis dragen"
    BREAK_GLASS = "break_glass", "nödåtkomst"
    PROTECTED = "protected", "skyddade personuppgifter"
    NO_RELATION = "no_relation", "ingen del i ärendet när det lästes"
    SAME_SURNAME = "same_surname", "samma efternamn som den enskilde"
    SAME_ADDRESS = "same_address", "samma adress som den enskilde"
    COLLEAGUE = "colleague", "den enskilde har en medarbetares namn"
    OUT_OF_HOURS = "out_of_hours", "utanför arbetstid"
    MASS_READING = "mass_reading", "många ärenden på kort tid"
    CLOSED_CASE = "closed_case", "avslutat ärende"

    @property
    def is_always_drawn(self) -> bool:
        """Whether every reading of the kind is looked at, however many there are."""
        return self in (ReadingKind.BREAK_GLASS, ReadingKind.PROTECTED)


class LogJudgement(Code):
    """What a reading was found to be (sv. *bedömning*)."""

    JUSTIFIED = "justified", "befogad"
    NOT_JUSTIFIED = "not_justified", "inte befogad"
    UNCLEAR = "unclear", "oklar"

    @property
    def is_deviation(self) -> bool:
        """Whether something has to be done about it."""
        return self is not LogJudgement.JUSTIFIED


class LogMeasure(Code):
    """What is done about a deviation (sv. *åtgärd efter loggkontroll*).

    Source: dataskyddsförordningen (EU) 2016/679 art. 33 (a breach is notified within 72 hours); SoL 2025:400 27 kap. (lex Sarah).
    """

    MANAGER_TOLD = "manager_told", "chefen underrättad"
    STAFF_HEARD = "staff_heard", "medarbetaren tillfrågad"
    RIGHTS_CHANGED = "rights_changed", "behörigheten ändrad"
    INSTRUCTION_GIVEN = "instruction_given", "genomgång av reglerna"
    HR_REPORTED = "hr_reported", "anmäld till HR"
    POLICE_REPORTED = "police_reported", "polisanmäld"
    LEX_SARAH_SUGGESTED = "lex_sarah_suggested", "föreslagen som lex Sarah-rapport"
    BREACH_ASSESSED = "breach_assessed", "bedömd som ingen anmälningspliktig personuppgiftsincident"
    BREACH_NOTIFIED = "breach_notified", "anmäld till IMY som personuppgiftsincident"
    PERSON_INFORMED = "person_informed", "den enskilde informerad"

    @property
    def answers_breach(self) -> bool:
        """Whether it settles what data protection asks after an unauthorised reading."""
        return self in (LogMeasure.BREACH_ASSESSED, LogMeasure.BREACH_NOTIFIED)
