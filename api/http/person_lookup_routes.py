"""`/api/v1/person-lookup`: the cases of a person, by whole name, personal or coordination number."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, count_lookup, reader_for
from api.http.documents import AsOf, answers
from api.person_lookup import looked_up

router = APIRouter(prefix="/api/v1", tags=["cases"])


class PersonLookup(BaseModel):
    """Who is sought; in the body, so that it is in no address. One of the two."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=200, description="Hela namnet, som det står i akten.")
    identity_number: str | None = Field(
        default=None, min_length=1, max_length=20, description="Personnummer eller samordningsnummer med tolv siffror."
    )


class FoundNumber(BaseModel):
    """A case of the person."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID


class FoundCases(AsOf):
    """The cases of the person that the reader may know of."""

    cases: list[FoundNumber]


@router.post("/person-lookup", responses=answers(FoundCases, 400, 401, 403, 409, 413, 422, 429))
def person_lookup(
    request: Request, account: LoggedIn, query: Annotated[LookupQuery, Query()], body: Annotated[PersonLookup, Body()]
) -> Response:
    """Ärendena för en person, på hela namnet eller numret. Sökningen skrivs i åtkomstloggen."""
    count_lookup(request, account)
    reader = reader_for(request, account, query)
    answer = looked_up(
        reader.board, reader, name=body.name, identity_number=body.identity_number, known_at=query.known_at
    )
    return json_response(request, answer.document)
