"""What pages show of a viewpoint (sv. *synpunkt i ord*): what was said, what was done, and what it gave at the next SRS."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from api.web.formats import number
from api.web.forms.addresses import address_of
from api.web.pages.lex_sarah_steps import Link
from api.web.texts import _
from domain.codes import Channel, Gender, ViewpointKind, ViewpointSubject
from domain.viewpoint.codes import AdaptationState, FeedbackHow, GiverRole

_ONE = "/viewpoints/{viewpoint_id}"
STATE_KINDS: Mapping[str, str] = {
    AdaptationState.OPEN: "warn", AdaptationState.MADE: "ok", AdaptationState.NOT_POSSIBLE: "quiet",
    AdaptationState.NOT_CALLED_FOR: "quiet", AdaptationState.REFERRED: "quiet",
}


class ShownViewpoint(NamedTuple):
    """A viewpoint in words.

    Args:
        told: What it says, as its document.
        effect: What it gave, as a signed number; empty = it is not known.
    """

    id: str
    kind: str
    subject: str
    state: str
    state_kind: str
    giver: str
    unit: str
    received_on: str
    waits: list[str]
    effect: str
    effect_kind: str
    told: Mapping[str, Any]


def shown_viewpoint(document: Mapping[str, Any], units: Mapping[str, str]) -> ShownViewpoint:
    """A viewpoint of the register in words.

    Args:
        units: Each unit's name, by its id.
    """
    state = AdaptationState(document["adaptation_state"])
    difference = document["effect"]["difference"]
    return ShownViewpoint(
        document["viewpoint"], _(ViewpointKind(document["kind"]).swedish),
        _word(ViewpointSubject, document["subject_category"]), _(state.swedish), STATE_KINDS[state], givers_of(document),
        units.get(document["unit"], "").removeprefix("\N{EN DASH} "), document["received_on"], waits_of(document),
        "" if difference is None else signed(difference), _effect_kind(difference), document,
    )


def waits_of(document: Mapping[str, Any]) -> list[str]:
    """What is still to be done about a viewpoint, as it stands in the register."""
    waits = []
    if document["must_reach_a_manager"] and document["manager_told"] is None:
        waits.append(_("en chef ska få veta"))
    if document["adaptation_state"] == AdaptationState.OPEN:
        waits.append(_("bestäm vad den leder till"))
    if document["registration"] is not None and document["answer"] is None:
        waits.append(_("klagomålet ska besvaras"))
    return waits


def givers_of(document: Mapping[str, Any]) -> str:
    """Who gave it, by role and gender."""
    found = []
    for each in document["givers"]:
        gender = _word(Gender, each.get("gender"))
        found.append(_word(GiverRole, each["giver"]) + (f" ({gender})" if gender else ""))
    return ", ".join(found) or _(document["giver_role"] or "okänd")


def words_of(document: Mapping[str, Any]) -> dict[str, str]:
    """The coded words of a viewpoint that its page shows beside."""
    return {
        "channel": _word(Channel, document["channel"]), "passed_on_by": _word(GiverRole, document["passed_on_by"]),
        "feedback_how": _word(FeedbackHow, document["feedback_how"]),
    }


def links_of(document: Mapping[str, Any], onward: str) -> dict[str, list[Link]]:
    """The forms that lead on from each step of the chain: those of what is still to be done first."""
    to = _Onward(UUID(document["viewpoint"]), onward)
    is_open = document["adaptation_state"] == AdaptationState.OPEN
    said = [to.form("corrections", _("Rätta synpunkten"))]
    if document["must_reach_a_manager"] and document["manager_told"] is None:
        said.insert(0, to.form("manager-notices", _("Skriv in att en chef har fått veta")))
    if document["registration"] is None:
        said.append(to.form("registration", _("Diarieför som formellt klagomål")))
    elif document["answer"] is None:
        said.insert(0, to.form("answer", _("Skriv in svaret på klagomålet")))
    done = [
        to.form("adaptation", _("Skriv in en anpassning")), to.form("ruling-out", _("Anpassning går inte, skriv varför")),
        to.form("appeal-referrals", _("Det gäller ett beslut: hänvisa till överklagande")),
    ] if is_open else [to.form("withdrawn-steps", _("Återta ett steg som blev fel"))]
    told = [] if is_open else [to.form("feedback", _("Skriv in återkoppling"))]
    return {"said": said, "done": done, "told": told}


def signed(difference: str) -> str:
    """A difference with its sign, as `+8,3`."""
    value = Decimal(difference)
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "\N{PLUS-MINUS SIGN}"
    return sign + number(abs(value))


class _Onward(NamedTuple):
    viewpoint_id: UUID
    onward: str

    def form(self, write: str, text: str) -> Link:
        address = address_of(f"{_ONE}/{write}", {"viewpoint_id": self.viewpoint_id})
        return Link(text, f"{address}?{urlencode({'next': self.onward})}")


def _effect_kind(difference: str | None) -> str:
    if difference is None:
        return "quiet"
    return "ok" if Decimal(difference) > 0 else "warn"


def _word(kind: Any, value: str | None) -> str:
    return "" if value is None else _(kind(value).swedish)
