"""Reading one's work (sv. *arbetslistor*): what has to be done, whose the cases are, and a case's journal and sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from api.known_at import parse_valid_at
from api.list_reading import ListReader
from api.paging import page_of
from api.reading import Answer
from api.registers import last_day
from projections.duties import DUTIES, DutyItem, DutyRole
from projections.statements.fact import FactKind

JOURNAL_TYPES = (
    "case.note_recorded", "case.note_corrected", "case.note_misfiled", "case.note_signed", "case.differing_opinion_noted",
)
SESSION_TYPES = (
    "case.session_held", "case.session_missed", "case.session_cancelled", "case.session_corrected", "case.session_described",
    "case.contact_made", "case.advice_talk_held", "case.contact_note_stated", "case.calendar_contact_imported",
    "case.calendar_contact_matched", "case.group_attendance_recorded", "case.three_party_meeting_held",
)

class WorkReader(ListReader):
    """Somebody who asks for lists of one board's work."""

    def duties(
        self, *, known_at: str | None = None, valid_at: str | None = None, days: int, staff: UUID | None = None,
        unit: str | None = None, kind: FactKind | None = None, role: DutyRole | None = None, limit: int | None = None,
        after: str | None = None,
    ) -> tuple[Answer, str | None]:
        """What is due by so many days after the day of the list, the most overdue first.

        Args:
            valid_at: The day of the list; None = today, or with `known_at` the day of the last event that was known.
            days: From 0 (today's) on; 6 = this week's.
            staff, unit: Whose; a worker's own unless said otherwise, and everybody's for who has no list of their own.
            kind, role: Only duties of this kind, or on the lists of this role.
            limit, after: The most duties, from 1 (None = all), and only those after this key.

        Returns:
            The answer, and the key that the next page comes after; None = there is none.

        Raises:
            ForbiddenError: Somebody else's list; the attempt is logged.
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit.
            UnavailableError: The access log cannot be written.
        """
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        as_of, found = self._listed(
            ("duties", day, days), known_at, as_of, is_whole=who is None and units is None,
            make=lambda size: self._board.work_lists.duties(
                size, day, self._policy(size, day), until=day + timedelta(days=days), staff=who, units=units
            ),
        )
        wanted = [each for each in found if _is_wanted(each, kind, role)]
        shown, has_more = page_of(wanted, [_key(each) for each in wanted], limit, after)
        self._reader.record_shown(as_of, {each.duty.case_id for each in shown})
        document = {**self._head(as_of, day, who), "duties": [each.to_json(day) for each in shown]}
        return Answer(document, shown), _key(shown[-1]) if has_more else None

    def caseload(
        self, *, known_at: str | None = None, valid_at: str | None = None, staff: UUID | None = None, unit: str | None = None,
        limit: int | None = None, after: UUID | None = None,
    ) -> tuple[Answer, UUID | None]:
        """The open cases, those with the most urgent duty first.

        Args:
            valid_at, staff, unit, limit: As for `duties`.
            after: Only those after this case.

        Returns:
            The answer, and the case that the next page comes after; None = there is none.

        Raises:
            As `duties` does.
        """
        as_of, day = self._as_of(known_at, valid_at)
        who, units = self._whose(staff, unit, as_of)
        found = self._board.work_lists.caseload(as_of.size, day, self._policy(as_of.size, day), staff=who, units=units)
        shown, has_more = page_of(found, [each.case.case_id for each in found], limit, after)
        self._reader.record_shown(as_of, {each.case.case_id for each in shown})
        document = {**self._head(as_of, day, who), "cases": [each.to_json(day) for each in shown]}
        return Answer(document, shown), shown[-1].case.case_id if has_more else None

    def journal(self, case_id: UUID, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """A case's notes with their corrections and both times, and which of them wait for a signature.

        Raises:
            As `Reader.timeline` does.
        """
        return self._part(case_id, JOURNAL_TYPES, FactKind.SIGN_NOTE, "unsigned", known_at, valid_at)

    def sessions(self, case_id: UUID, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """A case's sessions and contacts of every kind, and which sessions wait for a note.

        Raises:
            As `Reader.timeline` does.
        """
        return self._part(case_id, SESSION_TYPES, FactKind.WRITE_NOTE, "without_note", known_at, valid_at)

    def of_case(self, case_id: UUID, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """A case's whole timeline, and everything that has to be done in it, the most overdue first.

        Raises:
            As `Reader.timeline` does.
        """
        whole = self._reader.timeline(case_id, known_at=known_at, valid_at=valid_at)
        size: int = whole.document["known_at"]
        day = parse_valid_at(valid_at) or last_day(self._board, size)
        waiting = self._board.work_lists.duties(
            size, day, self._policy(size, day), until=date.max, case_id=case_id
        )
        return Answer({**whole.document, "duties": [each.to_json(day) for each in waiting]}, waiting, whole.version)

    def _part(
        self, case_id: UUID, types: Sequence[str], kind: FactKind, name: str, known_at: str | None, valid_at: str | None
    ) -> Answer:
        whole = self.of_case(case_id, known_at=known_at, valid_at=valid_at)
        document = {key: value for key, value in whole.document.items() if key != "duties"}
        items = [each for each in document["items"] if each["type"] in types]
        duties = [each for each in whole.document["duties"] if each["kind"] == kind.value]
        return Answer({**document, "items": items, name: duties}, items, whole.version)


def _key(item: DutyItem) -> str:
    return f"{item.duty.due_on}.{item.duty.position}.{item.duty.kind}.{item.duty.key}"


def _is_wanted(item: DutyItem, kind: FactKind | None, role: DutyRole | None) -> bool:
    found = item.duty.kind
    return (kind is None or found is kind) and (role is None or DUTIES[found].role is role)
