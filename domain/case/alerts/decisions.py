"""Decisions: what was done about an alert."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.alerts.codes import AlertAnswer, CaseAlertKind
from domain.case.alerts.events import AlertAnswered
from domain.case.alerts.rules import Raised
from domain.case.alerts.standing import Ground, alerts_of
from domain.case.contacts.codes import AttendanceInGroup, ContactResult
from domain.case.guards import GuardedCase, is_imported, require_existing
from domain.codes import SessionOutcome
from domain.errors import ConflictError, InvalidValueError, NotAllowedError, NotFoundError
from domain.instruments.catalogue import InstrumentCatalogue
from domain.offering.rating_terms import RatingTerms
from domain.policies import Policy, require_not_after_today, require_order


class AlertDecisions(GuardedCase):
    """What was done about an alert."""

    def answer_alert(
        self,
        *,
        entry_id: UUID,
        alert_kind: CaseAlertKind,
        rating_id: UUID | None = None,
        session_id: UUID | None = None,
        answered_on: date,
        alert_answer: AlertAnswer,
        contact_id: UUID | None = None,
        viewpoint_id: UUID | None = None,
        concern_id: UUID | None = None,
        answer_details: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
        catalogue: InstrumentCatalogue,
        rating_terms: tuple[RatingTerms, ...] = (),
    ) -> tuple[AlertAnswered]:
        """Answer an alert: state what was done about it, or why nothing need be (sv. *besvara signal*).

        Args:
            rating_id: The rating that raised it; `session_id` the session that did. Exactly the one that the kind of alert has.
            answered_on: When it was done: from the day the alert was raised to today, both included. In a closed case not after
                the closing, unless it is imported history.
            contact_id: Only with a contact: a held session, contact, advice talk or attendance in a group, from the day the alert
                was raised to `answered_on`.
            viewpoint_id: Only with an adaptation.
            concern_id: Only with a concern report, which only an alert about a child's safety takes.
            answer_details: What was done, where nothing else of the record tells it; always why nothing was.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `rating_id` and `session_id` do not go with the kind.
            NotFoundError: Unknown rating; then unknown session.
            NotAllowedError: The alert does not stand.
            ConflictError: It is answered.
            InvalidValueError: `answered_on` after today; then before the alert.
            NotAllowedError: After the closing.
            InvalidValueError: The answer refers to another kind of answer; then a concern report about something else than
                safety; then `answer_details`: missing, blank or too long.
            NotFoundError: Unknown contact.
            InvalidValueError: The contact lies before the alert or after `answered_on`.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Svaret")
        raised = self._require_raised(alert_kind, rating_id, session_id, Ground(catalogue, rating_terms, policy), today)
        require_not_after_today(answered_on, "Dagen då signalen besvarades", today)
        require_order(raised.raised_on, "signalens dag", answered_on, "Dagen då signalen besvarades")
        self._require_open_on(answered_on, "Dagen då signalen besvarades", imported=is_imported(stamp, source))
        references = {
            AlertAnswer.CONTACT: contact_id, AlertAnswer.ADAPTATION: viewpoint_id, AlertAnswer.CONCERN_REPORT: concern_id
        }
        _require_answer(alert_kind, alert_answer, references, answer_details, policy)
        if contact_id is not None:
            self._require_contact(contact_id, raised.raised_on, answered_on)
        return (
            AlertAnswered(
                **self._next(stamp), entry_id=entry_id, alert_kind=alert_kind, rating_id=rating_id, session_id=session_id,
                answered_on=answered_on, alert_answer=alert_answer, contact_id=contact_id, viewpoint_id=viewpoint_id,
                concern_id=concern_id, answer_details=answer_details, source=source,
            ),
        )

    def _require_raised(
        self, kind: CaseAlertKind, rating_id: UUID | None, session_id: UUID | None, ground: Ground, today: date
    ) -> Raised:
        named, other = (session_id, rating_id) if kind.is_about_a_session else (rating_id, session_id)
        if named is None or other is not None:
            what = "besöket (session_id)" if kind.is_about_a_session else "skattningen (rating_id)"
            raise InvalidValueError(f"Signalen {kind.swedish} kommer av {what}. Ange det och inget annat.")
        require_existing(
            named, self.sessions if kind.is_about_a_session else self.ratings,
            "Besöket" if kind.is_about_a_session else "Skattningen",
        )
        standing = (each.raised for each in alerts_of(self, ground, today))
        raised = next((each for each in standing if (each.kind, each.raised_by) == (kind, named)), None)
        if raised is None:
            raise NotAllowedError(
                f"Det finns ingen signal om {kind.swedish} där. Se ärendets signaler; en rättelse kan ha tagit bort den."
            )
        if (kind, named) in self.alerts.answers:
            raise ConflictError("Signalen är redan besvarad. Stryk svaret om det är fel, och skriv ett nytt.")
        return raised

    def _require_contact(self, contact_id: UUID, raised_on: date, answered_on: date) -> None:
        contact_on = self._contact_days().get(contact_id)
        if contact_on is None:
            raise NotFoundError("Kontakten finns inte i ärendet, eller ägde inte rum. Välj ett genomfört besök eller en kontakt.")
        require_order(raised_on, "signalens dag", contact_on, "Kontaktens dag")
        require_order(contact_on, "kontaktens dag", answered_on, "Dagen då signalen besvarades")

    def _contact_days(self) -> Mapping[UUID, date]:
        held = {
            each.session_id: each.occurred.on for each in self.sessions.values() if each.outcome is SessionOutcome.HELD
        }
        contacts = (each for each in self.contacts.made if each.contact_result is not ContactResult.NOT_REACHED)
        present = (each for each in self.contacts.attendances if each.attendance_in_group is AttendanceInGroup.PRESENT)
        others = (*contacts, *self.contacts.advice_talks, *present)
        return held | {each.entry_id: each.occurred.on for each in others}


def _require_answer(
    kind: CaseAlertKind, answer: AlertAnswer, references: Mapping[AlertAnswer, UUID | None], details: str | None, policy: Policy
) -> None:
    if any(reference is not None and of is not answer for of, reference in references.items()):
        raise InvalidValueError(
            f"Svaret är {answer.swedish}, men hänvisar till något annat. Ange hänvisningen som hör till svaret, eller ingen."
        )
    if answer is AlertAnswer.CONCERN_REPORT and not kind.may_call_for_a_concern_report:
        raise InvalidValueError("En orosanmälan besvarar bara en signal om ett barns trygghet. Ange ett annat svar.")
    if details is None and references.get(answer) is None:
        raise InvalidValueError("Skriv vad som gjordes eller varför inget gjordes, eller hänvisa till det i akten.")
    if details is not None:
        policy.require_short_text(details, "Vad som gjordes")
