"""Who investigates, who takes no part, and who has access."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.concern.checks import require_names
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.access import levels
from domain.lex_sarah.codes import AccessLevel
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import AccessEnded, AccessGranted, ConflictDeclared, InvestigatorAssigned
from domain.policies import Policy


class AssigningDecisions(GuardedReport):
    """How people are tied to a report, and let go of."""

    def assign_investigator(
        self,
        *,
        entry_id: UUID,
        investigator_id: UUID,
        investigator_name: str,
        investigator_title: str | None = None,
        mandate: str,
        independent: bool,
        not_independent_reason: str | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[InvestigatorAssigned]:
        """Open the investigation with an investigator, or put another in their place; access moves along (sv. *utse utredare*).

        Args:
            independent: Whether they are independent of the unit that it is about.
            not_independent_reason: Why they investigate all the same; given exactly when they are not.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not under investigation; then the one who acts is in conflict; then the investigator is; then
                they reported it; then they investigate it already.
            InvalidValueError: The investigator's name and title; `mandate`; then `not_independent_reason`.

        Source: SoL 2025:400 27:5; FL 2017:900 16-18 §§.
        """
        self._require_investigation_for(entry_id, "Utredaren", stamp)
        self._require_impartial(investigator_id)
        now = self.handling.investigator
        if now is not None and now.investigator_id == investigator_id:
            raise NotAllowedError("Medarbetaren utreder redan rapporten.")
        require_names(policy, {"Utredarens namn": investigator_name, "Utredarens befattning": investigator_title})
        policy.require_text(mandate, "Uppdraget")
        if independent == (not_independent_reason is not None):
            raise InvalidValueError("Ange varför utredaren utreder fast den inte är oberoende av enheten, och bara då.")
        if not_independent_reason is not None:
            policy.require_text(not_independent_reason, "Varför utredaren utreder fast den inte är oberoende")
        return (
            InvestigatorAssigned(
                **self._next(stamp), entry_id=entry_id, investigator_assigned_on=today, investigator_id=investigator_id,
                investigator_name=investigator_name, investigator_title=investigator_title, mandate=mandate,
                independent=independent, not_independent_reason=not_independent_reason,
            ),
        )

    def declare_conflict(
        self,
        *,
        entry_id: UUID,
        conflicted_id: UUID,
        conflicted_name: str,
        conflicted_title: str | None = None,
        conflict_text: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConflictDeclared]:
        """Declare that somebody has an interest in the outcome; they take no part from now on (sv. *anmäla jäv*).

        Their access ends, and an investigator's mandate with it. It is for good: what they did until then stands.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is declared already.
            InvalidValueError: Their name and title; then `conflict_text`.

        Source: FL 2017:900 16-18 §§.
        """
        self._require_open_for(entry_id, "Jävsanmälan")
        if conflicted_id in self.handling.in_conflict:
            raise NotAllowedError("Jäv är redan anmält för medarbetaren.")
        require_names(policy, {"Den jävigas namn": conflicted_name, "Den jävigas befattning": conflicted_title})
        policy.require_short_text(conflict_text, "Vari jävet består")
        return (
            ConflictDeclared(
                **self._next(stamp), entry_id=entry_id, conflict_declared_on=today, conflicted_id=conflicted_id,
                conflicted_name=conflicted_name, conflicted_title=conflicted_title, conflict_text=conflict_text,
            ),
        )

    def grant_access(
        self,
        *,
        entry_id: UUID,
        accessor_id: UUID,
        accessor_name: str,
        accessor_title: str | None = None,
        access_level: AccessLevel,
        access_reason: str,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[AccessGranted]:
        """Give somebody access to a report (sv. *ge åtkomst*): the unit's manager its status, whoever decides all of it.

        Args:
            access_level: Status or all; one's own report is what one has reported.

        Raises:
            NotFoundError: Unknown report; then ConflictError: `entry_id` is used.
            NotAllowedError: The one who acts is in conflict; then the one who would get it is.
            InvalidValueError: `access_level`; then NotAllowedError: they have it.
            InvalidValueError: Their name and title; then `access_reason`.
        """
        self._require_known()
        self._require_new(entry_id, "Åtkomsten")
        self._require_no_conflict(stamp.actor_id)
        self._require_no_conflict(accessor_id)
        if access_level is AccessLevel.OWN_REPORT:
            raise InvalidValueError("Åtkomst till egen rapport följer av att man har lämnat den. Välj läget eller hela ärendet.")
        if access_level in levels(self.access, accessor_id):
            raise NotAllowedError("Medarbetaren har redan den åtkomsten.")
        require_names(policy, {"Medarbetarens namn": accessor_name, "Medarbetarens befattning": accessor_title})
        policy.require_short_text(access_reason, "Varför åtkomst ges")
        return (
            AccessGranted(
                **self._next(stamp), entry_id=entry_id, access_from=today, accessor_id=accessor_id, accessor_name=accessor_name,
                accessor_title=accessor_title, access_level=access_level, access_reason=access_reason,
            ),
        )

    def end_access(
        self, *, entry_id: UUID, accessor_id: UUID, access_reason: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[AccessEnded]:
        """End somebody's access, but for their own report (sv. *avsluta åtkomst*).

        Raises:
            NotFoundError: Unknown report; then ConflictError: `entry_id` is used.
            NotAllowedError: The one who acts is in conflict; then it is the investigator; then they have none.
            InvalidValueError: `access_reason`.
        """
        self._require_known()
        self._require_new(entry_id, "Avslutet")
        self._require_no_conflict(stamp.actor_id)
        investigator = self.handling.investigator
        if investigator is not None and investigator.investigator_id == accessor_id:
            raise NotAllowedError("Medarbetaren utreder rapporten. Utse en annan utredare i stället, så flyttas åtkomsten.")
        if not levels(self.access, accessor_id) - {AccessLevel.OWN_REPORT}:
            raise NotAllowedError("Medarbetaren har ingen åtkomst att avsluta.")
        policy.require_short_text(access_reason, "Varför åtkomsten avslutas")
        return (
            AccessEnded(
                **self._next(stamp), entry_id=entry_id, access_to=today, accessor_id=accessor_id, access_reason=access_reason
            ),
        )
