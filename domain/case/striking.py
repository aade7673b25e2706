"""The decision that strikes an entry of any area (sv. *stryka uppgift*)."""

from __future__ import annotations

from uuid import UUID

from domain.base import Stamp
from domain.case.entry_events import EntryStruck
from domain.case.guards import GuardedCase
from domain.errors import NotAllowedError, NotFoundError
from domain.policies import Policy


class StrikingDecisions(GuardedCase):
    """How what was wrongly recorded is put right."""

    def strike_entry(
        self, *, entry_id: UUID, reason: str, replaced_by: UUID | None = None, stamp: Stamp, policy: Policy
    ) -> tuple[EntryStruck]:
        """State that an entry was wrongly recorded; it stays legible (sv. *stryka*). Also in a closed case.

        Args:
            entry_id: An entry of an area; sessions, notes, plans and measurements have corrections of their own.
            replaced_by: The entry that says what is right, which is recorded in the same command.

        Raises:
            NotFoundError: Unknown case; then unknown entry.
            NotAllowedError: It is struck already; then another entry that stands refers to it.
            InvalidValueError: `reason`.

        Source: SOSFS 2014:5 4 kap.
        """
        self._require_known()
        if any(entry_id in area.struck for area in self.areas()):
            raise NotAllowedError("Uppgiften är redan struken.")
        if not any(entry_id in area.entries for area in self.areas()):
            raise NotFoundError("Uppgiften finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        entries = (entry for area in self.areas() for entry in area.entries.values())
        if any(entry.mentions(entry_id) for entry in entries) or any(
            rating.mentions(entry_id) for rating in self.ratings.values()
        ):
            raise NotAllowedError("En annan uppgift bygger på den här. Stryk den uppgiften först.")
        policy.require_short_text(reason, "Orsaken till att uppgiften stryks")
        return (EntryStruck(**self._next(stamp), entry_id=entry_id, reason=reason, replaced_by=replaced_by),)
