"""Settings as they are read (sv. *inställningar*): what holds on a day and since when, what is to come, and what held before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from api.bound_labels import BOUND_GROUPS, BOUND_LABELS
from api.page_matrix import RECORD
from api.web.formats import day as day_text
from api.web.formats import number
from api.web.texts import _, swedish, word


class Step(NamedTuple):
    """What holds from a day on, by whose decision.

    Args:
        since: None = always, as it is shipped.
        is_ahead: The day has not come.
        take_back: The address of the form that takes a decision back that has not come into effect; None = there is none.
    """

    since: date | None
    text: str
    by: str = ""
    is_ahead: bool = False
    take_back: str | None = None


class Entry(NamedTuple):
    """One thing that is set: what holds, and its decisions by day, the latest first.

    Args:
        now: What holds in a word or two.
        facts: What else is to be known of it, with what it is.
        links: Where more of it is read: the page by method and route, the address and the text.
        record: The family and the id of its own record, whose forms change it; None = it has none.
    """

    heading: str
    now: str = ""
    facts: Sequence[tuple[str, str]] = ()
    steps: Sequence[Step] = ()
    links: Sequence[tuple[str, str, str]] = ()
    record: tuple[str, str] | None = None


_TAKE_BACK_INDICATOR = "/indicator-definitions/{}/withdrawal"

Section = tuple[str, Sequence[Entry]]
"""A heading and what stands under it; no heading = the page's own."""


def bound_sections(policies: Mapping[str, Any], day: date) -> list[Section]:
    """A board's bounds: first those that it has decided of, then all of them by part of the work.

    Args:
        policies: As `/api/v1/policies` answers.
    """
    bounds, steps = policies["bounds"], _bound_steps(policies["adopted"], day)
    decided = [
        Entry(_(BOUND_LABELS[name]), _bound_text(bounds[name]["value"]), _bound_facts(bounds[name]), steps[name])
        for name in BOUND_LABELS if name in steps
    ]
    groups = [
        (_(heading), [Entry(_(text), _bound_text(bounds[name]["value"])) for name, text in group.items()])
        for heading, group in BOUND_GROUPS.items()
    ]
    return [(_("Ändrade av nämnden"), decided), *groups]


def rule_sections(rules: Sequence[Mapping[str, Any]], day: date) -> list[Section]:
    """The rules that journals are reviewed by. `rules` as `/api/v1/completeness/rules` answers."""
    return [("", [_rule(each, day) for each in rules])]


def indicator_sections(indicators: Sequence[Mapping[str, Any]], day: date) -> list[Section]:
    """What is measured. `indicators` as `/api/v1/indicators` answers."""
    measured = [each for each in indicators if each["in_force"] is not None]
    ended = [each for each in indicators if each["in_force"] is None]
    return [
        (_("Mäts"), [_indicator(each, day) for each in measured]), (_("Mäts inte"), [_indicator(each, day) for each in ended])
    ]


def steps_of(
    items: Iterable[Mapping[str, Any]], day: date, text: Callable[[Mapping[str, Any]], str], key: str = "from",
    take_back: str = "",
) -> list[Step]:
    """Decisions as steps, the latest first.

    Args:
        key: The member that holds the day of effect.
        take_back: The write that takes one back before that day; empty = there is none.
    """
    made = []
    for each in items:
        since, decision = day_of(each.get(key)), each.get("decision") or each.get("adoption")
        is_ahead = since is not None and since > day
        form = RECORD + take_back.format(decision) if is_ahead and take_back and decision else None
        made.append(Step(since, text(each), _by(each), is_ahead, form))
    return by_day(made)


def by_day(steps: Iterable[Step]) -> list[Step]:
    """Steps, the latest first."""
    return sorted(steps, key=lambda step: step.since or date.min, reverse=True)


def _bound_steps(adopted: Sequence[Mapping[str, Any]], day: date) -> dict[str, list[Step]]:
    names = dict.fromkeys(name for each in adopted for name in each["values"] if name in BOUND_LABELS)
    return {
        name: steps_of(
            [each for each in adopted if name in each["values"]], day,
            lambda each, name=name: each["values"][name], "takes_effect_on", "/policies/{}/withdrawal",
        )
        for name in names
    }


def _bound_facts(bound: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = [(_("Utan beslut"), _bound_text(bound["default"]))]
    return facts + ([(_("Kan vara"), swedish(bound["allowed"]))] if bound["allowed"] else [])


def _bound_text(value: Any) -> str:
    return ", ".join(number(each) for each in value) if isinstance(value, list | tuple) else number(value)


def _rule(rule: Mapping[str, Any], day: date) -> Entry:
    standing = [each for each in rule["in_force"] if each["says"] is not None]
    says = (standing or rule["versions"])[-1]["says"] or {}
    facts = [
        (_("Kräver"), word(says.get("meaning", ""))), (_("Att göra"), word(says.get("to_do", ""))),
        (_("Allvar"), word(says.get("severity_in_words", ""))), (_("Tid"), _days_text(says)),
        (_("Källa"), swedish(says.get("source", ""))),
    ]
    steps = _version_steps(rule["versions"], day, "/rule-definitions/{}/taking-back") + [
        Step(day_of(each.get("takes_effect_on")), _("upphävd"), each.get("reason", "").rstrip(".")) for each in rule["withdrawn"]
    ]
    return Entry(
        f"{rule['rule']} {_(says.get('name', ''))}".strip(), _("gäller") if rule["in_force"] else _("gäller inte"),
        [each for each in facts if each[1]], by_day(steps),
    )


def _days_text(says: Mapping[str, Any]) -> str:
    return "" if says.get("days") is None else _("{days} dagar, enligt {by}").format(days=says["days"], by=_set_by(says))


def _set_by(says: Mapping[str, Any]) -> str:
    # The bound's own name means nothing to who reads.
    bound = says["days_set_by"].rpartition(" ")[2]
    if bound not in BOUND_LABELS:
        return _(says["days_set_by"])
    return _("nämndens riktvärde ”{name}”").format(name=_(BOUND_LABELS[bound]))


def _indicator(indicator: Mapping[str, Any], day: date) -> Entry:
    in_force = indicator["in_force"]
    says = (in_force or (indicator["versions"] or [{}])[-1]).get("says") or {}
    steps = [
        *_version_steps(indicator["versions"], day, _TAKE_BACK_INDICATOR),
        *steps_of(indicator["targets"], day, lambda each: _("nytt målvärde"), "takes_effect_on", _TAKE_BACK_INDICATOR),
        *steps_of(indicator["series_breaks"], day, lambda each: _("ny serie")),
        *steps_of(indicator["measuring_ended"], day, lambda each: _("mäts inte"), "takes_effect_on", _TAKE_BACK_INDICATOR),
    ]
    return Entry(
        _(says.get("name", indicator["id"])),
        ", ".join(says.get("activities") or [_("hela enheten")]) if in_force else _("mäts inte"),
        [(_("Betyder"), word(says["meaning"]))] if "meaning" in says else [],
        by_day(steps),
        [("GET /results/{indicator_id}", f"/results/{indicator['id']}", _("Se resultatet"))] if in_force else [],
    )


def _version_steps(versions: Sequence[Mapping[str, Any]], day: date, take_back: str) -> list[Step]:
    return steps_of(
        versions, day, lambda each: _("version {number}").format(number=each["version"])
        + (_(", följer med tjänsten") if each["shipped"] else ""), "takes_effect_on", take_back,
    )


def _by(decision: Mapping[str, Any]) -> str:
    """Who decided, when and why, as far as it is told."""
    told = [
        decision.get("adopted_by") or decision.get("decided_by") or "",
        decision.get("board_decision") or "", decision.get("reason") or "",
    ]
    decided = decision.get("adopted_on") or decision.get("decided_on") or decision.get("board_decided_on")
    if decided:
        told[0] = _("beslutat {day}").format(day=day_text(decided)) + (f" {_('av')} {told[0]}" if told[0] else "")
    return ". ".join(each.rstrip(".") for each in told if each)


def day_of(text: str | None) -> date | None:
    """A stored day; None = none is given."""
    return None if text is None else date.fromisoformat(text)
