"""The shapes of the service's answers, for its OpenAPI document; a test holds real answers to them.

The answers themselves are written as bytes by their routes, so that nothing between a document and its entity tag can
change a byte.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.problems import MEDIA_TYPE


class Document(BaseModel):
    """An answer; it has exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """A problem document. Source: RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    current_version: int | None = Field(default=None, description="Postens version nu, när någon annan hann före.")
    errors: list[dict[str, Any]] | None = Field(default=None, description="Vilka värden som inte är tillåtna.")


class Ledger(Document):
    """What is fixed about a ledger, and where it is now."""

    board: str
    origin: str
    size: int
    clock: str
    simulated: bool
    verifier_key: str
    last_checkpoint: int | None


class Checkpoint(Document):
    """A signed tree head."""

    board: str
    origin: str
    size: int
    root: str
    simulated: bool
    verifier_key: str
    checkpoint: str


class Receipt(Document):
    """A proof that one event stands at its position."""

    board: str
    position: int
    size: int
    simulated: bool
    receipt: str


class Leaf(Document):
    """What was hashed, and the hash that is stored; bytes in base64."""

    position: int
    recorded_us: int
    header: str
    leaf_hash: str


class Leaves(Document):
    """A run of leaves, in order."""

    board: str
    origin: str
    size: int
    simulated: bool
    leaves: list[Leaf]


class AsOf(Document):
    """What every reading says of itself."""

    known_at: int = Field(description="Antal händelser som svaret bygger på; samma known_at ger samma svar igen.")
    simulated: bool
    provisional: bool | None = Field(default=None, description="Sant när mer ännu kan registreras före den begärda tidpunkten.")


class Cases(AsOf):
    """A page of cases."""

    cases: list[dict[str, Any]]
    next: str | None = Field(description="Adressen till nästa sida; null när det inte finns fler.")


class Case(AsOf):
    """One case, in the same shape as a page of them."""

    cases: list[dict[str, Any]] = Field(min_length=1, max_length=1)


class Timeline(AsOf):
    """What was written in a case, with both times of each item."""

    case: UUID
    number: str
    valid_at: date | None
    items: list[dict[str, Any]]
    withheld_since: list[dict[str, Any]] = Field(description="Poster vars innehåll sedan dess visat sig höra till en annan akt.")


class FoundCase(AsOf):
    """The case that has a number."""

    case: UUID
    number: str
    unit: str | None
    unit_id: UUID


class Ready(Document):
    """Whether the service can serve."""

    ready: bool
    checks: dict[str, bool]


def answers(model: type[BaseModel], *problems: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer: its document, and a problem document for each of these statuses and for 503."""
    found: dict[int | str, dict[str, Any]] = {200: {"model": model, "description": model.__doc__.splitlines()[0]}}
    for status in (*problems, 500, 503):
        found[status] = {"content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}, "description": "Se problemets detail."}
    return found
