"""A reading copy answers questions and writes them in its access log, and refuses every write."""

from __future__ import annotations

import threading

import httpx2
import uvicorn

from api.http.app import create_app
from api.http.server import address_of, listening
from tests.api.conftest import PASSWORD, MemoryLog, access_records, account_of_inga
from tests.support.examples import CASE


def test_a_reading_copy_reads_and_logs_but_writes_nothing(runtime, board, tmp_path):
    accounts, size = account_of_inga(tmp_path, board), board.ledger.size()
    with listening("127.0.0.1", 0) as listener:
        app = create_app(runtime, accounts, log=MemoryLog(), read_only=True)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            with httpx2.Client(base_url=address_of(listener), auth=("inga", PASSWORD)) as client:
                assert client.get(f"/api/v1/cases/{CASE}").status_code == 200
                assert client.post("/api/v1/case-lookup", json={"number": "2024-0001"}).status_code == 200
                for method, path in (("POST", f"/api/v1/cases/{CASE}/notes"), ("POST", "/api/v1/approvals"),
                                     ("PUT", "/api/v1/drafts/x"), ("DELETE", "/api/v1/drafts/x")):
                    answer = client.request(method, path, json={})
                    assert answer.status_code == 503 and "läskopia" in answer.json()["detail"]
                for path in (f"/cases/{CASE}/notes/new", f"/record/cases/{CASE}/contacts", f"/cases/{CASE}/rate"):
                    page = client.post(path, data={"text": "Prov."}, headers={"Accept": "text/html"})
                    assert page.status_code == 503 and "läskopia" in page.text and "<h1" in page.text, path
        finally:
            server.should_exit = True
            thread.join()
    assert board.ledger.size() == size and len(access_records(board)) >= 2
