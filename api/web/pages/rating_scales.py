"""The scales of a form as they are set (sv. *skalor*): each with its words, its range, and what has been answered so far.

An answer counts when somebody has given it: a slider that stands where it began is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from api.web.pages.frame import Fault
from api.web.rating_words import word
from api.web.texts import SWEDISH
from domain.codes import Respondent
from domain.instrument_texts.events import ItemTextsLoaded
from domain.instruments.definition import Instrument, Scale

_NUMBER = re.compile(r"[0-9]{1,4}([.,][0-9]{1,3})?")
_MOST_OPTIONS = 11
"""A scale of at most so many values is answered by choosing one."""


class ScaleView(NamedTuple):
    """One scale on the page.

    Args:
        number: From 1.
        label: What it is called; its licensed text where the unit has loaded that.
        low, high: The words of its ends.
        language: Which language `label` is in: a licensed text may be loaded in another than the page's.
        minimum, maximum, step, start: As the slider has them; it begins in the middle.
        value: What was typed or set; "" = nothing.
        options: The values to choose among; empty = it is a slider.
    """

    number: int
    label: str
    low: str
    high: str
    language: str
    minimum: str
    maximum: str
    step: str
    start: str
    value: str
    options: tuple[tuple[str, str], ...]


def scale_views(
    instrument: Instrument, respondent: Respondent, language: str, texts: ItemTextsLoaded | None, form: Mapping[str, str]
) -> list[ScaleView]:
    """The scales that somebody rates, in order.

    Args:
        texts: The unit's licensed texts; None = none are loaded.
        form: What has been typed or set.
    """
    items = instrument.items_by(respondent)
    by_number = {} if texts is None else {each.item_number: each for each in texts.item_texts}
    places = [number for number, item in enumerate(instrument.items, start=1) if item in items]
    views = []
    for number, (item, place) in enumerate(zip(items, places, strict=True), start=1):
        text, scale = by_number.get(place), item.scale
        neutral = word(language, "Skala {number} av {count}").format(number=number, count=len(items))
        words = () if text is None else text.scale_texts
        if texts is not None and text is not None:
            label, of_label = text.item_text, texts.language
        else:
            label, of_label = (neutral, language) if item.label is None else (item.label, SWEDISH)
        ends = (words[0], words[-1]) if words else (word(language, "Lågt"), word(language, "Högt"))
        views.append(ScaleView(
            number, label, *ends, of_label,
            str(scale.minimum), str(scale.maximum), str(scale.step), str(_middle(scale)), form.get(f"value_{number}", "").strip(),
            _options(scale, words),
        ))
    return views


def answers_of(
    form: Mapping[str, str], scales: Sequence[ScaleView], language: str, *, may_be_missing: bool
) -> tuple[list[Decimal | None], list[Fault]]:
    """What was answered on each scale, and what is to be put right.

    Args:
        may_be_missing: Whether an unanswered scale is left to the instrument's own rules.
    """
    values: list[Decimal | None] = []
    faults = []
    for scale in scales:
        text, field = _answer(form, scale), f"value_{scale.number}"
        named = {"number": scale.number, "low": scale.minimum, "high": scale.maximum}
        value = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
        if text and (value is None or not Decimal(scale.minimum) <= value <= Decimal(scale.maximum)):
            faults.append(Fault(field, word(language, "Skala {number}: skriv ett tal från {low} till {high}.").format(**named)))
        elif not text and not may_be_missing:
            faults.append(Fault(field, word(language, "Skala {number} har inget svar än.").format(**named)))
        values.append(value)
    return values, faults


def _answer(form: Mapping[str, str], scale: ScaleView) -> str:
    """What was typed, else where the slider was set; without a script it is sent also where nobody has touched it."""
    typed, slider = form.get(f"value_{scale.number}", "").strip(), form.get(f"slider_{scale.number}", "").strip()
    if typed or not _NUMBER.fullmatch(slider) or Decimal(slider) == Decimal(scale.start):
        return typed
    return slider


def _middle(scale: Scale) -> Decimal:
    """The value on the scale that is nearest to its middle, from below."""
    steps = (scale.maximum - scale.minimum) / scale.step // 2
    return scale.minimum + steps * scale.step


def _options(scale: Scale, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    count = int((scale.maximum - scale.minimum) / scale.step) + 1
    if count > _MOST_OPTIONS:
        return ()
    values = [str(scale.minimum + number * scale.step) for number in range(count)]
    return tuple((value, words[number] if len(words) == count else value) for number, value in enumerate(values))
