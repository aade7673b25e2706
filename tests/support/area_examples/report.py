"""One full example of every event type of the stream `report`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.base import DomainEvent, envelope
from domain.codes import Gender
from domain.goal.codes import TargetPredicate, TargetUnit
from domain.goal.target import Target
from domain.report import events as e
from domain.report.codes import Fulfilment
from domain.report.figures import PublicFigure, StatedFigure, StatedMissing, StatedRow
from tests.support.area_examples.indicator_definition import DEFINITION
from tests.support.cast import ADMINISTRATION_STAMP, UNIT, cast_id

REPORT, EARLIER_REPORT = cast_id(1400), cast_id(1401)
_report = envelope(REPORT, 0, ADMINISTRATION_STAMP)

WOMEN = StatedRow(gender=Gender.WOMAN, eligible=9, denominator=8, numerator=Decimal(6))
MEN = StatedRow(gender=Gender.MAN, eligible=11, denominator=10, numerator=Decimal(5))

FIGURE = StatedFigure(
    indicator="kbt.closed", indicator_version=1, definition=DEFINITION, indicator_name="Avslutade",
    meaning="Ärenden som avslutats under perioden.", counted_in="KBT-teamet", eligible=20, denominator=18, numerator=Decimal(11),
    stated_rows=(WOMEN, MEN), stated_missing=(StatedMissing(missing_because="inget uppgivet", missing_count=2),), shown_value=61,
    exact_value="61.1111111111",
)

FIRST = {
    "report.result_assessed": ["report.started"],
    "report.submitted": ["report.started"],
    "report.withdrawn": ["report.started"],
    "report.published": ["report.started", "report.submitted"],
}

EXAMPLES: tuple[DomainEvent, ...] = (
    e.ReportStarted(
        **_report, unit=UNIT, period="2024-T2", data_cutoff=date(2024, 8, 16), prepared_by="Biträdande enhetschefen",
        supplements=EARLIER_REPORT,
    ),
    e.ResultAssessed(
        **_report, indicator="kbt.closed", fulfilment=Fulfilment.PARTIAL, deviation="Färre avslut än väntat.",
        analysis="Sommarens bemanning räckte inte.", forecast=Fulfilment.FULL, carried_along="Planera avsluten före juni.",
        changed_target=Target(amount=Decimal(40), target_unit=TargetUnit.COUNT, predicate=TargetPredicate.AT_LEAST),
        target_changed_because="Uppdraget utökades i mars.",
    ),
    e.ReportSubmitted(**_report, size=120, figures=(FIGURE,), submitted_by="Enhetschefen"),
    e.ReportWithdrawn(**_report, reason="Fel enhet."),
    e.ReportPublished(
        **_report, small_cell_min=5, published_to="Nämndens handlingar i september",
        public_figures=(
            PublicFigure(
                indicator="kbt.closed", indicator_version=1, denominator=18, numerator=Decimal(11), eligible=20,
                public_rows=(WOMEN, MEN), rest_suppressed=True,
            ),
        ),
    ),
)
