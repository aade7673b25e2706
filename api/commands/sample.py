"""`aktspar sample`: records drawn for review by a rule that was recorded first, so that anybody can draw the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption
from api.invocation import Invocation
from api.known_at import parse_valid_at
from api.output import Screen
from api.problems import EXIT_NOT_IN_ORDER, UsageError
from domain.base import Purpose
from domain.errors import InvalidValueError
from domain.sampling.codes import SamplePopulation, Stratum

if TYPE_CHECKING:
    from api.sampling import Rule

SampleArgument = Annotated[str, typer.Argument(metavar="STICKPROV", help="Stickprovets uuid.")]
UnitOption = Annotated[str | None, typer.Option("--unit", metavar="ENHET", help="Enheten: namn eller uuid.")]
SizeOption = Annotated[int | None, typer.Option("--size", metavar="ANTAL", min=1, help="Så många ärenden ska dras.")]
PopulationOption = Annotated[
    str,
    typer.Option("--population", metavar="URVAL", help=f"Vilka ärenden: {', '.join(each.value for each in SamplePopulation)}."),
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATUM", help="Periodens första dag. Annars som --to.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATUM", help="Periodens sista dag. Annars i dag.")]
StrataOption = Annotated[
    str,
    typer.Option(
        "--strata", metavar="GRUPPER",
        help="Riskgrupper i ordning, med kommatecken emellan; ett ärende hör till den första som passar.",
    ),
]
PurposeOption = Annotated[str, typer.Option("--assess", metavar="TEXT", help="Vad som ska bedömas i ärendena.")]
ByOption = Annotated[str, typer.Option("--by", metavar="ROLL", help="Vem som granskar, som roll.")]
_EVERY_RISK = ",".join(each.value for each in Stratum if each is not Stratum.OTHER)
_PURPOSE = "Det som regler inte kan bedöma: innehåll, språk, och om fakta och bedömningar hålls isär."


def rule(
    context: typer.Context,
    unit: Annotated[str, typer.Option("--unit", metavar="ENHET", help="Enheten: namn eller uuid.")],
    size: Annotated[int, typer.Option("--size", metavar="ANTAL", min=1, help="Så många ärenden ska dras.")],
    population: PopulationOption = SamplePopulation.OPEN_SOME_DAY.value, first: FromOption = None, last: ToOption = None,
    strata: StrataOption = _EVERY_RISK, assess: PurposeOption = _PURPOSE, by: ByOption = "Internkontrollanten",
) -> None:
    """Anteckna en urvalsregel, innan något dras.

    Ramen är ärendena som de är kända just då. Fröet kommer sedan från något som ingen har kunnat välja.
    """
    from api.sample_reading import SampleReader
    from api.sampling import record_rule

    invocation: Invocation = context.obj
    asked = _rule(unit, size, population, first, last, strata, assess, by)
    with invocation.reader("sample rule", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        sample_id = record_rule(reader.board, invocation.caller(), asked)
        answer = SampleReader(reader).sample(sample_id)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def draw(
    context: typer.Context,
    sample: Annotated[str | None, typer.Argument(metavar="STICKPROV", help="Den antecknade regelns uuid.")] = None,
    unit: UnitOption = None, size: SizeOption = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="FRÖ", help="Ett eget frö: då är dragningen märkt som övning."),
    ] = None,
    population: PopulationOption = SamplePopulation.OPEN_SOME_DAY.value, first: FromOption = None, last: ToOption = None,
    strata: StrataOption = _EVERY_RISK, assess: PurposeOption = _PURPOSE, by: ByOption = "Internkontrollanten",
) -> None:
    """Dra ett stickprov.

    Med --seed antecknas en regel och dras efter på en gång, för övning. Utan --seed dras efter den regel som redan är antecknad,
    med den första bevittnade kontrollpunkten efter den som frö.
    """
    from api.sample_reading import SampleReader
    from api.sampling import draw_sample, record_rule

    invocation: Invocation = context.obj
    if (sample is None) == (unit is None or size is None):
        raise UsageError("Ange den antecknade regelns uuid, eller --unit och --size.")
    with invocation.reader("sample draw", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        caller = invocation.caller()
        if sample is not None:
            chosen: UUID | None = _uuid(sample)
        elif seed is not None:
            asked = _rule(unit or "", size or 0, population, first, last, strata, assess, by)
            chosen = record_rule(reader.board, caller, asked, seed=seed)
        else:
            chosen = SampleReader(reader).waiting(unit or "", size or 0)
        if chosen is None:
            raise UsageError(
                "Ingen urvalsregel för enheten och antalet väntar på dragning. Anteckna en med 'aktspar sample rule', och dra när"
                " det finns en bevittnad kontrollpunkt efter den; eller ange --seed för övning."
            )
        draw_sample(reader.board, caller, chosen, seed)
        answer = SampleReader(reader).sample(chosen)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def show(context: typer.Context, sample: SampleArgument, known_at: KnownAtOption = None) -> None:
    """Visa ett stickprov: regeln, ramen, dragningen och hur lätt den missar fel."""
    from api.sample_reading import SampleReader

    invocation: Invocation = context.obj
    with invocation.reader("sample show", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer = SampleReader(reader).sample(_uuid(sample), known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))


def list_samples(context: typer.Context, known_at: KnownAtOption = None) -> None:
    """Visa nämndens stickprov."""
    from api.sample_reading import SampleReader

    invocation: Invocation = context.obj
    with invocation.reader("sample list", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer = SampleReader(reader).samples(known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show_list(screen, answer.document))


def verify(context: typer.Context, sample: SampleArgument, known_at: KnownAtOption = None) -> int:
    """Gör om dragningen och jämför.

    Ramen tas från när den antecknades, eller från --known-at; en annan ram än dragningens ger aldrig samma dragning.
    """
    from api.sample_reading import SampleReader

    invocation: Invocation = context.obj
    with invocation.reader("sample verify", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        document = SampleReader(reader).again(_uuid(sample), known_at=known_at).document
        invocation.output.answer(document, lambda screen: _show_verified(screen, document))
    return 0 if document["in_order"] else EXIT_NOT_IN_ORDER


def chances(
    context: typer.Context,
    frame: Annotated[int, typer.Option("--of", metavar="ANTAL", min=1, help="Så många ärenden finns att dra ur.")],
    size: Annotated[int, typer.Option("--size", metavar="ANTAL", min=0, help="Så många ärenden dras.")],
) -> None:
    """Visa hur lätt ett stickprov missar fel."""
    from api.sample_reading import SampleReader

    invocation: Invocation = context.obj
    with invocation.reader("sample chances", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        document = SampleReader(reader).chances(frame, size).document
        invocation.output.answer(document, lambda screen: _show_chances(screen, document))


def _rule(
    unit: str, size: int, population: str, first: str | None, last: str | None, strata: str, assess: str, by: str
) -> Rule:
    from api.sampling import Rule

    words = [word.strip() for word in strata.split(",") if word.strip()]
    known = {each.value: each for each in Stratum}
    if not set(words) <= known.keys():
        raise UsageError(f"En riskgrupp finns inte; välj bland {', '.join(known)}.")
    if population not in set(SamplePopulation):
        raise UsageError(f"Urvalet finns inte; välj bland {', '.join(each.value for each in SamplePopulation)}.")
    return Rule(
        unit, SamplePopulation(population), _day(first), _day(last), size, tuple(known[word] for word in words), assess, by,
    )


def _show(screen: Screen, document: dict[str, Any]) -> None:
    rule, frame, drawn = document["rule"], document["frame"], document["drawn"]
    screen.line(f"Stickprov {document['sample']}: {rule['sample_size']} av {frame['frame_size']} ärenden", "bold")
    screen.line(
        f"{rule['population_in_words'].capitalize()}, {rule['review_from']}–{rule['review_to']}. Granskas av"
        f" {rule['reviewed_by']}: {rule['sample_purpose']}"
    )
    if drawn is None:
        state = "Återtagen." if document["withdrawn"] else "Inte draget än."
        screen.line(f"{state} Ramen är som känd vid {frame['frame_position']} händelser, kontrollsumma {frame['frame_hash']}.")
        screen.table(("Riskgrupp", "Ärenden"), [(each["stratum_in_words"], each["size"]) for each in frame["strata"]])
    else:
        _show_drawn(screen, drawn)
    misses = frame["misses"] if drawn is None else drawn["misses"]
    if misses is not None:
        _show_chances(screen, misses)
    screen.line(as_of_line(document))


def _show_drawn(screen: Screen, drawn: dict[str, Any]) -> None:
    if drawn["is_training"]:
        screen.line("ÖVNING: fröet är valt av den som drog, så dragningen bevisar inget.")
    screen.line(
        f"Frö {drawn['seed']} ({drawn['seed_source_in_words']}), ur ramen vid {drawn['frame_position']} händelser med"
        f" kontrollsumma {drawn['frame_hash']}."
    )
    screen.table(
        ("Riskgrupp", "Ärenden", "Draget ärende"),
        [(each["stratum_in_words"], each["size"], case) for each in drawn["strata"] for case in each["cases"]],
    )


def _show_chances(screen: Screen, misses: dict[str, Any]) -> None:
    screen.line(f"Så lätt missar {misses['sample_size']} av {misses['frame_size']} ärenden alla fel:")
    screen.table(
        ("Felaktiga ärenden", "Sannolikhet att missa", "Som mest, var felen än ligger", "Så många behövs för 95 %"),
        [
            (
                each["faulty"], each["misses"]["probability"],
                None if each["misses_at_most"] is None else each["misses_at_most"]["probability"], each["smallest_sample"],
            )
            for each in misses["faulty"]
        ],
    )


def _show_list(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Stickprov", "Enhet", "Period", "Antal", "Läge"),
        [
            (
                each["sample"], each["unit"], f"{each['rule']['review_from']}–{each['rule']['review_to']}",
                each["rule"]["sample_size"], _state(each),
            )
            for each in document["samples"]
        ],
    )
    screen.line(f"{len(document['samples'])} stickprov. {as_of_line(document)}")


def _state(document: dict[str, Any]) -> str:
    if document["withdrawn"] is not None:
        return "återtaget"
    if document["drawn"] is None:
        return "inte draget"
    return "draget för övning" if document["drawn"]["is_training"] else "draget"


def _show_verified(screen: Screen, document: dict[str, Any]) -> None:
    screen.line("Dragningen är densamma när den görs om." if document["in_order"] else f"Stämmer inte: {document['why_not']}")
    screen.line(as_of_line(document))


def _day(text: str | None) -> date | None:
    try:
        return parse_valid_at(text)
    except InvalidValueError:
        raise UsageError("Periodens dagar går inte att läsa. Skriv datum, till exempel 2026-04-12.") from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise UsageError("Stickprovet anges med sitt uuid. Se 'aktspar sample list'.") from None
