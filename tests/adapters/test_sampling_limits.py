"""What makes a case worth a look of its own, at each end of each limit."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from adapters.postgres.projector import Projector
from adapters.postgres.sampling import PostgresCasesToSample
from domain.base import DomainEvent, Occurred, RecordedEvent
from domain.sampling.codes import SamplePopulation, Stratum
from projections.sampling import FrameTerms, NewWorker
from tests.adapters.test_views import recorded_in
from tests.support.cast import ANNA, BO, CECILIA, UNIT
from tests.support.cluster import Cluster
from tests.support.examples import EXAMPLES

V, SILENT, CHANGED, NEW, CHILD = (
    Stratum.VACATION_PERIOD, Stratum.LONG_SILENCE, Stratum.STAFF_CHANGE, Stratum.NEW_WORKER, Stratum.CHILD_CASE,
)
ANY, AT_END, ENDED = SamplePopulation
FIRST, LAST = date(2024, 6, 10), date(2024, 8, 31)
"""The period; vacation is in July, 20 days without a note are not long, and Anna is new in June."""


class Told:
    """Cases as they are told of, a line each, all in one ledger."""

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self.names: dict[UUID, str] = {}
        self._versions: dict[UUID, int] = {}

    def case(self, name: str, opened: str, *turns: str, birth_year: int | None = None) -> None:
        """A case opened on a day (MM-DD of 2024), with turns such as `closed 06-30`, `BO 06-01`, `note 06-20`."""
        case_id = uuid4()
        self.names[case_id] = name
        on = _day(opened)
        self._record(EXAMPLES["case.opened.v1"], case_id, received_on=on, started_on=None, birth_year=birth_year, number=name)
        for turn in turns:
            what, told = turn.split()
            on = _day(told)
            match what:
                case "closed":
                    self._record(EXAMPLES["case.closed.v1"], case_id, closed_on=on)
                case "reopened":
                    self._record(EXAMPLES["case.reopened.v1"], case_id, reopened_on=on)
                case "note":
                    self._record(EXAMPLES["case.note_recorded.v1"], case_id, note_id=uuid4(), occurred=Occurred(on=on))
                case staff:
                    staff_id = {"ANNA": ANNA, "BO": BO, "CECILIA": CECILIA}[staff]
                    self._record(EXAMPLES["case.assigned.v1"], case_id, staff_id=staff_id, from_date=on)

    def _record(self, event: DomainEvent, case_id: UUID, **changes: object) -> None:
        self._versions[case_id] = self._versions.get(case_id, 0) + 1
        stamped = {"originator_id": case_id, "originator_version": self._versions[case_id], "unit": UNIT}
        known = {name: value for name, value in (stamped | changes).items() if name in type(event).model_fields}
        at = int(datetime(2024, 10, 1, tzinfo=UTC).timestamp()) * 1_000_000 + len(self.events)
        self.events.append(RecordedEvent(event.model_copy(update=known), len(self.events), at))

    def asked(self, cluster: Cluster, population: SamplePopulation) -> dict[str, frozenset[Stratum]]:
        """What PostgreSQL says, by the cases' names."""
        new = (NewWorker(ANNA, date(2024, 6, 1), date(2024, 6, 30)),)
        terms = FrameTerms(
            frozenset({UNIT}), population, FIRST, LAST, silence_days=20, vacation_months=(7,), new_workers=new
        )
        with ExitStack() as stack:
            board = recorded_in(stack, cluster, self.events)
            cases = PostgresCasesToSample(board, stack.enter_context(closing(Projector(board))))
            found = cases.signs(terms, len(self.events))
        return {self.names[case_id]: signs for case_id, signs in found.items()}


def _day(told: str) -> date:
    return date.fromisoformat(f"2024-{told}")


def test_each_sign_holds_on_the_first_day_and_the_last_and_not_a_day_beyond(cluster: Cluster) -> None:
    told = Told()
    short = ("06-20", "closed 06-25")
    expected = {
        "ends in June": frozenset(), "ends 1 July": {V}, "begins 31 July": {V}, "begins in August": set(),
        "twenty days": set(), "twenty-one days": {SILENT}, "note in between": set(), "note a day late": {SILENT},
        "away in between": set(), "silent at the end": {SILENT},
        "change on the first day": {CHANGED}, "change before": set(), "change on the last day": {CHANGED}, "change after": set(),
        "the same again": set(), "back-dated change": {CHANGED},
        "new until the first day": {NEW, CHANGED}, "new before the period": {CHANGED}, "new on her last new day": {NEW},
        "no longer new": set(),
        "may turn 18": {CHILD}, "turned 18": set(), "age not known": set(),
    }
    told.case("ends in June", "06-20", "closed 06-30")
    told.case("ends 1 July", "06-20", "closed 07-01")
    told.case("begins 31 July", "07-31", "closed 08-10")
    told.case("begins in August", "08-01", "closed 08-10")
    told.case("twenty days", "08-02", "closed 08-22")
    told.case("twenty-one days", "08-02", "closed 08-23")
    told.case("note in between", "08-01", "note 08-11", "closed 08-31")
    told.case("note a day late", "08-01", "note 08-22", "closed 08-31")
    told.case("away in between", "06-10", "closed 06-20", "reopened 08-20")
    told.case("silent at the end", "08-01", "note 08-10")
    told.case("change on the first day", "06-01", "BO 06-01", "CECILIA 06-10", "closed 06-25")
    told.case("change before", "06-01", "BO 06-01", "CECILIA 06-09", "closed 06-25")
    told.case("change on the last day", "08-20", "BO 08-20", "CECILIA 08-31")
    told.case("change after", "08-20", "BO 08-20", "CECILIA 09-01")
    told.case("the same again", *short[:1], "BO 06-20", "BO 06-22", *short[1:])
    told.case("back-dated change", *short[:1], "CECILIA 06-24", "BO 06-20", *short[1:])
    told.case("new until the first day", "06-01", "ANNA 06-01", "BO 06-11", "closed 06-25")
    told.case("new before the period", "06-01", "ANNA 06-01", "BO 06-10", "closed 06-25")
    told.case("new on her last new day", "06-20", "ANNA 06-30", "closed 06-30")
    told.case("no longer new", "08-20", "ANNA 08-20")
    told.case("may turn 18", *short, birth_year=2006)
    told.case("turned 18", *short, birth_year=2005)
    told.case("age not known", *short)
    assert told.asked(cluster, ANY) == {name: frozenset(signs) for name, signs in expected.items()}


def test_a_case_is_in_a_population_on_the_first_day_and_the_last_and_not_a_day_beyond(cluster: Cluster) -> None:
    told = Told()
    inside = {
        "ended the day before": set(), "ended on the first day": {ANY, ENDED}, "ended the last day but one": {ANY, ENDED},
        "ended on the last day": {ANY, AT_END, ENDED}, "ended the day after": {ANY, AT_END}, "still open": {ANY, AT_END},
        "began on the last day": {ANY, AT_END}, "began the day after": set(), "ended and opened again": {ANY, AT_END, ENDED},
    }
    told.case("ended the day before", "06-01", "closed 06-09")
    told.case("ended on the first day", "06-01", "closed 06-10")
    told.case("ended the last day but one", "06-01", "closed 08-30")
    told.case("ended on the last day", "06-01", "closed 08-31")
    told.case("ended the day after", "06-01", "closed 09-01")
    told.case("still open", "06-01")
    told.case("began on the last day", "08-31")
    told.case("began the day after", "09-01")
    told.case("ended and opened again", "06-01", "closed 07-01", "reopened 08-01")
    for population in SamplePopulation:
        assert told.asked(cluster, population).keys() == {name for name, where in inside.items() if population in where}
