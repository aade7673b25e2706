"""Rules about viewpoints, closings, meetings and information, at every size of a ledger: the queries say what the judge says."""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import date

from adapters.postgres.completeness import PostgresCompleteness
from adapters.postgres.projector import Projector
from domain.codes import ViewpointKind
from domain.completeness.codes import Status
from domain.completeness.judging import InForce
from domain.policies import DEFAULT_POLICY
from domain.viewpoint.codes import ViewpointStep
from projections.checked_records import checked_records
from projections.completeness import RuleInForce, counts_of, findings_of, judge_case
from tests.adapters.test_views import recorded_in
from tests.support.cluster import Cluster
from tests.support.examples import CASE, KBT_TEAM, cast_id
from tests.support.journals import OPENED, RULES, example, imported, recorded

JUDGED = ("R-32", "R-33", "R-33b", "R-34", "R-35", "R-39", "R-41", "R-42", "R-44", "R-45", "R-46", "R-47", "R-48", "R-49")
DAY = OPENED.started_on
LATER = (date(2024, 7, 26), date(2025, 8, 1))
OUTSIDE = {"originator_id": cast_id(1170), "case_id": None, "unit": KBT_TEAM}


def _outside(name, **changes):
    event = example(name)
    fields = type(event).model_fields
    return event.model_copy(update={key: value for key, value in OUTSIDE.items() if key in fields} | changes)


_WRITTEN = recorded([(DAY, event) for event in (
    OPENED.model_copy(update={"birth_year": 2012}),
    imported(example("case.circumstances_recorded", information_meeting=True)),
    example("case.decision_made", amendment=None),
    example("case.non_execution_reported"),
    example("case.decision_executed"),
    example("viewpoint.received"),
    example("viewpoint.adaptation_made"),
    example("viewpoint.complaint_registered"),
    _outside("viewpoint.received", kind=ViewpointKind.IMPROVEMENT, received_by_id=None, received_by=None),
    example("viewpoint.complaint_answered"),
    example("viewpoint.step_withdrawn", step=ViewpointStep.ANSWER),
    _outside("viewpoint.adaptation_ruled_out"),
    _outside("viewpoint.feedback_given"),
    example("viewpoint.corrected", case_id=None),
    _outside("viewpoint.step_withdrawn", step=ViewpointStep.RULING_OUT),
    example("case.session_held"),
    example("case.complaint_information_given"),
    example("case.three_party_meeting_held"),
    example("case.contact_made"),
    example("case.concern_report_made"),
    example("case.child_told_of_contact"),
    example("case.reviewed"),
    example("case.protected_identity_set"),
    example("case.closed"),
    example("case.closing_documented"),
    example("case.follow_up_done"),
    example("case.entry_struck", entry_id=example("case.three_party_meeting_held").entry_id, replaced_by=None),
    example("case.reopened"),
)])
# A ledger's times rise with its positions.
HISTORY = [each._replace(recorded_us=each.recorded_us + each.position) for each in _WRITTEN]


def test_at_every_size_the_queries_find_what_the_judge_finds(cluster: Cluster) -> None:
    rules = [
        RuleInForce(rule, () if rule.check is None else (InForce(rule.check_under(DEFAULT_POLICY)),))
        for rule in (RULES[each] for each in JUDGED)
    ]
    seen = set()
    with ExitStack() as stack:
        board = recorded_in(stack, cluster, HISTORY)
        completeness = PostgresCompleteness(board, stack.enter_context(closing(Projector(board, page_events=3))))
        for size in range(1, len(HISTORY) + 1):
            for day in LATER:
                known = checked_records(HISTORY[:size], day)
                found = list(completeness.findings(rules, size, day, statuses=tuple(Status)))
                assert found == findings_of(rules, known, day, tuple(Status)), (size, day)
                assert completeness.counts(rules, size, day) == counts_of(rules, known, day), (size, day)
                seen |= {(each.rule.id, each.finding.status) for each in found}
        case = next(each for each in known if each.about.unit_id and getattr(each.about, "case_id", None) == CASE)
        assert completeness.case(rules, CASE, len(HISTORY), day) == judge_case(rules, case.about, case.facts, day)
    assert {rule for rule, _ in seen} == set(JUDGED) - {"R-42"}, "in this case help rests on an assessment"
    assert {("R-32", Status.GAP), ("R-32", Status.OK), ("R-35", Status.GAP), ("R-49", Status.EXEMPT)} <= seen
