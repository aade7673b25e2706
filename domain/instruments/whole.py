"""Whether the parts of an instrument's definition fit together, so that every rating with it can be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from domain.definition_values import NotPossibleError
from domain.instruments.definition import (
    AlertKind,
    BandTable,
    BetterScore,
    Instrument,
    InstrumentKind,
)


def require_whole(instrument: Instrument) -> None:
    """Refuse a definition whose parts contradict each other.

    Raises:
        NotPossibleError: The first contradiction, in the order of `_CHECKS`.
    """
    for check in _CHECKS:
        for fault in check(instrument):
            raise NotPossibleError(fault)


def _who_rates(instrument: Instrument) -> Iterator[str]:
    if instrument.kind is InstrumentKind.MEASURED_ELSEWHERE:
        if instrument.respondents or instrument.about or instrument.items:
            yield "det som mäts på annat sätt (measured_elsewhere) har varken items, respondents eller about."
        if instrument.total is None:
            yield "det som mäts på annat sätt (measured_elsewhere) ska ha total: vilka värden måttet kan ha."
        return
    if not instrument.respondents:
        yield "respondents ska säga vem som skattar, minst en."
    if not instrument.about:
        yield "about ska säga vem skattningen gäller, minst en."
    raters = {rater for item in instrument.items for rater in item.raters}
    if not raters <= set(instrument.respondents):
        yield "by nämner någon som inte står i respondents."
    if instrument.items and not all(map(instrument.items_by, instrument.respondents)):
        yield "någon i respondents har inga items att skatta."
    if instrument.one_form_per_subject and len(instrument.about) < 2:
        yield "one_form_per_subject kräver minst två i about."


def _total(instrument: Instrument) -> Iterator[str]:
    total = instrument.total
    if total is None or not instrument.total_is_sum:
        return
    if not instrument.items or any(item.raters for item in instrument.items):
        yield "total.rule = \"sum\" kräver items som alla skattar; summera inte olika skattares svar."
        return
    lowest = sum((item.scale.minimum for item in instrument.items), Decimal(0))
    highest = sum((item.scale.maximum for item in instrument.items), Decimal(0))
    if (total.minimum, total.maximum) != (lowest, highest):
        yield f"total är {total.minimum}–{total.maximum}, men delskalornas summa kan vara {lowest}–{highest}."
    elif not all(item.scale.step % total.step == 0 for item in instrument.items):
        yield "total.step ska gå jämnt upp i varje delskalas step."


def _age_forms(instrument: Instrument) -> Iterator[str]:
    names = [form.name for form in instrument.age_forms]
    if len(set(names)) != len(names):
        yield "två age_forms heter likadant."
    for form in instrument.age_forms:
        if form.cutoff is not None:
            yield from _on_total(instrument, form.cutoff, "cutoff")
    in_order = sorted((form.ages for form in instrument.age_forms), key=lambda ages: -1 if ages.first is None else ages.first)
    if any(a.last is None or (b.first is None or b.first <= a.last) for a, b in pairwise(in_order)):
        yield "två age_forms gäller samma ålder."


def _bands(instrument: Instrument) -> Iterator[str]:
    for table in instrument.bands:
        yield from _levels(instrument, table)


def _levels(instrument: Instrument, table: BandTable) -> Iterator[str]:
    if instrument.total is None:
        yield "bands kräver total."
        return
    lows = [level.low for level in table.levels]
    if not lows or lows[0] != instrument.total.minimum:
        yield "levels ska börja vid det lägsta total kan vara."
    elif any(low >= high for low, high in pairwise(lows)):
        yield "levels ska stå i stigande ordning."
    elif lows[-1] > instrument.total.maximum:
        yield "levels går utanför total."
    elif len({level.name for level in table.levels}) != len(table.levels):
        yield "två levels heter likadant."


def _limits(instrument: Instrument) -> Iterator[str]:
    if instrument.reliable_change is not None:
        yield from _span(instrument, instrument.reliable_change.points, "reliable_change.points")
    for alert in instrument.alerts:
        if alert.kind is AlertKind.FALLEN_BY:
            yield from _span(instrument, alert.value, "alerts.value")
        elif alert.kind is not AlertKind.ITEM_BELOW:
            yield from _on_total(instrument, alert.value, "alerts.value")
        elif not any(scale.minimum < alert.value <= scale.maximum for scale in instrument.subscales):
            yield "alerts.value för item_below ska ligga på någon delskala."


def _span(instrument: Instrument, points: Decimal, what: str) -> Iterator[str]:
    if instrument.total is None or instrument.better is BetterScore.NONE:
        yield f"{what} kräver total och en riktning (better = \"higher\" eller \"lower\")."
    elif not 0 < points <= instrument.total.maximum - instrument.total.minimum:
        yield f"{what} ska vara större än 0 och högst så stort som total kan ändras."


def _on_total(instrument: Instrument, value: Decimal, what: str) -> Iterator[str]:
    if instrument.total is None or instrument.better is BetterScore.NONE:
        yield f"{what} kräver total och en riktning (better = \"higher\" eller \"lower\")."
    elif not instrument.total.minimum < value <= instrument.total.maximum:
        yield f"{what} ska ligga över det lägsta och högst vid det högsta total kan vara."


def _jumps(instrument: Instrument) -> Iterator[str]:
    count = len(instrument.items)
    for jump in instrument.jumps:
        if not jump.when_zero or not jump.may_skip:
            yield "jumps ska ha minst ett nummer i when_zero och i may_skip."
        elif max(*jump.when_zero, *jump.may_skip) > count:
            yield f"jumps nämner ett nummer som inte finns; det finns {count} items."
        elif set(jump.when_zero) & set(jump.may_skip):
            yield "jumps: samma nummer kan inte stå både i when_zero och i may_skip."
        elif any(item.raters for item in instrument.items):
            yield "jumps kräver items som alla skattar."
        elif not all(instrument.subscales[each - 1].allows(Decimal(0)) for each in (*jump.when_zero, *jump.may_skip)):
            yield "jumps nämner en delskala som inte kan vara 0."


_CHECKS: tuple[Callable[[Instrument], Iterator[str]], ...] = (_who_rates, _total, _age_forms, _bands, _limits, _jumps)
