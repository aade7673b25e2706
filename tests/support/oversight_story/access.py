"""Who was let to what: approvals by a second person, two emergencies and how they were looked at, a package for IVO."""

from __future__ import annotations

import io
from uuid import uuid5

from api.evidence import Acting, Asked, hand_out
from api.reading import Reader
from domain.base import Purpose
from domain.case.disclosure.codes import DisclosureBasis
from domain.evidence.package import Recipient
from tests.support.family_story.telling import call, named
from tests.support.oversight_story.cast import BERTIL, DORIS, DRAGAN, INGRID, JOHAN, KARIN, LOVISA, NILS, Pens
from tests.support.oversight_story.telling import OversightTelling

PACKAGE = named("bevispaketet till IVO")
_SCOPE = "Hela akten utom bedömningarna, för tillsynsärendet 8.5-00077/2026."


def tell_access(pens: Pens, telling: OversightTelling) -> None:
    """January to May 2026."""
    _tell_approvals(pens)
    _tell_emergencies(pens)
    telling.act("2026-02-16 14:00", "lämna ut bevispaket", lambda: _hand_out(telling))


def _tell_approvals(pens: Pens) -> None:
    export, keys = pens.approval("exporten"), pens.approval("nycklarna")
    export.write("2026-02-03 09:00", JOHAN, "request", approval_id="exporten", approval_kind="bulk_export",
                 approval_subject="alla akter 2025", approval_reason="Till min uppsats om öppenvården.")
    export.write("2026-02-03 13:00", KARIN, "deny",
                 approval_answer_reason="En uppsats behöver inga akter. Statistiken finns i resultattavlan.")
    keys.write("2026-02-04 09:00", DRAGAN, "request", approval_id="nycklarna", approval_kind="key_export",
               approval_subject="nycklar till ny server", approval_reason="Flytten i mars; ställdes in samma vecka.")


def _tell_emergencies(pens: Pens) -> None:
    """The first could not wait; the second was curiosity, and says so itself."""
    flood, neighbour = pens.emergency("nödåtkomsten i februari"), pens.emergency("nödåtkomsten i mars")
    flood.write("2026-02-14 22:10", NILS, "open", access_id="nödåtkomsten i februari", emergency_case_id=DORIS,
                emergency_reason="Polisen ringer: Doris är borta sedan i eftermiddag. Jag behöver veta vem hon har hos sig.")
    flood.write("2026-02-16 08:40", KARIN, "review", emergency_outcome="justified_but_avoidable",
                emergency_review="Jouren läste en anteckning och ringde rätt person, men borde ha läsrätt.")
    neighbour.write("2026-03-20 19:30", NILS, "open", access_id="nödåtkomsten i mars", emergency_case_id=DORIS,
                    emergency_reason="Ville se hur det gick sedan.")
    neighbour.write("2026-03-23 09:00", LOVISA, "review", emergency_outcome="not_justified",
                    emergency_review="Inget hände den kvällen: det var nyfikenhet. Chefen är underrättad.")


def _hand_out(telling: OversightTelling) -> None:
    board = telling.runtime.board(telling.slug)
    asked = Asked(
        named(BERTIL), masks=("assessment=osl_26_1",),
        to=Recipient("Inspektionen för vård och omsorg", DisclosureBasis.DUTY_TO_INFORM, _SCOPE),
    )
    acting = Acting(INGRID.id, uuid5(PACKAGE, "lämna ut"), PACKAGE)
    hand_out(Reader(board, "lokal:prov", Purpose.LEX_SARAH, "prov"), asked, acting, io.BytesIO())
    call(PACKAGE, "bevispaketet till IVO")
