"""Resultatet av en skattning: what was answered, the lowest scale, the curve, and what it could mean and call for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.postgres.registers import Registers
from api.alert_reading import AlertReader
from api.http.dependencies import LoggedIn
from api.rating_reading import case_ratings
from api.web.charts.curve import Beside, rating_curves, title_of
from api.web.pages.asking import API, Asking
from api.web.pages.frame import shown
from api.web.pages.rating_case import RATINGS, texts_of
from api.web.texts import SWEDISH, _
from domain.errors import NotFoundError

router = APIRouter(include_in_schema=False)

_ALERTS = f"GET {API}/cases/{{case_id}}/alerts"


@router.get("/cases/{case_id}/ratings/{rating_id}")
def rating_result(request: Request, case_id: UUID, rating_id: UUID, account: LoggedIn) -> Response:
    """En skattning och kurvan som den är en punkt i."""
    asking = Asking(request, account, case_id)
    document = case_ratings(asking.reader(RATINGS), case_id).document
    series, point = _found(document["series"], str(rating_id))
    alerts = [
        each for each in AlertReader(asking.reader(_ALERTS), account).of_case(case_id).document["alerts"]
        if each["raised_by"] == str(rating_id)
    ]
    labels = _labels(asking, series)
    asking.close()
    curves = rating_curves([series], Beside(), labels={(series["instrument"], series["instrument_version"]): labels})
    scales = curves[0].scales
    return shown(
        request, "ratings/result.html", case_id=case_id, number=document["number"], title=title_of(series), point=point,
        curve=curves[0] if len(series["points"]) > 1 else None, alerts=alerts, cutoffs=_cutoffs(series),
        values=[(scales[place], value, place + 1 in point.get("lowest", ())) for place, value in enumerate(point["subscales"])],
        lowest=[scales[place - 1] for place in point.get("lowest", ())], better=(series["definition"] or {}).get("better"),
        writes=account.role.writes,
    )


def _found(series: list[dict[str, Any]], rating_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for each in series:
        for point in each["points"]:
            if point["rating"] == rating_id:
                return each, point
    raise NotFoundError("Skattningen finns inte i ärendet. Kontrollera adressen, eller gå till ärendet och välj den där.")


def _labels(asking: Asking, series: Mapping[str, Any]) -> list[str]:
    """What the scales are called in the unit's licensed texts; nothing where none are loaded."""
    found = Registers(asking.board.ledger).instruments().find(series["instrument"], series["instrument_version"])
    texts = None if found is None else texts_of(asking.board, found, SWEDISH)
    return [] if texts is None else [each.item_text for each in sorted(texts.item_texts, key=lambda each: each.item_number)]


def _cutoffs(series: Mapping[str, Any]) -> list[str]:
    definition = series["definition"]
    if definition is None:
        return []
    return [
        _("Gräns {cutoff} ({form}).").format(cutoff=each["cutoff"].replace(".", ","), form=each["age_form"])
        for each in definition["cutoffs"]
    ]
