"""Decisions: consent by age, and its withdrawal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.person.ages import ages_on, who_consents
from domain.case.person.codes import ConsentGiver, ConsentTo, WhoConsents
from domain.case.person.events import ConsentRecorded, ConsentWithdrawn
from domain.case.person.texts import require_given
from domain.codes import Channel, LegalBasis
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order


class ConsentDecisions(GuardedCase):
    """Consents."""

    def who_consents(self, to: ConsentTo, day: date) -> WhoConsents:
        """Whose consent a matter needs on a day, by what is known of the person's age; unknown is never guessed.

        Source: SoL 2025:400 21:1–2, 3:4; FB 6:11, 9:1.
        """
        birth_year, basis = (None, None) if self.facts is None else (self.facts.birth_year, self.facts.legal_basis)
        return who_consents(to, basis, ages_on(self.person.birth_date, birth_year, day))

    def record_consent(
        self,
        *,
        entry_id: UUID,
        consent_on: date,
        consent_to: ConsentTo,
        consent_given: bool,
        consent_from: ConsentGiver,
        representative_ids: tuple[UUID, ...] = (),
        consent_form: Channel,
        consent_scope: str | None = None,
        suitability: str | None = None,
        without_other_guardian: str | None = None,
        consent_until: date | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConsentRecorded]:
        """State that consent was given or refused (sv. *registrera samtycke*).

        Whose consent counts is `who_consents` on `consent_on`; where that is unknown everybody's is taken, and the record
        says that it is unknown. A refusal is taken from anybody. Imported consents were given by the rules of their time.

        Args:
            consent_on: Not after today, nor after the closing unless it is imported history.
            representative_ids: Entries of the representatives who consent, acting for the person on that day and entitled to;
                of guardians all of them, unless `without_other_guardian` says why one is enough.
            consent_scope: Needed when `consent_to` is `other`.
            suitability: Needed when a child consents itself from 12 to 14, or from 15 to an insats that is open to all.
            consent_until: Last day, not before `consent_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `consent_on` after today; then `consent_until` before it; then `consent_scope` is missing; then
                the texts cannot be used; then the representatives do not fit the one who consents.
            NotAllowedError: After the closing.
            NotFoundError: A representative is not in the case.
            NotAllowedError: One of them does not act for the person then, is of the wrong kind, or may not consent; then
                the consent of somebody else is needed; then another guardian's consent is missing.
            InvalidValueError: `suitability` is missing.

        Source: SoL 2025:400 21:1–2; FB 6:13, 6:13 a.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Samtycket")
        imported = is_imported(stamp, source)
        event = ConsentRecorded(
            **self._next(stamp), entry_id=entry_id, consent_on=consent_on, consent_to=consent_to,
            consent_given=consent_given, consent_from=consent_from, representative_ids=representative_ids,
            consent_form=consent_form, consent_scope=consent_scope, suitability=suitability,
            without_other_guardian=without_other_guardian, consent_until=consent_until, source=source,
        )
        _require_possible(event, today, policy, imported=imported)
        self._require_open_on(consent_on, "Dagen för samtycket", imported=imported)
        self._require_acting(event)
        if consent_given and not imported:
            self._require_right_person(event)
        return (event,)

    def withdraw_consent(
        self,
        *,
        entry_id: UUID,
        consent_id: UUID,
        withdrawn_on: date,
        withdrawal_from: ConsentGiver,
        withdrawal_reason: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ConsentWithdrawn]:
        """State that a consent was taken back (sv. *återkalla samtycke*). Also in a closed case; anybody who has a say may.

        Args:
            withdrawn_on: From the day of the consent to today, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `consent_id`.
            NotAllowedError: It was refused, so there is nothing to take back; then it is withdrawn already.
            InvalidValueError: `withdrawal_reason`; then `withdrawn_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Återkallelsen")
        consent = self.person.consents.get(consent_id)
        if consent is None:
            raise NotFoundError("Samtycket finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        if not consent.consent_given:
            raise NotAllowedError("Samtycke lämnades inte, så det finns inget att återkalla.")
        if consent_id in self.person.withdrawals:
            raise NotAllowedError("Samtycket är redan återkallat. Stryk den uppgiften först om dagen är fel.")
        require_given(policy.require_text, {"Skälet till återkallelsen": withdrawal_reason})
        require_not_after_today(withdrawn_on, "Dagen för återkallelsen", today)
        require_order(consent.consent_on, "dagen för samtycket", withdrawn_on, "Dagen för återkallelsen")
        return (
            ConsentWithdrawn(
                **self._next(stamp), entry_id=entry_id, consent_id=consent_id, withdrawn_on=withdrawn_on,
                withdrawal_from=withdrawal_from, withdrawal_reason=withdrawal_reason, source=source,
            ),
        )

    def _require_acting(self, event: ConsentRecorded) -> None:
        """Refuse a representative who cannot speak for the person on that day."""
        acting = self.person.representatives_on(event.consent_on)
        for entry_id in event.representative_ids:
            if entry_id not in self.person.representatives:
                raise NotFoundError("Företrädaren finns inte i ärendet. Registrera företrädaren först.")
            known = acting.get(entry_id)
            if known is None:
                raise NotAllowedError(f"Företrädaren företräder inte den enskilde {event.consent_on}. Kontrollera dagarna.")
            if known.representative_kind.is_guardian != (event.consent_from is ConsentGiver.GUARDIANS):
                raise NotAllowedError("Företrädaren är av ett annat slag än samtycket anger. Kontrollera vem som samtycker.")
            if not known.may_consent:
                raise NotAllowedError("Företrädarens uppdrag omfattar inte samtycke. Fråga den som får samtycka.")

    def _require_right_person(self, event: ConsentRecorded) -> None:
        needed = self.who_consents(event.consent_to, event.consent_on)
        if event.consent_from not in _ALLOWED[needed]:
            raise NotAllowedError(_refusal(needed, event.consent_to, None if self.facts is None else self.facts.legal_basis))
        if event.consent_from is ConsentGiver.GUARDIANS and event.without_other_guardian is None:
            acting = self.person.representatives_on(event.consent_on)
            if any(each.representative_kind.is_guardian and each.may_consent and entry_id not in event.representative_ids
                   for entry_id, each in acting.items()):
                raise NotAllowedError(
                    "Båda vårdnadshavarna behöver samtycka (FB 6 kap. 13 §). Ange båda, eller varför den enas samtycke räcker."
                )
        if event.consent_from is ConsentGiver.THE_PERSON and event.suitability is None and self._needs_suitability(event, needed):
            raise InvalidValueError("Skriv varför det är lämpligt att barnet självt samtycker (SoL 21 kap. 1–2 §§).")

    def _needs_suitability(self, event: ConsentRecorded, needed: WhoConsents) -> bool:
        open_to_all = event.consent_to is ConsentTo.INSATS and self.facts is not None and (
            self.facts.legal_basis is LegalBasis.SERVICE
        )
        return needed is WhoConsents.GUARDIANS_OR_CHILD or (needed is WhoConsents.CHILD and open_to_all)


_ALLOWED = {
    WhoConsents.GUARDIANS: {ConsentGiver.GUARDIANS},
    WhoConsents.GUARDIANS_OR_CHILD: {ConsentGiver.GUARDIANS, ConsentGiver.THE_PERSON},
    WhoConsents.CHILD: {ConsentGiver.THE_PERSON},
    WhoConsents.ADULT: {ConsentGiver.THE_PERSON, ConsentGiver.REPRESENTATIVE},
    WhoConsents.UNKNOWN: set(ConsentGiver),
}


def _refusal(needed: WhoConsents, to: ConsentTo, basis: LegalBasis | None) -> str:
    match needed:
        case WhoConsents.GUARDIANS if to is ConsentTo.INSATS and basis is LegalBasis.SERVICE:
            return (
                "Före 15 års ålder behövs vårdnadshavarnas samtycke till en insats utan individuell behovsprövning "
                "(SoL 21 kap. 2 §). Registrera deras samtycke."
            )
        case WhoConsents.GUARDIANS:
            return "Före 12 års ålder behövs vårdnadshavarnas samtycke (SoL 21 kap. 1 §). Registrera deras samtycke."
        case WhoConsents.GUARDIANS_OR_CHILD:
            return "Före 18 års ålder samtycker vårdnadshavarna, eller barnet självt om det är lämpligt. Ändra vem som samtycker."
        case WhoConsents.CHILD:
            return "Den som har fyllt 15 år samtycker själv (SoL 3 kap. 4 §, 21 kap. 1 §). Registrera barnets eget samtycke."
    return "Den som är myndig har ingen vårdnadshavare (FB 9 kap. 1 §). Registrera den enskildes eget samtycke."


def _require_possible(event: ConsentRecorded, today: date, policy: Policy, *, imported: bool) -> None:
    require_not_after_today(event.consent_on, "Dagen för samtycket", today)
    if event.consent_until is not None:
        require_order(event.consent_on, "dagen för samtycket", event.consent_until, "Samtyckets sista dag")
    if event.consent_scope is None and event.consent_to is ConsentTo.OTHER:
        raise InvalidValueError("Skriv vad samtycket gäller.")
    require_given(policy.require_text, {
        "Vad samtycket gäller": event.consent_scope, "Skälet till att barnet självt kan samtycka": event.suitability,
        "Skälet till att den enas samtycke räcker": event.without_other_guardian,
    })
    by_representative = event.consent_from is not ConsentGiver.THE_PERSON
    if event.representative_ids and not by_representative:
        raise InvalidValueError("Den enskilde samtycker själv, så ingen företrädare ska anges.")
    if by_representative and not event.representative_ids and not imported:
        raise InvalidValueError("Ange vilken företrädare som svarar. Registrera företrädaren först om den saknas.")
