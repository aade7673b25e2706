"""What pages look like is served under its content's name, compressed where it may be, and is what it is said to be."""

from __future__ import annotations

import gzip
import re
from hashlib import sha256

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.answers import problem_response
from api.problems import problem_of
from api.web import static_files
from api.web.static_files import FOLDER, address_of

FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in static_files.MEDIA_TYPES)


@pytest.fixture(scope="module")
def client():
    app = FastAPI()
    app.include_router(static_files.router)
    app.add_exception_handler(Exception, lambda request, error: problem_response(problem_of(error), language="sv"))
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_for_ever_under_an_address_that_names_its_content(client, name):
    address = address_of(name)
    assert sha256((FOLDER / name).read_bytes()).hexdigest()[:16] in address
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert (plain.status_code, plain.content) == (200, (FOLDER / name).read_bytes())
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    small = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (small.headers["content-encoding"], small.content) == ("gzip", plain.content)


def test_an_old_address_and_a_file_that_is_not_there_are_refused(client):
    digest = address_of("aktspar.css").split("/")[2]
    for wrong in (f"/static/{'0' * 16}/aktspar.css", f"/static/{digest}/none.css", f"/static/{digest}/../rendering.py"):
        assert client.get(wrong).status_code == 404, wrong


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".css")])
def test_a_style_sheet_loads_nothing_and_has_no_typeface_of_another_government(name):
    text = (FOLDER / name).read_text("utf-8")
    assert re.findall(r"@import|url\(|@font-face|GDS Transport", text) == []


def test_what_was_taken_from_others_is_told_of_with_its_licence():
    told = (FOLDER / "vendor" / "README.md").read_text("utf-8")
    vendored = [name.rpartition("/")[2] for name in FILES if name.startswith("vendor/")]
    assert vendored and all(f"`{name}`" in told for name in vendored)


def test_all_that_a_first_page_loads_is_small():
    sent = sum(len(gzip.compress((FOLDER / name).read_bytes())) for name in FILES)
    assert sent < 100_000
