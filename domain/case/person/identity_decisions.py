"""Decisions: who the person is, and where they can be found."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.person.codes import IdentityGrounds, IdentityNumberKind
from domain.case.person.events import ClientIdentified, ContactDetailsRecorded
from domain.case.person.identity_number import read_identity_number
from domain.case.person.texts import require_given
from domain.errors import InvalidValueError
from domain.policies import Policy, require_not_after_today


class IdentityDecisions(GuardedCase):
    """Identity and contact details."""

    def identify_client(
        self,
        *,
        entry_id: UUID,
        identified_on: date,
        identity_number_kind: IdentityNumberKind,
        identity_number: str | None = None,
        birth_date: date | None = None,
        identity_grounds: IdentityGrounds | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ClientIdentified]:
        """State who the person is (sv. *fastställa identitet*). No message holds the number or the date.

        Args:
            identified_on: Not after today, nor after the closing unless it is imported history.
            identity_number: With twelve digits; given exactly when the kind is known.
            birth_date: From `policy.age_max_years` years back to today; None = the one in the number, or not known.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `identified_on` after today; then a number without kind or a kind without number; then the number
                itself; then its kind; then another date than the number's; then `birth_date` is not possible; then another
                year than that of the basic facts.
            NotAllowedError: After the closing.

        Source: SOSFS 2014:5 4 kap.; JO 523-2010 (data in the wrong person's file).
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften om identitet")
        require_not_after_today(identified_on, "Dagen då identiteten fastställdes", today)
        if (identity_number is None) != (identity_number_kind is IdentityNumberKind.UNKNOWN):
            raise InvalidValueError("Ange både numret och dess slag, eller slaget okänt utan nummer.")
        if identity_number is not None:
            identity_number, birth_date = _number_and_date(identity_number, identity_number_kind, birth_date)
        if birth_date is not None:
            self._require_birth_date(birth_date, today, policy)
        self._require_open_on(identified_on, "Dagen då identiteten fastställdes", imported=is_imported(stamp, source))
        return (
            ClientIdentified(
                **self._next(stamp), entry_id=entry_id, identified_on=identified_on,
                identity_number_kind=identity_number_kind, identity_number=identity_number, birth_date=birth_date,
                identity_grounds=identity_grounds, source=source,
            ),
        )

    def record_contact_details(
        self,
        *,
        entry_id: UUID,
        from_date: date,
        home_address: str | None = None,
        telephone: str | None = None,
        email: str | None = None,
        school: str | None = None,
        workplace: str | None = None,
        safe_contact: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ContactDetailsRecorded]:
        """State where the person can be found, whole (sv. *registrera kontaktuppgifter*); what is left out is not known any more.

        Args:
            from_date: First day; may lie ahead. Not after the closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: Nothing is stated; then the texts, in the order of the parameters.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Kontaktuppgifterna")
        stated = {
            "Adressen": home_address, "Telefonnumret": telephone, "E-postadressen": email, "Skolan": school,
            "Arbetsplatsen": workplace, "Säker kontaktväg": safe_contact,
        }
        if all(text is None for text in stated.values()):
            raise InvalidValueError("Ingen kontaktuppgift är angiven. Ange minst en.")
        require_given(policy.require_short_text, stated)
        self._require_open_on(from_date, "Kontaktuppgifternas första dag", imported=is_imported(stamp, source))
        return (
            ContactDetailsRecorded(
                **self._next(stamp), entry_id=entry_id, from_date=from_date, home_address=home_address, telephone=telephone,
                email=email, school=school, workplace=workplace, safe_contact=safe_contact, source=source,
            ),
        )

    def _require_birth_date(self, birth_date: date, today: date, policy: Policy) -> None:
        if not today.year - policy.age_max_years <= birth_date.year or birth_date > today:
            raise InvalidValueError("Födelsedatumet är inte möjligt. Kontrollera år, månad och dag.")
        known = None if self.facts is None else self.facts.birth_year
        if known is not None and known != birth_date.year:
            raise InvalidValueError(
                "Födelsedatumet stämmer inte med ärendets födelseår. Kontrollera att du är i rätt ärende, eller rätta "
                "grunduppgifterna först."
            )


def _number_and_date(written: str, kind: IdentityNumberKind, birth_date: date | None) -> tuple[str, date]:
    number = read_identity_number(written)
    if number.kind is not kind:
        raise InvalidValueError(f"Numret är ett {number.kind.swedish}. Ändra slaget, eller kontrollera siffrorna.")
    if birth_date is not None and birth_date != number.birth_date:
        raise InvalidValueError("Födelsedatumet stämmer inte med numret. Kontrollera båda.")
    return number.text, number.birth_date
