"""What the unit offers and by which bounds (sv. *utbud, riktvärden*), advice to nobody in particular, and a group for parents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from adapters.demo import cast
from adapters.demo.casefile import Town, at
from adapters.demo.cast import Colleague
from adapters.demo.days import FIRST_DAY
from adapters.demo.luck import Luck
from adapters.demo.office import write as write_in
from domain.base import DomainEvent
from domain.case.case import Case
from domain.case.contacts.codes import AttendanceInGroup
from domain.case.follow_up.codes import FollowUpPoint
from domain.codes import CloseManner, Gender, LegalBasis, SessionKind
from domain.group.events import MemberAttendance
from domain.group.joint import GroupWithCases
from domain.offering.codes import RatedWhen
from domain.offering.offering import Offering
from domain.offering.rating_terms import ExpectedRating
from domain.policy.adoption import PolicyAdoption
from domain.policy.events import PolicyValue

GROUP_PROGRAMME = "Föräldragruppen Trygga vuxna"
_MAX_TALKS = 3
_KINDS = (
    (cast.YOUTH_CLINIC, "Stödsamtal för unga", "youth_treatment"), (cast.FAMILY_GROUP, "Familjebehandling", "family_treatment"),
    (cast.HOUSING_SUPPORT, "Boendestöd", "housing_support"), (cast.CBT_TEAM, "KBT vid beroende", "substance_use_treatment"),
    (cast.YOUTH_GROUP, "Ungdomsbehandling", "youth_treatment"),
)
_TALKS = (
    ((date(2026, 3, 9), date(2026, 3, 23), date(2026, 4, 13)), Gender.WOMAN),
    ((date(2026, 9, 7), date(2026, 9, 21)), Gender.MAN), ((date(2026, 10, 19),), Gender.WOMAN),
)
"""The days of each person's talks, and the gender; who it was nobody knows."""
_GROUP_OF = ("Familj- och nätverksgruppen/6", "Familj- och nätverksgruppen/7", "Familj- och nätverksgruppen/8")
_GROUP_DAYS = tuple(date(2026, month, day) for month, day in ((9, 14), (9, 21), (9, 28), (10, 5), (10, 12), (10, 19)))
_STAYED_AWAY = {(_GROUP_DAYS[2], _GROUP_OF[0]), (_GROUP_DAYS[4], _GROUP_OF[2])}


def tell_offerings(town: Town) -> None:
    """Write what each activity offers, from the first day on, and what the board and the manager have changed since."""
    luck, karin = Luck("utbud"), town.cast.staff["karin"]
    offerings = {}
    for activity, name, kind in _KINDS:
        offerings[activity], town.offerings[activity] = _offer(
            town, luck, activity, offering_name=name, service_kind=kind, regime="full_case"
        )
    youth = offerings[cast.YOUTH_CLINIC]
    write_in(town, date(2025, 6, 24), "09:10", karin, youth, youth.change_regime, {
        "regime": "insats_no_assessment", "regime_from": date(2025, 7, 1), "board_decision_reference": "SN 2025 § 61",
        "board_decided_on": date(2025, 6, 17), "reason": "Nya socialtjänstlagen: stödsamtalen ges utan behovsprövning.",
    })
    write_in(town, date(2026, 8, 24), "13:50", karin, youth, youth.set_instruments, {
        "instruments_from": date(2026, 9, 1), "reason": "Skattningsrutinen gäller alla stödsamtal.",
        "expected_ratings": tuple(
            ExpectedRating(instrument=each, rated_when=RatedWhen.EACH_SESSION, session_kinds=(SessionKind.CONVERSATION,))
            for each in ("ORS", "SRS")
        ),
    })
    _tell_policy(town, luck, karin)


def tell_advice(town: Town) -> None:
    """Some parents come for advice: days, roles and themes are written, and nothing that tells who they are."""
    luck = Luck("rådgivning")
    _, offering_id = _offer(town, luck, cast.FAMILY_GROUP, offering_name="Föräldrarådgivning", service_kind="advice",
                            regime="advice_no_personal_data", max_talks=_MAX_TALKS)
    leila, unit = town.cast.staff["leila"], town.cast.units[cast.FAMILY_GROUP]
    for days, gender in _TALKS:
        case, case_id, opened_on = Case(), luck.uuid(), days[0]
        number = town.number(opened_on)

        def write(day: date, clock: str, name: str, case: Case = case, **values: Any) -> None:
            write_in(town, day, clock, leila, case, getattr(case, name), values, unit)

        write(opened_on, "13:20", "open", case_id=case_id, number=number, unit=unit, gender=gender, received_on=opened_on,
              started_on=opened_on, legal_basis=LegalBasis.SERVICE, offering=offering_id)
        write(opened_on, "13:22", "assign", staff=leila, from_date=opened_on)
        for day in days:
            write(day, "14:10", "record_advice_talk", entry_id=luck.uuid(), occurred=at(day, "13:30"), way="visit",
                  parties=("mother" if gender is Gender.WOMAN else "father",), themes=("parenthood",),
                  right_to_apply_told=True, max_talks=_MAX_TALKS)
        if days != _TALKS[-1][0]:
            write(days[-1], "14:15", "close", closed_on=days[-1], manner=CloseManner.AS_PLANNED, referred_onward=False)
            for point in FollowUpPoint:
                # Nobody can be asked afterwards, since nobody knows who it was.
                write(days[-1], "14:16", "give_up_follow_up", entry_id=luck.uuid(), follow_up_point=point,
                      given_up_on=days[-1], no_follow_up_cause="no_consent", contact_attempts=0)


def tell_group(town: Town) -> None:
    """Write the parents' group: three families come, each in its own file, and two lead it."""
    luck, leila, peter = Luck("föräldragruppen"), town.cast.staff["leila"], town.cast.staff["peter"]
    cases = {town.courses[story].file.id: town.courses[story].file.case for story in _GROUP_OF}
    group, group_id, case_of = GroupWithCases(), luck.uuid(), cases.__getitem__
    joint, leaders = _Joint(group, group_id, cases), (leila.id, peter.id)

    def write(day: date, clock: str, decide: Callable[..., Sequence[DomainEvent]], values: dict[str, Any]) -> None:
        write_in(town, day, clock, leila, joint, decide, values, town.cast.units[cast.FAMILY_GROUP])

    write(date(2026, 8, 31), "13:10", group.start, {
        "group_id": group_id, "unit": town.cast.units[cast.FAMILY_GROUP], "group_programme": GROUP_PROGRAMME,
        "started_on": _GROUP_DAYS[0], "planned_sessions": 8, "leader_ids": leaders,
    })
    for case_id in cases:
        write(_GROUP_DAYS[0], "13:05", group.join, {
            "case_of": case_of, "entry_id": luck.uuid(), "case_id": case_id, "joined_on": _GROUP_DAYS[0],
            "individual_talk_on": date(2026, 9, 8),
        })
    for step, day in enumerate(_GROUP_DAYS, 1):
        write(day, "16:05", group.hold, {
            "case_of": case_of, "entry_id": luck.uuid(), "occurred": at(day, "14:00"), "group_step": step,
            "leader_ids": leaders, "themes": ("parenthood", "childs_best"),
            "attendances": tuple(_came(town, day, story) for story in _GROUP_OF),
        })


class _Joint:
    """A group and its members' cases, as one stream to write in."""

    def __init__(self, group: GroupWithCases, group_id: UUID, cases: dict[UUID, Case]) -> None:
        self._streams: dict[UUID, GroupWithCases | Case] = {group_id: group, **cases}

    def apply(self, event: DomainEvent) -> None:
        """Take in an event where it belongs."""
        self._streams[event.originator_id].apply(event)


def _came(town: Town, day: date, story: str) -> MemberAttendance:
    came = AttendanceInGroup.ABSENT if (day, story) in _STAYED_AWAY else AttendanceInGroup.PRESENT
    return MemberAttendance(case_id=town.courses[story].file.id, attendance_in_group=came)


def _offer(town: Town, luck: Luck, activity: str, **terms: Any) -> tuple[Offering, UUID]:
    offering, offering_id = Offering(), luck.uuid()
    write_in(town, FIRST_DAY, "08:50", town.cast.staff["karin"], offering, offering.establish, {
        "offering_id": offering_id, "unit": town.cast.units[activity], "regime_from": date(2025, 1, 1), **terms,
    })
    return offering, offering_id


def _tell_policy(town: Town, luck: Luck, karin: Colleague) -> None:
    """After the internal control the days for a signature become fewer, from New Year on."""
    policy = PolicyAdoption()
    write_in(town, date(2025, 11, 17), "11:20", karin, policy, policy.adopt, {
        "adoption_id": luck.uuid(), "policy_values": (PolicyValue(bound="note_signing_days", amount="5"),),
        "takes_effect_on": date(2026, 1, 1), "adopted_on": date(2025, 11, 17), "adopted_by": "Biträdande enhetschefen",
        "reason": "Internkontrollen visade att anteckningar blev liggande osignerade.",
    })
