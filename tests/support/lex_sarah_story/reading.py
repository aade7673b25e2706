"""How a moment of the report is read: by whoever investigates, the unit's manager, whoever reported, and a colleague."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from adapters.accounts import Role, new_account
from api.access import CaseAccess
from api.lex_sarah_reading import LexSarahReader
from api.main import OpenBoard
from api.reading import Reader
from api.registers import REGISTERS
from domain.base import Purpose
from domain.errors import DomainError
from tests.support.family_story.lines import flat, lines_of, with_names
from tests.support.family_story.reading import Moment, item_lines
from tests.support.family_story.telling import Colleague, instant_us, named
from tests.support.lex_sarah_story.cast import INGRID, KARIN, MAJA, SUMMER, TILDA, VENDELA


class Read(NamedTuple):
    """Who reads, and in which role."""

    heading: str
    who: Colleague
    role: Role


READERS = (
    Read("Utredaren", INGRID, Role.INVESTIGATOR), Read("Enhetens chef", KARIN, Role.MANAGER),
    Read("Rapportören", VENDELA, Role.THERAPIST), Read("En kollega", MAJA, Role.THERAPIST),
)


class LexSarahStoryReader:
    """Reads the board's reports at any moment, through the same door as the service."""

    def __init__(self, board: OpenBoard) -> None:
        self.board = board

    def moment(self, day: str) -> Moment:
        """The end of a Swedish day."""
        return Moment(date.fromisoformat(day), self.board.ledger.size_at(instant_us(f"{day} 23:59:59.999999"))[0])

    def answer(self, moment: Moment) -> dict[str, Any]:
        """Everything that each of them is told at a moment, as JSON; a refusal as it is told."""
        return {heading: _told(question) for heading, question in self._questions(moment).items()}

    def text(self, moment: Moment, since: Moment | None) -> str:
        """The moment as lines to read; of the entries those that are new.

        Args:
            since: The moment that was read before; None = this is the first.
        """
        known = self._entries(since) if since is not None else frozenset()
        lines = [f"Läst {moment.day} i läget efter {moment.size} händelser"]
        for heading, document in self.answer(moment).items():
            lines += ["", f"== {heading} ==", *(list(_lines(_shortened(document, known))) or ["inget"])]
        return with_names("\n".join(lines), {}) + "\n"

    def _entries(self, moment: Moment) -> frozenset[str]:
        whole = self.answer(moment)[f"{READERS[0].heading}: rapporten om sommaren"].get("whole", {})
        return frozenset(each["entry"] for each in whole.get("entries", ())) | frozenset(["rapporten"] if whole else [])

    def _questions(self, moment: Moment) -> dict[str, Callable[[], Any]]:
        when = {"known_at": str(moment.size), "valid_at": str(moment.day)}
        summer = named(SUMMER)
        found: dict[str, Callable[[], Any]] = {}
        for each in READERS:
            found[f"{each.heading}: listan"] = lambda each=each: self._reader(each).reports(**when)[0].document
            found[f"{each.heading}: rapporten om sommaren"] = lambda each=each: self._reader(each).report(summer, **when).document
        found["Avvikelser"] = lambda: self._deviations(moment)
        found["Tildas akt"] = lambda: self._record(named(TILDA), when)
        return found

    def _reader(self, each: Read) -> LexSarahReader:
        account = new_account(each.role.value, each.role.value, each.who.name, self.board.slug, each.who.id)
        place = CaseAccess(self.board, account, None).place()
        return LexSarahReader(Reader(self.board, "lokal:prov", Purpose.LEX_SARAH, "prov"), account, place)

    def _deviations(self, moment: Moment) -> dict[str, Any]:
        items = REGISTERS["deviations"].items(self.board, moment.size, moment.day)
        return {"deviations": [each.document for each in items]}

    def _record(self, case_id: UUID, when: Mapping[str, str]) -> dict[str, Any]:
        items = Reader(self.board, "lokal:prov", Purpose.LEX_SARAH, "prov").timeline(case_id, **when).document["items"]
        return {"items": items}


def _told(question: Callable[[], Any]) -> Mapping[str, Any]:
    try:
        return dict(question())
    except DomainError as refusal:
        return {"svar": str(refusal)}


def _shortened(document: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """What is worth reading of an answer: a step, an entry, an access on a line; of the entries those that are not known."""
    told = {name: each for name, each in document.items() if name not in ("known_at", "simulated", "day", "version")}
    if "items" in told:
        told["items"] = [line for item in told["items"] for line in item_lines(item)]
    if "lex_sarah_reports" in told:
        told["lex_sarah_reports"] = [_listed(each) for each in told["lex_sarah_reports"]]
    if "report" in told:
        told["report"] = {**told["report"], "steps": [_step(each) for each in told["report"].get("steps", ())]}
    if "whole" in told:
        told["whole"] = _whole(told["whole"], known)
    return told


def _listed(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report of a list; of its steps those that are late or left."""
    steps = [_step(each) for each in report.get("steps", ()) if each["late"] or not each["done_on"]]
    return {**report, "steps": steps}


def _whole(whole: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    return {
        **({} if known else {"report": whole["report"]}),
        **{name: whole[name]["state_in_words"] for name in ("ivo", "measures")},
        "individuals": [f"{each['case']}: {each['state_in_words']}" for each in whole["individuals"]["individuals"]],
        "feedback": [f"{each['level_in_words']}: {each['state_in_words']}" for each in whole["feedback"]["levels"]],
        "access": [f"{each['staff_id']} {each['level']} {each['from_on']} – {each['to_on'] or ''}" for each in whole["access"]],
        "new_entries": [_entry(each) for each in whole["entries"] if each["entry"] not in known],
        "struck": [_entry(each) for each in whole["struck"]],
    }


def _entry(entry: Mapping[str, Any]) -> str:
    told = {name: each for name, each in entry.items() if name not in ("type", "heading")}
    return f"{entry['heading']}: {flat(told)}"


def _step(step: Mapping[str, Any]) -> str:
    done = f"gjort {step['done_on']}" if step["done_on"] else "återstår"
    late = f", {step['days_late']} dagar sent" if step["late"] else ""
    return f"{step['step_in_words']} senast {step['due_on']}: {done}{late}"


def _lines(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """As `lines_of`, with every sentence of a list on a line of its own."""
    for name, each in value.items():
        if isinstance(each, list) and each and all(isinstance(part, str) for part in each):
            yield f"{indent}{name}:"
            yield from (f"{indent}  {part}" for part in each)
        elif isinstance(each, Mapping) and any(isinstance(part, list) for part in each.values()):
            yield f"{indent}{name}:"
            yield from _lines(each, indent + "  ")
        elif isinstance(each, list) and each:
            yield f"{indent}{name}:"
            for part in each:
                first, *rest = list(_lines(part, indent + "    ")) or [""]
                yield f"{indent}  - {first.strip()}"
                yield from rest
        else:
            yield from lines_of({name: each}, indent)
