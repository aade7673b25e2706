"""Scores that could have been given (sv. *skattningar*): on their instruments' scales, moving, and never smooth."""

from __future__ import annotations

from decimal import Decimal

from adapters.demo.luck import Luck
from domain.instruments import INSTRUMENTS

_TENTH = Decimal("0.1")
_LINE_LENGTH = 10
_LINES = 4


def lines(luck: Luck, total: float) -> tuple[Decimal, ...]:
    """Four lines of 10 cm whose sum is near `total`, 0 to 40, read to the millimetre."""
    each = (luck.near(total / _LINES, 1.1) for _ in range(_LINES))
    return tuple(Decimal(str(min(max(value, 0.0), _LINE_LENGTH))).quantize(_TENTH) for value in each)


def items(luck: Luck, instrument: str, share: float) -> tuple[Decimal, ...]:
    """An answer to each item of AUDIT, DUDIT and their like, each near `share`, 0 to 1, of its scale."""
    answers = []
    for scale in INSTRUMENTS[instrument].subscales:
        steps = int((scale.maximum - scale.minimum) / scale.step)
        step = round(min(max(luck.near(share, 0.3), 0.0), 1.0) * steps)
        answers.append(scale.minimum + step * scale.step)
    return tuple(answers)


class Wellbeing:
    """How somebody rates wellbeing and alliance over a number of visits (sv. *mående*, *allians*)."""

    def __init__(self, luck: Luck, visits: int) -> None:
        self._luck = luck
        self._last = max(visits - 1, 1)
        self._first_total = luck.near(18, 5)
        self._last_total = self._first_total + luck.near(8, 8)
        self._alliance = luck.near(34, 2.5)

    def ors(self, nth: int) -> tuple[Decimal, ...]:
        """Wellbeing at the visit `nth`, from 0: mostly rising, now and then falling."""
        course = self._first_total + (self._last_total - self._first_total) * nth / self._last
        return lines(self._luck, self._luck.near(course, 3))

    def srs(self, nth: int, dip: int | None) -> tuple[Decimal, ...]:
        """Alliance at the visit `nth`: low at the visit `dip`, and better after it than before."""
        if nth == dip:
            return lines(self._luck, self._luck.near(27, 2.5))
        lift = 3.5 if dip is not None and nth > dip else 2.5 * nth / self._last
        return lines(self._luck, min(self._alliance + lift, 39))
