"""`/api/v1/samples/…`: a sample with its frame, the draw done again, and the chances of missing what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import json_response
from api.http.dependencies import LoggedIn, LookupQuery, reader_for
from api.http.documents import AsOf, answers
from api.http.rows import Document
from api.sample_reading import SampleReader
from domain.sampling.codes import SamplePopulation, SeedSource, Stratum

router = APIRouter(prefix="/api/v1", tags=["sample"])

_REFUSALS = (400, 401, 403, 404, 422)
LARGEST_FRAME = 100_000


class Probability(Document):
    """A probability."""

    probability: str = Field(description="Till tre decimaler.")
    exact: str = Field(description="Som bråk.")


class MissRow(Document):
    """How likely a sample is to find none of so many faulty records."""

    faulty: int
    misses: Probability = Field(description="Hypergeometriskt: C(N−d, n)/C(N, n).")
    misses_at_most: Probability | None = Field(description="Med riskgrupper: som mest, var felen än ligger.")
    smallest_sample: int = Field(description="Så många behöver dras för att hitta minst ett av dem med 95 procents säkerhet.")


class Misses(Document):
    """The same for several numbers."""

    frame_size: int
    sample_size: int
    certainty: str
    faulty: list[MissRow]


class StratumSize(Document):
    """A stratum and how many cases it has."""

    stratum: Stratum
    stratum_in_words: str
    size: int


class StratumDrawn(StratumSize):
    """And which of them were drawn, in the order drawn."""

    cases: list[UUID]


class SampleRuleDocument(Document):
    """What is to be drawn."""

    population: SamplePopulation
    population_in_words: str
    review_from: date
    review_to: date
    sample_size: int
    strata_order: list[Stratum]
    sample_purpose: str
    reviewed_by: str


class DrawnDocument(Document):
    """The draw, with what is needed to do it again."""

    seed: str
    seed_source: SeedSource
    seed_source_in_words: str
    is_training: bool = Field(description="Fröet är valt av den som drog, så dragningen bevisar inget.")
    checkpoint_size: int | None
    frame_position: int
    frame_size: int
    frame_hash: str
    strata: list[StratumDrawn]
    misses: Misses


class FrameDocument(Document):
    """What the rule draws from."""

    frame_position: int = Field(description="Som känd vid så många händelser: när regeln just var antecknad.")
    frame_size: int
    frame_hash: str = Field(description="SHA-256 av en rad per ärende: uuid, blanksteg, riskgrupp, radbyte; sorterade.")
    strata: list[StratumSize]
    misses: Misses | None


class SampleHead(Document):
    """A sample."""

    sample: UUID
    version: int = Field(ge=1)
    unit: UUID
    rule: SampleRuleDocument
    drawn: DrawnDocument | None
    withdrawn: str | None


class SampleDocument(AsOf, SampleHead):
    """A sample with its frame."""

    frame: FrameDocument


class AgainFrame(Document):
    """The frame that the draw was done again from."""

    frame_position: int
    frame_size: int
    frame_hash: str


class SampleAgain(AsOf, SampleHead):
    """The draw done again."""

    in_order: bool
    why_not: str | None
    again: AgainFrame


class Chances(AsOf, Misses):
    """How likely a sample is to miss what is wrong."""



class ChancesQuery(LookupQuery):
    """How many out of how many."""

    frame_size: int = Field(ge=1, le=LARGEST_FRAME, description="Så många ärenden finns att dra ur.")
    sample_size: int = Field(ge=0, le=LARGEST_FRAME, description="Så många dras.")


@router.get("/samples/chances", responses=answers(Chances, *_REFUSALS))
def sample_chances(request: Request, account: LoggedIn, query: Annotated[ChancesQuery, Query()]) -> Response:
    """Hur lätt ett stickprov missar fel: sannolikheten att inget av så många felaktiga ärenden dras."""
    answer = SampleReader(reader_for(request, account, query)).chances(query.frame_size, query.sample_size)
    return json_response(request, answer.document)


@router.get("/samples/{sample_id}", responses=answers(SampleDocument, *_REFUSALS))
def read_sample(request: Request, account: LoggedIn, sample_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Ett stickprov: regeln, ramen, dragningen och hur lätt den missar fel."""
    answer = SampleReader(reader_for(request, account, query)).sample(sample_id, known_at=query.known_at)
    return json_response(request, answer.document, version=answer.version)


@router.get("/samples/{sample_id}/verification", responses=answers(SampleAgain, *_REFUSALS, 409))
def sample_again(request: Request, account: LoggedIn, sample_id: UUID, query: Annotated[LookupQuery, Query()]) -> Response:
    """Dragningen gjord om. Ramen tas från när regeln antecknades, eller från known_at; en annan ram ger aldrig samma dragning."""
    answer = SampleReader(reader_for(request, account, query)).again(sample_id, known_at=query.known_at)
    return json_response(request, answer.document)
