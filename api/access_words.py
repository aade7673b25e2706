"""What the access log says of a reading, in words that whoever it is about understands (sv. *läsningen i ord*)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adapters.accounts import Account
from adapters.postgres.registers import Registers
from api.page_matrix import question_of
from domain.staff.staff_member import StaffMember
from projections.access_readings import Reading
from projections.local_time import STOCKHOLM, day_of, instant_text
from projections.reconstruction.readings import PURPOSES, Outcome

if TYPE_CHECKING:
    from api.main import OpenBoard

_CASE = "GET /api/v1/cases/{case_id}"
_READS = {
    _CASE: "Ärendets grunduppgifter", f"{_CASE}/timeline": "Ärendets tidslinje med journalen", f"{_CASE}/record": "Hela akten",
    f"{_CASE}/record/{{area}}": "En del av akten", f"{_CASE}/journal": "Journalen", f"{_CASE}/sessions": "Besöken",
    f"{_CASE}/ratings": "Skattningarna", f"{_CASE}/alerts": "Signalerna om ärendet",
    f"{_CASE}/completeness": "Vad som saknas i akten", f"{_CASE}/reconstruction": "Vad som har hänt i ärendet, steg för steg",
    f"{_CASE}/reconstruction/changes": "Vad som har ändrats i akten",
    f"{_CASE}/access-extract": "Utdraget om vilka som har läst",
    f"{_CASE}/access-extract.pdf": "Utdraget om vilka som har läst",
    "POST /api/v1/cases/{case_id}/emergency-access": "Öppnade akten i en nödsituation",
    "POST /api/v1/cases/{case_id}/evidence-packages": "Tog ut akten som bevispaket",
    "POST /api/v1/cases/{case_id}/record-extracts": "Lämnade ut ett utdrag ur akten till någon i ärendet",
    "GET /api/v1/record-extracts/{extract_id}": "Ett utlämnat utdrag ur akten",
    "GET /api/v1/record-extracts/{extract_id}/file": "Ett utlämnat utdrag ur akten",
    "POST /api/v1/case-lookup": "Sökte ärendet på dess nummer",
    "POST /api/v1/person-lookup": "Sökte ärendet på namn eller personnummer", "GET /api/v1/cases": "Ärendet i en lista",
    "POST /api/v1/emergency-accesses/{access_id}/reviews": "Granskade en nödöppning av akten",
    "GET /api/v1/emergency-accesses": "Ärendet i listan över nödöppningar",
    "GET /api/v1/access-log": "Åtkomstloggen", "GET /api/v1/log-reviews/{log_review_id}": "En loggkontroll av vilka som har läst",
    "GET /api/v1/erasure-due": "Ärendet i listan inför gallring", "GET /api/v1/retention/{record_id}": "Akten inför gallring",
    "GET /cases/{case_id}": "Ärendets sida: uppgifter, plan, skattningar, besök och journal",
    "POST /cases/search": "Sökte ärendet",
}


class Wording:
    """Says what readings were, of one board, by its registers as they are now."""

    def __init__(self, board: OpenBoard) -> None:
        registers = Registers(board.ledger)
        self._staff = registers.staff()
        self._units = registers.units()
        self._accounts = {f"konto:{each.name}": each for each in board.accounts.all() if each.board == board.slug}

    def told(self, reading: Reading, *, names: bool) -> dict[str, Any]:
        """A reading in words.

        Args:
            names: Whether the member of staff is named, or only their title and unit.
        """
        member, account = self.member(reading), self._accounts.get(reading.caller)
        unit = None if member is None or member.unit is None else self._units.get(member.unit)
        return {
            "at": instant_text(reading.at_us),
            "at_in_words": datetime.fromtimestamp(reading.at_us / 1_000_000, STOCKHOLM).strftime("%Y-%m-%d kl. %H.%M"),
            "who": _who(reading, account, member, names), "unit": None if unit is None else unit.name,
            "why": _why(reading), "what": action_in_words(reading.action), "outcome": reading.outcome,
            "outcome_in_words": _outcomes().get(reading.outcome, "fel"),
        }

    def member(self, reading: Reading) -> StaffMember | None:
        """The member of staff who read; None = the account is nobody's, or is gone."""
        account = self._accounts.get(reading.caller)
        return None if account is None or account.staff is None else self._staff.get(account.staff)

    def caller_of(self, staff_id: UUID) -> set[str]:
        """The callers that a member of staff is in the log."""
        return {caller for caller, account in self._accounts.items() if account.staff == staff_id}


def action_in_words(action: str) -> str:
    """What was asked for; of a page what it stands for."""
    plain = action.removesuffix(" (extern)")
    method, _, path = plain.partition(" ")
    asked = question_of(plain)
    is_form = method == "GET" and asked.startswith("POST ")
    if not is_form and (plain in _READS or asked in _READS):
        return _READS.get(plain) or _READS[asked]
    written = _writes().get(asked)
    if written is not None:
        return f"Formuläret: {written}" if is_form else f"Skrev: {written}"
    if method in ("GET", "POST", "PUT", "DELETE") and path.startswith("/"):
        return "Ärendet i en sammanställning" if method == "GET" else "Ändrade något som rör ärendet"
    return f"Kommandot {plain}"


@cache
def _writes() -> Mapping[str, str]:
    # Only here: the table takes a while to make.
    from api.writes.table import WRITES

    return {f"POST /api/v1{write.path}": write.summary for write in WRITES}


@cache
def _outcomes() -> Mapping[str, str]:
    return {each.value: each.swedish for each in Outcome}


def _who(reading: Reading, account: Account | None, member: StaffMember | None, names: bool) -> str:
    if member is not None:
        title = member.title_on(day_of(reading.at_us)) or (account.role.value if account is not None else "medarbetare")
        return f"{member.name}, {title}" if names else title
    if account is not None:
        return str(account.role)
    if reading.caller.startswith("konto:"):
        return "medarbetare vars konto är borttaget"
    return "driftpersonal"


def _why(reading: Reading) -> str:
    purpose = PURPOSES.get(reading.purpose, reading.purpose)
    if reading.basis == "emergency":
        return f"{purpose}, nödåtkomst: {reading.reason}" if reading.reason else f"{purpose}, nödåtkomst"
    return purpose if reading.reason is None else f"{purpose}, angivet skäl: {reading.reason}"
