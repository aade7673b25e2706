"""The small stories (sv. *berättelser*): courses in which something has to be put right, handed over or asked about.

Together with the rest of the demo they use every kind of event at least once.
"""

from __future__ import annotations

from datetime import date

from adapters.demo import twists, voices
from adapters.demo.casefile import Town
from adapters.demo.clients import Clients
from adapters.demo.course import Course, Plot
from adapters.demo.luck import Luck
from adapters.demo.profiles import CBT_TEAM, FAMILY_GROUP, HOUSING_SUPPORT, YOUTH_CLINIC, YOUTH_GROUP, Profile
from domain.codes import CloseManner, Gender


class Stories:
    """Tells them, one after the other."""

    def __init__(self, town: Town, clients: Clients) -> None:
        self._town = town
        self._clients = clients

    def tell(self) -> None:
        """Write all of them."""
        self._tell_responsibility()
        self._tell_journal()
        self._tell_measures()
        self._tell_closings()
        voices.tell_voices(self._town)

    def _course(self, story: str, profile: Profile, received_on: date, plot: Plot, gender: Gender | None = None) -> Course:
        client = self._clients.new(Luck(f"plot/{story}"), profile.ages, received_on, gender)
        return Course(self._town, story, profile, client, received_on, plot).tell()

    def _tell_responsibility(self) -> None:
        """A hand-over that is accepted; and an absence that nobody knew of, with a stand-in a week late."""
        self._course("överlämning", FAMILY_GROUP, date(2025, 8, 26),
                     Plot(visits=11, first=1, hand_over_on=date(2025, 10, 20), orderly=True))
        late = self._course("sen ersättare", FAMILY_GROUP, date(2025, 9, 16), Plot(visits=12, first=1, cover_delay=6))
        twists.ask_for_account(late, late.visits[5])

    def _tell_journal(self) -> None:
        """A note put right, a note in the wrong file, a differing opinion."""
        orderly = Plot(visits=8, orderly=True)
        corrected = self._course("rättad anteckning", FAMILY_GROUP, date(2025, 2, 11), orderly)
        twists.correct_note(corrected, corrected.visits[3])
        one = self._course("fel akt", YOUTH_CLINIC, date(2026, 1, 20), orderly)
        other = self._course("rätt akt", YOUTH_CLINIC, date(2026, 1, 27), orderly)
        twists.misfile_note(one, other, max(one.days[2], other.days[1]))
        disputed = self._course("avvikande mening", CBT_TEAM, date(2025, 9, 3), Plot(visits=11, orderly=True))
        twists.dispute(disputed, disputed.visits[4])

    def _tell_measures(self) -> None:
        """Values that were wrong, or have become known."""
        orderly = Plot(visits=6, first=1, orderly=True)
        rated = self._course("rättad skattning", YOUTH_CLINIC, date(2025, 3, 18), orderly)
        twists.correct_rating(rated, rated.visits[2])
        housed = self._course("rättad hyra", HOUSING_SUPPORT, date(2025, 2, 4), Plot(visits=22, orderly=True, dip=9))
        twists.correct_housing(housed)
        twists.correct_rent(housed, housed.visits[8])
        twists.correct_plan(housed, housed.visits[6])
        schooled = self._course("rättad närvaro", YOUTH_GROUP, date(2025, 9, 9), Plot(visits=12, orderly=True, dip=5))
        twists.correct_attendance(schooled)
        named = self._course("rättade uppgifter", YOUTH_CLINIC, date(2026, 3, 10), Plot(visits=7, orderly=True, dip=3))
        twists.correct_facts(named, named.visits[1])

    def _tell_closings(self) -> None:
        """A closing put right, and a case that is opened again."""
        ended = self._course("rättat avslut", CBT_TEAM, date(2025, 1, 21),
                             Plot(CloseManner.OTHER, 10, 1, orderly=True, documented_after=13))
        twists.correct_closing(ended)
        again = self._course("återöppnat", YOUTH_CLINIC, date(2025, 2, 18),
                             Plot(visits=5, orderly=True, reopened_after=twists.REOPENED_AFTER))
        twists.reopen(again)
