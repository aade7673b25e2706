"""Decisions: what the individual was informed of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.case.information.codes import InformationForm, InformedPerson
from domain.case.information.events import (
    ChildToldOfContact,
    ComplaintInformationGiven,
    InformationGiven,
    RightToApplyInformationGiven,
)
from domain.case.safety.codes import NotToldReason
from domain.errors import InvalidValueError
from domain.policies import Policy, require_not_after_today

_DAY = "Dagen för informationen"


class InformationDecisions(GuardedCase):
    """What the individual was informed of."""

    def inform_of_right_to_apply(
        self,
        *,
        entry_id: UUID,
        informed_on: date,
        informed: tuple[InformedPerson, ...],
        information_form: InformationForm,
        session_id: UUID | None = None,
        informed_by_id: UUID,
        informed_by_name: str,
        informed_by_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RightToApplyInformationGiven]:
        """Record that they were told of the possibility to apply for insats (sv. *informera om rätten att ansöka*).

        Args:
            informed_on: Not after today, nor after the closing unless it is imported history.
            informed: At least one, each once.
            session_id: A session of this case.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `informed`; then `informed_by_name`; then `informed_by_title`; then `informed_on` after today.
            NotAllowedError: After the closing.
            NotFoundError: Unknown session.

        Source: SoL 2025:400 11:6.
        """
        given = RightToApplyInformationGiven(
            **self._next_known(stamp),
            entry_id=entry_id,
            informed_on=informed_on,
            informed=informed,
            information_form=information_form,
            session_id=session_id,
            informed_by_id=informed_by_id,
            informed_by_name=informed_by_name,
            informed_by_title=informed_by_title,
            source=source,
        )
        self._require_possible(given, stamp, today, policy)
        return (given,)

    def inform_of_complaints(
        self,
        *,
        entry_id: UUID,
        informed_on: date,
        informed: tuple[InformedPerson, ...],
        information_form: InformationForm,
        session_id: UUID | None = None,
        informed_by_id: UUID,
        informed_by_name: str,
        informed_by_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ComplaintInformationGiven]:
        """Record that they were told how to leave viewpoints and complaints (sv. *informera om klagomål*).

        Args and Raises: As `inform_of_right_to_apply`.

        Source: SOSFS 2011:9 5 kap.
        """
        given = ComplaintInformationGiven(
            **self._next_known(stamp),
            entry_id=entry_id,
            informed_on=informed_on,
            informed=informed,
            information_form=information_form,
            session_id=session_id,
            informed_by_id=informed_by_id,
            informed_by_name=informed_by_name,
            informed_by_title=informed_by_title,
            source=source,
        )
        self._require_possible(given, stamp, today, policy)
        return (given,)

    def tell_child_of_contact(
        self,
        *,
        entry_id: UUID,
        child_told_on: date,
        told_before: bool,
        not_told_reason: NotToldReason | None = None,
        not_told_explanation: str | None = None,
        child_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ChildToldOfContact]:
        """Record whether the child was told that the guardians will be contacted (sv. *underrätta barnet före kontakt*).

        Args:
            child_told_on: The day it was told, or it was decided not to; not after today, nor after the closing unless it is
                imported history.
            not_told_reason: Given exactly when the child was not told; a source may lack it.
            not_told_explanation: Required for another reason than the listed ones; only when the child was not told.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: A reason is missing; then given without need; then its explanation is missing; then given without
                need; then texts; then `child_told_on` after today.
            NotAllowedError: After the closing.

        Source: SoL 2025:400 3:2.
        """
        told = ChildToldOfContact(
            **self._next_known(stamp), entry_id=entry_id, child_told_on=child_told_on, told_before=told_before,
            not_told_reason=not_told_reason, not_told_explanation=not_told_explanation, child_view=child_view, source=source,
        )
        self._require_new_entry(entry_id, "Uppgiften om att barnet fick veta")
        imported = is_imported(stamp, source)
        _require_reason_when_not_told(told, needed=not imported)
        for text, what in ((not_told_explanation, "Förklaringen"), (child_view, "Barnets uppfattning")):
            if text is not None:
                policy.require_text(text, what)
        require_not_after_today(child_told_on, "Dagen då barnet fick veta", today)
        self._require_open_on(child_told_on, "Dagen då barnet fick veta", imported=imported)
        return (told,)

    def _next_known(self, stamp: Stamp) -> dict[str, object]:
        self._require_known()
        return self._next(stamp)

    def _require_possible(self, given: InformationGiven, stamp: Stamp, today: date, policy: Policy) -> None:
        self._require_new_entry(given.entry_id, "Informationen")
        if not given.informed:
            raise InvalidValueError("Vem som informerades saknas. Ange minst en.")
        if len(set(given.informed)) < len(given.informed):
            raise InvalidValueError("Samma person är angiven två gånger som informerad. Ange var och en en gång.")
        policy.require_short_text(given.informed_by_name, "Namnet på den som informerade")
        if given.informed_by_title is not None:
            policy.require_short_text(given.informed_by_title, "Befattningen på den som informerade")
        require_not_after_today(given.informed_on, _DAY, today)
        self._require_open_on(given.informed_on, _DAY, imported=is_imported(stamp, given.source))
        if given.session_id is not None:
            require_existing(given.session_id, self.sessions, "Besöket")


def _require_reason_when_not_told(told: ChildToldOfContact, *, needed: bool) -> None:
    reason, explanation = told.not_told_reason, told.not_told_explanation
    if not told.told_before and reason is None and needed:
        raise InvalidValueError("Barnet fick inte veta före kontakten. Ange varför.")
    if told.told_before and reason is not None:
        raise InvalidValueError("Barnet fick veta före kontakten. Ta bort orsaken, eller ändra uppgiften.")
    if reason is NotToldReason.OTHER and explanation is None and needed:
        raise InvalidValueError("Barnet fick inte veta av annan orsak. Förklara vilken.")
    if told.told_before and explanation is not None:
        raise InvalidValueError("Barnet fick veta före kontakten. Ta bort förklaringen, eller ändra uppgiften.")
