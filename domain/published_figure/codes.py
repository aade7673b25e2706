"""The coded words of earlier published figures."""

from __future__ import annotations

from domain.codes import Code


class FigureFlag(Code):
    """What a reader is told of a printed figure, which is shown as it is (sv. *upplysning om publicerad uppgift*)."""

    PERCENT_DIFFERS = "percent_differs", "procenten är inte täljaren delad med nämnaren"
    OUTSIDE_BREAKDOWN = "outside_breakdown", "värdet ligger utanför sin egen fördelning på kön"
