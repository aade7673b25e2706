"""An extract of a record for one person of the case (sv. *utdrag ur akten*): what goes out, and that something does not.

It is read by somebody who may not learn what is kept back, so an item of which nothing goes out says neither what kind of item it
is nor when it happened: only where in the ledger it stands, which anybody can have proved with an evidence package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from projections.evidence.pages import rows_of

KEPT_BACK = "Uppgift som inte lämnas ut"
_STAFF = "staff"


class Facts(NamedTuple):
    """What an extract says of itself.

    Args:
        board: Its name.
        number: Of the case, or what stands instead of it.
        size: It tells what the first so many events told.
        about: (What, content) beside these.
    """

    board: str
    number: str
    size: int
    simulated: bool
    about: Sequence[tuple[str, str]]


def extract_items(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A timeline with what is wholly kept back reduced to its place.

    Args:
        items: As `projections.evidence.timeline.timeline_item` gives them, in order.
    """
    return sorted(map(_item, items), key=lambda item: (item["occurred_on"] or item["recorded_at"][:10], item["position"]))


def parts_of(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Every event of an extract: the items, and what stands beneath them."""
    return [part for item in items for part in (item, *item["beneath"])]


def extract_pages(facts: Facts, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The extract as pages: all of it texts."""
    return {
        "board": facts.board, "title": f"Utdrag ur akten i ärende {facts.number}", "size": facts.size,
        "simulated": facts.simulated, "introduction": _INTRODUCTION, "about": [list(each) for each in facts.about],
        "rows": rows_of(items),
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    beneath = [each for each in item["beneath"] if _tells(each)]
    if _tells(item):
        return {**item, "beneath": [_told(each) for each in beneath], **_hidden(item)}
    return {**_reduced(item), "beneath": [_told(each) for each in beneath]}


def _told(part: Mapping[str, Any]) -> dict[str, Any]:
    return {**part, **_hidden(part)}


def _hidden(part: Mapping[str, Any]) -> dict[str, Any]:
    # How many parts are kept back, and of which kind, is for those who have to answer for it.
    found = {(each["how"], each["why"], each["in_words"]) for each in part["hidden"]}
    return {"hidden": [{"kind": "part", "how": how, "why": why, "in_words": words} for how, why, words in sorted(found)]}


def _tells(part: Mapping[str, Any]) -> bool:
    """Whether anything of it goes out: what has no text of its own, such as an assignment, does by its heading."""
    hidden = {each["kind"] for each in part["hidden"]} - {_STAFF}
    return not hidden or any(each["kind"] != _STAFF for each in part["shown"])


def _reduced(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_hidden(item), "role": "item", "position": item["position"], "type": None, "heading": KEPT_BACK,
        "recorded_at": item["recorded_at"], "author": {"id": None, "name": None, "title": None}, "shown": [],
        "occurred_on": None, "precision": "day", "occurred_at": None, "days_late": None, "late": None, "claimed": False,
        "claimed_on": None, "withheld": item["withheld"],
    }


_INTRODUCTION = (
    "Det här är vad som lämnas ut ur akten efter din begäran, i den ordning som det hände. För varje uppgift står när det hände,"
    " när det skrevs och av vem. Det som har rättats står kvar överstruket med rättelsen under sig.",
    "Svarta rutor är delar som inte lämnas ut, med bestämmelsen. Positionen är uppgiftens plats i nämndens liggare, räknad från"
    " 0. Att en uppgift står just där, och att den inte har ändrats, kan bevisas utan att den visas.",
)
