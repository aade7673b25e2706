"""Decisions: saying whom a piece of the record is about."""

from __future__ import annotations

from uuid import UUID

from domain.base import Source, Stamp
from domain.case.disclosure.codes import SegmentKind
from domain.case.guards import GuardedCase
from domain.case.parties.events import ContentLabelled
from domain.case.parties.persons import require_persons
from domain.errors import InvalidValueError, NotFoundError


class PartiesDecisions(GuardedCase):
    """Labels; also in a closed case, since what is in it can still be asked for."""

    def label_content(
        self,
        *,
        entry_id: UUID,
        of_entry_id: UUID,
        content_kind: SegmentKind | None = None,
        concerns_person_ids: tuple[UUID, ...] = (),
        keep_from_ids: tuple[UUID, ...] = (),
        source: Source | None = None,
        stamp: Stamp,
    ) -> tuple[ContentLabelled]:
        """Say whom a piece of the record is about, and who may not learn it (sv. *märka en uppgift*).

        Args:
            of_entry_id: Any entry of the case, an opinion, or the case itself.
            concerns_person_ids: Persons of the case; none = it is about none of them.
            keep_from_ids: Persons of the case, but nobody whom it is about.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: The labelled entry is not in the case.
            InvalidValueError, NotFoundError: `concerns_person_ids`; then `keep_from_ids`, see `require_persons`.
            InvalidValueError: Somebody may not learn what is about them; then the kind is names of staff, which are nobody's.

        Source: OSL 2009:400 12:3, 21:3, 26:1.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Märkningen")
        if not (self.has_entry(of_entry_id) or of_entry_id in self.opinions):
            raise NotFoundError("Uppgiften som ska märkas finns inte i ärendet. Välj bland ärendets uppgifter.")
        require_persons(self, concerns_person_ids, "Vem uppgiften gäller")
        require_persons(self, keep_from_ids, "Vem som inte får veta")
        if set(concerns_person_ids) & set(keep_from_ids):
            raise InvalidValueError(
                "Samma person är både den som uppgiften gäller och den som inte får veta. Märk delarna av uppgiften var för sig."
            )
        if content_kind is SegmentKind.STAFF:
            raise InvalidValueError("Personalens namn gäller ingen person i ärendet. Ange en annan del av uppgiften.")
        return (
            ContentLabelled(
                **self._next(stamp), entry_id=entry_id, of_entry_id=of_entry_id, content_kind=content_kind,
                concerns_person_ids=concerns_person_ids, keep_from_ids=keep_from_ids, source=source,
            ),
        )
