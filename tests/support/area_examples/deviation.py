"""One full example of every event type of the stream `deviation`, and of a deviation's link in a Lex Sarah report."""

from __future__ import annotations

from datetime import date, time

from domain.base import DomainEvent, Occurred, envelope
from domain.deviation import events as e
from domain.lex_sarah.codes import CauseArea
from tests.support.cast import ANNA, CASE, OTHER_CASE, STAMP, UNIT, cast_id

DEVIATION, SUPPLEMENT, ASSESSMENT, REMEDY, WAIVER, CLOSING, REOPENING, ESCALATION, ESCALATED_TO = (
    cast_id(number) for number in range(31000, 31009)
)
NOTICED_ON, REPORTED_ON = date(2024, 9, 2), date(2024, 9, 3)
_deviation = envelope(DEVIATION, 0, STAMP)

FIRST = {"deviation.remedy_struck": ["deviation.reported", "deviation.remedied"]}

EXAMPLES: tuple[DomainEvent, ...] = (
    e.DeviationReported(
        **_deviation, unit=UNIT, deviation_reported_on=REPORTED_ON, deviation_reporter_id=ANNA,
        deviation_reporter_name="Anna Andersson", deviation_reporter_title="Behandlare", reporter_shown=False,
        noticed_at=Occurred(on=NOTICED_ON, at=time(8, 30), precision="minute"), occurred=Occurred(on=date(2024, 8, 30)),
        occurred_to=Occurred(on=NOTICED_ON), deviation_text="Två besök var bokade i samma rum.",
        deviation_areas=(CauseArea.ENVIRONMENT,), case_ids=(CASE, OTHER_CASE), deviation_done_at_once="Ett besök flyttades.",
    ),
    e.DeviationSupplemented(
        **_deviation, entry_id=SUPPLEMENT, supplemented_on=date(2024, 9, 4), supplement_text="Det hände också i maj."
    ),
    e.DeviationAssessed(
        **_deviation, entry_id=ASSESSMENT, deviation_assessed_on=date(2024, 9, 5), may_be_misconduct=False,
        deviation_areas=(CauseArea.ENVIRONMENT, CauseArea.PROCEDURES), deviation_assessment="Ingen risk fanns för någon.",
    ),
    e.DeviationRemedied(
        **_deviation, entry_id=REMEDY, remedied_on=date(2024, 9, 6), remedy="Rummen bokas i samma kalender."
    ),
    e.DeviationRemedyWaived(**_deviation, entry_id=WAIVER, no_remedy_motivation="Lokalen byts i oktober."),
    e.DeviationRemedyStruck(**_deviation, entry_id=REMEDY, struck_on=date(2024, 9, 9), reason="Det blev inte så."),
    e.DeviationClosed(
        **_deviation, entry_id=CLOSING, deviation_closed_on=date(2024, 9, 10), deviation_outcome="En kalender för alla rum.",
        reporter_told_on=date(2024, 9, 10), no_return_motivation="Kan inte nås.",
    ),
    e.DeviationReopened(
        **_deviation, entry_id=REOPENING, deviation_reopened_on=date(2024, 9, 20), reason="Det hände igen."
    ),
    e.DeviationEscalated(
        **_deviation, entry_id=ESCALATION, deviation_escalated_on=date(2024, 9, 20), escalated_report_id=ESCALATED_TO,
        deviation_escalation="Ett barn blev utan vuxen.",
    ),
)
