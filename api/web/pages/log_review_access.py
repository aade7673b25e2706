"""Nödöppningar, åtkomstloggen och den enskildes utdrag: who opened or read what, for whoever reviews it or is asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from adapters.report_pages import pdf_of_any_text
from api.access import today
from api.approvals import actor_of
from api.emergency import Emergency, emergency_accesses
from api.http.barrier import request_id_of
from api.http.dependencies import LoggedIn, action_of, caller_of, own_board
from api.log_review_reading import access_extract, access_log
from api.reading import Answer
from api.shell_writing import simulated_time
from api.web.keeping import is_only_shown
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.log_review import HERE, PARTS
from api.web.pages.parts import parts_of
from api.web.pages.review_frame import address_of, word_in
from api.web.pages.submitting import key_of, new_key
from api.web.refusals import refusal
from api.web.texts import _
from domain.emergency_access.codes import EmergencyOutcome
from domain.errors import DomainError, InvalidValueError, NotFoundError

router = APIRouter(include_in_schema=False)

_EMERGENCIES, _LOG, _EXTRACT = f"{HERE}/emergencies", f"{HERE}/log", f"{HERE}/extract"
_FEWEST, _MOST = 50, 200


@router.get(_EMERGENCIES)
def emergencies_page(request: Request, account: LoggedIn) -> Response:
    """Nödöppningarna, med dem som ingen har granskat först."""
    return _emergencies(request, account, None, {}, ())


@router.post(_EMERGENCIES + "/{access_id}")
def review_emergency(request: Request, access_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Granska en nödåtkomst som någon annan har öppnat."""
    outcome, review = form.get("outcome", ""), form.get("review", "").strip()
    faults = []
    if outcome not in {each.value for each in EmergencyOutcome}:
        faults.append(Fault("outcome", _("Välj vad granskningen visade")))
    if not review:
        faults.append(Fault("review", _("Skriv vad som granskades och vad det visade")))
    if faults or is_only_shown(request):
        return _emergencies(request, account, access_id, form, faults)
    board = own_board(request, account, None)
    try:
        Emergency(
            board, account, caller=caller_of(account), action=action_of(request), request_id=request_id_of(request),
            simulated_us=simulated_time(board),
        ).review(access_id, EmergencyOutcome(outcome), review, key_of(form))
    except (NotFoundError, InvalidValueError) as refused:
        return _emergencies(request, account, access_id, form, [Fault("review", refusal(refused))])
    except DomainError as refused:
        return _emergencies(request, account, access_id, form, [Fault("form", refusal(refused))])
    return go_to(f"{_EMERGENCIES}?done=saved")


@router.get(_LOG)
def log_page(request: Request, account: LoggedIn) -> Response:
    """Åtkomstloggen: vem som har läst vad, när och varför, efter ärende, medarbetare och period."""
    return _log(request, account, ())


@router.post(_LOG)
def filter_log(request: Request, form: Form, account: LoggedIn) -> Response:
    """Välj vilka läsningar som visas; ärendet anges med sitt nummer och står sedan som id i adressen."""
    number, case = form.get("number", "").strip(), None
    if number:
        case = _case_of(request, account, number)
        if case is None:
            return _log(request, account, [Fault("number", _("Inget ärende har det numret. Kontrollera siffrorna."))], number)
    return go_to(address_of(
        _LOG, case=case, staff=form.get("staff"), **{"from": form.get("from"), "to": form.get("to")}, limit=_FEWEST
    ))


@router.get(_EXTRACT)
def extract_page(request: Request, account: LoggedIn) -> Response:
    """Den enskildes utdrag: vilket ärende det gäller."""
    Asking(request, account).close()
    return _asked_extract(request, account, ())


@router.post(_EXTRACT)
def find_extract(request: Request, form: Form, account: LoggedIn) -> Response:
    """Hitta ärendet vars utdrag ska lämnas ut."""
    number = form.get("number", "").strip()
    case = _case_of(request, account, number) if number else None
    if case is None:
        text = _("Inget ärende har det numret. Kontrollera siffrorna.") if number else _("Skriv ärendets nummer")
        return _asked_extract(request, account, [Fault("number", text)], number)
    return go_to(f"{_EXTRACT}/{case}")


@router.get(_EXTRACT + "/{case_id}")
def shown_extract(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Vilka som har läst i akten, när, varför och vad."""
    asking = Asking(request, account)
    answer = _extract(asking, case_id)
    asking.close()
    return shown(
        request, "log_review/extract.html", found=answer.document, parts=parts_of(account, request.url.path, PARTS),
        readings=answer.document["readings"][::-1][:_MOST],
    )


@router.get(_EXTRACT + "/{case_id}/file")
def extract_file(request: Request, case_id: UUID, account: LoggedIn) -> Response:
    """Utdraget som PDF/A, att lämna till den enskilde."""
    asking = Asking(request, account)
    answer = _extract(asking, case_id)
    asking.close()
    headers = {"Content-Disposition": 'attachment; filename="utdrag-ur-atkomstloggen.pdf"'}
    content = pdf_of_any_text("access_extract", answer.document, today(asking.board))
    return Response(content, media_type="application/pdf", headers=headers)


def _extract(asking: Asking, case_id: UUID) -> Answer:
    reader = asking.reader(f"GET {API}/cases/{{case_id}}/access-extract")
    as_of = reader.as_of(None)
    if asking.board.family_of(case_id) not in ("case", "erased"):
        raise NotFoundError("Ärendet finns inte i nämnden. Kontrollera uuid:t.")
    answer = access_extract(reader, case_id, as_of)
    reader.record_shown(as_of, [case_id])
    return answer


def _case_of(request: Request, account: Account, number: str) -> UUID | None:
    """A case by its number, written down as a search; None = there is none that may be seen."""
    asking = Asking(request, account)
    try:
        found = asking.reader(f"POST {API}/case-lookup").find(number).document["case"]
    except (NotFoundError, InvalidValueError):
        asking.close()
        return None
    asking.close()
    return UUID(found)


def _asked_extract(request: Request, account: Account, faults: tuple[()] | list[Fault], number: str = "") -> Response:
    return shown(
        request, "log_review/extract_of.html", status=422 if faults else 200, faults=list(faults), number=number,
        parts=parts_of(account, request.url.path, PARTS),
    )


def _log(request: Request, account: Account, faults: tuple[()] | list[Fault], number: str = "") -> Response:
    asking = Asking(request, account)
    chosen = {name: word_in(request, name) for name in ("case", "staff", "from", "to")}
    limit = min(_MOST, int(word_in(request, "limit") or _FEWEST)) if (word_in(request, "limit") or "1").isdecimal() else _FEWEST
    faults, readings = list(faults), []
    if not faults:
        try:
            readings = access_log(
                asking.reader(f"GET {API}/access-log"), case=_uuid(chosen["case"]), staff=_uuid(chosen["staff"]),
                first=_day(chosen["from"]), last=_day(chosen["to"]), limit=max(1, limit),
            ).document["readings"][::-1]
        except InvalidValueError as refused:
            faults.append(Fault("from", refusal(refused)))
    staff = sorted((each.name, str(key)) for key, each in Registers(asking.board.ledger).staff().items())
    asking.close()
    return shown(
        request, "log_review/log.html", status=422 if faults else 200, faults=faults, readings=readings, chosen=chosen,
        staff=staff, number=number, limit=limit, most=_MOST, more=address_of(_LOG, **chosen, limit=_MOST),
        parts=parts_of(account, request.url.path, PARTS),
    )


def _emergencies(
    request: Request, account: Account, asked: UUID | None, form: Mapping[str, str], faults: tuple[()] | list[Fault]
) -> Response:
    asking = Asking(request, account)
    reader = asking.reader(f"GET {API}/emergency-accesses")
    found = emergency_accesses(asking.board, reader, account).document
    names = {str(key): each.name for key, each in Registers(asking.board.ledger).staff().items()}
    cases = {UUID(each["case"]) for each in found["emergency_accesses"]}
    numbers = {str(each.case_id): each.number for each in asking.board.views.cases_of(cases, found["known_at"])}
    own = str(actor_of(asking.board, account))
    asking.close()
    accesses = sorted(found["emergency_accesses"], key=lambda each: each["outcome"] is not None)
    return shown(
        request, "log_review/emergencies.html", status=422 if faults else 200, faults=list(faults), accesses=accesses,
        names=names, numbers=numbers, own=own,
        asked=None if asked is None else str(asked), kept=form, key=form.get("key") or new_key(),
        unreviewed=found["unreviewed"], outcomes={each.value: each.swedish for each in EmergencyOutcome},
        parts=parts_of(account, request.url.path, PARTS),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        raise InvalidValueError(_("Länken är fel. Välj ärende och medarbetare på nytt.")) from None


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(_("Skriv dagen som år-månad-dag, till exempel 2026-09-01.")) from None
