"""Skattning på papper: when it was filled in, and what stands on it, typed in beside when it is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import LoggedIn
from api.rating_setting import RatingSetting
from api.web.pages.asking import Asking
from api.web.pages.case_sessions import session_choices
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.rating_case import RatingCase, chosen_as, rating_case, setting_of, texts_of
from api.web.pages.rating_scales import ScaleView, answers_of, scale_views
from api.web.pages.submitting import KEY_FIELD, SEEN_FIELD, WHOLE_FORM, new_key, submit
from api.web.rating_words import RATING_LANGUAGES
from api.web.texts import SWEDISH, _
from domain.case.ratings.codes import AdministrationMode, MissingReason
from domain.codes import Phase, RatingSubject, Respondent
from domain.instruments.definition import Instrument

router = APIRouter(include_in_schema=False)

_WRITE = "/cases/{case_id}/ratings"
_CHOSEN = ("instrument", "other", "respondent", "language", "session", "phase", "subject", "respondent_person", "about_person")
_TYPED = (*_CHOSEN, "rated_on", "mode", "total")
# By the beginning of the sentence that a decision refuses with: which field it is about.
_SUBJECTS = (
    ("Skattningens datum", "rated_on"), ("Summan", "total"), ("Skattningen är redan", "rated_on"),
    ("Skattningen saknar värden", "value_1"), ("Besöket", "session"), ("Den som skattar", "respondent_person"),
    ("Den som skattningen gäller", "about_person"),
)


@router.get("/cases/{case_id}/ratings/new")
def paper_form(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Välj instrument och skattare; sedan fälten för just det."""
    asking = Asking(request, account, case_id)
    known = rating_case(asking, case_id)
    asked = {name: value for name, value in request.query_params.items() if name in _CHOSEN}
    form = {"rated_on": known.today.isoformat(), "mode": "paper", KEY_FIELD: new_key(), **asked}
    if "respondent" not in asked:
        usual = {"instrument": chosen_as(known.first[0]) if known.first else "", "respondent": str(Respondent.CLIENT)}
        return _page(request, asking, known, {**form, **usual}, None)
    setting, faults = setting_of(form, known)
    if setting is not None:
        # Said in the form, so that it means the same when it is sent again after it was recorded.
        form |= {"phase": str(setting.phase), "subject": str(setting.subject)}
    return _page(request, asking, known, form, setting, faults)


@router.post("/cases/{case_id}/ratings/new")
def record_paper(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Registrera skattningen."""
    asking = Asking(request, account, case_id)
    known = rating_case(asking, case_id)
    setting, faults = setting_of(form, known)
    instrument = None if setting is None else known.catalogue.find(setting.instrument, setting.instrument_version)
    if setting is None or instrument is None:
        return _page(request, asking, known, form, None, faults)
    values, missing, faults = _answers(form, instrument, setting)
    rated_on = form.get("rated_on", "").strip()
    if not _is_day(rated_on):
        faults = [Fault("rated_on", _("Ange vilken dag den fylldes i.")), *faults]
    total, total_faults = _total(form)
    if faults or total_faults:
        return _page(request, asking, known, form, setting, [*faults, *total_faults])
    mode = AdministrationMode(form.get("mode") or "paper")
    body = setting.body(date.fromisoformat(rated_on), values, mode, missing_items=missing, total=total)
    recorded = submit(request, account, _WRITE, {"case_id": case_id}, body, {**form, SEEN_FIELD: "*"})
    if recorded.written is None:
        return _page(request, asking, known, form, setting, [_at_field(each) for each in recorded.faults])
    rating_id = recorded.written.document["made"]["rating_id"]
    return go_to(f"/cases/{case_id}/ratings/{rating_id}?done=rating_saved")


def _answers(
    form: Mapping[str, str], instrument: Instrument, setting: RatingSetting
) -> tuple[list[Decimal | None], list[dict[str, Any]], list[Fault]]:
    """The values, why those that are missing are, and what is to be put right."""
    scales = scale_views(instrument, setting.respondent, SWEDISH, None, form)
    values, faults = answers_of(form, scales, SWEDISH, may_be_missing=True)
    wrong = {each.field for each in faults}
    if form.get("total", "").strip() and all(value is None for value in values) and not faults:
        return [], [], []
    missing = []
    for scale, value in zip(scales, values, strict=True):
        reason = form.get(f"missing_{scale.number}", "")
        if value is None and reason:
            missing.append({"item_number": scale.number, "missing_reason": reason})
        elif value is None and not instrument.jumps and f"value_{scale.number}" not in wrong:
            faults.append(Fault(f"value_{scale.number}", _("Skala {number}: skriv värdet, eller varför det saknas.").format(
                number=scale.number
            )))
    return values, missing, faults


def _total(form: Mapping[str, str]) -> tuple[Decimal | None, list[Fault]]:
    text = form.get("total", "").strip().replace(",", ".")
    if not text:
        return None, []
    try:
        return Decimal(text), []
    except ArithmeticError:
        return None, [Fault("total", _("Summan är inget tal. Skriv den som 22,4, eller lämna den tom."))]


def _page(
    request: Request, asking: Asking, known: RatingCase, form: Mapping[str, str], setting: RatingSetting | None,
    faults: Sequence[Fault] = (),
) -> Response:
    case_id = known.case.id
    assert case_id is not None, "a case that was read has an id"
    instrument = None if setting is None else known.catalogue.find(setting.instrument, setting.instrument_version)
    scales: list[ScaleView] = []
    if setting is not None and instrument is not None:
        texts = texts_of(asking.board, instrument, SWEDISH)
        scales = scale_views(instrument, setting.respondent, SWEDISH, texts, form)
    asking.close()
    return shown(
        request, "ratings/paper.html", status=422 if faults else 200, case_id=case_id, number=known.case.number, known=known,
        typed={name: form.get(name, "") for name in _TYPED}, faults=list(faults), chosen_as=chosen_as, instrument=instrument,
        setting=setting, scales=scales, missing={each.number: form.get(f"missing_{each.number}", "") for each in scales},
        key=form.get(KEY_FIELD) or new_key(), respondents=Respondent, subjects=RatingSubject, phases=Phase,
        sessions=session_choices(known.case, form.get("session", "")), reasons=MissingReason, modes=AdministrationMode,
        tongues=RATING_LANGUAGES,
    )


def _at_field(fault: Fault) -> Fault:
    if fault.field != WHOLE_FORM:
        return fault
    for beginning, field in _SUBJECTS:
        if fault.text.startswith(beginning):
            return fault._replace(field=field)
    if fault.text.startswith("Delskala "):
        return fault._replace(field=f"value_{fault.text.split()[1]}")
    return fault


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
