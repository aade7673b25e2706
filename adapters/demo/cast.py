"""The fixed cast of Exempelstad (sv. *rollista*): one board, one unit with five activities, twelve members of staff.

Everybody is invented, and every surname says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from adapters.demo.chronicle import Chronicle
from adapters.demo.days import FIRST_DAY
from adapters.demo.luck import Luck
from domain.base import Purpose, Stamp
from domain.board.board import Board
from domain.case.journal import Author
from domain.policies import DEFAULT_POLICY as POLICY
from domain.staff.staff_member import StaffMember
from domain.unit.unit import Unit

BOARD_NAME = "Exempelstads socialnämnd"
UNIT_NAME = "Öppenvården"
YOUTH_CLINIC = "Ungdomsmottagningen"
FAMILY_GROUP = "Familj- och nätverksgruppen"
HOUSING_SUPPORT = "Bostödsverksamheten"
CBT_TEAM = "KBT-teamet"
YOUTH_GROUP = "Förebyggande ungdomsgruppen"
ACTIVITIES = (YOUTH_CLINIC, FAMILY_GROUP, HOUSING_SUPPORT, CBT_TEAM, YOUTH_GROUP)


class Person(NamedTuple):
    """A member of staff as the casting says; `activity` None = works for the whole unit."""

    name: str
    title: str
    activity: str | None


STAFF: Mapping[str, Person] = {
    "karin": Person("Karin Demo", "biträdande enhetschef", None),
    "ines": Person("Ines Demo", "verksamhetsadministratör", None),
    "sara": Person("Sara Exempel", "kurator", YOUTH_CLINIC),
    "adam": Person("Adam Demo", "kurator", YOUTH_CLINIC),
    "leila": Person("Leila Exempel", "familjebehandlare", FAMILY_GROUP),
    "peter": Person("Peter Demo", "familjebehandlare", FAMILY_GROUP),
    "yusuf": Person("Yusuf Exempel", "boendestödjare", HOUSING_SUPPORT),
    "annika": Person("Annika Demo", "boendestödjare", HOUSING_SUPPORT),
    "johan": Person("Johan Exempel", "KBT-terapeut", CBT_TEAM),
    "mira": Person("Mira Demo", "behandlare", CBT_TEAM),
    "maja": Person("Maja Exempel", "behandlare", YOUTH_GROUP),
    "elias": Person("Elias Demo", "fältassistent", YOUTH_GROUP),
}


class Leave(NamedTuple):
    """Days away as they turned out, both included, and when they were recorded (sv. *frånvaro*; never why).

    `open_ended`: recorded until further notice; the last day became known on `ended_told_on`.
    """

    first: date
    last: date
    told_on: date
    ended_told_on: date | None = None

    @property
    def open_ended(self) -> bool:
        """Whether the last day was unknown at first."""
        return self.ended_told_on is not None

    def covers(self, day: date) -> bool:
        """Whether the person is away on `day`."""
        return self.first <= day <= self.last


# The two of an activity take turns in the summer, so that each can stand in for the other.
LEAVES: Mapping[str, tuple[Leave, ...]] = {
    "sara": (
        Leave(date(2025, 6, 30), date(2025, 7, 27), date(2025, 4, 14)),
        Leave(date(2026, 6, 29), date(2026, 7, 26), date(2026, 4, 13)),
    ),
    "adam": (
        Leave(date(2025, 7, 28), date(2025, 8, 24), date(2025, 4, 14)),
        Leave(date(2026, 7, 27), date(2026, 8, 23), date(2026, 4, 13)),
    ),
    "leila": (
        Leave(date(2025, 6, 23), date(2025, 7, 20), date(2025, 4, 22)),
        Leave(date(2026, 6, 22), date(2026, 7, 19), date(2026, 4, 20)),
    ),
    "peter": (
        Leave(date(2025, 7, 21), date(2025, 8, 17), date(2025, 4, 22)),
        Leave(date(2025, 11, 10), date(2026, 1, 11), date(2025, 11, 10), ended_told_on=date(2025, 12, 15)),
        Leave(date(2026, 7, 20), date(2026, 8, 16), date(2026, 4, 20)),
    ),
    "yusuf": (
        Leave(date(2025, 7, 7), date(2025, 7, 27), date(2025, 5, 5)),
        Leave(date(2026, 7, 6), date(2026, 7, 26), date(2026, 5, 4)),
    ),
    "annika": (
        Leave(date(2025, 7, 28), date(2025, 8, 17), date(2025, 5, 5)),
        Leave(date(2026, 7, 27), date(2026, 8, 16), date(2026, 5, 4)),
    ),
    "johan": (
        Leave(date(2025, 7, 7), date(2025, 8, 3), date(2025, 5, 12)),
        Leave(date(2026, 7, 6), date(2026, 7, 26), date(2026, 5, 11)),
    ),
    "mira": (
        Leave(date(2025, 8, 4), date(2025, 8, 24), date(2025, 5, 12)),
        Leave(date(2026, 7, 27), date(2026, 8, 16), date(2026, 5, 11)),
    ),
    "maja": (
        Leave(date(2025, 7, 21), date(2025, 8, 17), date(2025, 5, 19)),
        Leave(date(2026, 6, 29), date(2026, 8, 16), date(2026, 5, 18)),
        Leave(date(2026, 10, 26), date(2026, 10, 30), date(2026, 9, 28)),
    ),
    "elias": (
        Leave(date(2025, 6, 23), date(2025, 7, 20), date(2025, 5, 19)),
        Leave(date(2026, 5, 25), date(2026, 6, 14), date(2026, 5, 18)),
    ),
}


class Colleague:
    """A member of staff in the story."""

    def __init__(self, person: Person, leaves: tuple[Leave, ...], staff_id: UUID) -> None:
        self.id = staff_id
        self.name = person.name
        self.leaves = leaves
        self.member = StaffMember()

    def is_away(self, day: date) -> bool:
        """Whether the colleague is away on `day`."""
        return any(leave.covers(day) for leave in self.leaves)

    def title_on(self, day: date) -> str | None:
        """The title on `day`."""
        return self.member.title_on(day)

    def author(self, day: date) -> Author:
        """How the colleague signs on `day`."""
        return Author(self.id, self.name, self.title_on(day))


class Cast:
    """The board, its units and its staff, written into a chronicle on its first day.

    Attributes:
        units: Ids by name.
        staff: Colleagues by the keys of `STAFF`.
    """

    def __init__(self, chronicle: Chronicle, slug: str) -> None:
        self._chronicle = chronicle
        self._luck = Luck("cast")
        self.staff = {key: Colleague(person, LEAVES.get(key, ()), self._luck.uuid()) for key, person in STAFF.items()}
        self.units = {name: self._luck.uuid() for name in (UNIT_NAME, *ACTIVITIES)}
        self.unit = Unit()
        self._establish(slug)
        for key in STAFF:
            self._register(key)
            for leave in LEAVES.get(key, ()):
                self._go_away(self.staff[key], leave)
        self._tell_twists()

    def stamp(self, actor: Colleague, unit: UUID | None = None, purpose: Purpose = Purpose.ADMINISTRATION) -> Stamp:
        """What the colleague's writing is stamped with."""
        return Stamp(actor_id=actor.id, unit_id=unit, purpose=purpose)

    def _establish(self, slug: str) -> None:
        stamp, top, board = self.stamp(self.staff["ines"]), self.units[UNIT_NAME], Board()
        board_id = self._luck.uuid()
        self._chronicle.at(FIRST_DAY, "08:15", board, lambda _: board.establish(
            board_id=board_id, name=BOARD_NAME, slug=slug, stamp=stamp, policy=POLICY
        ))
        self._chronicle.at(FIRST_DAY, "08:18", self.unit, lambda _: self.unit.establish(
            unit_id=top, name=UNIT_NAME, stamp=stamp, policy=POLICY
        ))
        for name in ACTIVITIES:
            self._establish_activity(name, stamp)

    def _establish_activity(self, name: str, stamp: Stamp) -> None:
        unit = Unit()
        self._chronicle.at(FIRST_DAY, "08:20", unit, lambda _: unit.establish(
            unit_id=self.units[name], name=name, part_of=self.units[UNIT_NAME], stamp=stamp, policy=POLICY
        ))

    def _register(self, key: str) -> None:
        colleague, person, stamp = self.staff[key], STAFF[key], self.stamp(self.staff["ines"])
        self._chronicle.at(FIRST_DAY, "08:40", colleague.member, lambda _: colleague.member.register(
            staff_id=colleague.id, name=person.name, title=person.title, unit=self.units[person.activity or UNIT_NAME],
            stamp=stamp, policy=POLICY,
        ))

    def _go_away(self, colleague: Colleague, leave: Leave) -> None:
        member, absence_id, stamp = colleague.member, self._luck.uuid(), self.stamp(self.staff["karin"])
        last = None if leave.open_ended else leave.last
        self._chronicle.at(leave.told_on, "08:35", member, lambda _: member.record_absence(
            absence_id=absence_id, from_date=leave.first, to_date=last, stamp=stamp
        ))
        if leave.ended_told_on is not None:
            self._chronicle.at(leave.ended_told_on, "09:10", member, lambda _: member.change_absence(
                absence_id=absence_id, from_date=leave.first, to_date=leave.last, stamp=stamp
            ))

    def _tell_twists(self) -> None:
        """A title that changes, and an absence that came to nothing."""
        stamp = self.stamp(self.staff["karin"])
        mira, annika = self.staff["mira"].member, self.staff["annika"].member
        self._chronicle.at(date(2025, 8, 29), "14:20", mira, lambda _: mira.change_title(
            title="KBT-terapeut", effective_from=date(2025, 9, 1), stamp=stamp, policy=POLICY
        ))
        absence_id = self._luck.uuid()
        self._chronicle.at(date(2026, 2, 20), "10:05", annika, lambda _: annika.record_absence(
            absence_id=absence_id, from_date=date(2026, 3, 9), to_date=date(2026, 3, 13), stamp=stamp
        ))
        self._chronicle.at(date(2026, 3, 6), "15:30", annika, lambda _: annika.withdraw_absence(
            absence_id=absence_id, stamp=stamp
        ))
