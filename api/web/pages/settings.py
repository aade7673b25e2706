"""Settings (sv. *inställningar*): what holds now, since when and by whose decision, what is to come, and what changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Role
from api.completeness_reading import CompletenessReader
from api.goal_reading import GoalReader
from api.governance_reading import goal_chain
from api.http.dependencies import LoggedIn
from api.instrument_reading import instruments
from api.known_at import parse_valid_at
from api.registers import last_day
from api.web.forms.addresses import address_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.settings_entries import Section, bound_sections, indicator_sections, rule_sections
from api.web.pages.settings_places import (
    Names,
    goal_sections,
    instrument_sections,
    offering_sections,
    routine_sections,
    staff_sections,
    unit_sections,
)
from api.web.texts import _
from api.write_rights import may_write
from api.writes.table import shapes
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)


class SettingsAsked(NamedTuple):
    """As of when settings are read.

    Args:
        day: The day that they are to hold on.
        known_at: As it was asked; None = everything that is known.
        size: What that is.
    """

    asking: Asking
    day: date
    known_at: str | None
    size: int
    account: LoggedIn

    def register(self, name: str) -> list[dict]:
        """A register of the board, whole."""
        answer, _more = self.asking.reader(f"GET {API}/{name}").register(
            name, known_at=self.known_at, valid_at=self.day.isoformat()
        )
        return answer.document[name.replace("-", "_")]

    @property
    def names(self) -> Names:
        """What units and activities are called."""
        return {each["unit"]: each["name"] for each in self.register("units")}


class Subject(NamedTuple):
    """A part of the settings.

    Args:
        title: What it is called.
        intro: What it is, in a sentence or two.
        question: The question of the service that it is read by.
        families: Whose writes change it.
        sections: What it shows.
    """

    title: str
    intro: str
    question: str
    families: Sequence[str]
    sections: Callable[[SettingsAsked], Sequence[Section]]


def _policies(asked: SettingsAsked) -> Sequence[Section]:
    reader = asked.asking.reader(f"GET {API}/policies")
    answer = reader.policies(known_at=asked.known_at, valid_at=asked.day.isoformat())
    return bound_sections(answer.document["policies"], asked.day)


def _rules(asked: SettingsAsked) -> Sequence[Section]:
    reader = CompletenessReader(asked.asking.reader(f"GET {API}/completeness/rules"), asked.account)
    answer = reader.rules(known_at=asked.known_at, valid_at=asked.day.isoformat())
    return rule_sections(answer.document["rules"], asked.day)


def _goals(asked: SettingsAsked) -> Sequence[Section]:
    try:
        answer = goal_chain(asked.asking.reader(f"GET {API}/goal-chain"), asked.day.year, known_at=asked.known_at)
    except NotFoundError:
        return []
    return goal_sections(answer.document["goals"], asked.day)


def _indicators(asked: SettingsAsked) -> Sequence[Section]:
    reader = GoalReader(asked.asking.reader(f"GET {API}/indicators"))
    answer = reader.indicators(known_at=asked.known_at, valid_at=asked.day.isoformat())
    return indicator_sections(answer.document["indicators"], asked.day)


def _instruments(asked: SettingsAsked) -> Sequence[Section]:
    answer = instruments(asked.asking.reader(f"GET {API}/instruments"), known_at=asked.known_at, valid_at=asked.day.isoformat())
    return instrument_sections(answer.document, asked.register("instrument-texts"), asked.day)


SUBJECTS: Mapping[str, Subject] = {
    "policies": Subject(
        "Riktvärden", "Nämndens egna gränser: så många dagar, så stora tal. Lagen sätter dem inte; där nämnden inte har beslutat"
        " gäller det som följer med tjänsten.", f"GET {API}/policies", ("policy",), _policies,
    ),
    "rules": Subject(
        "Granskningsregler", "Det som varje journal granskas mot. Nämnden kan skärpa en regel eller anta en egen från en dag; det"
        " som började före den dagen prövas mot regeln som gällde då.", f"GET {API}/completeness/rules", ("rule_definition",),
        _rules,
    ),
    "goals": Subject(
        "Mål", "Årets målkedja: från kommunfullmäktiges mål till enhetens, med förväntade resultat och årsmål.",
        f"GET {API}/goal-chain", ("goal",), _goals,
    ),
    "indicators": Subject(
        "Indikatorer", "Det som mäts, och hur det räknas. En definition ändrar aldrig betydelse: en ny version gäller från sin"
        " dag.",
        f"GET {API}/indicators", ("indicator_definition", "published_figure"), _indicators,
    ),
    "instruments": Subject(
        "Instrument", "Det som klienter skattar med. Frågornas texter läses in av den som har licensen.",
        f"GET {API}/instruments", ("instrument_catalogue", "instrument_texts"), _instruments,
    ),
    "units": Subject(
        "Enheter och verksamheter", "Nämndens enheter och deras verksamheter.", f"GET {API}/units", ("unit", "board"),
        lambda asked: unit_sections(asked.register("units")),
    ),
    "offerings": Subject(
        "Verksamhetsutbud", "Insatserna som erbjuds, vad som dokumenteras om den som tar emot dem, och vad som skattas.",
        f"GET {API}/offerings", ("offering",),
        lambda asked: offering_sections(asked.register("offerings"), asked.names, asked.day),
    ),
    "staff": Subject(
        "Medarbetare", "Personalregistret: befattning den valda dagen, enhet, och vem som är eller ska vara borta.",
        f"GET {API}/staff", ("staff",), lambda asked: staff_sections(asked.register("staff"), asked.names, asked.day),
    ),
    "routines": Subject(
        "Journalrutiner", "Rutinerna för dokumentation, version för version, och hur många som har kvitterat.",
        f"GET {API}/journal-routines", ("journal_routine",),
        lambda asked: routine_sections(asked.register("journal-routines"), asked.names, asked.day),
    ),
}
"""Each part of the settings by its place in the address."""


@router.get("/settings")
def settings_page(request: Request, account: LoggedIn) -> Response:
    """Inställningarnas delar."""
    asking = Asking(request, account)
    subjects = [(name, each) for name, each in SUBJECTS.items() if asking.may(each.question)]
    may_accounts = asking.may(f"GET {API}/rights-reviews")
    asking.close()
    return shown(request, "settings/index.html", subjects=subjects, may_accounts=may_accounts)


@router.get("/settings/{subject}")
def subject_page(request: Request, subject: str, account: LoggedIn) -> Response:
    """En del av inställningarna: det som gäller en dag, och besluten om det."""
    if subject not in SUBJECTS:
        raise NotFoundError("Den delen av inställningarna finns inte. Se alla delar under Inställningar.")
    asking, about = Asking(request, account), SUBJECTS[subject]
    asked = _asked(request, asking, account)
    sections = [section for section in about.sections(asked) if section[1]]
    asking.close()
    here = f"/settings/{subject}"
    return shown(
        request, "settings/subject.html", about=about, subject=subject, sections=sections, day=asked.day,
        known_at=asked.known_at, valid_at=request.query_params.get("valid_at") or "", size=asked.size, today=asking.today,
        begins=begin_links(account.role, about.families, here),
        forms={
            entry.record: record_links(account.role, *entry.record, here)
            for _heading, entries in sections for entry in entries if entry.record is not None
        },
        chain=_chain_links(asked, here) if subject == "goals" else (), may=asking.may,
    )


def begin_links(role: Role, families: Sequence[str], here: str) -> list[tuple[str, str]]:
    """The forms that begin something of some families, for who may write them: address and text."""
    return [
        (_with_next(address_of(each.write.path, {}), here), _(each.write.summary)) for each in shapes()
        if each.family in families and not each.path and may_write(role, each)
    ]


def record_links(role: Role, family: str, record: str, here: str) -> list[tuple[str, str]]:
    """The forms that change one record, for who may write them: address and text."""
    return [
        (_with_next(address_of(each.write.path, {each.path[0]: UUID(record)}), here), _(each.write.summary)) for each in shapes()
        if each.family == family and each.path and may_write(role, each)
    ]


def _chain_links(asked: SettingsAsked, here: str) -> list[tuple[str, str]]:
    try:
        chain = goal_chain(asked.asking.reader(f"GET {API}/goal-chain"), asked.day.year).document["chain"]
    except NotFoundError:
        return []
    return record_links(asked.account.role, "goal", chain, here)


def _asked(request: Request, asking: Asking, account: LoggedIn) -> SettingsAsked:
    known_at = request.query_params.get("known_at") or None
    valid_at = parse_valid_at(request.query_params.get("valid_at") or None)
    size = asking.reader(f"GET {API}/units").as_of(known_at).size
    day = valid_at or (asking.today if known_at is None and asking.today is not None else last_day(asking.board, size))
    return SettingsAsked(asking, day, known_at, size, account)


def _with_next(address: str, here: str) -> str:
    return f"{address}?next={quote(here, safe='')}"
