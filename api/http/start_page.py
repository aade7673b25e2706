"""`/`: a page that says what this is. No script, nothing from elsewhere, and no personal data."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.http.dependencies import runtime_of

router = APIRouter()

_STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#14181f;background:#fff}"
    "h1{font-size:1.8rem}a{color:#0b4a8f}table{border-collapse:collapse}th,td{text-align:left;padding:.3rem 1.5rem .3rem 0}"
    "strong{background:#fff3bf;padding:0 .3rem}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get("/", include_in_schema=False)
def start_page(request: Request) -> HTMLResponse:
    """The page in Swedish, with the boards that there are."""
    runtime = runtime_of(request)
    boards = [runtime.board(slug) for slug in runtime.boards()]
    rows = "".join(
        f"<tr><th scope='row'>{escape(board.slug)}</th><td>{board.ledger.size()}</td>"
        f"<td>{'<strong>simulerad</strong>' if board.simulated else 'verklig'}</td></tr>"
        for board in boards
    )
    table = (
        "<table><thead><tr><th scope='col'>Nämnd</th><th scope='col'>Händelser</th><th scope='col'>Klocka</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>" if boards else "<p>Det finns ingen nämnd än.</p>"
    )
    return HTMLResponse(_page(table), headers={"Content-Security-Policy": _POLICY})


def _page(table: str) -> str:
    return (
        "<!doctype html><html lang='sv'><head><meta charset='utf-8'><title>Aktspår</title>"
        f"<meta name='viewport' content='width=device-width'><style>{_STYLE}</style></head><body><main><h1>Aktspår</h1>"
        "<p>Dokumentation som går att kontrollera: varje uppgift står kvar som den skrevs, och varje ärende kan läsas"
        " precis som det var känt vid varje tidigare tillfälle.</p>"
        f"<h2>Nämnder</h2>{table}"
        "<h2>Tjänsten</h2><ul>"
        "<li><a href='/api/v1/cases'>Ärenden</a> (kräver inloggning; varje läsning skrivs i åtkomstloggen)</li>"
        "<li><a href='/api/v1/ledger'>Liggaren</a> och dess <a href='/api/v1/ledger/checkpoint'>kontrollpunkt</a></li>"
        "<li><a href='/api/v1/openapi.json'>Beskrivning av tjänsten (OpenAPI)</a></li>"
        "<li><a href='/readyz'>Driftläge</a></li></ul></main></body></html>"
    )
