"""A development proposal: raised, restated whole, resting, going on, done."""

from datetime import date, timedelta

import pytest

from domain.development_proposal.codes import ProposalStatus
from domain.development_proposal.events import ProposalCorrected, ProposalRaised, ProposalStatusChanged
from domain.development_proposal.proposal import DevelopmentProposal
from domain.errors import ConflictError, InvalidValueError, NotFoundError
from domain.policies import DEFAULT_POLICY
from tests.support.area_examples.viewpoint_work import PROPOSAL
from tests.support.examples import ANNA, BO, EXAMPLE_OF, STAMP, TODAY, UNIT, VIEWPOINT
from tests.support.scenario import given

RAISED, DONE = EXAMPLE_OF["development_proposal.raised"], EXAMPLE_OF["development_proposal.status_changed"]
PROPOSED_ON, DAY = RAISED.proposed_on, timedelta(days=1)
BY = {"stamp": STAMP, "today": TODAY, "policy": DEFAULT_POLICY}
FACTS = {
    "unit": UNIT, "proposed_on": PROPOSED_ON, "proposal": "Kvällstider två dagar i veckan.", "viewpoint_ids": (VIEWPOINT,),
    "owner_id": BO, "owner_name": "Bo Påhittad", "owner_title": "biträdande enhetschef", "due_on": date(2024, 11, 1),
}


def raising(**changes):
    return lambda proposal: proposal.raise_proposal(**{"proposal_id": PROPOSAL, **FACTS, **BY, **changes})


def correcting(**changes):
    return lambda proposal: proposal.correct(**{**FACTS, "owner_id": ANNA, "reason": "Ny ansvarig.", **BY, **changes})


def changing(status, **changes):
    call = {"status": status, "changed_on": TODAY, "reason": "Väntar på lokalen.", **BY}
    return lambda proposal: proposal.change_status(**{**call, **changes})


@pytest.mark.parametrize("due_on", [PROPOSED_ON, TODAY + 400 * DAY, None])
def test_a_proposal_is_ongoing_from_when_it_is_raised(due_on):
    scenario = given(DevelopmentProposal)
    scenario.when(raising(due_on=due_on)).then(ProposalRaised, due_on=due_on, viewpoint_ids=(VIEWPOINT,), owner_id=BO)
    assert scenario.state.status is ProposalStatus.ONGOING
    given(DevelopmentProposal).when(raising(viewpoint_ids=(), owner_title=None, proposed_on=TODAY, due_on=None)).then(
        ProposalRaised, viewpoint_ids=()
    )


def test_raising_is_refused_in_the_order_of_its_contract():
    given(DevelopmentProposal, RAISED).when(raising()).then_refused(ConflictError, "redan registrerat")
    new = given(DevelopmentProposal)
    new.when(raising(proposal="")).then_refused(InvalidValueError, "Förslaget saknas")
    new.when(raising(proposed_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för förslaget är")
    new.when(raising(due_on=PROPOSED_ON - DAY)).then_refused(InvalidValueError, "före förslaget")
    new.when(raising(viewpoint_ids=(VIEWPOINT, VIEWPOINT))).then_refused(InvalidValueError, "mer än en gång")
    new.when(raising(owner_name="")).then_refused(InvalidValueError, "Namnet på den som ansvarar saknas")
    new.when(raising(owner_title="")).then_refused(InvalidValueError, "Befattningen saknas")


def test_a_proposal_is_restated_whole_and_something_must_change():
    scenario = given(DevelopmentProposal, RAISED)
    scenario.when(correcting()).then(ProposalCorrected, owner_id=ANNA, reason="Ny ansvarig.")
    assert scenario.state.facts.owner_id == ANNA
    given(DevelopmentProposal).when(correcting()).then_refused(NotFoundError, "finns inte i nämnden")
    raised = given(DevelopmentProposal, RAISED)
    raised.when(correcting(reason="")).then_refused(InvalidValueError, "Orsaken till ändringen saknas")
    raised.when(correcting(proposal="")).then_refused(InvalidValueError, "Förslaget saknas")
    raised.when(correcting(owner_id=BO)).then_refused(InvalidValueError, "ändrar ingenting")


@pytest.mark.parametrize("day", [PROPOSED_ON, TODAY])
def test_a_proposal_rests_goes_on_and_is_done_with_what_came_of_it(day):
    scenario = given(DevelopmentProposal, RAISED)
    scenario.when(changing(ProposalStatus.RESTING, changed_on=day)).then(ProposalStatusChanged, changed_on=day)
    assert scenario.state.status is ProposalStatus.RESTING
    scenario.when(changing(ProposalStatus.ONGOING)).then(ProposalStatusChanged)
    scenario.when(changing(ProposalStatus.DONE, what_came_of_it="Infört.")).then(ProposalStatusChanged, what_came_of_it="Infört.")
    assert scenario.state.status is ProposalStatus.DONE
    scenario.when(changing(ProposalStatus.ONGOING)).then(ProposalStatusChanged)
    assert [each.status for each in scenario.state.changes] == [
        ProposalStatus.RESTING, ProposalStatus.ONGOING, ProposalStatus.DONE, ProposalStatus.ONGOING
    ]


def test_a_change_of_status_is_refused_in_the_order_of_its_contract():
    resting = ProposalStatus.RESTING
    given(DevelopmentProposal).when(changing(resting)).then_refused(NotFoundError, "finns inte i nämnden")
    raised = given(DevelopmentProposal, RAISED)
    raised.when(changing(ProposalStatus.ONGOING)).then_refused(ConflictError, "redan pågående")
    raised.when(changing(resting, changed_on=TODAY + DAY)).then_refused(InvalidValueError, "Dagen för ändringen är")
    raised.when(changing(resting, changed_on=PROPOSED_ON - DAY)).then_refused(InvalidValueError, "före dagen för det läge")
    raised.when(changing(resting, reason="")).then_refused(InvalidValueError, "Orsaken till ändringen saknas")
    raised.when(changing(resting, what_came_of_it="Infört.")).then_refused(InvalidValueError, "precis när det är klart")
    raised.when(changing(ProposalStatus.DONE)).then_refused(InvalidValueError, "precis när det är klart")
    done = changing(ProposalStatus.DONE, what_came_of_it="")
    raised.when(done).then_refused(InvalidValueError, "Vad förslaget ledde till saknas")
    later = given(DevelopmentProposal, RAISED, DONE)
    early = changing(ProposalStatus.ONGOING, changed_on=DONE.changed_on - DAY)
    later.when(early).then_refused(InvalidValueError, "före dagen för det läge")
