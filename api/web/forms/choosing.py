"""What can be chosen where a form asks for something that is recorded already (sv. *val*): by its day and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request

from adapters.postgres.registers import Registers
from api.http.dependencies import caller_of, count_lookup
from api.lex_sarah_reading import LexSarahReader
from api.reading import Reader
from api.registers import REGISTERS
from api.web.forms.fields import Choice, FormField
from api.web.forms.references import InStream, Maker, OfFamily, OfNames, Reference, makers_of
from api.web.forms.subject import Subject
from api.web.forms.told import entry_ids, told
from api.web.forms.values import UnreadableError
from api.web.pages.asking import API, Asking
from api.web.texts import _
from domain.base import DomainEvent, Purpose, RecordedEvent
from domain.case.journal_events import NoteMisfiled
from domain.errors import DomainError
from projections.protection import masked_event

MOST = 200
"""The most things of a record that are listed to choose among, the latest first."""


class Choosing:
    """What a form's references can be answered with, each list made once.

    Args:
        subject: What the form is about.
        every: Whether also what is older than the latest is listed.
    """

    def __init__(self, request: Request, asking: Asking, subject: Subject, *, every: bool = False) -> None:
        self._request = request
        self._asking = asking
        self._subject = subject
        self._most = None if every else MOST
        self._made: dict[Reference, tuple[Choice, ...]] = {}
        self.left_off = False

    def of(self, field: FormField) -> tuple[Choice, ...]:
        """What a field's answer is chosen among; nothing for one whose answer is typed."""
        reference = field.reference
        if reference is None:
            return ()
        if reference not in self._made:
            self._made[reference] = tuple(self._choices(reference))
        return self._made[reference]

    def case_of(self, number: str) -> UUID | None:
        """The case of a number, or of an id; None = there is none.

        It stands in the access log as the search that it is: with the form's own record it would tell who reported what.

        Raises:
            UnreadableError: The role looks up no cases.
            TooManyError: The account searches more often than is allowed.
        """
        asking, question = self._asking, f"POST {API}/case-lookup"
        if not asking.may(question):
            raise UnreadableError(_("Din roll söker inte ärenden på nummer. Lämna fältet tomt, och beskriv ärendet i texten."))
        count_lookup(self._request, asking.account)
        account = asking.account
        reader = Reader(asking.board, caller_of(account), account.role.purpose, question, request_id=uuid4())
        try:
            return UUID(reader.find(number).document["case"])
        except DomainError:
            return None

    def number_of(self, case_id: str) -> str:
        """The number of a case that another page has named; what is no id of a case is no number either."""
        try:
            [case] = self._asking.case_reader().case(UUID(case_id)).document["cases"]
            return str(case["number"])
        except (DomainError, ValueError):
            return ""

    def _choices(self, reference: Reference) -> Iterable[Choice]:
        if isinstance(reference, InStream):
            return self._in_stream(reference)
        if isinstance(reference, OfNames):
            return _OF_NAMES[reference.kind](self._asking)
        assert isinstance(reference, OfFamily), "what is typed has no list"
        makes = _OF_FAMILY.get(reference.family)
        return _of_register(self._asking, reference.family) if makes is None else makes(self._asking)

    def _in_stream(self, reference: InStream) -> Iterator[Choice]:
        makers = [maker for path in reference.made_by for maker in makers_of(path)]
        gone = {found for each in self._subject.events for found in _taken_away(each.event)}
        found = [
            Choice(str(made), told(each).line)
            for each in reversed(self._subject.events) for made in _ids_of(each.event, makers, reference) if made not in gone
        ]
        self.left_off = self.left_off or (self._most is not None and len(found) > self._most)
        if reference.or_client and self._subject.events:
            yield Choice(str(self._subject.events[0].event.originator_id), _("Den enskilde"))
        yield from found[:self._most]


def _ids_of(event: DomainEvent, makers: Sequence[Maker], reference: InStream) -> Iterable[UUID]:
    if event.TYPE.endswith("_struck"):
        return ()
    if reference.struck_only:
        return [found] if isinstance(found := getattr(event, "entry_id", None), UUID) else ()
    if not makers:
        return entry_ids(event)
    return [getattr(event, maker.member) for maker in makers if type(event) is maker.event]


def _taken_away(event: DomainEvent) -> Iterable[UUID]:
    """What an event says is not to be used any more: it struck it, or it lay in the wrong file."""
    if isinstance(event, NoteMisfiled):
        return (event.note_id,)
    return entry_ids(event) if event.TYPE.endswith("_struck") else ()


def _staff(asking: Asking) -> Iterator[Choice]:
    for member in sorted(Registers(asking.board.ledger).staff().values(), key=lambda each: each.name or ""):
        title = None if asking.today is None else member.title_on(asking.today)
        yield Choice(str(member.id), f"{member.name}, {title}" if title else str(member.name))


def _units(asking: Asking) -> Iterator[Choice]:
    units = Registers(asking.board.ledger).units()
    for unit_id, unit in units.items():
        whole = None if unit.part_of is None else units.get(unit.part_of)
        yield Choice(str(unit_id), unit.name if whole is None else f"{unit.name} ({whole.name})")


def _instruments(asking: Asking) -> Iterator[Choice]:
    for name in Registers(asking.board.ledger).instruments(day=asking.today).rated():
        yield Choice(name, name)


def _indicators(asking: Asking) -> Iterator[Choice]:
    if asking.today is not None:
        for each in Registers(asking.board.ledger).indicator_history().on(asking.today):
            yield Choice(each.id, each.name)


def _rules(asking: Asking) -> Iterator[Choice]:
    history = Registers(asking.board.ledger).rule_history()
    for rule_id in history.ids:
        version = None if asking.today is None else history.version_on(rule_id, asking.today)
        yield Choice(rule_id, rule_id if version is None else version.rule.name)


def _lex_sarah(asking: Asking) -> Iterator[Choice]:
    reader = LexSarahReader(
        asking.reader(f"GET {API}/lex-sarah-reports", Purpose.LEX_SARAH), asking.account, asking.access.place()
    )
    units = {choice.value: choice.text for choice in _units(asking)}
    for each in reader.reports()[0].document["lex_sarah_reports"]:
        said = (each["submitted_on"], each["registry_number"], units.get(each["unit"]), each["state_in_words"])
        yield Choice(each["lex_sarah_report"], ", ".join(filter(None, said)))


def _of_register(asking: Asking, family: str) -> Iterator[Choice]:
    """The streams of a family, each by what began it; of a register's only those that whoever asks may see."""
    begun: dict[UUID, RecordedEvent] = {}
    for recorded in Registers(asking.board.ledger).events_of(family):
        begun.setdefault(recorded.event.originator_id, recorded)
    name = next((name for name, each in REGISTERS.items() if each.family == family), None)
    if name is not None:
        begun = dict(_seen(asking, name, begun)) if asking.may(f"GET {API}/{name}") else {}
    for stream_id, recorded in reversed(begun.items()):
        yield Choice(str(stream_id), told(recorded).line)


def _seen(asking: Asking, name: str, begun: dict[UUID, RecordedEvent]) -> Iterator[tuple[UUID, RecordedEvent]]:
    items: Sequence[Any] = asking.reader(f"GET {API}/{name}").register(name)[0].shown
    protected = asking.board.protected.of({case_id for each in items for case_id in each.cases})
    for item in items:
        recorded = begun.get(item.id)
        if recorded is not None:
            for case_id in item.cases:
                if case_id in protected:
                    recorded = recorded._replace(event=masked_event(recorded.event, protected[case_id]))
            yield item.id, recorded


_OF_FAMILY: dict[str, Callable[[Asking], Iterable[Choice]]] = {"staff": _staff, "unit": _units, "lex_sarah": _lex_sarah}
_OF_NAMES: dict[str, Callable[[Asking], Iterable[Choice]]] = {
    "instrument": _instruments, "indicator": _indicators, "rule": _rules,
}
