"""How a moment of the story is read: the case, its timeline, every area, and the duties, as lines for a golden file.

Ids are written as the names that the story knows them by.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from adapters.postgres.boards import BoardStore
from adapters.postgres.projector import Projector
from adapters.postgres.registers import Registers
from adapters.postgres.views import PostgresCaseViews
from adapters.postgres.work_lists import PostgresWorkLists
from domain.case.case import Case
from projections.areas.all_areas import DOCUMENTS
from projections.duties import DUTIES, DutyItem, DutyRole
from projections.local_time import STOCKHOLM
from tests.support.family_story.cast import FAMILY_CASE
from tests.support.family_story.lines import flat, lines_of, with_names
from tests.support.family_story.telling import instant_us, named

AHEAD = timedelta(days=60)
"""How far ahead the duties are shown."""


class Moment(NamedTuple):
    """A day, and how many events there were at its end."""

    day: date
    size: int


class Reader:
    """Reads one case of a board at any moment."""

    def __init__(self, board: BoardStore, projector: Projector) -> None:
        self.board = board
        self.views = PostgresCaseViews(board, projector)
        self.lists = PostgresWorkLists(board, projector, self.views)
        self.registers = Registers(board.ledger)
        self.case_id = named(FAMILY_CASE)

    def moment(self, day: str) -> Moment:
        """The end of a Swedish day."""
        return Moment(date.fromisoformat(day), self.board.ledger.size_at(instant_us(f"{day} 23:59:59.999999"))[0])

    def timeline(self, moment: Moment) -> list[dict[str, Any]]:
        """The case's timeline as JSON."""
        return self.views.timeline(self.case_id, moment.size).to_json()["items"]

    def documents(self, moment: Moment) -> dict[str, Any]:
        """Every area's document over the fold at the moment's size."""
        events = [each for each in self.board.ledger.stream(self.case_id) if each.position < moment.size]
        case = Case.fold(each.event for each in events)
        return {area: document(case) for area, document in DOCUMENTS.items()}

    def duties(self, moment: Moment, role: DutyRole, staff: UUID | None = None) -> list[DutyItem]:
        """What is on a list in the case, by the bounds that held then."""
        policy = self.registers.policy_history(moment.size).on(moment.day)
        found = self.lists.duties(
            moment.size, moment.day, policy, until=moment.day + AHEAD, staff=staff, case_id=self.case_id
        )
        return [each for each in found if DUTIES[each.duty.kind].role is role]

    def answer(self, moment: Moment) -> dict[str, Any]:
        """Everything that is said of the case at a moment, as JSON."""
        duties = [each.to_json(moment.day) for role in DutyRole for each in self.duties(moment, role)]
        return {
            "case": self.views.case(self.case_id, moment.size, moment.day).to_json(), "timeline": self.timeline(moment),
            "documents": self.documents(moment), "duties": duties, "uncovered": self.is_uncovered(moment),
        }

    def is_uncovered(self, moment: Moment) -> bool:
        """Whether nobody looks after the case that day."""
        return any(each.case_id == self.case_id for each in self.views.without_responsible(moment.size, moment.day))

    def text(self, moment: Moment) -> str:
        """The whole moment as lines to read."""
        case = self.views.case(self.case_id, moment.size, moment.day).to_json()
        responsible = case.get("responsible") or {}
        worker = self.duties(moment, DutyRole.WORKER, UUID(responsible["id"]) if responsible else None)
        lines = [
            f"Läst {moment.day} i läget efter {moment.size} händelser",
            f"Utan ansvarig eller ersättare i dag: {'ja' if self.is_uncovered(moment) else 'nej'}", "", "== Ärendet ==",
            *lines_of(case), "",
            "== Tidslinjen ==", *(line for item in self.timeline(moment) for line in item_lines(item)), "",
            f"== Att göra: {responsible.get('name', 'ingen ansvarig')} ==", *_duties(worker, moment), "",
            "== Att göra: chefen ==", *_duties(self.duties(moment, DutyRole.MANAGER), moment),
        ]
        for area, document in self.documents(moment).items():
            written = list(lines_of(document))
            if written:
                lines += ["", f"== {area} ==", *written]
        return with_names("\n".join(lines), {item["entry"]: item["heading"] for item in self.timeline(moment)}) + "\n"


def item_lines(item: dict[str, Any]) -> Iterator[str]:
    """An entry of a timeline as lines to read."""
    occurred = item["occurred"]
    when = " ".join(filter(None, (occurred["on"], occurred["at"])))
    marks = [
        f"{item['days_late']} dagar efter" if item["days_late"] else "", "SEN" if item["late"] else "",
        _changed(item["corrections"]), "UNDANHÅLLEN" if item["withheld"] else "",
    ]
    author = item["author"]["name"] or "okänd"
    yield " | ".join([when, f"skrivet {_local(item['recorded']['at'])}", item["heading"], author, *filter(None, marks),
                      str(item["entry"])])
    for text in item["texts"] if item["type"] == "case.note_recorded" else ():
        yield f"    {text['name']}: {text['text']}"
    for correction in item["corrections"]:
        yield f"    rättelse {_local(correction['recorded_at'])} {correction['author']['name']}: {correction['reason']}"
        told = {name: each for name, each in correction["facts"].items() if item["facts"].get(name) != each}
        if told:
            yield f"        {flat(told)}"
        yield from (f"        {text['name']}: {text['text']}" for text in correction["texts"])
    for opinion in item["differing_opinions"]:
        yield f"    avvikande mening {opinion['stated_on']} ({opinion['stated_by']}): {opinion['statement']}"
    trace = item["misfiled"]
    if trace is not None:
        yield f"    fel akt {_local(trace['recorded_at'])} {trace['author']['name']}: {trace['reason']}"


def _changed(corrections: list[dict[str, Any]]) -> str:
    # A striking states nothing in place of what was said.
    if not corrections:
        return ""
    latest = corrections[-1]
    return "RÄTTAD" if latest["texts"] or latest["facts"].keys() - {"replaced_by"} else "STRUKEN"


def _duties(duties: list[DutyItem], moment: Moment) -> Iterator[str]:
    if not duties:
        yield "inget"
    for each in duties:
        duty = each.to_json(moment.day)
        late = f" – {duty['days_overdue']} dagar försenat" if duty["days_overdue"] else ""
        whose = f", {duty['staff']}" if duty["staff"] else ""
        yield f"senast {duty['due_on']}: {duty['what']} ({duty['about']}{whose}) sedan {duty['since']}{late}"


def _local(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
