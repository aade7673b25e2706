"""Decisions on what is measured in a case beside ratings: rent paid in time, school attendance."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.base import Source, Stamp
from domain.case.events import (
    AttendanceFacts,
    RentFacts,
    RentMonthCorrected,
    RentMonthRecorded,
    SchoolAttendanceCorrected,
    SchoolAttendanceRecorded,
)
from domain.case.guards import GuardedCase, is_imported, require_change, require_existing, require_new
from domain.codes import Phase
from domain.errors import ConflictError, InvalidValueError, NotAllowedError
from domain.policies import Policy, require_within

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class MeasurementDecisions(GuardedCase):
    """Rent months and school attendance."""

    def record_rent(
        self,
        *,
        rent_id: UUID,
        month: str,
        paid_in_time: bool | None,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[RentMonthRecorded]:
        """Record whether a month's rent was paid in time (sv. *hyra*); None = not known.

        Args:
            month: YYYY-MM, from any year to this month; in a closed case to the month of closing; imported history may be later.
                Once a month.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `rent_id` is used.
            InvalidValueError: `month` is no month, or lies ahead.
            NotAllowedError: After the closing.
            ConflictError: The month is recorded already.
        """
        self._require_known()
        require_new(rent_id, self.rents, "Hyran")
        self._require_possible_month(rent_id, month, today, imported=is_imported(stamp, source))
        return (RentMonthRecorded(**self._next(stamp), rent_id=rent_id, month=month, paid_in_time=paid_in_time, source=source),)

    def correct_rent(
        self,
        *,
        rent_id: UUID,
        month: str,
        paid_in_time: bool | None,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[RentMonthCorrected]:
        """State a rent month anew, whole (sv. *rätta hyra*).

        Raises:
            NotFoundError: Unknown case; then unknown rent month.
            InvalidValueError: `reason`; then `month` is no month, or lies ahead.
            NotAllowedError: After the closing.
            ConflictError: Another entry has the month.
            InvalidValueError: No change.
        """
        self._require_known()
        require_existing(rent_id, self.rents, "Hyran")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        self._require_possible_month(rent_id, month, today, imported=is_imported(stamp, source))
        corrected = RentMonthCorrected(
            **self._next(stamp), rent_id=rent_id, month=month, paid_in_time=paid_in_time, reason=reason, source=source
        )
        require_change(self.rents[rent_id], corrected, RentFacts)
        return (corrected,)

    def record_attendance(
        self,
        *,
        attendance_id: UUID,
        measured_on: date,
        phase: Phase,
        percent: Decimal,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
    ) -> tuple[SchoolAttendanceRecorded]:
        """Record a pupil's attendance (sv. *skolnärvaro*).

        Args:
            measured_on: Not after today. In a closed case not after the closing, except in the follow-up phase and imported
                history.
            percent: From 0 to 100, both included.

        Raises:
            NotFoundError: Unknown case.
            ConflictError: `attendance_id` is used.
            InvalidValueError: `percent`; then `measured_on` after today.
            NotAllowedError: After the closing.
        """
        self._require_known()
        require_new(attendance_id, self.attendances, "Närvaron")
        require_within(percent, "Närvaron i procent", low=0, high=100)
        self._require_measured_on(measured_on, "Närvarons datum", phase, today, imported=is_imported(stamp, source))
        return (
            SchoolAttendanceRecorded(
                **self._next(stamp),
                attendance_id=attendance_id,
                measured_on=measured_on,
                phase=phase,
                percent=percent,
                source=source,
            ),
        )

    def correct_attendance(
        self,
        *,
        attendance_id: UUID,
        measured_on: date,
        phase: Phase,
        percent: Decimal,
        reason: str,
        source: Source | None = None,
        stamp: Stamp,
        today: date,
        policy: Policy,
    ) -> tuple[SchoolAttendanceCorrected]:
        """State an attendance measurement anew, whole (sv. *rätta skolnärvaro*).

        Raises:
            NotFoundError: Unknown case; then unknown measurement.
            InvalidValueError: `reason`; then as when recording.
            NotAllowedError: After the closing.
            InvalidValueError: No change.
        """
        self._require_known()
        require_existing(attendance_id, self.attendances, "Närvaron")
        policy.require_short_text(reason, "Orsaken till rättelsen")
        require_within(percent, "Närvaron i procent", low=0, high=100)
        self._require_measured_on(measured_on, "Närvarons datum", phase, today, imported=is_imported(stamp, source))
        corrected = SchoolAttendanceCorrected(
            **self._next(stamp),
            attendance_id=attendance_id,
            measured_on=measured_on,
            phase=phase,
            percent=percent,
            reason=reason,
            source=source,
        )
        require_change(self.attendances[attendance_id], corrected, AttendanceFacts)
        return (corrected,)

    def _require_possible_month(self, rent_id: UUID, month: str, today: date, *, imported: bool) -> None:
        if not _MONTH.fullmatch(month):
            raise InvalidValueError("Hyresmånaden är inte en månad. Skriv år och månad, till exempel 2018-03.")
        if month > f"{today:%Y-%m}":
            raise InvalidValueError(f"Hyresmånaden är {month}, men i dag är det {today}. Ange en månad som har börjat.")
        if not imported and self.closed_on is not None and month > f"{self.closed_on:%Y-%m}":
            raise NotAllowedError(
                f"Hyresmånaden är {month}, men ärendet avslutades {self.closed_on}. Kontrollera månaden eller öppna ärendet igen."
            )
        if any(rent.month == month and rent.rent_id != rent_id for rent in self.rents.values()):
            raise ConflictError(f"Hyran för {month} är redan registrerad. Rätta den som finns.")
