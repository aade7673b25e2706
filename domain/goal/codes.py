"""The coded words of the goal chain."""

from __future__ import annotations

from domain.codes import Code


class ChainLevel(Code):
    """Where in the chain a goal stands, from the top (sv. *målnivå*). Source: Stockholms stad, ledningssystemet ILS."""

    COUNCIL_DIRECTION = "council_direction", "KF:s inriktningsmål"
    COUNCIL_AREA = "council_area", "KF:s mål för verksamhetsområdet"
    BOARD = "board", "nämndmål"
    UNIT = "unit", "enhetsmål"

    @property
    def rank(self) -> int:
        """From 0, the top."""
        return list(type(self)).index(self)


class TargetUnit(Code):
    """What the number of a target is a number of (sv. *måttenhet*)."""

    PERCENT = "percent", "procent"
    PERCENTAGE_POINTS = "percentage_points", "procentenheter"
    COUNT = "count", "antal"
    MEAN = "mean", "medelvärde"
    MONTHS = "months", "månader"


class TargetPredicate(Code):
    """How a result is held against the number of a target (sv. *målvillkor*)."""

    AT_LEAST = "at_least", "minst"
    AT_MOST = "at_most", "högst"
    EXACTLY = "exactly", "exakt"


class Periodicity(Code):
    """How often an indicator is followed up (sv. *periodicitet*)."""

    MONTH = "month", "månad"
    TERTIAL = "tertial", "tertial"
    HALF_YEAR = "half_year", "halvår"
    YEAR = "year", "år"


class GoalItemEnding(Code):
    """Why a part of the goal chain no longer holds (sv. *avslutad del*)."""

    ENDED = "ended", "avslutat"
    MISTAKE = "mistake", "registrerat av misstag"


class TargetFlag(Code):
    """What a reader of a plan is told of its targets, which are shown as they are (sv. *upplysning om målvärde*)."""

    ANNUAL_ABOVE_COUNCIL = "annual_above_council", "årsmålet är högre än KF:s årsmål"
    TEXT_TARGET = "text_target", "årsmålet är en text"
    BLANK_TARGET = "blank_target", "årsmål saknas"
    NOT_DEFINED = "not_defined", "indikatorn är inte definierad än"
    NO_GOAL = "no_goal", "följs upp utan att vara mål"
