"""Reading what rules find in journals (sv. *journalgranskning*): in all cases, in one's own, in one, and what the rules are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from adapters.accounts import Account, Role
from adapters.postgres.registers import Registers
from api.access import today
from api.known_at import Instant, KnownAt, parse_known_at, parse_valid_at
from api.list_reading import managed_units
from api.problems import ForbiddenError, Text
from api.reading import Answer, Reader
from api.registers import last_day
from domain.completeness.codes import Status
from domain.completeness.finding import worst
from domain.errors import InvalidValueError, NotFoundError
from projections.areas.rule_definition import rule_says, rules_document
from projections.completeness import MISSING, CaseFinding, RuleCount, RuleInForce
from projections.completeness_document import Terms, VacationCount, finding_row, rule_rows
from projections.local_time import day_of
from projections.rules_in_force import rules_in_force

Value = TypeVar("Value")

_NOT_YOURS = Text(
    "Du kan se vad som saknas i dina egna ärenden. En medarbetares lista ser medarbetaren själv och chefen, och en enhets ser"
    " chef och internkontroll.",
    "You may see what is missing in your own cases. A worker's list is for the worker and the manager, and a unit's for managers"
    " and internal control.",
)


class Asked(NamedTuple):
    """A question about completeness, as it is understood.

    Args:
        units: Only these; None = all.
        rules: Those that judge something on the day.
    """

    as_of: KnownAt
    units: list[UUID] | None
    rules: tuple[RuleInForce, ...]
    terms: Terms

    @property
    def day(self) -> date:
        """The day that is judged."""
        return self.terms.day


def judged_day(reader: Reader, known_at: str | None, as_of: KnownAt, valid_at: str | None = None) -> date:
    """The day that a question is about: of a size the day of the last event, of an instant its own, and now today.

    Args:
        valid_at: Another day, of what was known then.
    """
    day = parse_valid_at(valid_at)
    if day is not None:
        return day
    if known_at is None and as_of.size:
        return today(reader.board)
    moment = None if known_at is None else parse_known_at(known_at)
    return day_of(moment.us) if isinstance(moment, Instant) else last_day(reader.board, as_of.size)


def asked_about(
    reader: Reader, *, known_at: str | None, valid_at: str | None = None, unit: str | None = None, rule: str | None = None
) -> Asked:
    """Understand a question about completeness.

    Raises:
        InvalidValueError: `known_at` or `valid_at` cannot be used.
        NotFoundError: There is no such unit; then no such rule on the day.
    """
    as_of = reader.as_of(known_at)
    units = None if unit is None else sorted(reader.units_named(unit, as_of.size))
    day, registers = judged_day(reader, known_at, as_of, valid_at), Registers(reader.board.ledger)
    history, policies = registers.rule_history(as_of.size), registers.policy_history(as_of.size)
    rules = rules_in_force(history, policies, day, rule)
    if rule is not None and not rules:
        raise NotFoundError(f"Regeln finns inte, eller gällde inte den {day}. Se 'aktspar completeness' utan --rule.")
    names = {unit_id: each.name for unit_id, each in registers.units(as_of.size).items()}
    return Asked(as_of, units, rules, Terms(day, policies.on(day), names))


class Found(NamedTuple):
    """How what is found is counted, and read by status.

    Args:
        staff: The worker whose cases it is found in; None = in all.
    """

    staff: UUID | None
    counts: Callable[[], list[RuleCount]]
    with_statuses: Callable[[Sequence[Status]], Iterator[CaseFinding]]

    def missing(self) -> Iterator[CaseFinding]:
        """What is missing or late, by rule and case."""
        return self.with_statuses(MISSING)


class Listed(NamedTuple):
    """A page of findings, and how many cases each rule finds to be how."""

    findings: Sequence[CaseFinding]
    has_more: bool
    rules: list[dict[str, Any]]


class CompletenessReader:
    """Somebody who asks what is missing in one board's journals.

    Args:
        reader: Says who asks and writes the reading down.
        account: Whose lists are theirs to see; None = a caller without an account, who may see all but a worker's list.
        waits: Whether whoever asks waits until all journals are judged, as a program does; else what `api.standing` has is told.
    """

    def __init__(self, reader: Reader, account: Account | None = None, *, waits: bool = True) -> None:
        self._board = reader.board
        self._reader = reader
        self._account = account
        self._waits = waits

    def findings(
        self, *, known_at: str | None = None, valid_at: str | None = None, unit: str | None = None, rule: str | None = None,
        staff: UUID | None = None, statuses: Sequence[Status] = MISSING, limit: int | None = None, after: int = 0,
    ) -> tuple[Answer, int | None]:
        """How many cases each rule finds to be how, and what is found in which case.

        Args:
            valid_at: The day to judge; None = see `judged_day`.
            unit: Only this unit with its activities, or this activity; by name or id.
            rule: Only this one.
            staff: Only this worker's cases; a worker's own unless said otherwise.
            statuses: Of the findings that are listed.
            limit: Most findings, from 1; None = all.
            after: Only the findings after so many, from 0.

        Returns:
            The answer, and the number of the finding that the next page comes after; None = there is none.

        Raises:
            ForbiddenError: Somebody else's list; the attempt is logged.
            InvalidValueError: A parameter cannot be used.
            NotFoundError: There is no such unit, or no such rule.
            UnavailableError: The access log cannot be written.
        """
        def listed(asked: Asked, found: Found) -> Listed:
            return _listed(asked, found, statuses, limit, after)

        if self._waits:
            asked, found = self._asked_and_found(known_at=known_at, valid_at=valid_at, unit=unit, staff=staff, rule=rule)
            told = listed(asked, found)
        else:
            asked, found, told = self._judged(
                ("findings", rule, tuple(statuses), limit, after), listed, known_at=known_at, valid_at=valid_at, unit=unit,
                staff=staff, rule=rule,
            )
        document = {
            **self._head(asked, found.staff), "rules": told.rules, "findings": self._rows(asked, told.findings),
        }
        self._reader.record_shown(asked.as_of, {each.case_id for each in told.findings if each.case_id is not None})
        return Answer(document, told.findings), after + len(told.findings) if told.has_more else None

    def of_case(self, case: UUID | str, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """Everything that every rule finds in one case, in order or not.

        Args:
            case: By id or number.

        Raises:
            InvalidValueError: A parameter cannot be used, or several units have a case of that number.
            NotFoundError: No such case was known; the attempt is logged.
            PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
            UnavailableError: The access log cannot be written.
        """
        asked = asked_about(self._reader, known_at=known_at, valid_at=valid_at)
        stream = self._reader.case_stream(case, asked.as_of)
        document, found = document_of_case(self._reader, asked, stream[0].event.originator_id, len(stream))
        return Answer(document, found, len(stream))

    def rules(self, *, known_at: str | None = None, valid_at: str | None = None) -> Answer:
        """Every rule that there is or has been: what holds on the day, what it asks, and all that was decided of it.

        Raises:
            InvalidValueError: A parameter cannot be used.
            UnavailableError: The access log cannot be written.
        """
        as_of = self._reader.as_of(known_at)
        day, registers = judged_day(self._reader, known_at, as_of, valid_at), Registers(self._board.ledger)
        history = registers.rule_history(as_of.size)
        policy = registers.policy_history(as_of.size).on(day)
        self._reader.record_shown(as_of, ())
        document = {
            **self._reader.head(as_of), "day": day.isoformat(), "rules": rules_document(history, policy, day)
        }
        return Answer(document, history)

    def _whose(self, staff: UUID | None, unit: str | None) -> UUID | None:
        """Whose cases; a worker sees their own, and who only reviews sees no list of a worker's."""
        role = None if self._account is None else self._account.role
        if role is Role.THERAPIST:
            own = self._account.staff if self._account is not None else None
            if unit is not None or staff not in (None, own) or own is None:
                self._reader.record_refused()
                raise ForbiddenError(_NOT_YOURS)
            return own
        if staff is not None and role is not Role.MANAGER:
            self._reader.record_refused()
            raise ForbiddenError(_NOT_YOURS)
        if staff is not None and unit is not None:
            raise InvalidValueError("Ange antingen staff eller unit: en medarbetares ärenden visas oavsett enhet.")
        return staff

    def _asked_and_found(
        self, *, known_at: str | None, valid_at: str | None, unit: str | None, staff: UUID | None, rule: str | None = None
    ) -> tuple[Asked, Found]:
        who = self._whose(staff, unit)
        asked = asked_about(self._reader, known_at=known_at, valid_at=valid_at, unit=unit, rule=rule)
        if self._account is not None and self._account.role is Role.MANAGER:
            asked = asked._replace(units=managed_units(self._reader, who, asked.units))
        return asked, self._of_all(asked) if who is None else self._of_staff(asked, who)

    def _judged(
        self, topic: Hashable, make: Callable[[Asked, Found], Value], *, known_at: str | None, valid_at: str | None,
        unit: str | None, staff: UUID | None, rule: str | None = None,
    ) -> tuple[Asked, Found, Value]:
        """What is made of all that is found, and the question that it answers: of which size, too, where nobody waits.

        Raises:
            UnderWayError: It is made for the first time, and whoever asks does not wait.
        """
        asked, found = self._asked_and_found(known_at=known_at, valid_at=valid_at, unit=unit, staff=staff, rule=rule)

        def of(size: int) -> tuple[Asked, Found]:
            if size == asked.as_of.size:
                return asked, found
            return self._asked_and_found(known_at=str(size), valid_at=asked.day.isoformat(), unit=unit, staff=staff, rule=rule)

        units = None if asked.units is None else tuple(asked.units)
        standing, question = self._board.standing, (topic, asked.day, units, found.staff)
        if known_at is None and not self._waits:
            judged = standing.latest(question, lambda size: make(*of(size)))
            return *of(judged.size), judged.value
        ask = standing.at_once if self._waits else standing.of
        return asked, found, ask(question, asked.as_of.size, lambda size: make(*of(size)))

    def _of_all(self, asked: Asked) -> Found:
        completeness, question = self._board.completeness, (asked.rules, asked.as_of.size, asked.day)
        return Found(
            None, lambda: completeness.counts(*question, units=asked.units),
            lambda statuses: completeness.findings(*question, units=asked.units, statuses=statuses),
        )

    def _of_staff(self, asked: Asked, staff: UUID) -> Found:
        """What is found in a worker's cases, open and closed: in one at a time, once it is asked for."""
        size, day = asked.as_of.size, asked.day

        @cache
        def of_cases() -> list[list[CaseFinding]]:
            cases = self._board.work_lists.own_cases(size, day, staff)
            return [self._board.completeness.case(asked.rules, each, size, day) for each in cases]

        return Found(
            staff, lambda: _counted(asked.rules, of_cases()), lambda statuses: _by_rule(asked.rules, of_cases(), statuses)
        )

    def _rows(self, asked: Asked, found: Iterable[CaseFinding]) -> list[dict[str, Any]]:
        shown = list(found)
        cases = {each.case_id for each in shown if each.case_id is not None}
        numbers = self._numbers(cases, asked)
        return [
            finding_row(each, None if each.case_id is None else numbers.get(each.case_id), asked.terms) for each in shown
        ]

    def _numbers(self, cases: Iterable[UUID], asked: Asked) -> dict[UUID, str]:
        return {each.case_id: each.number for each in self._board.views.cases_of(cases, asked.as_of.size)}

    def _head(self, asked: Asked, staff: UUID | None) -> dict[str, Any]:
        return _head(self._reader, asked, staff)


def _listed(asked: Asked, found: Found, statuses: Sequence[Status], limit: int | None, after: int) -> Listed:
    vacation = VacationCount(asked.terms)
    with closing(vacation.watched(found.missing())) as missing:
        page = _page(missing, limit, after) if tuple(statuses) == MISSING else []
        # What is not shown is counted all the same.
        deque(missing, maxlen=0)
    if tuple(statuses) != MISSING:
        with closing(found.with_statuses(statuses)) as wanted:
            page = _page(wanted, limit, after)
    has_more = limit is not None and len(page) > limit
    return Listed(page[:limit], has_more, rule_rows(found.counts(), vacation))


def document_of_case(reader: Reader, asked: Asked, case_id: UUID, version: int) -> tuple[dict[str, Any], Sequence[CaseFinding]]:
    """Everything that every rule finds in one case, in order or not: as a document, and as it was found.

    Whoever asks has settled that the reader may see the case, and writes down that it was shown.

    Args:
        version: Of the case's stream, as known then.
    """
    found = reader.board.completeness.case(asked.rules, case_id, asked.as_of.size, asked.day)
    number = reader.board.views.case(case_id, asked.as_of.size).number
    rules = [
        {
            "rule": each.rule.id, "version": each.rule.version, "status": status.value, "status_in_words": status.swedish,
            **rule_says(each.rule, asked.terms.policy),
        }
        for each, status in _statuses(asked.rules, found)
    ]
    document = {
        **_head(reader, asked, None), "case": str(case_id), "number": number, "version": version, "rules": rules,
        "findings": [finding_row(each, number, asked.terms) for each in found],
    }
    return document, found


def is_in_order(document: dict[str, Any]) -> bool:
    """Whether no rule of an answer finds anything missing or late; what is unknown is neither."""
    return not any(row[status.value] for row in document["rules"] for status in MISSING)


def _head(reader: Reader, asked: Asked, staff: UUID | None) -> dict[str, Any]:
    return {
        **reader.head(asked.as_of), "day": asked.day.isoformat(), "staff": None if staff is None else str(staff),
        "vacation_months": list(asked.terms.policy.vacation_months),
    }


def _of(rule: RuleInForce, found: Iterable[CaseFinding]) -> list[CaseFinding]:
    return [each for each in found if each.rule is rule.rule]


def _counted(rules: Sequence[RuleInForce], of_cases: Sequence[Sequence[CaseFinding]]) -> list[RuleCount]:
    counts = []
    for rule in rules:
        statuses = [worst(each.finding for each in _of(rule, of_case)) for of_case in of_cases]
        counts.append(RuleCount(rule.rule, {status: statuses.count(status) for status in Status}))
    return counts


def _by_rule(
    rules: Sequence[RuleInForce], of_cases: Sequence[Sequence[CaseFinding]], statuses: Sequence[Status]
) -> Iterator[CaseFinding]:
    yield from (
        each for rule in rules for of_case in of_cases for each in _of(rule, of_case) if each.finding.status in statuses
    )


def _page(found: Iterator[CaseFinding], limit: int | None, after: int) -> list[CaseFinding]:
    """The findings of a page, and one more when there is one."""
    return list(islice(found, after, None if limit is None else after + limit + 1))


def _statuses(rules: Sequence[RuleInForce], found: Sequence[CaseFinding]) -> Iterator[tuple[RuleInForce, Status]]:
    """Each rule once with what it says of a case: of a rule that units have versions of, the one that found something."""
    for _, group in groupby(rules, key=lambda each: each.rule.id):
        judged = [(each, worst(finding.finding for finding in _of(each, found))) for each in group]
        yield next((each for each in judged if each[1] is not Status.NOT_APPLICABLE), judged[-1])
