"""`/metrics` and the alarms: what an operator sees, and nobody else; nothing of people or cases in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from adapters.settings import Settings
from api import watching
from api.alarms import LAST_VERIFIED, WHAT_TO_DO, readings
from api.backing_up import LAST_BACKUP
from tests.api import records
from tests.api.conftest import account_of_inga, new_board, served
from tests.support.examples import CASE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def by_name(found, name):
    return [each for each in found if each.name == name]


def test_metrics_count_requests_by_pattern_and_hold_no_case_and_no_name(service):
    service.client.get(f"/api/v1/cases/{CASE}")
    text = service.client.get("/metrics").text
    assert 'route="/api/v1/cases/{case_id}"' in text and 'aktspar_ledger_events{board="' in text
    for name in ("aktspar_append_seconds_bucket", "aktspar_view_lag", "aktspar_checkpoint_age", "aktspar_pool_connections",
                 "aktspar_clock_skew", "aktspar_alarm", 'ledger="access"'):
        assert name in text
    for hidden in (str(CASE), "inga", "Klara", records.SECRET):
        assert hidden not in text


def test_metrics_of_a_proxys_client_are_refused_and_with_the_token_given(runtime, board, tmp_path):
    with served(runtime, account_of_inga(tmp_path, board), None) as address, httpx2.Client(base_url=address) as client:
        assert client.get("/metrics").status_code == 200
        refused = client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
        assert refused.status_code == 403 and "bara till den egna maskinen" in refused.json()["detail"]
    given = {"AKTSPAR_DATA": tmp_path, "DATABASE_URL": "", "AKTSPAR_KEYS_URL": "", "AKTSPAR_METRICS_TOKEN": "en-lang-nyckel"}
    runtime.settings = Settings(**given)
    with served(runtime, account_of_inga(tmp_path, board), None) as address, httpx2.Client(base_url=address) as client:
        assert client.get("/metrics").status_code == 403
        assert client.get("/metrics", headers={"Authorization": "Bearer fel"}).status_code == 403
        token = {"Authorization": "Bearer en-lang-nyckel", "X-Forwarded-For": "192.0.2.1"}
        assert client.get("/metrics", headers=token).status_code == 200


def test_an_installation_that_is_not_backed_up_alarms_and_says_what_to_do(aktspar, board):
    ran = aktspar("status", "--alarms", "--json")
    assert ran.status == 1 and not ran.document["ok"]
    [records_part, keys_part] = [each for each in ran.document["readings"] if each["name"] == "backup_age"]
    assert not records_part["ok"] and keys_part["do"] == WHAT_TO_DO["backup_age"]
    assert "LARM" in aktspar("status", "--alarms").stdout


@pytest.mark.parametrize(("hours", "ok"), [(26, True), (26.1, False)])
def test_a_backup_is_old_after_the_policys_hours(runtime, board, hours, ok):
    noted = {part: (NOW - timedelta(hours=hours)).isoformat() for part in ("records", "keys")}
    (runtime.settings.data_dir / LAST_BACKUP).write_text(json.dumps(noted))
    assert [each.ok for each in by_name(readings(runtime, now=NOW), "backup_age")] == [ok, ok]


def test_events_that_wait_for_a_checkpoint_alarm_on_a_real_ledger_only(runtime, board):
    real = new_board(runtime, clock="real")
    records.fill(real)
    late = readings(runtime, policy=_impatient())
    assert {each.of: each.ok for each in by_name(late, "checkpoint_age")}[f"{real.slug}/ledger"] is False
    assert {each.of: each.ok for each in by_name(late, "checkpoint_age")}[f"{board.slug}/ledger"] is True
    real.make_checkpoint()
    after = readings(runtime, policy=_impatient())
    assert {each.of: each.ok for each in by_name(after, "checkpoint_age")}[f"{real.slug}/ledger"] is True


def _impatient():
    from domain.policies import DEFAULT_POLICY

    # As if all the time in the world had passed: no event may wait at all.
    return DEFAULT_POLICY.model_copy(update={"checkpoint_age_seconds": 0})


@pytest.mark.parametrize(("lag", "ok"), [(records.SIZE, True), (records.SIZE - 1, False)])
def test_views_that_are_behind_alarm(runtime, board, lag, ok):
    from domain.policies import DEFAULT_POLICY

    found = readings(runtime, policy=DEFAULT_POLICY.model_copy(update={"view_lag_events": lag}))
    assert [each.ok for each in by_name(found, "view_lag")] == [ok]


def test_a_verification_that_failed_alarms_until_one_succeeds(aktspar, board, runtime, api_cluster):
    assert aktspar("verify").status == 0
    assert all(each.ok for each in by_name(readings(runtime), "verify_failed"))
    with api_cluster.admin() as admin:
        admin.execute(f"UPDATE {board.store.schema}.ledger_event SET recorded_us = recorded_us + 1 WHERE position = 3")
    watching.verify_all(runtime)
    assert [each.ok for each in by_name(readings(runtime), "verify_failed")] == [False, True]
    told = watching.logged_alarms(runtime)
    assert "verify_failed" in told["alarms"] and json.loads((runtime.settings.data_dir / LAST_VERIFIED).read_text())


def test_every_alarm_stands_in_the_runbook():
    from tests.api.test_restore_drill import RUNBOOK

    text = RUNBOOK.read_text("utf-8")
    assert all(f"`{name}`" in text for name in WHAT_TO_DO)
