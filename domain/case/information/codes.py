"""The coded words of information given to the individual."""

from __future__ import annotations

from domain.codes import Code


class InformationForm(Code):
    """How somebody was informed (sv. *form för information*). Source: SoL 2025:400 3:1 (a child by its age and maturity)."""

    ORAL = "oral", "muntligt"
    WRITTEN = "written", "skriftligt"
    ORAL_AND_WRITTEN = "oral_and_written", "muntligt och skriftligt"
    THROUGH_INTERPRETER = "through_interpreter", "genom tolk"
    ADAPTED = "adapted", "anpassat till barn eller funktionsnedsättning"


class InformedPerson(Code):
    """Who was informed (sv. *informerad person*)."""

    INDIVIDUAL = "individual", "den enskilde"
    CHILD = "child", "barnet"
    GUARDIAN = "guardian", "vårdnadshavare"
    REPRESENTATIVE = "representative", "god man, förvaltare eller ombud"
    RELATIVE = "relative", "anhörig"
