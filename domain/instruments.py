"""The instruments that a rating can be made with (sv. *skattningsinstrument*), as versioned data.

Only scales, ranges and totals: item texts of several instruments are protected and none is kept here. A range is a
fact of the published instrument unless its entry says that it is the unit's own policy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

CATALOGUE_VERSION = "2026.1"
"""Changes with any entry, so that an answer can state which definitions it used."""


class InstrumentArea(StrEnum):
    """What an instrument measures, so that an indicator can name an area and not a list of names."""

    WELLBEING = "wellbeing"
    ALLIANCE = "alliance"
    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    GAMBLING = "gambling"
    LIFE_SITUATION = "life_situation"
    SAFETY = "safety"
    SATISFACTION = "satisfaction"
    PARENTHOOD = "parenthood"


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that a scale takes: from `minimum` to `maximum`, both included, in whole `step`s from `minimum`."""

    minimum: Decimal
    maximum: Decimal
    step: Decimal

    def allows(self, value: Decimal) -> bool:
        """Whether the value is on the scale."""
        return self.minimum <= value <= self.maximum and (value - self.minimum) % self.step == 0

    def described(self) -> str:
        """The scale in Swedish words, for a message about what is allowed."""
        decimals = max(0, -int(self.step.as_tuple().exponent))
        how = f"med högst {decimals} decimal" + ("er" if decimals > 1 else "") if decimals else f"i steg om {self.step}"
        return f"{self.minimum}–{self.maximum} {how}"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an instrument (sv. *instrument*).

    Args:
        name: As people write it; matched without regard to case, with no synonyms.
        subscales: One scale for each subscale (sv. *delskala*) in order; empty when only the total is kept.
        total: The range of the total (sv. *summa*), or None when the instrument has no total.
        total_is_sum: Whether the total is the plain sum of the subscales, so that the two can be held against each other.
        version: Of this definition. A changed scale is a new version beside the old.
    """

    name: str
    area: InstrumentArea
    subscales: tuple[Scale, ...]
    total: Scale | None
    total_is_sum: bool = False
    version: str = "1"

    @property
    def is_scored(self) -> bool:
        """Whether the instrument gives any number at all; one that is not scored only supports the talk."""
        return bool(self.subscales) or self.total is not None


def find_instrument(name: str) -> Instrument | None:
    """The instrument that a word names, without regard to case, or None."""
    return _BY_FOLDED_NAME.get(unicodedata.normalize("NFC", name.strip()).casefold())


def _scale(minimum: int, maximum: int, step: str = "1") -> Scale:
    return Scale(Decimal(minimum), Decimal(maximum), Decimal(step))


def _visual_analogue(name: str, area: InstrumentArea) -> Instrument:
    """Four lines of 10 cm read to the millimetre.

    Source: Miller & Duncan 2000 (ORS, SRS); Duncan, Miller & Sparks 2003 (CORS, CSRS); Quirk et al. 2013 (GSRS).
    """
    return Instrument(name, area, (_scale(0, 10, "0.1"),) * 4, _scale(0, 40, "0.1"), total_is_sum=True)


_ZERO_TO_FOUR = _scale(0, 4)
_ZERO_TWO_FOUR = _scale(0, 4, "2")

_CATALOGUE = (
    _visual_analogue("ORS", InstrumentArea.WELLBEING),
    _visual_analogue("CORS", InstrumentArea.WELLBEING),
    # Faces for the youngest, a support for the talk and never scored. Source: Duncan, Miller & Sparks 2003.
    Instrument("YCORS", InstrumentArea.WELLBEING, (), None),
    # The same four lines filled in about a child by somebody who cares for it.
    _visual_analogue("Caretaker ORS", InstrumentArea.WELLBEING),
    _visual_analogue("SRS", InstrumentArea.ALLIANCE),
    _visual_analogue("CSRS", InstrumentArea.ALLIANCE),
    _visual_analogue("GSRS", InstrumentArea.ALLIANCE),
    # Items 9 and 10 take 0, 2 or 4 only. Source: Babor et al., AUDIT, WHO 2001; Socialstyrelsen, metodguiden.
    Instrument("AUDIT", InstrumentArea.ALCOHOL, (_ZERO_TO_FOUR,) * 8 + (_ZERO_TWO_FOUR,) * 2, _scale(0, 40), total_is_sum=True),
    # AUDIT items 1-3. Source: Bush et al. 1998.
    Instrument("AUDIT-C", InstrumentArea.ALCOHOL, (_ZERO_TO_FOUR,) * 3, _scale(0, 12), total_is_sum=True),
    # Items 10 and 11 take 0, 2 or 4 only. Source: Berman et al. 2005; Socialstyrelsen, metodguiden.
    Instrument("DUDIT", InstrumentArea.DRUGS, (_ZERO_TO_FOUR,) * 9 + (_ZERO_TWO_FOUR,) * 2, _scale(0, 44), total_is_sum=True),
    # DUDIT items 1-4. Source: Sinadinovic, Wennberg & Berman 2014.
    Instrument("DUDIT-C", InstrumentArea.DRUGS, (_ZERO_TO_FOUR,) * 4, _scale(0, 16), total_is_sum=True),
    # Source: Ferris & Wynne 2001, nine items of 0-3.
    Instrument("PGSI", InstrumentArea.GAMBLING, (_scale(0, 3),) * 9, _scale(0, 27), total_is_sum=True),
    # Items 1-3 of 0-6, 4-10 of 0-4, 11-14 of 0, 2 or 4. Source: Molander et al. 2021, GDIT.
    Instrument(
        "GDIT",
        InstrumentArea.GAMBLING,
        (_scale(0, 6),) * 3 + (_ZERO_TO_FOUR,) * 7 + (_ZERO_TWO_FOUR,) * 4,
        _scale(0, 62),
        total_is_sum=True,
    ),
    # Totals only: their items are counted by rules of their own. Source: Lesieur & Blume 1987; Gerstein et al. 1999.
    Instrument("SOGS", InstrumentArea.GAMBLING, (), _scale(0, 20)),
    Instrument("NODS", InstrumentArea.GAMBLING, (), _scale(0, 10)),
    # Seven areas on the interviewer's scale 0-9, which holds the client's 0-4 too; areas are never added together.
    # Source: Socialstyrelsen, ASI Grund and ASI Uppföljning.
    Instrument("ASI", InstrumentArea.LIFE_SITUATION, (_scale(0, 9),) * 7, None),
    # Ten areas each. The ranges are policy: no published range was found, and the unit names its own areas.
    Instrument("DUR", InstrumentArea.LIFE_SITUATION, (_scale(0, 10),) * 10, None),
    Instrument("UngDOK", InstrumentArea.LIFE_SITUATION, (_scale(0, 10),) * 10, None),
    # The form about safety with one parent, three items of 1-4; the lower, the safer. Source: the units' own form.
    Instrument("Frågor till Dig", InstrumentArea.SAFETY, (_scale(1, 4),) * 3, _scale(3, 12), total_is_sum=True),
    # How the client was met by staff, once, at closing. Source: the units' own form.
    Instrument("Bemötande", InstrumentArea.SATISFACTION, (_scale(1, 10),), _scale(1, 10), total_is_sum=True),
    # Four items of 1-5 after each talk, reported item by item. Source: the units' own form.
    Instrument("Föräldrarådgivning", InstrumentArea.PARENTHOOD, (_scale(1, 5),) * 4, _scale(4, 20), total_is_sum=True),
    # Three goals of 1-10. Source: the units' own evaluation form.
    Instrument("CRAFT", InstrumentArea.SATISFACTION, (_scale(1, 10),) * 3, _scale(3, 30), total_is_sum=True),
    # One participant's mean over the course, 1-5. Source: the units' own evaluation form.
    Instrument("ABC", InstrumentArea.PARENTHOOD, (), _scale(1, 5, "0.01")),
)

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType({instrument.name: instrument for instrument in _CATALOGUE})
"""The catalogue by name, in the order that a message lists it."""

_BY_FOLDED_NAME = {name.casefold(): instrument for name, instrument in INSTRUMENTS.items()}
