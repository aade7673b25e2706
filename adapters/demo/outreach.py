"""Outreach work (sv. *uppsökande arbete*): people met in the evenings, counted without a case and without a name."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from adapters.demo.casefile import Town
from adapters.demo.cast import POLICY, YOUTH_GROUP, Colleague
from adapters.demo.days import FIRST_DAY, LAST_DAY, office_day
from adapters.demo.luck import Luck
from domain.base import Purpose
from domain.codes import Gender, OutreachKind, YesNoUnknown
from domain.outreach.codes import LinkedTo, OutreachPlace
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
    if kind in (OutreachKind.LINKED_YOUTH, OutreachKind.LEISURE_ACTIVITY):
        _tell_link(town, by, outreach, outreach_id, kind, day)
    if corrected:
        town.chronicle.at(office_day(day, 2), "09:25", outreach, lambda today: outreach.correct(
            occurred_on=evening, unit=unit, kind=kind, gender=gender, child_gender=Gender.UNKNOWN, stamp=stamp, today=today,
            reason="Barnets kön var antaget, inte uppgivet.", policy=POLICY,
        ))


def _tell_link(town: Town, by: Colleague, outreach: Outreach, outreach_id: UUID, kind: OutreachKind, day: date) -> None:
    """What somebody was linked to, and a month later whether it held; the latest ones are still to be asked about."""
    luck, stamp = Luck(f"länkning/{outreach_id}"), town.cast.stamp(by, town.cast.units[YOUTH_GROUP], Purpose.CASE_WORK)
    leisure = kind is OutreachKind.LEISURE_ACTIVITY
    linked_to = LinkedTo.LEISURE if leisure else luck.pick((LinkedTo.YOUTH_CLINIC, LinkedTo.SOCIAL_WORKER, LinkedTo.SCHOOL))
    place = luck.pick((OutreachPlace.TOWN_CENTRE, OutreachPlace.YOUTH_CENTRE, OutreachPlace.PUBLIC_TRANSPORT))
    town.chronicle.at(day, "13:14", outreach, lambda _: outreach.describe(
        outreach_place=place, linked_to=linked_to, stamp=stamp
    ))
    asked_on = office_day(day, POLICY.outreach_confirmation_days)
    holds = luck.pick((YesNoUnknown.YES, YesNoUnknown.YES, YesNoUnknown.NO, YesNoUnknown.UNKNOWN))
    if asked_on <= LAST_DAY:
        town.chronicle.at(asked_on, "13:40", outreach, lambda today: outreach.confirm(
            confirmed_on=asked_on, still_in_contact=holds, stamp=stamp, today=today
        ))
