"""What may be written in the stream `published_figure`: earlier years' figures, as they were published."""

from __future__ import annotations

from api.writes.write import Write, example_id
from domain.published_figure.published_figure import PublishedFigure

_FIGURE = "/published-figures/{figure_id}"
_SHARE = {
    "figure_unit": "percent", "figure": {"amount": "77", "numerator": 44, "denominator": 57},
    "by_gender": [
        {"gender": "woman", "figure": {"amount": "80", "numerator": 16, "denominator": 20}},
        {"gender": "man", "figure": {"amount": "76", "numerator": 28, "denominator": 37}},
    ],
    "source_document": "Verksamhetsberättelse 2017, s. 14", "published_on": "2018-01-31",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/published-figures", PublishedFigure.enter, "Skriv in en tidigare publicerad uppgift, som den står i källan",
        {"indicator": "kbt.closed_as_planned", "unit": example_id("/units", "unit_id"), "period": "2017", **_SHARE},
        new_ids=("figure_id",), begins=True,
    ),
    Write(
        f"{_FIGURE}/corrections", PublishedFigure.correct, "Rätta en tidigare publicerad uppgift som blev fel inskriven",
        {
            **_SHARE, "figure": {"amount": "77.2", "numerator": 44, "denominator": 57}, "remark": "Avser KBT-teamet.",
            "reason": "Källan har en decimal.",
        },
        new_ids=(),
    ),
    Write(
        f"{_FIGURE}/withdrawal", PublishedFigure.withdraw, "Återta en tidigare publicerad uppgift",
        {"reason": "Uppgiften gällde en annan enhet."}, new_ids=(),
    ),
)
