"""How grave it was: decided once it is investigated, and raised whenever it turns out graver."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Stamp
from domain.case.journal import Author
from domain.errors import InvalidValueError, NotAllowedError
from domain.lex_sarah.codes import Degree, HandlingState, InvestigationForm
from domain.lex_sarah.guards import GuardedReport
from domain.lex_sarah.handling_events import DegreeEscalated, MisconductDecided
from domain.policies import Policy


class DecidingDecisions(GuardedReport):
    """The degree of a report."""

    def decide(
        self,
        *,
        entry_id: UUID,
        degree: Degree,
        degree_motivation: str,
        notify_ivo: bool,
        ivo_motivation: str,
        delegation: str,
        author: Author,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[MisconductDecided]:
        """Decide how grave it was and whether IVO is notified; by whoever is logged in, today (sv. *besluta*).

        Args:
            degree: No misconduct, after a simplified investigation.
            notify_ivo: Of something serious, and of nothing else.
            ivo_motivation: Why, also why not.
            delegation: By which point of the delegation.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: It is not investigated, with what is missing; then whoever decides is in conflict; then they
                reported it; then more than no misconduct after a simplified investigation; then something serious without
                notifying IVO, or notifying it of something else.
            InvalidValueError: `degree_motivation`; `ivo_motivation`; then `delegation`.

        Source: SoL 2025:400 27:5, 27:6.
        """
        self._require_open_for(entry_id, "Beslutet")
        self._require_investigated()
        self._require_impartial(stamp.actor_id)
        if self.handling.form is InvestigationForm.SIMPLIFIED and degree is not Degree.NO_MISCONDUCT:
            raise NotAllowedError("Utredningen är förenklad. Begär komplettering med full utredning för en annan grad.")
        if degree.is_serious and not notify_ivo:
            raise NotAllowedError(f"{degree.swedish.capitalize()} ska anmälas till IVO (SoL 27 kap. 6 §).")
        if notify_ivo and not degree.is_serious:
            raise NotAllowedError(f"Graden är {degree.swedish}, som inte anmäls till IVO. Ändra graden, eller svara nej.")
        policy.require_text(degree_motivation, "Motiveringen till graden")
        policy.require_text(ivo_motivation, "Motiveringen till beslutet om IVO")
        policy.require_short_text(delegation, "Delegationen")
        assert author.staff_id is not None and author.name is not None, "who decides is a member of staff"
        return (
            MisconductDecided(
                **self._next(stamp), entry_id=entry_id, investigation_version=self.handling.version_number, decided_on=today,
                degree=degree, degree_motivation=degree_motivation, notify_ivo=notify_ivo, ivo_motivation=ivo_motivation,
                decider_id=author.staff_id, decider_name=author.name, decider_title=author.title, delegation=delegation,
            ),
        )

    def escalate_degree(
        self, *, entry_id: UUID, degree: Degree, escalation_motivation: str, stamp: Stamp, today: date, policy: Policy
    ) -> tuple[DegreeEscalated]:
        """Raise the degree as soon as it is known to be graver, whatever has been done (sv. *höja graden*).

        Args:
            degree: Higher than what was stated last.

        Raises:
            NotFoundError: Unknown report; then NotAllowedError: it is closed; then ConflictError: `entry_id` is used.
            NotAllowedError: Another report or another board carries it on: there it is raised.
            InvalidValueError: `degree`; then `escalation_motivation`.

        Source: SoL 2025:400 27:6 says "snarast".
        """
        self._require_open_for(entry_id, "Höjningen")
        if self.handling.state in (HandlingState.LINKED, HandlingState.TRANSFERRED):
            raise NotAllowedError(f"Rapporten är {self.handling.state.swedish}. Höj graden där den utreds.")
        now = self.handling.degree or Degree.NO_MISCONDUCT
        if degree.rank <= now.rank:
            raise InvalidValueError(f"Graden är {now.swedish}. Ange en högre; en lägre beslutas när utredningen är klar.")
        policy.require_text(escalation_motivation, "Motiveringen till höjningen")
        return (
            DegreeEscalated(
                **self._next(stamp), entry_id=entry_id, escalated_on=today, degree=degree,
                escalation_motivation=escalation_motivation,
            ),
        )

    def _require_investigated(self) -> None:
        missing = ", ".join(self.handling.lacking[:-1])
        if self.handling.state in (HandlingState.REPORTED, HandlingState.RECEIVED, HandlingState.UNDER_INVESTIGATION):
            raise NotAllowedError(f"Rapporten är {self.handling.state.swedish}. Före beslutet saknas: {missing}.")
        self._require_state(HandlingState.INVESTIGATED, then="Ett beslut fattas när utredningen är klar, en gång per version.")
