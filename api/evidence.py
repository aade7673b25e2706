"""Handing out evidence packages (sv. *lämna ut bevispaket*): made, recorded with their hash, and only then given.

Nothing of a package is kept by the service, since it holds in clear what the ledger holds encrypted. It is made again from the
recipe that its event states, and given only if it is the same, to the last byte.
"""

from __future__ import annotations

from hashlib import file_digest
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from uuid import UUID, uuid5

from adapters.accounts import Account
from adapters.evidence.archive import write_archive
from adapters.evidence.assembled import verifier_hash
from adapters.postgres.registers import Registers
from api.approvals import actor_of
from api.completeness_reading import judged_day
from api.evidence_building import Contents, build, contents_of
from api.known_at import KnownAt
from api.reading import Reader
from api.registers import REGISTERS
from api.shell_writing import day_of_writing, simulated_time
from domain.base import Purpose, RetentionClass, Stamp
from domain.case.case import Case
from domain.case.disclosure.facts import Unmasking
from domain.errors import ConflictError, NotFoundError
from domain.event_types import EVENT_TYPES
from domain.evidence.masks import MaskRule, parse_mask
from domain.evidence.package import EvidencePackage, Made, Recipe, Recipient, require_recipient
from domain.evidence.parties import require_for_party, require_nothing_unmasked
from domain.policies import Policy
from domain.record_keeping import Request

if TYPE_CHECKING:
    from api.main import OpenBoard

KINDS = frozenset({"record", *(segment for kind in EVENT_TYPES.values() for segment in kind.SEGMENTS.values())})
"""The kinds of content that can be masked."""

_REGISTER = "evidence-packages"
_BY_KEY = UUID("7a0ec2c4-6a0b-5f0e-9a55-8f7f6b7d1d02")


class Asked(NamedTuple):
    """What somebody asks to have handed out.

    Args:
        case: By id or number.
        known_at: As `api.known_at` reads it; None = all that is recorded now.
        masks: As people write them; see `domain.evidence.masks`.
        shows_protected: Whether what is protected is to be shown, which it is not by itself.
        to: Who gets it; None = nobody outside the authority.
        unmaskings: What a person of the case gets though it is kept from them.
    """

    case: UUID | str
    known_at: str | None = None
    masks: tuple[str, ...] = ()
    shows_protected: bool = False
    to: Recipient | None = None
    unmaskings: tuple[Unmasking, ...] = ()


class Acting(NamedTuple):
    """Who hands out, as the ledger is to name them, and the command's and the package's ids, chosen before the first try."""

    actor: UUID
    command_id: UUID
    package_id: UUID


def hand_out(reader: Reader, asked: Asked, acting: Acting, target: BinaryIO) -> tuple[EvidencePackage, bool]:
    """Make a package, and record that it goes out; when this returns it may.

    Args:
        target: Gets the archive; begins empty, and is the caller's to pass on and to close.

    Returns:
        The package, and whether the same command had handed it out before; then `target` stays empty.

    Raises:
        InvalidValueError: The recipient, a mask or `known_at`; or a mask that covers nothing.
        NotFoundError: No such case was known; the attempt is logged.
        InvalidValueError, NotFoundError: What is asked for a person of the case, see `require_for_party`.
        PurposeRequiredError: The reader has no relation to the case and states no purpose; the attempt is logged.
        CommandReusedError: The command was recorded with other content.
        UnavailableError: The access log cannot be written.
    """
    board, today = reader.board, day_of_writing(reader.board)
    policy = Registers(board.ledger).policy_history().on(today)
    require_recipient(asked.to, policy)
    masks = tuple(parse_mask(each, KINDS) for each in asked.masks)
    as_of = reader.as_of(asked.known_at)
    case_id = reader.shown_case(asked.case, as_of)
    _require_for_party(board, case_id, asked, policy)
    content = repr(asked).encode()
    if board.ledger.find(acting.command_id, content, acting.package_id, RetentionClass.ORGANISATION) is not None:
        return package_of(board, acting.package_id), True
    signed = (board.make_checkpoint().checkpoint.size, board.make_checkpoint("access").checkpoint.size)
    recipe = _recipe(reader, case_id, as_of, asked, masks, signed)
    made = _make(reader, recipe, target)
    stamp = Stamp(actor_id=acting.actor, unit_id=None, purpose=Purpose.LEX_SARAH)
    board.records.carry_out(
        acting.package_id, RetentionClass.ORGANISATION, EvidencePackage.fold,
        lambda package: package.hand_out(
            package_id=acting.package_id, to=asked.to, recipe=recipe, made=made, stamp=stamp, today=today, policy=policy
        ),
        Request(acting.command_id, content, simulated_time(board)),
    )
    return package_of(board, acting.package_id), False


def contents(reader: Reader, asked: Asked) -> Contents:
    """What a package would hold if it were handed out now, with nothing made of it.

    Args:
        asked: Of the recipient only the person is looked at.

    Raises:
        InvalidValueError: A mask cannot be read or covers nothing; or something is unmasked for nobody.
        NotFoundError: No such case was known; or the recipient is no person of the case.
        UnavailableError: The access log cannot be written.
    """
    board = reader.board
    masks = tuple(parse_mask(each, KINDS) for each in asked.masks)
    as_of = reader.as_of(asked.known_at)
    case_id = reader.shown_case(asked.case, as_of)
    policy = Registers(board.ledger).policy_history().on(day_of_writing(board))
    _require_for_party(board, case_id, asked, policy)
    sizes = (board.ledger.size(), board.store.access.size())
    return contents_of(reader, _recipe(reader, case_id, as_of, asked, masks, sizes))


def packages_about(reader: Reader, case_id: UUID) -> list[dict[str, Any]]:
    """Every package of a case that was handed out, the last first, without what is protected.

    Raises:
        UnavailableError: The access log cannot be written.
    """
    as_of = reader.as_of(None)
    found = [each for each in REGISTERS[_REGISTER].items(reader.board, as_of.size, None) if case_id in each.cases]
    told = reader.without_protected(_REGISTER, found, as_of, None)
    reader.record_shown(as_of, [case_id])
    return sorted((each.document for each in told), key=lambda each: each["known_at"], reverse=True)


def acting_by_key(board: OpenBoard, account: Account, key: UUID) -> Acting:
    """Who hands out and by which ids, from the id that they chose before the first try."""
    return acting_by(board, account, key, _BY_KEY, "package")


def acting_by(board: OpenBoard, account: Account, key: UUID, namespace: UUID, what: str) -> Acting:
    """The same of whatever is handed out as a file that nothing keeps.

    Args:
        namespace: That the ids are derived in.
        what: Is handed out.
    """
    made = uuid5(namespace, f"{account.board}/{account.name}/{key}")
    return Acting(actor_of(board, account), uuid5(made, "command"), uuid5(made, what))


def make_again(reader: Reader, package: EvidencePackage, target: BinaryIO) -> None:
    """Make the same package once more, and write down that its case is shown.

    Raises:
        NotFoundError: The case is not there any more.
        ConflictError: It cannot be made the same: something in it was protected, moved or erased since, or the program is
            another.
        UnavailableError: The access log cannot be written.
    """
    told, recipe = package.handed_out, package.recipe
    assert told is not None and recipe is not None, "a package that is found was handed out"
    reader.shown_case(recipe.case_id, reader.as_of(str(recipe.known_size)))
    made = _make(reader, recipe, target)
    if made.package_sha256 != told.package_sha256:
        another = " Programmets version är en annan än då." if made.verifier_sha256 != told.verifier_sha256 else ""
        raise ConflictError(
            "Paketet kan inte göras om likadant: något i det har skyddats, flyttats eller gallrats sedan dess, eller så är det"
            f" gjort med en annan version.{another} Gör ett nytt paket."
        )


def package_of(board: OpenBoard, package_id: UUID) -> EvidencePackage:
    """A package that was handed out.

    Raises:
        NotFoundError: There is none of that id.
    """
    if board.family_of(package_id) != "evidence":
        raise NotFoundError("Bevispaketet finns inte i nämnden. Kontrollera uuid:t.")
    return EvidencePackage.fold(each.event for each in board.ledger.stream(package_id))


def _recipe(
    reader: Reader, case_id: UUID, as_of: KnownAt, asked: Asked, masks: tuple[MaskRule, ...], sizes: tuple[int, int]
) -> Recipe:
    """How a package is made; `sizes` are those that its checkpoints of the records and of the access log state."""
    day = judged_day(reader, asked.known_at, as_of)
    person = None if asked.to is None else asked.to.person
    return Recipe(case_id, as_of.size, *sizes, day, masks, asked.shows_protected, person, asked.unmaskings)


def _require_for_party(board: OpenBoard, case_id: UUID, asked: Asked, policy: Policy) -> None:
    if asked.to is None or asked.to.person is None:
        require_nothing_unmasked(asked.unmaskings)
        return
    now = Case.fold(each.event for each in board.ledger.stream(case_id))
    require_for_party(now, asked.to.person, asked.unmaskings, shows_protected=asked.shows_protected, policy=policy)


def _make(reader: Reader, recipe: Recipe, target: BinaryIO) -> Made:
    built = build(reader, recipe)
    write_archive(target, built.files)
    target.seek(0)
    digest = file_digest(target, "sha256").hexdigest()
    target.seek(0)
    return Made(built.hidden, digest, verifier_hash())
