"""The benchmark of pages opens what a role can reach, in the demo and in a larger municipality, and leaves nothing behind."""

from api.page_bench import FEWEST_EVENTS, measure_pages


def test_a_roles_pages_are_opened_at_both_sizes_and_the_board_is_gone_afterwards(runtime):
    told = []
    [row] = measure_pages(runtime, FEWEST_EVENTS, told.append, roles=("arkivarie",))
    assert told == ["Sidorna i demon", f"Sidorna vid {FEWEST_EVENTS} händelser"]
    # The day, the lists, erasure, help and each what is linked from there.
    assert row.figures["pages"] >= 10 and row.figures["p95_ms"] >= row.figures["median_ms"] > 0
    assert f"{FEWEST_EVENTS} händelser" in row.name and runtime.boards() == []


def test_of_fewer_events_than_the_demo_nothing_is_measured_and_nothing_made(runtime):
    assert measure_pages(runtime, FEWEST_EVENTS - 1, print) == [] and runtime.boards() == []
