"""One case is erased on a board with several: nothing of it is left, nothing else is touched, and every proof holds."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import psycopg
import pytest

from adapters.postgres.boards import BoardStore
from adapters.postgres.erasure import ErasureStore
from adapters.postgres.rebuild import rebuild
from adapters.postgres.registers import Registers
from adapters.postgres.retention import RetentionList
from adapters.postgres.view_store import TABLES
from api.access import today
from api.erasing import ErasureRun
from api.reading import Reader
from domain.base import ErasedEvent, Purpose
from domain.erasure.codes import ErasureStage, Holder
from domain.erasure.erasure import Erasure
from domain.erasure.marker import StreamErased
from domain.errors import CorruptLedgerError, ErasedError, NotAllowedError, NotFoundError, StaleVersionError
from domain.journal_review.review import JournalReview
from domain.retention.codes import RetentionReason, RetentionStatus
from tests.support.cast import ANNA, BO
from tests.support.cluster import Cluster
from tests.support.erasure_world import (
    World,
    approved,
    corrected,
    erase,
    examine,
    hold,
    later,
    make_world,
    record,
    stamp_of,
    viewpoint,
)
from tests.support.ledger_commands import note


@pytest.fixture
def token() -> str:
    """Twenty-four random letters."""
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(24))


@pytest.fixture
def world(board: BoardStore, tmp_path: Path, token: str) -> Iterator[World]:
    """A board of three cases, one of which is to be erased."""
    made = make_world(board, tmp_path, token)
    with closing(made.board.projector):
        yield made


def answers(world: World, known_at: int | None = None) -> dict[str, Any]:
    """Everything that is told of the cases that are not erased, as bytes."""
    reader = reader_of(world)
    at = None if known_at is None else str(known_at)
    told: dict[str, Any] = {}
    for case_id in world.others:
        for ask in (reader.case, reader.timeline, reader.record):
            told[f"{ask.__name__} {case_id}"] = orjson.dumps(ask(case_id, known_at=at).document)
    return told


def rows(board: BoardStore) -> dict[str, list[str]]:
    """Every row of every read model, as text."""
    with psycopg.connect(board.connections.app, autocommit=True) as connection:
        return {
            table.name: sorted(
                row[0] for row in connection.execute(f"SELECT t::text FROM {board.schema}.{table.name} t").fetchall()
            )
            for table in TABLES.values()
        }


def reader_of(world: World) -> Reader:
    """Whoever may read every case of the board."""
    return Reader(world.board, "lokal:test", Purpose.INTERNAL_CONTROL, "test")


def test_an_erased_case_is_told_of_as_erased_with_its_law_at_every_moment_and_by_every_way_in(world: World) -> None:
    before = world.board.ledger.size()
    erase(world.board, world.case)
    reader = reader_of(world)
    for at in (None, str(before), "2021-01-01", str(before - 3)):
        for ask in (reader.case, reader.timeline, reader.record):
            for name in (world.case, str(world.case)):
                if isinstance(name, str) and ask == reader.record:
                    continue
                with pytest.raises(ErasedError) as refused:
                    ask(name, known_at=at)
                assert refused.value.basis == "SoL 2025:400 16 kap. 1 §" and str(refused.value.erased_on) == "2026-03-16"
    with pytest.raises(NotFoundError, match="Inget ärende med det numret"):
        reader.find("finns-inte")


def test_the_case_number_of_an_erased_case_finds_nothing_at_any_moment(world: World, token: str) -> None:
    before = world.board.ledger.size()
    assert world.board.views.find_case(f"{token}-0001") == [world.case]
    erase(world.board, world.case)
    assert world.board.views.find_case(f"{token}-0001") == []
    assert world.board.views.find_case(f"{token}-0001", before) == []


def test_every_other_case_is_told_of_in_the_same_bytes_before_and_after(world: World) -> None:
    before = world.board.ledger.size()
    now, then, early = answers(world, before), answers(world, before - 2), answers(world, 20)
    erase(world.board, world.case)
    assert answers(world, before) == now
    assert answers(world, before - 2) == then
    assert answers(world, 20) == early


def test_lists_as_of_a_moment_before_say_what_has_been_erased_since_and_lists_of_today_do_not(world: World) -> None:
    before = world.board.ledger.size()
    told = reader_of(world).cases(known_at=str(before))[0].document
    assert len(told["cases"]) == 3 and "erased_since" not in told
    erase(world.board, world.case)
    since = reader_of(world).cases(known_at=str(before))[0].document
    assert {each["case"] for each in since["cases"]} == {str(each) for each in world.others}
    assert since["erased_since"] == {"cases": 1, "last_on": "2026-03-16", "basis": ["SoL 2025:400 16 kap. 1 §"]}
    assert "erased_since" not in reader_of(world).cases()[0].document
    assert "erased_since" not in reader_of(world).cases(known_at="1")[0].document, "it was not opened then"


def test_the_live_views_after_an_erasure_are_what_a_rebuild_gives(world: World, cluster: Cluster) -> None:
    before = rows(world.board.store)
    erase(world.board, world.case)
    live = rows(world.board.store)
    assert sum(map(len, live.values())) < sum(map(len, before.values()))
    assert not any(str(world.case) in row for table in live.values() for row in table)
    rebuild(world.board.store, cluster.kek)
    assert rows(world.board.store) == live


def test_verification_passes_and_says_how_many_segments_are_erased(world: World) -> None:
    world.board.make_checkpoint()
    assert world.board.verify().erased_segments == 0
    done = erase(world.board, world.case)
    world.board.make_checkpoint()
    result = world.board.verify()
    assert result.faults == []
    assert result.erased_segments == done.destroyed[world.case].emptied_segments > 10


def test_registers_and_reviews_stand_without_what_was_erased(world: World) -> None:
    viewpoints = Registers(world.board.store.ledger).viewpoints()
    assert world.viewpoint in viewpoints and len(viewpoints) == 3
    erase(world.board, world.case)
    left = Registers(world.board.ledger).viewpoints()
    assert world.viewpoint not in left and len(left) == 2
    stream = world.board.ledger.stream(world.review)
    assert [type(each.event) for each in stream[1:]][0] is ErasedEvent
    assert isinstance(stream[-1].event, StreamErased) and not stream[-1].event.whole_stream
    review = JournalReview.fold(each.event for each in stream)
    assert world.finding not in review.findings and len(review.findings) == 1


def test_nothing_is_written_in_an_erased_case_nor_in_what_belonged_to_it(world: World) -> None:
    erase(world.board, world.case)
    version = len(world.board.ledger.stream(world.case))
    with pytest.raises(ErasedError):
        record(world.board, [note(world.case, version)])
    with pytest.raises(ErasedError):
        record(world.board, [viewpoint(uuid4(), world.unit, world.case, "sent")])


def test_a_payload_that_is_emptied_without_an_erasure_is_damage_and_so_is_a_key_that_is_missing(
    world: World, cluster: Cluster
) -> None:
    schema, position = world.board.store.schema, world.board.ledger.stream(world.others[0])[3].position
    with cluster.admin() as admin:
        admin.execute(
            f"UPDATE {schema}.ledger_payload SET payload = decode(repeat('00', 8), 'hex') WHERE position = %s", (position,)
        )
    assert [fault.kind for fault in world.board.verify().faults] == ["payload"]
    with pytest.raises(CorruptLedgerError, match=f"position {position}"):
        world.board.ledger.stream(world.others[0])
    [key] = world.board.store.keys.destruction.keys_of(world.others[1])
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("DELETE FROM data_key WHERE key_id = %s", (key,))
    with pytest.raises(CorruptLedgerError, match=f"data key {key} is missing"):
        cluster.open_board(world.board.slug).ledger.stream(world.others[1])


def test_a_key_destroyed_behind_the_ledgers_back_explains_no_empty_payload(world: World, cluster: Cluster) -> None:
    [key] = world.board.store.keys.destruction.keys_of(world.others[0])
    schema, positions = world.board.store.schema, [each.position for each in world.board.ledger.stream(world.others[0])]
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("DELETE FROM data_key WHERE key_id = %s", (key,))
        admin.execute(
            "INSERT INTO destroyed_key (key_id, board, subject, erasure_id) VALUES (%s, %s, %s, %s)",
            (key, world.board.slug, world.others[0], uuid4()),
        )
    with cluster.admin() as admin:
        admin.execute(
            f"UPDATE {schema}.ledger_payload SET payload = decode(repeat('00', 4), 'hex') WHERE position = ANY (%s)", (positions,)
        )
    assert {fault.position for fault in world.board.verify().faults} == set(positions)


def test_an_old_backup_of_the_keys_is_held_to_the_destruction_list_before_anything_is_read(
    world: World, cluster: Cluster
) -> None:
    with cluster.admin("aktspar_keys") as admin:
        kept = admin.execute("SELECT * FROM data_key WHERE subject = %s", (world.case,)).fetchall()
    erase(world.board, world.case)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("DELETE FROM destroyed_key WHERE board = %s", (world.board.slug,))
        for row in kept:
            admin.execute("INSERT INTO data_key VALUES (%s, %s, %s, %s, %s, %s, %s)", row)
    opened = cluster.open_board(world.board.slug)
    assert opened.keys.destruction.keys_of(world.case) == []
    assert all(isinstance(each.event, ErasedEvent) for each in opened.ledger.stream(world.case))


def test_a_key_in_the_memory_of_another_process_is_forgotten(world: World, cluster: Cluster) -> None:
    other = cluster.open_board(world.board.slug)
    [key] = other.keys.destruction.keys_of(world.case)
    assert other.keys.keys([key])
    erase(world.board, world.case)
    other.keys.forget_destroyed(at_once=True)
    assert other.keys.keys([key]) == {}
    assert all(isinstance(each.event, ErasedEvent) for each in other.ledger.stream(world.case))


def test_a_payload_left_under_a_destroyed_key_is_named_by_verification(world: World, cluster: Cluster) -> None:
    schema, position = world.board.store.schema, world.board.ledger.stream(world.case)[3].position
    with cluster.admin() as admin:
        kept = admin.execute(f"SELECT payload FROM {schema}.ledger_payload WHERE position = %s", (position,)).fetchone()[0]
    erase(world.board, world.case)
    with cluster.admin() as admin:
        admin.execute(f"UPDATE {schema}.ledger_payload SET payload = %s WHERE position = %s", (kept, position))
    assert [(fault.position, fault.kind) for fault in world.board.verify().faults] == [(position, "erasure")]


STEPS = ("begun", "keys_destroyed", "emptied", "destroyed", "purged", "swept")


class Killed(Exception):
    """The process ended here."""


@pytest.mark.parametrize("step", STEPS)
def test_an_erasure_that_is_cut_off_at_any_step_tells_no_untruth_and_is_carried_on_with(world: World, step: str) -> None:
    def cut_off(reached: str) -> None:
        if reached == step:
            raise Killed

    held = held_of(world)
    erasure_id = approved(world.board, world.case)
    with pytest.raises(Killed):
        ErasureRun(world.board, erasure_id, BO, reached=cut_off).carry_out()
    stream = world.board.ledger.stream(world.case)
    readable = [each for each in stream if not isinstance(each.event, ErasedEvent)]
    between = Erasure.fold(each.event for each in world.board.ledger.stream(erasure_id))
    assert between.stage is ErasureStage.UNDER_WAY and between.executed is None
    assert world.case in between.begun, "nothing is destroyed before it is stated"
    keys = world.board.store.keys.destruction
    assert bool(keys.keys_of(world.case)) == (step == "begun") == (not keys.listed(between.begun[world.case].key_ids))
    assert world.case not in between.destroyed or not readable, "text that can be read is never stated as destroyed"
    with pytest.raises(ErasedError):
        reader_of(world).record(world.case, known_at="20")
    assert world.board.verify().faults == []
    done = ErasureRun(world.board, erasure_id, BO).carry_out()
    assert done.stage is ErasureStage.EXECUTED and set(done.purged) == {world.case}
    assert ErasureRun(world.board, erasure_id, BO).carry_out().version == done.version, "again = nothing more"
    verified = world.board.verify()
    assert verified.faults == []
    assert done.destroyed[world.case].emptied_segments == verified.erased_segments, "whatever step it was cut off at"
    counts = {each.holder: each.removed for each in done.purged[world.case].holders}
    assert set(counts) == set(Holder) and counts.pop(Holder.KEYS_IN_MEMORY) in (0, 1)
    assert counts == {**held, Holder.KEYS: 1, Holder.PAYLOADS: verified.erased_segments}


def held_of(world: World) -> dict[Holder, int]:
    """What the read models, the looking up and the drafts have of the case and of the viewpoint that was given in it."""
    found = {name: sum(str(world.case) in row or str(world.viewpoint) in row for row in table)
             for name, table in rows(world.board.store).items()}
    looked_up = found.pop("case_lookup")
    assert min(sum(found.values()), looked_up) > 2
    return {Holder.READ_MODELS: sum(found.values()), Holder.CASE_NUMBERS: looked_up, Holder.DRAFTS: 1}


def test_a_record_that_another_erasure_was_first_with_is_spared_and_the_rest_of_the_list_goes_on(world: World) -> None:
    examine(world.board, world.others[0])
    both = approved(world.board, world.case, world.others[0])
    erase(world.board, world.case)
    done = ErasureRun(world.board, both, BO).carry_out()
    assert done.stage is ErasureStage.EXECUTED and set(done.purged) == {world.others[0]}
    assert done.spared[world.case].retention_status is RetentionStatus.ERASED
    assert done.spared[world.case].retention_reasons == (RetentionReason.ERASED_BY_ANOTHER,)


def test_control_the_steps_are_all_reached(world: World) -> None:
    reached: list[str] = []
    ErasureRun(world.board, approved(world.board, world.case), BO, reached=reached.append).carry_out()
    assert tuple(reached) == STEPS


def test_nothing_is_destroyed_that_one_person_alone_stands_for(world: World) -> None:
    erasure_id, day = uuid4(), today(world.board)
    judged = RetentionList(world.board.store)
    record(world.board, Erasure().propose(
        erasure_id=erasure_id, judged=lambda only: judged.judged(day, only), stamp=stamp_of(ANNA), today=day,
    ))
    with pytest.raises(NotAllowedError, match="inte godkänd av en annan person"):
        ErasureRun(world.board, erasure_id, ANNA).carry_out()
    assert world.board.store.keys.destruction.keys_of(world.case)


def test_the_database_itself_empties_nothing_without_two_persons_nor_what_lies_under_a_key_that_stands(
    world: World, cluster: Cluster
) -> None:
    schema, store = world.board.store.schema, ErasureStore(world.board.store)
    keys = world.board.store.keys.destruction.keys_of(world.case)
    with pytest.raises(psycopg.errors.Error, match="two persons") as refused:
        store.list_destroyed(uuid4(), keys)
    assert refused.value.sqlstate == "AK010"
    with pytest.raises(psycopg.errors.Error, match="not destroyed") as refused:
        store.empty_payloads(world.case, keys)
    assert refused.value.sqlstate == "AK011"
    with psycopg.connect(world.board.store.connections.retention, autocommit=True) as connection:
        for statement in (
            f"UPDATE {schema}.ledger_payload SET payload = ''", f"DELETE FROM {schema}.ledger_event",
            f"INSERT INTO {schema}.ledger_destroyed_key SELECT gen_random_uuid(), gen_random_uuid()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_what_is_held_after_the_approval_is_spared_when_its_turn_comes(world: World) -> None:
    erasure_id = approved(world.board, world.case)
    hold(world.board, world.case)
    done = ErasureRun(world.board, erasure_id, BO).carry_out()
    assert done.spared[world.case].retention_reasons == (RetentionReason.HOLD,) and not done.begun
    assert reader_of(world).case(world.case).document["cases"]


def test_a_writer_who_had_read_the_case_before_it_was_erased_is_refused(world: World) -> None:
    version = len(world.board.ledger.stream(world.case))

    def write_in_between(reached: str) -> None:
        if reached == "begun":
            with pytest.raises(StaleVersionError):
                record(world.board, [note(world.case, version)])

    ErasureRun(world.board, approved(world.board, world.case), BO, reached=write_in_between).carry_out()


def test_an_erasure_is_complete_only_when_the_last_backup_of_the_keys_is_gone(world: World) -> None:
    erasure_id = approved(world.board, world.case)
    done = ErasureRun(world.board, erasure_id, BO).carry_out()
    assert done.executed is not None and str(done.executed.erased_from) == "2026-04-15"
    later(world.board, date(2026, 4, 14))
    with pytest.raises(NotAllowedError, match="finns till 2026-04-15"):
        ErasureRun(world.board, erasure_id, BO).complete()
    later(world.board, date(2026, 4, 15))
    assert ErasureRun(world.board, erasure_id, BO).complete().stage is ErasureStage.COMPLETED


def test_a_viewpoint_first_given_outside_any_case_and_then_moved_into_it_is_erased_with_its_own_key(world: World) -> None:
    moved = uuid4()
    record(world.board, [viewpoint(moved, world.unit, None, "moved")])
    record(world.board, [corrected(moved, 1, world.unit, world.case)])
    later(world.board, date(2031, 6, 2))
    done = erase(world.board, world.case)
    assert done.destroyed[world.case].destroyed_keys == 2
    assert all(isinstance(each.event, ErasedEvent) for each in world.board.ledger.stream(moved))


def test_a_case_that_a_viewpoint_was_moved_out_of_is_kept_until_the_viewpoint_is_gone_too(world: World) -> None:
    moved = uuid4()
    record(world.board, [viewpoint(moved, world.unit, world.case, "moved")])
    record(world.board, [corrected(moved, 1, world.unit, None)])
    later(world.board, date(2031, 6, 2))
    judged = RetentionList(world.board.store).judged(date(2031, 6, 2), [world.case])
    assert [each.retention_reasons for each in judged.kept] == [(RetentionReason.LINKED_RECORD,)]
