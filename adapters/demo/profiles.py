"""How each activity works (sv. *verksamhet*): who, how often, how long, and what is measured."""

from __future__ import annotations

from typing import NamedTuple

from adapters.demo import cast
from adapters.demo.scenes import Scenes
from adapters.demo.scenes_adult import CBT_SCENES, HOUSING_SCENES
from adapters.demo.scenes_young import FAMILY_SCENES, YOUTH_CLINIC_SCENES, YOUTH_GROUP_SCENES
from domain.codes import LegalBasis, SessionKind


class Profile(NamedTuple):
    """One activity.

    Args:
        pair: The two who work in it and stand in for each other, by key.
        ages: Youngest and oldest at the opening, years, both included.
        visits: Fewest and most, both included.
        every_days: Days between visits.
        rates_every: ORS and SRS at every so manieth visit, and always at the first and the last.
        parent_rates: Whether a parent rates the child's wellbeing too.
    """

    activity: str
    pair: tuple[str, str]
    legal_basis: LegalBasis
    ages: tuple[int, int]
    visits: tuple[int, int]
    every_days: int
    kind: SessionKind
    participants: tuple[str, ...]
    rates_every: int
    parent_rates: bool
    scenes: Scenes
    called: str | None = None
    """What notes call the client, when it is not by first name."""


YOUTH_CLINIC = Profile(
    cast.YOUTH_CLINIC, ("sara", "adam"), LegalBasis.SERVICE, (15, 22), (4, 10), 14, SessionKind.CONVERSATION,
    ("ungdomen", "kuratorn"), 1, False, YOUTH_CLINIC_SCENES,
)
FAMILY_GROUP = Profile(
    cast.FAMILY_GROUP, ("leila", "peter"), LegalBasis.ASSISTANCE, (8, 17), (8, 15), 14, SessionKind.HOME_VISIT,
    ("barnet", "mamma", "pappa", "familjebehandlaren"), 2, True, FAMILY_SCENES, "Familjen",
)
HOUSING_SUPPORT = Profile(
    cast.HOUSING_SUPPORT, ("yusuf", "annika"), LegalBasis.ASSISTANCE, (23, 61), (14, 36), 14, SessionKind.HOME_VISIT,
    ("hyresgästen", "boendestödjaren"), 4, False, HOUSING_SCENES,
)
CBT_TEAM = Profile(
    cast.CBT_TEAM, ("johan", "mira"), LegalBasis.ASSISTANCE, (21, 64), (9, 18), 7, SessionKind.CONVERSATION,
    ("klienten", "behandlaren"), 2, False, CBT_SCENES,
)
YOUTH_GROUP = Profile(
    cast.YOUTH_GROUP, ("maja", "elias"), LegalBasis.ASSISTANCE, (13, 17), (10, 22), 7, SessionKind.CONVERSATION,
    ("ungdomen", "behandlaren"), 2, False, YOUTH_GROUP_SCENES,
)
PROFILES = (YOUTH_CLINIC, FAMILY_GROUP, HOUSING_SUPPORT, CBT_TEAM, YOUTH_GROUP)
