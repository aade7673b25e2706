"""Decisions on the journal (sv. *journal*): notes, corrections, notes in the wrong file, differing opinions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.base import Occurred, Purpose, Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing, require_new
from domain.case.journal_events import (
    NOTE_TEXTS,
    DifferingOpinionNoted,
    JournalNoteCorrected,
    JournalNoteRecorded,
    NoteMisfiled,
)
from domain.codes import EntryType, NoteChannel, SessionKind
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today


class Author(NamedTuple):
    """Who signs, by name and title as they are now (sv. *undertecknare*). Only imported history may lack them."""

    staff_id: UUID | None
    name: str | None
    title: str | None


class Texts(NamedTuple):
    """A note's content, kind by kind (sv. *innehållsslag*); at least one is given."""

    unmarked: str | None = None
    fact: str | None = None
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None
    third_party: str | None = None


class JournalDecisions(GuardedCase):
    """What may be written in the journal, and how it is put right."""

    def record_note(
        self,
        *,
        note_id: UUID,
        occurred: Occurred,
        entry_type: EntryType,
        texts: Texts,
        author: Author,
        claimed_entry_type: str | None = None,
        information_source: str | None = None,
        channel: NoteChannel | None = None,
        session_id: UUID | None = None,
        plan_id: UUID | None = None,
        participants: tuple[str, ...] = (),
        individual_informed: bool | None = None,
        late_reason: str | None = None,
        moved_from: UUID | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[JournalNoteRecorded]:
        """Enter a note in the journal (sv. *journalanteckning*).

        Args:
            occurred: When it happened, not after today. In a closed case not after the closing, except a note on a follow-up
                meeting (`session_id`), which is what follows a closing, and imported history.
            late_reason: Required when more than `policy.note_delay_days` days lie between the event and today, both
                for a late note in time and for one moved from a wrong file. Imported history needs none.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `note_id` is used.
            InvalidValueError: `texts`, `author`, other texts; then `occurred` after today.
            NotFoundError: Unknown session; then unknown plan.
            NotAllowedError: After the closing.
            InvalidValueError: Late without a reason.

        Source: SoL 2025:400 14:3; SOSFS 2014:5 4 kap. ("utan oskäligt dröjsmål").
        """
        self._require_known()
        require_new(note_id, self.notes, "Anteckningen")
        imported = is_imported(stamp, source)
        _require_texts(texts, policy)
        _require_author(author, policy, may_be_unknown=imported)
        short = {
            "Källans ord för slag av anteckning": claimed_entry_type,
            "Uppgiftslämnaren": information_source,
            "Orsaken till att anteckningen är sen": late_reason,
        }
        _require_given(short, policy)
        policy.require_short_texts(participants, "Deltagaren")
        require_not_after_today(occurred.on, "Händelsedatum", today)
        self._require_references(session_id, plan_id)
        if not self._is_follow_up(session_id):
            self._require_open_on(occurred.on, "Händelsedatum", imported=imported)
        if not imported:
            _require_late_reason(occurred, late_reason, today, policy)
        return (
            JournalNoteRecorded(
                **self._next(stamp),
                note_id=note_id,
                author_id=author.staff_id,
                author_name=author.name,
                author_title=author.title,
                **texts._asdict(),
                occurred=occurred,
                entry_type=entry_type,
                claimed_entry_type=claimed_entry_type,
                information_source=information_source,
                channel=channel,
                session_id=session_id,
                plan_id=plan_id,
                participants=participants,
                individual_informed=individual_informed,
                late_reason=late_reason,
                moved_from=moved_from,
                source=source,
            ),
        )

    def correct_note(
        self,
        *,
        note_id: UUID,
        correction_id: UUID,
        texts: Texts,
        author: Author,
        reason: str,
        occurred: Occurred | None = None,
        information_source: str | None = None,
        claimed_entry_type: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[JournalNoteCorrected]:
        """State a note's texts anew, whole; the original stays legible (sv. *rätta anteckning*). Also in a closed case.

        Args:
            occurred: When it happened, if that was wrong; not after today. None = as before; so for the two after it.

        Raises:
            NotFoundError: Unknown case; then unknown note.
            NotAllowedError: The note is in the wrong file.
            ConflictError: `correction_id` is used.
            InvalidValueError: `reason`, `texts`, `author`, `information_source`, `claimed_entry_type`, `occurred` after today.
            NotAllowedError: After the closing, as for a new note.
            InvalidValueError: No change.

        Source: SOSFS 2014:5 4 kap.
        """
        self._require_known()
        self._require_note_in_file(note_id)
        require_new(correction_id, self.note_correction_ids, "Rättelsen")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        _require_texts(texts, policy)
        _require_author(author, policy, may_be_unknown=is_imported(stamp, source))
        _require_given(
            {"Uppgiftslämnaren": information_source, "Källans ord för slag av anteckning": claimed_entry_type}, policy
        )
        if occurred is not None:
            require_not_after_today(occurred.on, "Händelsedatum", today)
            if not self._is_follow_up(self.notes[note_id].session_id):
                self._require_open_on(occurred.on, "Händelsedatum", imported=is_imported(stamp, source))
        corrected = JournalNoteCorrected(
            **self._next(stamp),
            note_id=note_id,
            correction_id=correction_id,
            author_id=author.staff_id,
            author_name=author.name,
            author_title=author.title,
            **texts._asdict(),
            reason=reason,
            occurred=occurred,
            information_source=information_source,
            claimed_entry_type=claimed_entry_type,
            source=source,
        )
        if self._changes_nothing(corrected):
            raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst en uppgift, eller avstå från att rätta.")
        return (corrected,)

    def misfile_note(
        self,
        *,
        note_id: UUID,
        belongs_to_case: UUID | None = None,
        reason: str,
        author: Author,
        stamp: Stamp,
        policy: Policy,
    ) -> tuple[NoteMisfiled]:
        """Take a note that is in the wrong file out of the view; the trace stays (sv. *anteckning i fel akt*).

        Raises:
            NotFoundError: Unknown case; then unknown note.
            NotAllowedError: It is taken out already.
            InvalidValueError: `belongs_to_case` is this case; then `reason`, `author`.

        Source: JO 523-2010.
        """
        self._require_known()
        self._require_note_in_file(note_id)
        if belongs_to_case == self.id:
            raise InvalidValueError("Anteckningen ligger redan i det ärendet. Ange det ärende som den hör till, eller inget.")
        policy.require_short_text(reason, "Orsaken")
        _require_author(author, policy, may_be_unknown=False)
        return (
            NoteMisfiled(
                **self._next(stamp),
                note_id=note_id,
                belongs_to_case=belongs_to_case,
                reason=reason,
                author_id=author.staff_id,
                author_name=author.name,
                author_title=author.title,
            ),
        )

    def note_differing_opinion(
        self,
        *,
        opinion_id: UUID,
        target_ids: tuple[UUID, ...],
        statement: str,
        stated_by: str,
        stated_on: date,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DifferingOpinionNoted]:
        """Note that the individual thinks something written is wrong (sv. *avvikande mening*). Also in a closed case.

        Args:
            target_ids: At least one entry of this case, or the case itself.
            stated_on: Not after today.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `opinion_id` is used.
            InvalidValueError: No target.
            NotFoundError: A target is no entry of this case.
            InvalidValueError: `statement`, `stated_by`, `stated_on`.

        Source: SoL 2025:400 14:6.
        """
        self._require_known()
        require_new(opinion_id, self.opinions, "Den avvikande meningen")
        if not target_ids:
            raise InvalidValueError("Ange minst en uppgift som den avvikande meningen gäller.")
        if not all(self.has_entry(target_id) for target_id in target_ids):
            raise NotFoundError(
                "En uppgift som den avvikande meningen gäller finns inte i ärendet. Välj bland ärendets uppgifter."
            )
        policy.require_text(statement, "Den avvikande meningen")
        policy.require_short_text(stated_by, "Vem som framförde den avvikande meningen")
        require_not_after_today(stated_on, "Dagen då den avvikande meningen framfördes", today)
        return (
            DifferingOpinionNoted(
                **self._next(stamp),
                opinion_id=opinion_id,
                target_ids=target_ids,
                statement=statement,
                stated_by=stated_by,
                stated_on=stated_on,
            ),
        )

    def _require_note_in_file(self, note_id: UUID) -> None:
        require_existing(note_id, self.notes, "Anteckningen")
        if note_id in self.misfiled:
            raise NotAllowedError("Anteckningen låg i fel akt och är borttagen ur vyn. Gör ändringen i rätt ärende.")

    def _require_references(self, session_id: UUID | None, plan_id: UUID | None) -> None:
        if session_id is not None:
            require_existing(session_id, self.sessions, "Besöket")
        if plan_id is not None:
            require_existing(plan_id, self.plans, "Planen")

    def _changes_nothing(self, corrected: JournalNoteCorrected) -> bool:
        now = self.note_texts[corrected.note_id]
        told = (corrected.occurred, corrected.information_source, corrected.claimed_entry_type)
        # Who corrects is often another than who wrote; only a source that names its author anew corrects that.
        compared = ("author_name", "author_title") if corrected.purpose is Purpose.IMPORT and corrected.source is not None else ()
        return (
            all(new in (None, old) for new, old in zip(told, self.note_facts[corrected.note_id], strict=True))
            and all(getattr(now, name) == getattr(corrected, name) for name in (*NOTE_TEXTS, *compared))
            and _same_claim(now.source, corrected.source)
        )

    def _is_follow_up(self, session_id: UUID | None) -> bool:
        session = None if session_id is None else self.sessions.get(session_id)
        return session is not None and session.kind is SessionKind.FOLLOW_UP_MEETING


_WHAT: Mapping[str, str] = {
    "unmarked": "Texten",
    "fact": "Fakta",
    "assessment": "Bedömningen",
    "individual_view": "Den enskildes uppfattning",
    "child_view": "Barnets uppfattning",
    "third_party": "Uppgiften från eller om annan person",
}


def _same_claim(now: Source | None, told: Source | None) -> bool:
    """Whether a source says that the note was written when it said so before."""
    if now is None or told is None:
        return True
    return (now.claimed_recorded_on, now.claimed_recorded_at) == (told.claimed_recorded_on, told.claimed_recorded_at)


def _require_texts(texts: Texts, policy: Policy) -> None:
    if all(text is None for text in texts):
        raise InvalidValueError("Anteckningen är tom. Fyll i minst ett av fälten.")
    for kind, text in texts._asdict().items():
        if text is not None:
            policy.require_text(text, _WHAT[kind])


def _require_author(author: Author, policy: Policy, *, may_be_unknown: bool) -> None:
    for text, what in ((author.name, "Författarens namn"), (author.title, "Författarens befattning")):
        if text is not None:
            policy.require_short_text(text, what)
        elif not may_be_unknown:
            raise InvalidValueError(f"{what} saknas. Fyll i fältet.")


def _require_given(texts: Mapping[str, str | None], policy: Policy) -> None:
    for what, text in texts.items():
        if text is not None:
            policy.require_short_text(text, what)


def _require_late_reason(occurred: Occurred, late_reason: str | None, today: date, policy: Policy) -> None:
    days = (today - occurred.on).days
    if days > policy.note_delay_days and late_reason is None:
        raise InvalidValueError(
            f"Anteckningen skrivs {days} dagar efter händelsen; efter {policy.note_delay_days} dagar behövs en orsak. "
            "Ange varför den är sen."
        )
