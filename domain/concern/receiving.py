"""Decisions: a concern is taken in, and what it says is put right."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import ENVELOPE_FIELDS, Occurred, Source, Stamp, envelope
from domain.codes import Gender, NoteChannel
from domain.concern.checks import require_kinds, require_names
from domain.concern.codes import ConcernAbout, ConcernKind, ReporterRole
from domain.concern.events import ConcernCorrected, ConcernFacts, ConcernReceived
from domain.concern.guards import GuardedConcern
from domain.concern.moments import require_moments_in_order
from domain.errors import ConflictError, InvalidValueError
from domain.policies import Policy, require_not_after_today

_FACTS = frozenset(ConcernFacts.model_fields) - ENVELOPE_FIELDS - {"source"}


class ReceivingDecisions(GuardedConcern):
    """How a concern is taken in."""

    def receive(
        self,
        *,
        concern_id: UUID,
        unit: UUID,
        received_at: Occurred,
        occurred: Occurred | None = None,
        concern_about: ConcernAbout,
        person_name: str | None = None,
        person_contact: str | None = None,
        birth_year: int | None = None,
        gender: Gender | None = None,
        known_case_id: UUID | None = None,
        concern_kinds: tuple[ConcernKind, ...],
        reporter_role: ReporterRole,
        concern_reporter_name: str | None = None,
        concern_reporter_contact: str | None = None,
        concern_channel: NoteChannel,
        concern_text: str,
        receiver_id: UUID,
        receiver_name: str,
        receiver_title: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConcernReceived]:
        """Take in a concern (sv. *ta emot oro*).

        Args:
            received_at: Not after today.
            occurred: Not after `received_at`.
            birth_year: From `policy.age_max_years` years back to this year.
            known_case_id: A case that the person has at the unit already.
            concern_kinds: At least one, each once.
            concern_reporter_name: Not of one who is anonymous; so for `concern_reporter_contact`.

        Raises:
            ConflictError: Already received.
            InvalidValueError: `concern_text`; then names and contacts; then `concern_kinds`; then a name of an anonymous
                reporter; then `birth_year`; then `received_at`; then `occurred`.

        Source: SoL 2025:400 14:2, 14:3; 19:1 for a child.
        """
        if self.version:
            raise ConflictError("Oron är redan registrerad. Rätta den som finns.")
        received = ConcernReceived(
            **envelope(concern_id, 0, stamp), unit=unit, received_at=received_at, occurred=occurred, concern_about=concern_about,
            person_name=person_name, person_contact=person_contact, birth_year=birth_year, gender=gender,
            known_case_id=known_case_id, concern_kinds=concern_kinds, reporter_role=reporter_role,
            concern_reporter_name=concern_reporter_name, concern_reporter_contact=concern_reporter_contact,
            concern_channel=concern_channel, concern_text=concern_text, receiver_id=receiver_id, receiver_name=receiver_name,
            receiver_title=receiver_title, source=source,
        )
        _require_possible(received, today, policy)
        return (received,)

    def correct(
        self,
        *,
        unit: UUID,
        received_at: Occurred,
        occurred: Occurred | None,
        concern_about: ConcernAbout,
        person_name: str | None,
        person_contact: str | None,
        birth_year: int | None,
        gender: Gender | None,
        known_case_id: UUID | None,
        concern_kinds: tuple[ConcernKind, ...],
        reporter_role: ReporterRole,
        concern_reporter_name: str | None,
        concern_reporter_contact: str | None,
        concern_channel: NoteChannel,
        concern_text: str,
        receiver_id: UUID,
        receiver_name: str,
        receiver_title: str | None = None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConcernCorrected]:
        """State anew, whole, what a concern says (sv. *rätta*). What was done about it is struck instead.

        Raises:
            NotFoundError: Unknown concern.
            InvalidValueError: `reason`; then as when receiving; then no change.

        Source: SOSFS 2014:5 4 kap.; GDPR art. 16.
        """
        self._require_known()
        policy.require_short_text(reason, "Orsaken till rättelsen")
        corrected = ConcernCorrected(
            **self._next(stamp), unit=unit, received_at=received_at, occurred=occurred, concern_about=concern_about,
            person_name=person_name, person_contact=person_contact, birth_year=birth_year, gender=gender,
            known_case_id=known_case_id, concern_kinds=concern_kinds, reporter_role=reporter_role,
            concern_reporter_name=concern_reporter_name, concern_reporter_contact=concern_reporter_contact,
            concern_channel=concern_channel, concern_text=concern_text, receiver_id=receiver_id, receiver_name=receiver_name,
            receiver_title=receiver_title, reason=reason, source=source,
        )
        _require_possible(corrected, today, policy)
        if all(getattr(self.facts, field) == getattr(corrected, field) for field in _FACTS):
            raise InvalidValueError("Rättelsen ändrar ingenting. Ändra minst ett värde, eller avstå från att rätta.")
        return (corrected,)


def _require_possible(facts: ConcernFacts, today: date, policy: Policy) -> None:
    policy.require_text(facts.concern_text, "Oron i ord")
    require_names(policy, {
        "Personens namn": facts.person_name, "Personens kontaktuppgift": facts.person_contact,
        "Anmälarens namn": facts.concern_reporter_name, "Anmälarens kontaktuppgift": facts.concern_reporter_contact,
        "Mottagarens namn": facts.receiver_name, "Mottagarens befattning": facts.receiver_title,
    })
    require_kinds(facts.concern_kinds)
    known = (facts.concern_reporter_name, facts.concern_reporter_contact) != (None, None)
    if facts.reporter_role is ReporterRole.ANONYMOUS and known:
        raise InvalidValueError("Anmälaren är anonym men har namn eller kontaktuppgift. Ta bort dem, eller ändra anmälaren.")
    if facts.birth_year is not None:
        policy.require_birth_year(facts.birth_year, today)
    require_not_after_today(facts.received_at.on, "Dagen då oron kom in", today)
    if facts.occurred is not None:
        require_moments_in_order(facts.occurred, "händelsen", facts.received_at, "Det att oron kom in")
