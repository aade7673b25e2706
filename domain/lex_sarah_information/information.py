"""One time that the staff were informed of their duties (sv. *information om lex Sarah*), and who received it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from domain.annual_wheel.codes import WheelKind
from domain.base import DomainEvent, Stamp, envelope
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.lex_sarah_information.codes import DutyInformationForm, StaffDuty
from domain.lex_sarah_information.events import DutiesExplained, InformationReceiptStruck, InformationReceived
from domain.policies import Policy, require_not_after_today, require_order
from domain.stream_state import StreamState


class LexSarahInformation(StreamState):
    """One time (sv. *information om lex Sarah*), folded from its stream's events. `version` 0 = not given.

    Attributes:
        received: Who received it, and on which day.
    """

    def __init__(self) -> None:
        self.id: UUID | None = None
        self.version = 0
        self.given: DutiesExplained | None = None
        self.received: dict[UUID, date] = {}

    def _take_in(self, event: DomainEvent) -> None:
        match event:
            case DutiesExplained():
                self.given = event
                self.received |= dict.fromkeys(event.informed_staff_ids, event.explained_on)
            case InformationReceived():
                self.received |= dict.fromkeys(event.informed_staff_ids, event.explained_on)
            case InformationReceiptStruck():
                self.received.pop(event.uninformed_staff_id, None)

    def give(
        self, *, information_id: UUID, explained_on: date, explained_duties: tuple[StaffDuty, ...],
        explained_how: DutyInformationForm, explained_text: str, explained_by_id: UUID, explained_by_name: str,
        explained_by_title: str | None = None, informed_staff_ids: tuple[UUID, ...], wheel_item_id: UUID | None = None,
        wheel_item_kind: Callable[[UUID], WheelKind | None], stamp: Stamp, today: date, policy: Policy,
    ) -> tuple[DutiesExplained]:
        """Record that the staff were informed of their duties (sv. *informera om lex Sarah*).

        Args:
            explained_on: Not after today.
            explained_duties: Which duties; the law asks for both, also on different days.
            explained_text: What was gone through, or where it is found.
            informed_staff_ids: Who received it.
            wheel_item_id: What on the annual wheel it fulfils; left out = nothing.
            wheel_item_kind: What an item on the annual wheel is about; None = there is none.

        Raises:
            ConflictError: Recorded already.
            InvalidValueError: `explained_on` after today; no duty, or one twice; `explained_text`; the name, then the title;
                nobody, or somebody twice.
            NotFoundError: The item is not on the annual wheel; then InvalidValueError: it is about something else.

        Source: SoL 2025:400 27:3.
        """
        if self.version:
            raise ConflictError("Informationen är redan registrerad. Lägg till dem som har fått den senare.")
        require_not_after_today(explained_on, "Dagen för informationen", today)
        _require_some_once(explained_duties, "skyldighet")
        policy.require_text(explained_text, "Vad som gicks igenom")
        policy.require_short_text(explained_by_name, "Namnet på den som informerade")
        if explained_by_title is not None:
            policy.require_short_text(explained_by_title, "Befattningen")
        _require_some_once(informed_staff_ids, "medarbetare")
        _require_on_wheel(wheel_item_id, wheel_item_kind)
        return (
            DutiesExplained(
                **envelope(information_id, 0, stamp), explained_on=explained_on, explained_duties=explained_duties,
                explained_how=explained_how, explained_text=explained_text, explained_by_id=explained_by_id,
                explained_by_name=explained_by_name, explained_by_title=explained_by_title,
                informed_staff_ids=informed_staff_ids, wheel_item_id=wheel_item_id,
            ),
        )

    def receive(
        self, *, explained_on: date, informed_staff_ids: tuple[UUID, ...], stamp: Stamp, today: date
    ) -> tuple[InformationReceived]:
        """Record that more of the staff received it, later (sv. *ta emot information om lex Sarah*).

        Args:
            explained_on: From the day that it was given to today, both included.

        Raises:
            NotFoundError: Unknown information.
            InvalidValueError: `explained_on` after today, or before it was given; nobody, or somebody twice.
            ConflictError: Somebody has received it.
        """
        given = self._require_given()
        require_not_after_today(explained_on, "Dagen för informationen", today)
        require_order(given.explained_on, "dagen då informationen gavs", explained_on, "Dagen för informationen")
        _require_some_once(informed_staff_ids, "medarbetare")
        if self.received.keys() & set(informed_staff_ids):
            raise ConflictError("En av medarbetarna har redan fått informationen. Ange bara dem som är nya.")
        return (
            InformationReceived(
                **envelope(given.originator_id, self.version, stamp), explained_on=explained_on,
                informed_staff_ids=informed_staff_ids,
            ),
        )

    def strike_receipt(
        self, *, uninformed_staff_id: UUID, reason: str, stamp: Stamp, policy: Policy
    ) -> tuple[InformationReceiptStruck]:
        """Strike that somebody received it (sv. *stryka mottagning*).

        Raises:
            NotFoundError: Unknown information; then somebody who has not received it.
            InvalidValueError: `reason`.
        """
        given = self._require_given()
        if uninformed_staff_id not in self.received:
            raise NotFoundError("Medarbetaren står inte som mottagare av informationen. Kontrollera uuid:t.")
        policy.require_short_text(reason, "Orsaken till strykningen")
        return (
            InformationReceiptStruck(
                **envelope(given.originator_id, self.version, stamp), uninformed_staff_id=uninformed_staff_id, reason=reason
            ),
        )

    def _require_given(self) -> DutiesExplained:
        if self.given is None:
            raise NotFoundError("Informationen finns inte i nämnden. Kontrollera uuid:t.")
        return self.given


def _require_some_once(values: tuple[object, ...], what: str) -> None:
    if not values:
        raise InvalidValueError(f"Ange minst en {what}.")
    if len(set(values)) < len(values):
        raise InvalidValueError(f"Samma {what} är angiven två gånger. Ange varje en gång.")


def _require_on_wheel(item_id: UUID | None, wheel_item_kind: Callable[[UUID], WheelKind | None]) -> None:
    if item_id is None:
        return
    kind = wheel_item_kind(item_id)
    if kind is None:
        raise NotFoundError("Uppgiften finns inte i årshjulet. Se GET /api/v1/annual-wheel.")
    if kind is not WheelKind.LEX_SARAH_INFORMATION:
        raise InvalidValueError(f"Uppgiften i årshjulet gäller {kind.swedish}. Ange den som gäller information om lex Sarah.")
