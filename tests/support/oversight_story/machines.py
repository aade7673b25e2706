"""The machines: another key to sign with, and a server that was restored, each on a second person's word."""

from __future__ import annotations

from uuid import uuid5

from api.approvals import require_granted
from api.signer_rotation import rotate
from domain.approval.codes import ApprovalKind
from tests.support.family_story.telling import call, named
from tests.support.oversight_story.cast import DRAGAN, KARIN, Pens
from tests.support.oversight_story.telling import OversightTelling

_SUBJECT = "säkerhetskopian från 2026-06-01"


def tell_machines(pens: Pens, telling: OversightTelling) -> None:
    """May and June 2026. The restore comes last: what is told after it is another incarnation's."""
    rights, asked = pens.approval("läsrätten"), pens.approval("återläsningen")
    rights.write("2026-05-04 07:30", DRAGAN, "request", approval_id="läsrätten", approval_kind="access_rules",
                 approval_subject="jourens läsrätt", approval_reason="Jouren ska kunna läsa pågående ärenden.")
    rights.write("2026-05-04 07:50", KARIN, "grant", approval_answer_reason="Det kom fram efter natten i februari.")
    telling.act("2026-05-04 08:00", "byt signeringsnyckel", lambda: _rotate(telling))
    asked.write("2026-06-02 08:00", DRAGAN, "request", approval_id="återläsningen", approval_kind="restore",
                approval_subject=_SUBJECT, approval_reason="Servern brann i natt.")
    asked.write("2026-06-02 08:20", KARIN, "grant", approval_answer_reason="Bandet är rätt; driften har en ny server.")
    telling.act("2026-06-02 09:00", "återläs", lambda: _restore(telling))


def _rotate(telling: OversightTelling) -> None:
    rotate(telling.runtime)
    telling.follow(telling.runtime.reopen(telling.slug))


def _restore(telling: OversightTelling) -> None:
    board = telling.runtime.board(telling.slug)
    command = uuid5(named("återläsningen"), "använd")
    require_granted(board, ApprovalKind.RESTORE, _SUBJECT, used_by=f"lokal:{DRAGAN.key}", command=command)
    board.make_checkpoint()
    board.begin_incarnation()
    telling.follow(telling.runtime.reopen(telling.slug))
    call(board.access_log.pseudonym(f"lokal:{DRAGAN.key}"), "driftansvarige vid skalet")
