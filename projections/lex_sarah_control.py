"""Control of the work with Lex Sarah (sv. *kontroll av Lex Sarah-arbetet*): rule R-36 for each report, R-37 for each record.

Both are judged over the reports, and not as findings in a client's record: whoever reads the record is not to see how a report
about it is handled. R-36: every step is taken in time. That nobody is named to blame needs no judging, since no fact has a field
for it. R-37: the record says that something was reported, or it is said why not, and it holds none of the report's text.

A quotation is found when it is looked for, and not while somebody writes: a warning would tell whoever writes that there is a
report, and let them try out its words.

Source: SoL 2025:400 27:2-6; SOSFS 2011:5 5 kap.; SOSFS 2011:9 5 kap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.base import DomainEvent, RecordedEvent
from domain.case.case import Case
from domain.case.deviation_notes.wording import names_lex_sarah
from domain.codes import Code
from domain.lex_sarah.state import LexSarahState
from domain.policies import Policy
from projections.json_values import as_json
from projections.local_time import day_of


class ControlStatus(Code):
    """What the control came to, the gravest first (sv. *status*)."""

    GAP = "gap", "saknas"
    FAULT = "fault", "fel"
    LATE = "late", "sent"
    OK = "ok", "i ordning"


class ControlKind(Code):
    """What was looked at (sv. *kontrollpunkt*)."""

    STEP = "step", "steget är taget i tid"
    RECORD_LINK = "record_link", "akten hänvisar till rapporten, eller så står varför inte"
    LINK_STANDS = "link_stands", "anteckningen som rapporten hänvisar till står kvar i akten"
    QUOTATION = "quotation", "akten citerar inte rapporten"
    NAMES_LEX_SARAH = "names_lex_sarah", "akten talar inte om lex Sarah"


class Finding(NamedTuple):
    """Something that the control found (sv. *iakttagelse*), without a word of the report or of the record.

    Args:
        what: In Swedish.
        since: The day from which it was so; of a step its last day.
        case_id: The record; None = it is about the report.
        position: Of the entry in the record; None = no entry.
    """

    rule: str
    report_id: UUID
    kind: ControlKind
    status: ControlStatus
    what: str
    since: date
    case_id: UUID | None = None
    position: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {
            "rule": self.rule, "lex_sarah_report": as_json(self.report_id), "kind": self.kind.value,
            "kind_in_words": self.kind.swedish, "status": self.status.value, "status_in_words": self.status.swedish,
            "what": self.what, "since": as_json(self.since), "case": as_json(self.case_id), "position": self.position,
        }


def step_findings(report: LexSarahState, day: date, policy: Policy) -> Iterator[Finding]:
    """Rule R-36 of a report on a day: each step that is due, or was taken."""
    assert report.id is not None, "a stream that was read has events"
    for step in report.steps(policy):
        late = step.days_late(day)
        if step.done_on is None and not late:
            continue
        status = ControlStatus.OK if not late else ControlStatus.GAP if step.done_on is None else ControlStatus.LATE
        yield Finding("R-36", report.id, ControlKind.STEP, status, step.step.swedish, step.due_on)


def record_findings(
    report: LexSarahState, own: Sequence[RecordedEvent], records: Mapping[UUID, Sequence[RecordedEvent]], policy: Policy
) -> Iterator[Finding]:
    """Rule R-37 of a report: each record that it is about.

    Args:
        own: The report's stream.
        records: The streams of those who are affected, by case.
    """
    assert report.id is not None and report.report is not None, "a report that is read was submitted"
    told = [
        (each.position, words) for each in own
        for words in _shingles(_texts(each.event, only=_OF_THE_REPORT), policy.lex_sarah_quote_words)
    ]
    for case_id in report.handling.case_ids:
        stream = records.get(case_id, ())
        yield _link(report, case_id, stream)
        yield from _written(report, case_id, stream, told, policy)


def _link(report: LexSarahState, case_id: UUID, stream: Sequence[RecordedEvent]) -> Finding:
    assert report.id is not None and report.report is not None
    standing, since = report.individuals.standing(case_id), report.report.submitted_on
    noted = {
        each.entry_id for each in Case.fold(each.event for each in stream).deviation_notes.noted
        if each.deviation_report_id == report.id
    }
    if standing.linked and not any(each.record_entry_id in noted for each in standing.linked):
        what = "anteckningen i akten är struken, och rapporten hänvisar till den"
        return Finding("R-37", report.id, ControlKind.LINK_STANDS, ControlStatus.GAP, what, since, case_id)
    status = ControlStatus.OK if standing.is_linked else ControlStatus.GAP
    return Finding("R-37", report.id, ControlKind.RECORD_LINK, status, ControlKind.RECORD_LINK.swedish, since, case_id)


def _written(
    report: LexSarahState, case_id: UUID, stream: Sequence[RecordedEvent], told: Sequence[tuple[int, tuple[str, ...]]],
    policy: Policy,
) -> Iterator[Finding]:
    assert report.id is not None
    first: dict[tuple[str, ...], int] = {}
    for position, words in told:
        first.setdefault(words, position)
    begun = min(first.values(), default=0)
    for each in stream:
        texts = list(_texts(each.event))
        quoted = any(first.get(words, each.position) < each.position for words in _shingles(texts, policy.lex_sarah_quote_words))
        # What was in the record before the report may well be quoted by it, and may have spoken of another report.
        named = each.position > begun and any(map(names_lex_sarah, texts))
        for kind, found in ((ControlKind.QUOTATION, quoted), (ControlKind.NAMES_LEX_SARAH, named)):
            if found:
                day = day_of(each.recorded_us)
                yield Finding("R-37", report.id, kind, ControlStatus.FAULT, _FAULTS[kind], day, case_id, each.position)


_FAULTS = {
    ControlKind.QUOTATION: "akten har text som står i rapporten", ControlKind.NAMES_LEX_SARAH: "akten nämner lex Sarah",
}


_OF_THE_REPORT = frozenset({
    "event_text", "supplement_text", "assessment_motivation", "lex_finding", "interview_text", "cause_areas", "recurrence_text",
    "investigation_summary", "proposal_motivation", "degree_motivation", "escalation_motivation",
})
"""Texts that belong in the report alone; what was done for the individual is told in both."""


def _texts(event: DomainEvent, only: Collection[str] | None = None) -> Iterator[str]:
    """What somebody has written in an event: the texts of its segments, names and titles aside."""
    for name in getattr(type(event), "SEGMENTS", {}):
        if not name.endswith(("_name", "_title", "_id")) and (only is None or name in only):
            yield from _strings(as_json(getattr(event, name)))


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def _shingles(texts: Iterable[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words in a text, whatever the case and the punctuation."""
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        yield from (tuple(words[start : start + length]) for start in range(len(words) - length + 1))
