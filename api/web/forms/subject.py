"""What a form is about (sv. *posten*): the stream that is written in, as much of it as whoever writes may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from api.lex_sarah_reading import LexSarahReader
from api.problems import ForbiddenError
from api.reading import Reader
from api.registers import REGISTERS, Register
from api.web.pages.asking import API, Asking
from api.web.texts import _
from api.writes.shape import Shape
from domain.base import DomainEvent, Purpose, RecordedEvent
from domain.case.case import Case
from domain.errors import NotFoundError
from projections.protection import masked_event

_NO_SUCH = "Posten finns inte i nämnden, eller så hör den inte till din enhet. Gå tillbaka och välj den igen."


class Subject(NamedTuple):
    """The stream that a form writes in.

    Args:
        title: What people call it; empty = it has no name that may be shown.
        version: As it is now; None = the form begins a stream.
        events: What whoever writes may see of it, in order.
    """

    title: str
    version: int | None
    events: Sequence[RecordedEvent] = ()


NEW = Subject("", None)
"""Of a form that begins something."""


def subject_of(asking: Asking, shape: Shape, ids: Mapping[str, UUID]) -> Subject:
    """The stream that a write's form is about.

    Raises:
        NotFoundError: There is no such stream, or not for whoever asks.
        PurposeRequiredError: They have no relation to the case and state no purpose.
    """
    if shape.write.begins:
        return NEW
    stream_id = ids[shape.stream]
    if asking.board.family_of(stream_id) != shape.family:
        raise NotFoundError(_NO_SUCH)
    if shape.is_about_a_case:
        return _case(asking, stream_id)
    if shape.family == "lex_sarah":
        return _lex_sarah(asking, stream_id)
    return _of_register(asking, shape.family, stream_id)


def _case(asking: Asking, case_id: UUID) -> Subject:
    reader = asking.case_reader()
    stream = reader.case_stream(case_id, reader.as_of(None))
    number = Case.fold(each.event for each in stream).number
    return Subject(_("Ärende {number}").format(number=number), _version(stream), stream)


def _lex_sarah(asking: Asking, report_id: UUID) -> Subject:
    reader = LexSarahReader(
        asking.reader(f"GET {API}/lex-sarah-reports/{{report_id}}", Purpose.LEX_SARAH), asking.account, asking.access.place()
    )
    version = reader.report(report_id).version
    try:
        shown = reader.whole(report_id)
    except ForbiddenError:
        # Whoever only writes of their own report, or of its measures, chooses among nothing of the rest.
        return Subject("", version)
    return Subject("", version, asking.board.ledger.stream(report_id, known_at=shown.as_of.size))


def _of_register(asking: Asking, family: str, stream_id: UUID) -> Subject:
    events = asking.board.ledger.stream(stream_id)
    found = next(((name, each) for name, each in REGISTERS.items() if each.family == family), None)
    if found is None:
        return Subject("", _version(events), events)
    name, register = found
    if not asking.may(f"GET {API}/{name}"):
        return Subject("", _version(events))
    return Subject("", _version(events), _shown(asking, name, register, events))


def _shown(asking: Asking, name: str, register: Register, events: Sequence[RecordedEvent]) -> Sequence[RecordedEvent]:
    reader: Reader = asking.reader(f"GET {API}/{name}")
    state: Any = register.state.fold(each.event for each in events)
    cases = register.cases(state)
    if not reader.scope.covers(register.unit(state), cases):
        raise NotFoundError(_NO_SUCH)
    reader.record_shown(reader.as_of(None), cases)
    protections = asking.board.protected.of(set(cases))
    for protection in protections.values():
        events = [each._replace(event=masked_event(each.event, protection)) for each in events]
    return events


def _version(events: Sequence[RecordedEvent]) -> int:
    return _last(events).originator_version


def _last(events: Sequence[RecordedEvent]) -> DomainEvent:
    return events[-1].event
