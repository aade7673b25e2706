"""Bevispaket: what a package of a case would hold and what is masked in it, handing it out, and those that went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.evidence import Asked, acting_by_key, contents, hand_out, packages_about
from api.evidence_building import Contents
from api.http.dependencies import BoardQuery, LoggedIn
from api.http.evidence_routes import fetch_package
from api.reading import Reader
from api.web.keeping import is_only_shown
from api.web.pages.asking import API, Asking
from api.web.pages.evidence_asked import (
    KIND_WORDS,
    OUTSIDE,
    EvidenceQuery,
    faults_in,
    grounds_to_unmask,
    looked_at,
    pieces_of,
    query_in,
    recipient_in,
    unmaskings_in,
)
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import key_of, new_key
from api.web.pages.timeline_view import sentence
from api.web.refusals import refusal
from api.web.texts import _
from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround, SegmentKind
from domain.errors import CommandReusedError, InvalidValueError
from projections.areas.parties import document as parties_document

router = APIRouter(include_in_schema=False)

_HAND_OUT = f"POST {API}/cases/{{case_id}}/evidence-packages"


class HiddenPart(NamedTuple):
    """Parts that are not shown for one reason.

    Args:
        positions: Where the first of them stand.
    """

    kind: str
    why: str
    count: int
    positions: tuple[int, ...]


@router.get("/cases/{case_id}/evidence")
def evidence_page(request: Request, account: LoggedIn, case_id: UUID, query: Annotated[EvidenceQuery, Query()]) -> Response:
    """Det som ett paket skulle innehålla, och de paket som har lämnats ut."""
    asking = Asking(request, account, case_id)
    return _shown(request, asking, case_id, query, {"key": new_key(), "to": OUTSIDE}, [])


@router.post("/cases/{case_id}/evidence")
def hand_out_package(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Registrera att paketet lämnas ut; filen hämtas sedan."""
    asking = Asking(request, account, case_id)
    query = query_in(form)
    faults = list(faults_in(form))
    if is_only_shown(request):
        return _shown(request, asking, case_id, query, form, faults)
    if not faults:
        reader = asking.reader(_HAND_OUT)
        try:
            asked = Asked(
                case_id, query.known_at or None, query.masks, query.shows, recipient_in(form), unmaskings_in(form)
            )
            with TemporaryFile() as target:
                hand_out(reader, asked, acting_by_key(asking.board, account, key_of(form)), target)
        except InvalidValueError as refused:
            faults.append(Fault("name", refusal(refused)))
        except CommandReusedError:
            faults.append(Fault("name", _(
                "Formuläret har redan skickats, med annat innehåll. Det paketet står nedan. Öppna sidan på nytt för att göra"
                " ett till."
            )))
    if faults:
        return _shown(request, asking, case_id, query, form, faults)
    asking.close()
    return go_to(f"/cases/{case_id}/evidence?done=handed_out#packages")


@router.get("/evidence-packages/{package_id}/file")
def package_file(request: Request, account: LoggedIn, package_id: UUID) -> Response:
    """Filen till ett utlämnat paket, gjord på nytt."""
    return fetch_package(request, account, package_id, BoardQuery())


def hidden_parts(found: Contents) -> list[HiddenPart]:
    """What is not shown, by kind and reason, the most first."""
    counts = Counter((each["kind"], each["in_words"]) for each in found.hidden)
    return [
        HiddenPart(sentence(KIND_WORDS.get(kind, kind)), why, count, tuple(
            each["position"] for each in found.hidden
            if (each["kind"], each["in_words"], each["ledger"]) == (kind, why, "ledger")
        )[:5])
        for (kind, why), count in counts.most_common()
    ]


def _shown(
    request: Request, asking: Asking, case_id: UUID, query: EvidenceQuery, form: Mapping[str, str], faults: Sequence[Fault]
) -> Response:
    reader = asking.reader(_HAND_OUT)
    found, wrong = _contents(reader, case_id, query)
    case = asking.case_reader().record(case_id, "parties").shown
    packages = packages_about(reader, case_id)
    asking.close()
    persons = [(each["person"], sentence(each["what"])) for each in parties_document(case)["persons"]]
    return shown(
        request, "evidence/evidence.html", status=422 if faults or wrong else 200, case_id=case_id, number=case.number,
        query=query, form=form, faults=[*faults, *wrong], found=found, hidden=[] if found is None else hidden_parts(found),
        pieces=None if found is None or query.to is None else pieces_of(found.kept_back, query.page),
        packages=packages, persons=persons, recipient=dict(persons).get(query.person),
        protected=case.person.protection_level is not None,
        kinds=[(each.value, sentence(each.swedish)) for each in SegmentKind],
        grounds=[(each.value, _(each.swedish)) for each in SecrecyGround], unmask_grounds=grounds_to_unmask(),
        bases=[(each.value, sentence(each.swedish)) for each in DisclosureBasis], outside=OUTSIDE,
        kind_words=KIND_WORDS, ground_words={each.value: each.swedish for each in SecrecyGround},
    )


def _contents(reader: Reader, case_id: UUID, query: EvidenceQuery) -> tuple[Contents | None, list[Fault]]:
    try:
        return contents(reader, looked_at(case_id, query)), []
    except InvalidValueError as refused:
        return None, [Fault("shows_protected" if query.shows and query.to else "more", refusal(refused))]
