"""What may be written in the stream `approval`: what one person asks for, and what another answers."""

from __future__ import annotations

from api.writes.write import Write
from domain.approval.approval import Approval

_APPROVAL = "/approvals/{approval_id}"
_ASKED = {
    "approval_kind": "erasure", "approval_subject": "gallringsförslag 2026-1",
    "approval_reason": "Förslaget är genomgånget och arkivet har tagit emot det som ska bevaras.",
}

WRITES: tuple[Write, ...] = (
    Write(
        "/approvals", Approval.request, "Begär något som kräver två personer", _ASKED, new_ids=("approval_id",), begins=True,
        on="2026-04-10", more={"to-deny": {**_ASKED, "approval_subject": "gallringsförslag 2026-2"}},
    ),
    Write(
        f"{_APPROVAL}/grants", Approval.grant, "Godkänn det som en annan person har begärt",
        {"approval_answer_reason": "Varje akt i förslaget är kontrollerad mot sista anteckningen."}, new_ids=(), on="2026-04-10",
        by_another=True,
    ),
    Write(
        f"{_APPROVAL}/denials", Approval.deny, "Neka det som en annan person har begärt",
        {"approval_answer_reason": "Två av akterna har ett pågående ärende."}, new_ids=(), on="2026-04-10", of="to-deny",
        by_another=True,
    ),
)
