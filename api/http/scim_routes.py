"""`/scim/v2`: the municipality's directory makes, changes and closes accounts, by the part of SCIM 2.0 that it takes.

Source: RFC 7643 (core schema) and RFC 7644 (protocol). Deleting closes: what was done with an account stands under its name.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import Account, Role, new_account
from adapters.directory_file import Person
from adapters.postgres.registers import Registers
from api.directory import carry_out, plan_sync
from api.http.barrier import request_id_of
from domain.base import Purpose
from domain.errors import AktsparError, ConflictError, InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from api.main import OpenBoard, Runtime

# Described by RFC 7643 and 7644, in the forms that directories know, and not by this service's own description.
router = APIRouter(prefix="/scim/v2", include_in_schema=False)

MEDIA_TYPE = "application/scim+json"
MOST_LISTED = 200
_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
_FILTER = re.compile(r'(userName|externalId) eq "([^"]{1,256})"', re.ASCII | re.IGNORECASE)
_PATHS = {
    "active": "active", "displayname": "displayName", "title": "title", "roles": "roles", "username": "userName",
    "externalid": "externalId", f"{_ENTERPRISE}:department".casefold(): "department", "name.formatted": "displayName",
}


class _ScimError(Exception):
    def __init__(self, status: int, detail: str, kind: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


class _Asking(NamedTuple):
    """A request of the directory, whose token is right."""

    request: Request
    board: OpenBoard
    body: bytes

    @property
    def action(self) -> str:
        return f"{self.request.method} {self.request.scope['route'].path}"

    def record(self, outcome: str) -> None:
        """Write the request's one record, before the answer leaves."""
        self.board.access_log.record(
            caller="katalog:scim", action=self.action, purpose=Purpose.ADMINISTRATION, cases=(),
            known_at=self.board.ledger.size(), outcome=outcome, request_id=request_id_of(self.request),
        )


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


def _answering(route: Callable[..., Response]) -> Callable[..., Response]:
    @wraps(route)
    def answered(request: Request, *arguments: Any, **named: Any) -> Response:
        try:
            return route(request, *arguments, **named)
        except _ScimError as error:
            return _refused(error.status, error.detail, error.kind)
        except ConflictError as error:
            return _refused(409, str(error), "uniqueness")
        except NotFoundError as error:
            return _refused(404, str(error))
        except InvalidValueError as error:
            return _refused(400, str(error), "invalidValue")
        except AktsparError as error:
            return _refused(503, str(error))

    return answered


@router.get("/Users", response_class=Response)
@_answering
def list_users(request: Request, body: Body) -> Response:
    """Kontona i katalogen; filter på userName eller externalId."""
    asking = _asking(request, body)
    found = _known(asking.board)
    wanted = request.query_params.get("filter")
    if wanted is not None:
        match = _FILTER.fullmatch(wanted.strip())
        if match is None:
            raise _logged(asking, _ScimError(400, "Filtret ska vara userName eq eller externalId eq.", "invalidFilter"))
        name = "directory_id" if match[1].casefold() == "externalid" else "name"
        found = [each for each in found if str(getattr(each, name)).casefold() == match[2].casefold()]
    start = max(1, _number(request.query_params.get("startIndex"), 1))
    count = min(MOST_LISTED, max(0, _number(request.query_params.get("count"), MOST_LISTED)))
    page = found[start - 1:start - 1 + count]
    asking.record("shown")
    return _json({
        "schemas": [_LIST], "totalResults": len(found), "startIndex": start, "itemsPerPage": len(page),
        "Resources": [_resource(asking.board, each) for each in page],
    })


@router.get("/Users/{user_id}", response_class=Response)
@_answering
def show_user(request: Request, user_id: str, body: Body) -> Response:
    """Ett konto."""
    asking = _asking(request, body)
    account = _found(asking, user_id)
    asking.record("shown")
    return _json(_resource(asking.board, account))


@router.post("/Users", response_class=Response)
@_answering
def create_user(request: Request, body: Body) -> Response:
    """Lägg upp ett konto."""
    asking = _asking(request, body)
    values = _values(asking, _document(asking))
    if any(each.name == str(values.get("userName", "")).casefold() for each in asking.board.accounts.all()):
        raise _logged(asking, _ScimError(409, "Kontots namn är upptaget. Ett namn används aldrig om.", "uniqueness"))
    return _json(_resource(asking.board, _put(asking, values)), status=201)


@router.put("/Users/{user_id}", response_class=Response)
@_answering
def replace_user(request: Request, user_id: str, body: Body) -> Response:
    """Ändra ett konto helt."""
    asking = _asking(request, body)
    _found(asking, user_id)
    return _json(_resource(asking.board, _put(asking, _values(asking, _document(asking)))))


@router.patch("/Users/{user_id}", response_class=Response)
@_answering
def change_user(request: Request, user_id: str, body: Body) -> Response:
    """Ändra något hos ett konto; active=false stänger det genast."""
    asking = _asking(request, body)
    values = _current(asking.board, _found(asking, user_id))
    for operation in _operations(asking):
        values.update(operation)
    return _json(_resource(asking.board, _put(asking, values)))


@router.delete("/Users/{user_id}", response_class=Response)
@_answering
def delete_user(request: Request, user_id: str, body: Body) -> Response:
    """Stäng ett konto genast; inget raderas ur historiken."""
    asking = _asking(request, body)
    account = _found(asking, user_id)
    asking.record("written")
    # No longer the directory's, so that it is not found there; its name is never used again.
    asking.board.accounts.put([account.model_copy(update={"is_closed": True, "directory_id": None})])
    return Response(status_code=204)


def _asking(request: Request, body: bytes) -> _Asking:
    runtime: Runtime = request.app.state.runtime
    token, sent = runtime.settings.scim_token, request.headers.get("authorization", "")
    if token is None or not hmac.compare_digest(f"Bearer {token}".encode(), sent.encode()):
        raise _ScimError(401, "Katalogens nyckel saknas eller är fel.")
    return _Asking(request, runtime.board(runtime.settings.scim_board), body)


def _logged(asking: _Asking, error: _ScimError) -> _ScimError:
    asking.record("refused")
    return error


def _known(board: OpenBoard) -> list[Account]:
    return [each for each in board.accounts.all() if each.board == board.slug and each.directory_id is not None]


def _found(asking: _Asking, user_id: str) -> Account:
    account = next((each for each in _known(asking.board) if each.name == user_id), None)
    if account is None:
        raise _logged(asking, _ScimError(404, "Kontot finns inte."))
    return account


def _document(asking: _Asking) -> dict[str, Any]:
    try:
        found = json.loads(asking.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _logged(asking, _ScimError(400, "Begäran ska vara ett JSON-objekt.", "invalidSyntax"))
    return found


def _values(asking: _Asking, document: dict[str, Any]) -> dict[str, Any]:
    name = document.get("name")
    enterprise = document.get(_ENTERPRISE)
    return {
        "userName": document.get("userName"), "externalId": document.get("externalId"), "title": document.get("title"),
        "displayName": document.get("displayName") or (name.get("formatted") if isinstance(name, dict) else None),
        "roles": document.get("roles"), "active": document.get("active", True),
        "department": enterprise.get("department") if isinstance(enterprise, dict) else None,
    }


def _operations(asking: _Asking) -> list[dict[str, Any]]:
    """What a PATCH replaces, operation by operation."""
    found = []
    operations = _document(asking).get("Operations")
    for each in operations if isinstance(operations, list) else [None]:
        if not isinstance(each, dict) or str(each.get("op", "")).casefold() not in ("replace", "add"):
            raise _logged(asking, _ScimError(400, "Bara replace och add kan användas.", "invalidSyntax"))
        path, value = each.get("path"), each.get("value")
        pairs = value.items() if path is None and isinstance(value, dict) else [(path, value)]
        for name, content in pairs:
            known = _PATHS.get(str(name).casefold())
            if known is None:
                raise _logged(asking, _ScimError(400, "Attributet kan inte ändras här.", "invalidPath"))
            found.append({known: content})
    return found


def _current(board: OpenBoard, account: Account) -> dict[str, Any]:
    resource = _resource(board, account)
    return {**_values_of(resource), "department": resource[_ENTERPRISE]["department"]}


def _values_of(resource: dict[str, Any]) -> dict[str, Any]:
    return {name: resource[name] for name in ("userName", "externalId", "displayName", "title", "roles", "active")}


def _put(asking: _Asking, values: dict[str, Any]) -> Account:
    board = asking.board
    try:
        person = _person(values)
        plan = plan_sync(board, [person], is_whole=False)
        if plan.faults:
            raise ConflictError(plan.faults[0].fault)
        # A new person who has left already is nobody to make an account for.
        if not plan.closed and not person.is_active and not any(each.name == person.account for each in _known(board)):
            raise InvalidValueError("Ett nytt konto ska vara aktivt.")
    except AktsparError:
        asking.record("refused")
        raise
    carry_out(board, plan, "katalog:scim", asking.action, request_id_of(asking.request))
    return next(each for each in _known(board) if each.directory_id == person.directory_id)


def _person(values: dict[str, Any]) -> Person:
    active = values["active"]
    # Some directories send the truth values as words.
    active = {"true": True, "false": False}.get(str(active).casefold()) if not isinstance(active, bool) else active
    if active is None:
        raise InvalidValueError("active ska vara true eller false.")
    texts = {name: values.get(name) for name in ("userName", "externalId", "displayName")}
    if not all(isinstance(each, str) and each.strip() for each in texts.values()):
        raise InvalidValueError("userName, externalId och displayName ska finnas.")
    account = new_account(texts["userName"].casefold(), _role(values.get("roles")), texts["displayName"], "")
    title, department = values.get("title"), values.get("department")
    return Person(
        texts["externalId"].strip(), account.name, texts["displayName"].strip(), title if isinstance(title, str) else None,
        department if isinstance(department, str) else None, account.role, active,
    )


def _role(roles: Any) -> str:
    first = roles[0] if isinstance(roles, list) and len(roles) == 1 else roles
    found = first.get("value") if isinstance(first, dict) else first
    if not isinstance(found, str) or found not in list(Role):
        raise InvalidValueError(f"roles ska ha precis en roll, en av {', '.join(Role)}.")
    return found


def _resource(board: OpenBoard, account: Account) -> dict[str, Any]:
    registers = Registers(board.ledger)
    member = None if account.staff is None else registers.staff().get(account.staff)
    unit = None if member is None or member.unit is None else registers.units().get(member.unit)
    titles = [] if member is None else [each.title for each in member.title_changes] or [member.registered_title]
    return {
        "schemas": [_USER, _ENTERPRISE], "id": account.name, "userName": account.name, "externalId": account.directory_id,
        "displayName": account.display_name, "title": titles[-1] if titles else None, "active": not account.is_closed,
        "roles": [{"value": account.role.value}], _ENTERPRISE: {"department": None if unit is None else unit.name},
        "meta": {"resourceType": "User", "location": f"/scim/v2/Users/{account.name}"},
    }


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,9}", text, re.ASCII) else default


def _json(document: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(document, ensure_ascii=False).encode(), status_code=status, media_type=MEDIA_TYPE)


def _refused(status: int, detail: str, kind: str | None = None) -> Response:
    document = {"schemas": [_ERROR], "status": str(status), "detail": detail, **({} if kind is None else {"scimType": kind})}
    answer = _json(document, status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
