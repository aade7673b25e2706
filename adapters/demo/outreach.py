"""Outreach work (sv. *uppsökande arbete*): people met in the evenings, counted without a case and without a name."""

from __future__ import annotations

from datetime import date, timedelta

from adapters.demo.casefile import Town
from adapters.demo.cast import POLICY, YOUTH_GROUP, Colleague
from adapters.demo.days import FIRST_DAY, LAST_DAY, office_day
from adapters.demo.luck import Luck
from domain.base import Purpose
from domain.codes import Gender, OutreachKind
from domain.outreach.outreach import Outreach

_FIRST_EVENING = FIRST_DAY + timedelta(days=10)
_CORRECTED = 3
"""Which count is put right afterwards, from 0."""


def tell_outreach(town: Town) -> None:
    """Every third Friday evening some young people and parents are met; it is counted on the next office day."""
    luck, elias, evening, nth = Luck("uppsökande"), town.cast.staff["elias"], _FIRST_EVENING, 0
    while office_day(evening, 6) <= LAST_DAY:
        if not elias.is_away(evening) and not elias.is_away(office_day(evening, 1)):
            for _ in range(luck.between(1, 3)):
                _tell_count(town, luck, elias, evening, corrected=nth == _CORRECTED)
                nth += 1
        evening += timedelta(days=21)


def _tell_count(town: Town, luck: Luck, by: Colleague, evening: date, *, corrected: bool) -> None:
    outreach, outreach_id, unit = Outreach(), luck.uuid(), town.cast.units[YOUTH_GROUP]
    stamp = town.cast.stamp(by, unit, Purpose.CASE_WORK)
    kind = luck.pick((OutreachKind.LINKED_YOUTH, OutreachKind.INFORMED_PARENT, OutreachKind.LEISURE_ACTIVITY))
    child, met = luck.pick((Gender.GIRL, Gender.BOY)), luck.pick((Gender.WOMAN, Gender.MAN))
    gender = met if kind is OutreachKind.INFORMED_PARENT else child
    day = office_day(evening, 1)
    town.chronicle.at(day, "13:10", outreach, lambda today: outreach.record(
        outreach_id=outreach_id, occurred_on=evening, unit=unit, kind=kind, gender=gender, child_gender=child, stamp=stamp,
        today=today,
    ))
    if corrected:
        town.chronicle.at(office_day(day, 2), "09:25", outreach, lambda today: outreach.correct(
            occurred_on=evening, unit=unit, kind=kind, gender=gender, child_gender=Gender.UNKNOWN, stamp=stamp, today=today,
            reason="Barnets kön var antaget, inte uppgivet.", policy=POLICY,
        ))
