"""Bevispaket: what a package of a case would hold and what is masked in it, handing it out, and those that went out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.evidence import Asked, acting_by_key, contents, hand_out, packages_about
from api.evidence_building import Contents
from api.http.dependencies import BoardQuery, LoggedIn
from api.http.evidence_routes import fetch_package
from api.reading import Reader
from api.web.pages.asking import API, Asking
from api.web.pages.frame import Fault, Form, go_to, shown
from api.web.pages.submitting import key_of, new_key
from api.web.pages.timeline_view import sentence
from api.web.texts import _
from domain.case.disclosure.codes import DisclosureBasis, SecrecyGround, SegmentKind
from domain.errors import CommandReusedError, InvalidValueError
from domain.evidence.package import Recipient
from domain.policies import DEFAULT_POLICY
from projections.areas.parties import document as parties_document

router = APIRouter(include_in_schema=False)

_HAND_OUT = f"POST {API}/cases/{{case_id}}/evidence-packages"
_OUTSIDE = "outside"
_KIND_WORDS = {each.value: each.swedish for each in SegmentKind}


class EvidenceQuery(BaseModel):
    """What a package is to be of.

    Args:
        kinds: Kinds of content to mask in all events, by `ground`.
        more: Further masks, each as people write them, apart by white space.
        person: Which person of the case it is for; "" = nobody in it.
    """

    known_at: str = ""
    kinds: Annotated[list[str], Query(alias="kinds[]")] = []
    ground: str = SecrecyGround.SOCIAL_SERVICES.value
    more: str = ""
    person: str = ""

    @property
    def masks(self) -> tuple[str, ...]:
        """Every mask as people write it."""
        return (*(f"{kind}={self.ground}" for kind in self.kinds), *self.more.split())


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
    return _shown(request, asking, case_id, query, {"key": new_key(), "to": _OUTSIDE}, [])


@router.post("/cases/{case_id}/evidence")
def hand_out_package(request: Request, case_id: UUID, form: Form, account: LoggedIn) -> Response:
    """Registrera att paketet lämnas ut; filen hämtas sedan."""
    asking = Asking(request, account, case_id)
    query = EvidenceQuery(
        known_at=form.get("known_at", ""), more=form.get("masks", ""), person=form.get("person", ""),
    )
    faults = list(_faults(form))
    if not faults:
        reader = asking.reader(_HAND_OUT)
        asked = Asked(case_id, query.known_at or None, query.masks, False, _recipient(form))
        try:
            with TemporaryFile() as target:
                hand_out(reader, asked, acting_by_key(asking.board, account, key_of(form)), target)
        except InvalidValueError as refused:
            faults.append(Fault("name", str(refused)))
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
        HiddenPart(sentence(_KIND_WORDS.get(kind, kind)), why, count, tuple(
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
    case = asking.case_reader().record(case_id).shown
    packages = packages_about(reader, case_id)
    asking.close()
    return shown(
        request, "evidence/evidence.html", status=422 if faults or wrong else 200, case_id=case_id, number=case.number,
        query=query, form=form, faults=[*faults, *wrong], found=found, hidden=[] if found is None else hidden_parts(found),
        packages=packages,
        persons=[(each["person"], sentence(each["what"])) for each in parties_document(case)["persons"]],
        kinds=[(each.value, sentence(each.swedish)) for each in SegmentKind],
        grounds=[(each.value, _(each.swedish)) for each in SecrecyGround],
        bases=[(each.value, sentence(each.swedish)) for each in DisclosureBasis], outside=_OUTSIDE,
    )


def _contents(reader: Reader, case_id: UUID, query: EvidenceQuery) -> tuple[Contents | None, list[Fault]]:
    to = Recipient("", DisclosureBasis.PARTY, "", UUID(query.person)) if _is_id(query.person) else None
    try:
        return contents(reader, Asked(case_id, query.known_at or None, query.masks, False, to)), []
    except InvalidValueError as refused:
        return None, [Fault("more", str(refused))]


def _faults(form: Mapping[str, str]) -> Iterator[Fault]:
    if form.get("to") != _OUTSIDE:
        return
    for field, what in (("name", _("Namnet på mottagaren")), ("scope", _("Vad utlämnandet omfattar"))):
        try:
            DEFAULT_POLICY.require_short_text(form.get(field, "").strip(), what)
        except InvalidValueError as refused:
            yield Fault(field, str(refused))
    if form.get("basis") not in set(DisclosureBasis):
        yield Fault("basis", _("Välj den rättsliga grunden"))


def _recipient(form: Mapping[str, str]) -> Recipient | None:
    if form.get("to") != _OUTSIDE:
        return None
    person = form.get("person", "")
    return Recipient(
        form["name"].strip(), DisclosureBasis(form["basis"]), form["scope"].strip(), UUID(person) if _is_id(person) else None
    )


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
