"""Decisions: disturbances, arrears and eviction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.base import Occurred, Source, Stamp
from domain.case.guards import GuardedCase, is_imported
from domain.case.housing.codes import (
    ArrearsHandling,
    DisturbanceKind,
    DisturbanceReporter,
    EvictionCause,
    EvictionStage,
)
from domain.case.housing.events import ArrearsHandled, ArrearsRecorded, DisturbanceReported, EvictionStageReached
from domain.codes import YesNoUnknown
from domain.errors import InvalidValueError, NotAllowedError, NotFoundError
from domain.policies import Policy, require_not_after_today, require_order


class TenancyDecisions(GuardedCase):
    """What threatens the home."""

    def report_disturbance(
        self,
        *,
        entry_id: UUID,
        occurred: Occurred,
        disturbance_kind: DisturbanceKind,
        disturbance_reporter: DisturbanceReporter,
        disturbance_text: str | None = None,
        rectification_demanded: bool | None = None,
        disturbance_measure: str,
        disturbance_view: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[DisturbanceReported]:
        """State that a disturbance was reported, and what was done (sv. *registrera störning*).

        Args:
            occurred: Not after today, nor after the closing unless it is imported history.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `disturbance_measure`, `disturbance_text`, `disturbance_view`; then `occurred` after today.
            NotAllowedError: After the closing.

        Source: JB 12:25.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Störningen")
        policy.require_text(disturbance_measure, "Vad som gjordes")
        if disturbance_text is not None:
            policy.require_text(disturbance_text, "Beskrivningen av störningen")
        if disturbance_view is not None:
            policy.require_text(disturbance_view, "Den enskildes uppfattning")
        require_not_after_today(occurred.on, "Dagen för störningen", today)
        self._require_open_on(occurred.on, "Dagen för störningen", imported=is_imported(stamp, source))
        return (
            DisturbanceReported(
                **self._next(stamp), entry_id=entry_id, occurred=occurred, disturbance_kind=disturbance_kind,
                disturbance_reporter=disturbance_reporter, disturbance_text=disturbance_text,
                rectification_demanded=rectification_demanded, disturbance_measure=disturbance_measure,
                disturbance_view=disturbance_view, source=source,
            ),
        )

    def record_arrears(
        self,
        *,
        entry_id: UUID,
        arrears_month: date,
        arrears_known_on: date,
        arrears_sek: Decimal,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ArrearsRecorded]:
        """State that a month's rent is owed (sv. *registrera hyresskuld*).

        Args:
            arrears_month: The month's first day, not after the day it became known: rent is paid in advance.
            arrears_known_on: Not after today, nor after the closing unless it is imported history.
            arrears_sek: From 0.01 to `policy.arrears_max_sek`, both included, in whole öre.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `arrears_month` is not the first of a month; then `arrears_known_on` after today; then the month
                after it; then `arrears_sek`.
            NotAllowedError: After the closing; then the month is recorded already; then its rent is recorded as paid in time.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Hyresskulden")
        if arrears_month.day != 1:
            raise InvalidValueError("Månaden för hyran skrivs som månadens första dag. Ändra dagen till den första.")
        require_not_after_today(arrears_known_on, "Dagen då skulden blev känd", today)
        require_order(arrears_month, "hyresmånadens första dag", arrears_known_on, "Dagen då skulden blev känd")
        _require_sum(arrears_sek, "Skulden", policy)
        if not arrears_sek:
            raise InvalidValueError("Skulden är 0 kronor. Ange beloppet, eller avstå från att registrera.")
        self._require_open_on(arrears_known_on, "Dagen då skulden blev känd", imported=is_imported(stamp, source))
        self._require_owed(arrears_month)
        return (
            ArrearsRecorded(
                **self._next(stamp), entry_id=entry_id, arrears_month=arrears_month, arrears_known_on=arrears_known_on,
                arrears_sek=arrears_sek, source=source,
            ),
        )

    def handle_arrears(
        self,
        *,
        entry_id: UUID,
        arrears_id: UUID,
        arrears_handled_on: date,
        arrears_handling: ArrearsHandling,
        remaining_sek: Decimal,
        arrears_text: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[ArrearsHandled]:
        """State what was done about a debt, and what is left of it (sv. *hantera hyresskuld*).

        Args:
            arrears_handled_on: From the day the debt became known to today, both included; not after the closing unless it is
                imported history.
            remaining_sek: From 0 to `policy.arrears_max_sek`, both included, in whole öre; 0 exactly when it is paid or
                written off. May be more than before, since fees and interest are added.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            NotFoundError: Unknown `arrears_id`.
            InvalidValueError: `arrears_handled_on`; then `remaining_sek`; then it does not fit what was done; then
                `arrears_text`.
            NotAllowedError: After the closing.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften")
        arrears = self.housing_ladder.arrears.get(arrears_id)
        if arrears is None:
            raise NotFoundError("Hyresskulden finns inte i ärendet. Kontrollera att du är i rätt ärende.")
        require_not_after_today(arrears_handled_on, "Dagen för åtgärden", today)
        require_order(arrears.arrears_known_on, "dagen då skulden blev känd", arrears_handled_on, "Dagen för åtgärden")
        _require_sum(remaining_sek, "Återstående skuld", policy)
        if (remaining_sek == 0) != (arrears_handling in (ArrearsHandling.PAID, ArrearsHandling.WRITTEN_OFF)):
            raise InvalidValueError("Skulden är 0 kronor precis när den är betald eller avskriven. Ändra belopp eller åtgärd.")
        if arrears_text is not None:
            policy.require_text(arrears_text, "Texten om skulden")
        self._require_open_on(arrears_handled_on, "Dagen för åtgärden", imported=is_imported(stamp, source))
        return (
            ArrearsHandled(
                **self._next(stamp), entry_id=entry_id, arrears_id=arrears_id, arrears_handled_on=arrears_handled_on,
                arrears_handling=arrears_handling, remaining_sek=remaining_sek, arrears_text=arrears_text, source=source,
            ),
        )

    def reach_eviction_stage(
        self,
        *,
        entry_id: UUID,
        eviction_stage: EvictionStage,
        stage_reached_on: date,
        eviction_cause: EvictionCause | None = None,
        eviction_on: date | None = None,
        children_affected: YesNoUnknown,
        eviction_measure: str | None = None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[EvictionStageReached]:
        """State that an eviction came closer, took place or was averted (sv. *registrera avhysning*).

        Args:
            eviction_stage: Later than the last one, or another day that is set; imported history comes in any order.
            stage_reached_on: From the last stage of the eviction that goes on to today, both included; not after the closing
                unless it is imported history.
            eviction_cause: Needed but for what is averted.
            eviction_on: Given exactly when a day is set; not before `stage_reached_on`.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `entry_id` is used.
            InvalidValueError: `stage_reached_on` after today; then `eviction_cause` is missing; then `eviction_on` is missing, or
                given for another stage; then it is before `stage_reached_on`; then `eviction_measure`.
            NotAllowedError: After the closing; then there is nothing to avert; then the eviction has come at least so far.
            InvalidValueError: `stage_reached_on` before the last stage.

        Source: JB 12:42–44; UB 16 kap.
        """
        self._require_known()
        self._require_new_entry(entry_id, "Uppgiften om avhysning")
        require_not_after_today(stage_reached_on, "Dagen", today)
        if eviction_cause is None and eviction_stage is not EvictionStage.AVERTED:
            raise InvalidValueError("Orsaken till avhysningen saknas. Ange den.")
        if (eviction_on is not None) != (eviction_stage is EvictionStage.DAY_SET):
            raise InvalidValueError("Dagen för avhysningen anges när den är bestämd, och inte annars.")
        if eviction_on is not None:
            require_order(stage_reached_on, "dagen för beskedet", eviction_on, "Dagen för avhysningen")
        if eviction_measure is not None:
            policy.require_text(eviction_measure, "Vad som gjordes för att avvärja avhysningen")
        imported = is_imported(stamp, source)
        self._require_open_on(stage_reached_on, "Dagen", imported=imported)
        if not imported:
            self._require_next_stage(eviction_stage, stage_reached_on)
        return (
            EvictionStageReached(
                **self._next(stamp), entry_id=entry_id, eviction_stage=eviction_stage, stage_reached_on=stage_reached_on,
                eviction_cause=eviction_cause, eviction_on=eviction_on, children_affected=children_affected,
                eviction_measure=eviction_measure, source=source,
            ),
        )

    def _require_owed(self, month: date) -> None:
        if any(each.arrears_month == month for each in self.housing_ladder.arrears.values()):
            raise NotAllowedError(f"Skulden för {month:%Y-%m} är redan registrerad. Registrera vad som gjorts åt den i stället.")
        if any(each.month == f"{month:%Y-%m}" and each.paid_in_time for each in self.rents.values()):
            raise NotAllowedError(f"Hyran för {month:%Y-%m} är registrerad som betald i tid. Rätta den uppgiften först.")

    def _require_next_stage(self, stage: EvictionStage, stage_reached_on: date) -> None:
        under_way = self.housing_ladder.eviction_under_way
        if not under_way:
            if stage is EvictionStage.AVERTED:
                raise NotAllowedError("Ingen avhysning är på väg, så det finns ingen att avvärja. Registrera den först.")
            return
        order, last = list(EvictionStage), under_way[-1]
        # A day may be set anew, since evictions are often put off.
        if order.index(stage) <= order.index(last.eviction_stage) and stage is not EvictionStage.DAY_SET:
            raise NotAllowedError(
                f"Avhysningen har redan kommit till steget {last.eviction_stage.swedish}. Ange ett senare steg, eller att den "
                "är avvärjd."
            )
        require_order(last.stage_reached_on, "dagen för det förra steget", stage_reached_on, "Dagen")


def _require_sum(sek: Decimal, what: str, policy: Policy) -> None:
    if not sek.is_finite() or not 0 <= sek <= policy.arrears_max_sek or sek != sek.quantize(_ORE):
        raise InvalidValueError(f"{what} ska vara 0 till {policy.arrears_max_sek} kronor, med högst två decimaler.")


_ORE = Decimal("0.01")
