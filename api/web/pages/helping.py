"""Help in plain Swedish (sv. *hjälp*): a page a subject, which every page links to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.web.pages.frame import shown
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

TOPICS: Mapping[str, str] = MappingProxyType({
    "today": "Idag",
    "case": "Ärendet",
    "cases": "Ärenden och sökning",
    "notes": "Anteckningar",
    "forms": "Formulär",
    "ratings": "Skatta",
    "results": "Resultattavla",
    "settings": "Inställningar",
    "reports": "Rapporter",
    "timeline": "Tidslinje",
    "reconstruction": "Rekonstruktion",
    "evidence": "Bevispaket",
    "records-requests": "Begäran om handlingar",
    "proof": "Bevis",
    "review": "Journalgranskning",
    "case-reviews": "Ärendegenomgång",
    "journal-reviews": "Granskningar av journaler",
    "samples": "Stickprov",
    "suggestions": "Förslag om lex Sarah",
    "control-plan": "Plan för internkontroll",
    "routines": "Journalrutiner",
    "lex-sarah": "Lex Sarah",
    "deviations": "Avvikelser",
    "viewpoints": "Synpunkter och anpassningar",
    "registers": "Andra register",
    "log-review": "Loggkontroll",
    "erasure": "Gallring",
    "approvals": "Godkännanden",
    "operations": "Driftläge",
    "accounts": "Konton och behörigheter",
    "sessions": "Inloggningar och lås",
})
"""Each subject and its name; its text is `templates/help/<subject>.html`."""


@router.get("/help")
def help_page(request: Request, account: LoggedIn) -> Response:
    """Hjälpens ämnen."""
    return shown(request, "help/topics.html", topics=TOPICS)


@router.get("/help/{topic}")
def topic_page(request: Request, topic: str, account: LoggedIn) -> Response:
    """Hjälp om ett ämne."""
    if topic not in TOPICS:
        raise NotFoundError("Det finns ingen hjälp om det. Se alla ämnen under Hjälp.")
    return shown(request, f"help/{topic}.html", topic=TOPICS[topic], topics=TOPICS)
