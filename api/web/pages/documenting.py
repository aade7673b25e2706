"""What can be recorded in a case (sv. *dokumentera*): every form of it, the commonest first, found by a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Role
from api.access_matrix import writing_rule
from api.http.dependencies import LoggedIn
from api.web.forms.addresses import address_of
from api.web.forms.subject import subject_of
from api.web.pages.asking import Asking
from api.web.pages.frame import shown
from api.web.pages.submitting import shape_of_write
from api.web.texts import _
from api.writes.shape import Shape
from api.writes.table import shapes

router = APIRouter(include_in_schema=False)

_OF_A_CASE = "/cases/{case_id}"
_LONGEST_WORD = 60

COMMONEST = ("notes", "bookings", "sessions", "contacts", "ratings", "alert-answers")
"""What is recorded most, by the last part of the write's address."""

OWN_PAGES: Mapping[str, str] = {
    f"{_OF_A_CASE}/notes": f"{_OF_A_CASE}/notes/new", f"{_OF_A_CASE}/ratings": f"{_OF_A_CASE}/rate",
}
"""Writes that have a page of their own, made for just that."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Anteckningar": ("journal", "signing",),
    "Besök och kontakter": ("bookings", "treatment", "contacts", "meetings"),
    "Skattningar och signaler": ("ratings", "alerts", "measurements"),
    "Plan och mål": ("plan", "phases", "providers", "coordination"),
    "Oro och skydd": ("safety", "information"),
    "Den enskilde och de närmaste": ("person", "parties"),
    "Begäran, beslut och överklagande": ("intake", "decisions"),
    "Boende": ("housing",),
    "Ansvar och team": ("staffing", "team"),
    "Genomgång och avvikelser": ("review", "exemption", "deviation_notes"),
    "Utlämnande": ("disclosure",),
    "Avslut och uppföljning": ("ending", "follow_up", "closing"),
    "Ärendets uppgifter och rättelser": ("lifecycle", "striking"),
}
"""Heading to the parts of the record that stand under it."""

OTHER = "Övrigt"
"""The heading of what belongs to no other."""


class Link(NamedTuple):
    """One form."""

    text: str
    href: str


class Group(NamedTuple):
    """Forms under one heading."""

    heading: str
    links: tuple[Link, ...]


@router.get("/record/cases/{case_id}")
def documenting_page(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Allt som kan registreras i ett ärende."""
    word = request.query_params.get("q", "").strip()[:_LONGEST_WORD]
    asking = Asking(request, account, case_id)
    about = shape_of_write(f"{_OF_A_CASE}/notes")
    subject = subject_of(asking, about, {"case_id": case_id})
    groups = groups_of(account.role, case_id, word)
    answer = shown(
        request, "forms/documenting.html", title=subject.title, case_id=case_id, word=word, groups=groups
    )
    asking.close()
    return answer


def groups_of(role: Role, case_id: UUID, word: str = "") -> list[Group]:
    """The forms of a case that a role may fill in, by heading.

    Args:
        word: Only those whose name holds it; empty = all.
    """
    found = [each for each in shapes() if each.write.path.startswith(f"{_OF_A_CASE}/") and _may(role, each)]
    links = {shape.write.path: _link(shape, case_id) for shape in found if word.casefold() in _(shape.write.summary).casefold()}
    made = [] if word else [Group(_("Vanligast"), _in(links, (f"{_OF_A_CASE}/{last}" for last in COMMONEST)))]
    by_heading: dict[str, list[str]] = {heading: [] for heading in (*GROUPS, OTHER)}
    for shape in found:
        by_heading[heading_of(shape)].append(shape.write.path)
    made += [Group(_(heading), _in(links, paths)) for heading, paths in by_heading.items()]
    return [group for group in made if group.links]


def heading_of(shape: Shape) -> str:
    """The heading that a form stands under."""
    area = shape.write.decision.__module__.split(".")[2]
    return next((heading for heading, areas in GROUPS.items() if area in areas), OTHER)


def _may(role: Role, shape: Shape) -> bool:
    rule = writing_rule(shape.family, by_manager=shape.write.by_manager)
    return rule is not None and rule.relation(role) is not None


def _link(shape: Shape, case_id: UUID) -> Link:
    own = OWN_PAGES.get(shape.write.path)
    address = address_of(shape.write.path, {"case_id": case_id}) if own is None else own.format(case_id=case_id)
    return Link(_(shape.write.summary), address)


def _in(links: Mapping[str, Link], paths: Iterable[str]) -> tuple[Link, ...]:
    return tuple(links[path] for path in paths if path in links)
