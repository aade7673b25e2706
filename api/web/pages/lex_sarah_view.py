"""What the page of a Lex Sarah report shows (sv. *Lex Sarah-ärendets sida*), made of what was answered: words and order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from api.web.pages.lex_sarah_steps import Link, Steps
from api.web.pages.told_fields import ToldField, told_fields
from api.web.texts import _, plural
from domain.lex_sarah.codes import AccessLevel, FeedbackState, IndividualState, LexSarahStep
from domain.lex_sarah.events import EVENTS

KINDS = {each.TYPE: each for each in EVENTS}
REGIONS: Mapping[str, str] = {
    "handling": "Handläggning", "ivo": "IVO", "measures": "Åtgärder", "individuals": "Den enskilde", "feedback": "Återföring",
}
_OF_REGION: Mapping[str, str] = {
    **dict.fromkeys((LexSarahStep.NOTIFY_IVO, LexSarahStep.SEND_INVESTIGATION, LexSarahStep.ANSWER_IVO), "ivo"),
    **dict.fromkeys((LexSarahStep.MEASURE, LexSarahStep.CHECK_EFFECT), "measures"),
    LexSarahStep.INFORM_INDIVIDUAL: "individuals", LexSarahStep.FEED_BACK: "feedback",
}
_TOLD_IN_REGIONS = ("lex_sarah.measure_planned",)


class ShownStep(NamedTuple):
    """A step with its time.

    Args:
        kind: Of its badge: ok, warn, wrong or quiet.
    """

    name: str
    due_on: str
    done_on: str | None
    word: str
    kind: str
    region: str


class ShownRegion(NamedTuple):
    """One part of the work: how it stands, what is left, and where to go on."""

    name: str
    title: str
    state: str
    kind: str
    left: Sequence[str]
    steps: Sequence[ShownStep]
    links: Sequence[Link]


class ShownEntry(NamedTuple):
    """An entry in words.

    Args:
        documents: What was kept with it: title and hash.
        links_to: Another report that it names, by id; empty = none.
        deviation: The deviation that it came of, by id; empty = none.
        gone: Why it was struck; empty = it stands.
    """

    heading: str
    fields: Sequence[ToldField]
    documents: Sequence[Mapping[str, Any]] = ()
    links_to: str = ""
    gone: str = ""
    deviation: str = ""


def shown_steps(steps: Iterable[Mapping[str, Any]]) -> list[ShownStep]:
    """The times of a report, in the order that the law takes them."""
    return [_step(each) for each in steps]


def shown_regions(found: Mapping[str, Any], regions: Mapping[str, Any], steps: Steps) -> list[ShownRegion]:
    """The five parts side by side.

    Args:
        found: The report as it is listed.
        regions: The parts that whoever looks sees, by name; handling is in `found`.
    """
    timed = shown_steps(found["steps"])
    return [
        _region(name, found, regions.get(name), [each for each in timed if each.region == name], steps) for name in REGIONS
    ]


def shown_entry(document: Mapping[str, Any], kind: str | None = None) -> ShownEntry:
    """An entry in words; what it says of another report leads there.

    Args:
        kind: The type of the event, where the document does not say it.
    """
    event = KINDS[kind or document["type"]]
    struck = document.get("struck_on") if kind is None else None
    return ShownEntry(
        _(document.get("heading", "")), list(told_fields(event, document)), document.get("documents", ()),
        document.get("main_report_id") or "", document["reason"] if struck else "",
        document.get("deviation_id") or "",
    )


def shown_entries(entries: Iterable[Mapping[str, Any]]) -> list[ShownEntry]:
    """Entries in words, the latest first."""
    return [shown_entry(each) for each in reversed(list(entries)) if each["type"] not in _TOLD_IN_REGIONS]


def shown_access(access: Iterable[Mapping[str, Any]], staff: Mapping[str, str]) -> Iterator[tuple[str, str, str, str | None]]:
    """Who has or had access: who, what, from and to. Who reported is not named here."""
    for each in access:
        level = AccessLevel(each["level"])
        who = _("Den som rapporterade") if level is AccessLevel.OWN_REPORT else staff.get(each["staff_id"], _("Okänd"))
        yield who, _(level.swedish), each["from_on"], each["to_on"]


def most_days_late(found: Mapping[str, Any]) -> int:
    """How late the latest step is that is not taken; 0 = none is."""
    return max((each["days_late"] for each in found.get("steps", ()) if each["done_on"] is None), default=0)


def next_due(found: Mapping[str, Any]) -> ShownStep | None:
    """The step to take first; None = none runs."""
    waiting = sorted((each for each in found.get("steps", ()) if each["done_on"] is None), key=lambda each: each["due_on"])
    return _step(waiting[0]) if waiting else None


def _step(step: Mapping[str, Any]) -> ShownStep:
    late = plural("{count} dag sent", "{count} dagar sent", step["days_late"])
    if step["done_on"] is not None:
        word, kind = (late, "warn") if step["late"] else (_("i tid"), "ok")
    else:
        word, kind = (late, "wrong") if step["late"] else (_("löper"), "info")
    name = _(step["step_in_words"])
    return ShownStep(
        name[:1].upper() + name[1:], step["due_on"], step["done_on"], word, kind, _OF_REGION.get(step["step"], "handling")
    )


def _region(
    name: str, found: Mapping[str, Any], region: Mapping[str, Any] | None, timed: Sequence[ShownStep], steps: Steps
) -> ShownRegion:
    left = found["left"][name]
    late = any(each.kind == "wrong" for each in timed)
    kind = "wrong" if late else "warn" if left else "ok"
    return ShownRegion(name, _(REGIONS[name]), _state(name, found, region), kind, left, timed, _links(name, region, steps))


def _state(name: str, found: Mapping[str, Any], region: Mapping[str, Any] | None) -> str:
    if name == "handling":
        return _(found["state_in_words"])
    if region is None:
        return _("något återstår") if found["left"][name] else _("inget återstår")
    if name == "individuals":
        told = [each for each in region["individuals"] if each["state"] != IndividualState.NOT_INFORMED]
        return _("{count} av {all} har fått besked eller motivering").format(count=len(told), all=len(region["individuals"]))
    if name == "feedback":
        done = [each for each in region["levels"] if each["state"] != FeedbackState.LEFT]
        return _("{count} av {all} nivåer").format(count=len(done), all=len(region["levels"]))
    return _(region["state_in_words"])


def _links(name: str, region: Mapping[str, Any] | None, steps: Steps) -> list[Link]:
    match name:
        case "handling":
            return steps.handling()
        case "ivo":
            return [] if region is None else steps.ivo(region["state"])
        case "measures":
            return steps.measures()
        case "individuals":
            return steps.individuals()
    return steps.feedback()
