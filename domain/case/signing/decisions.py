"""Decisions: signatures on journal notes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.case.guards import GuardedCase, require_existing
from domain.case.journal import Author
from domain.case.signing.events import NoteSigned
from domain.case.signing.unsigned import standing_correction
from domain.errors import InvalidValueError, NotAllowedError
from domain.policies import Policy


class SigningDecisions(GuardedCase):
    """Signatures on journal notes."""

    def sign_note(
        self,
        *,
        entry_id: UUID,
        note_id: UUID,
        correction_id: UUID | None = None,
        in_place_reason: str | None = None,
        author: Author,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[NoteSigned]:
        """Sign a note as it stands (sv. *signera anteckning*). Also in a closed case.

        A note is recorded and public before it is signed; what a signature adds is that its author has read it and stands by
        it. It is signed on the day that it is done, and never in advance or afterwards.

        Args:
            correction_id: The correction that the signer has read; None = the note as first recorded.
            in_place_reason: Why another than the author of that text signs, such as that the author has left; required then.
            author: Who signs.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown note.
            NotAllowedError: It is in the wrong file; then it has been corrected since it was read, or was not; then it is signed.
            InvalidValueError: Nobody signs; then `in_place_reason`; then it is missing, or the author signs and it is given.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Signaturen")
        require_existing(note_id, self.notes, "Anteckningen")
        if note_id in self.misfiled:
            raise NotAllowedError("Anteckningen låg i fel akt och är borttagen ur vyn. Signera den i rätt ärende.")
        if correction_id != standing_correction(self, note_id):
            raise NotAllowedError("Anteckningen har en annan lydelse än den du läst. Läs den som den är nu, och signera sedan.")
        if (note_id, correction_id) in self.signing.signatures:
            raise NotAllowedError("Anteckningen är redan signerad.")
        if author.staff_id is None or author.name is None:
            raise InvalidValueError("Undertecknaren saknas. Signera som en medarbetare i personalregistret.")
        if in_place_reason is not None:
            policy.require_short_text(in_place_reason, "Orsaken till att du signerar i stället")
        if (author.staff_id == self.note_texts[note_id].author_id) != (in_place_reason is None):
            raise InvalidValueError(
                "Någon annan har skrivit anteckningen: ange varför du signerar i stället. Är den din egen, ange ingen orsak."
            )
        return (
            NoteSigned(
                **self._next(stamp), entry_id=entry_id, note_id=note_id, correction_id=correction_id, signed_on=today,
                author_id=author.staff_id, author_name=author.name, author_title=author.title, in_place_reason=in_place_reason,
            ),
        )
