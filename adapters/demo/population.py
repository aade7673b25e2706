"""The unit's ordinary cases (sv. *beståndet*): nearly two years of them, spread evenly, activity by activity."""

from __future__ import annotations

from datetime import date, timedelta

from adapters.demo.casefile import Town
from adapters.demo.clients import Clients
from adapters.demo.course import Course, Plot
from adapters.demo.days import FIRST_DAY, office_day
from adapters.demo.luck import Luck
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP, HOUSING_SUPPORT, YOUTH_CLINIC, YOUTH_GROUP, Profile
from domain.codes import CloseManner

_FIRST_RECEIVED = FIRST_DAY + timedelta(days=2)
_LAST_RECEIVED = date(2026, 10, 2)
_CASES = ((YOUTH_CLINIC, 11), (FAMILY_GROUP, 9), (HOUSING_SUPPORT, 8), (CBT_TEAM, 9), (YOUTH_GROUP, 9))


def tell_population(town: Town, clients: Clients) -> None:
    """Write every ordinary case from opening to closing, or to today."""
    for profile, count in _CASES:
        for nth in range(count):
            _tell_case(town, clients, profile, nth, count)


def _tell_case(town: Town, clients: Clients, profile: Profile, nth: int, count: int) -> None:
    story = f"{profile.activity}/{nth}"
    luck = Luck(f"plot/{story}")
    # Somewhat closer together as time goes: the unit grows.
    elapsed = ((nth + luck.near(0.5, 0.45)) / count) ** 0.8
    received_on = office_day(_FIRST_RECEIVED, int((_LAST_RECEIVED - _FIRST_RECEIVED).days * elapsed))
    client = clients.new(luck, profile.ages, received_on)
    first = nth % 2
    if town.cast.staff[profile.pair[first]].is_away(office_day(received_on, 4)):
        first = 1 - first
    visits = luck.between(*profile.visits)
    ending = _ending(luck, profile)
    if ending is CloseManner.INTERRUPTED:
        visits = max(visits - luck.between(2, 5), 4)
    dip = luck.between(2, visits - 3) if visits >= 6 and luck.happens(0.3) else None
    Course(town, story, profile, client, received_on, Plot(ending, visits, first, dip=dip)).tell()


def _ending(luck: Luck, profile: Profile) -> CloseManner:
    interrupted = 0.3 if profile is CBT_TEAM else 0.15
    if luck.happens(interrupted):
        return CloseManner.INTERRUPTED
    return CloseManner.OTHER if luck.happens(0.08) else CloseManner.AS_PLANNED
