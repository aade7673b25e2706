"""Decisions: what the individual was informed of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.case.information.codes import InformationForm, InformedPerson
from domain.case.information.events import ComplaintInformationGiven, InformationGiven, RightToApplyInformationGiven
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
