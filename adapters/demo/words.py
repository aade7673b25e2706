"""What is said in the demo beside the journal (sv. *uppgifter i akten*): assignments, own words, methods, by activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from adapters.demo import cast


class Words(NamedTuple):
    """What belongs to one activity.

    Args:
        assignment: What the commissioner orders; None = people come on their own.
        own_words: What people say that they want help with.
        sub_goals: Steps towards a goal, in the person's own words.
        how: How the goals are worked on.
        method: The code of the method in the unit's catalogue, and its steps if it is a programme with a manual.
        home: Where people mostly live when it ends.
        done: What has been done, at a closing.
    """

    assignment: str | None
    own_words: tuple[str, ...]
    sub_goals: tuple[str, ...]
    how: tuple[str, ...]
    method: str
    steps: int | None
    home: tuple[str, ...]
    done: str


WORDS: Mapping[str, Words] = {
    cast.YOUTH_CLINIC: Words(
        None,
        ("Jag vill ha någon att prata med som inte känner min familj.", "Jag sover dåligt och orkar inte med skolan.",
         "Jag vill förstå varför jag blir så orolig."),
        ("Jag lägger undan mobilen klockan tio.", "Jag berättar för en vuxen när det är tungt.",
         "Jag säger nej en gång i veckan."),
        ("Samtal varannan vecka; en uppgift mellan gångerna.", "Vi skriver upp vad som väcker oron och vad som hjälper."),
        "STODSAMTAL", None, ("with_parents", "with_parents", "sublet"),
        "Stödsamtal varannan vecka om det som kontakten gällde, med skattning vid varje samtal.",
    ),
    cast.FAMILY_GROUP: Words(
        "Familjebehandling i hemmet för att minska konflikterna och stärka föräldrarnas samarbete om barnet.",
        ("Vi vill kunna äta middag utan att det blir bråk.", "Vi behöver hjälp att hålla ihop kvällarna."),
        ("Vi äter middag tillsammans två kvällar i veckan.", "Jag säger till innan jag går från bordet.",
         "Vi går undan och andas innan vi svarar."),
        ("Hembesök varannan vecka med övning mellan gångerna.", "Samtal med föräldrarna för sig och med barnet för sig."),
        "FAMILJESAMTAL", None, ("with_parents",), "Hembesök varannan vecka med hela familjen och enskilda samtal med barnet.",
    ),
    cast.HOUSING_SUPPORT: Words(
        "Boendestöd i träningslägenhet för att den enskilde ska kunna klara ett eget kontrakt.",
        ("Jag vill ha en egen lägenhet med mitt namn på dörren.", "Jag behöver hjälp med posten och räkningarna."),
        ("Jag öppnar posten samma dag som den kommer.", "Jag betalar hyran den dag pengarna kommer."),
        ("Hembesök varannan vecka; posten och hyran gås igenom varje gång.",),
        "BOSTOD", None, ("training_flat", "trial_flat", "own_contract"),
        "Boendestöd varannan vecka med hyra, post, städning och kontakt med hyresvärden.",
    ),
    cast.CBT_TEAM: Words(
        "Behandling enligt KBT för att minska det skadliga bruket och förebygga återfall.",
        ("Jag vill kunna säga nej på fredagar.", "Jag vill att barnen ska kunna lita på mig igen."),
        ("Jag ringer någon när suget kommer.", "Jag går hem före klockan tio.", "Jag skriver dagbok tre dagar i veckan."),
        ("Veckovisa samtal enligt programmet med hemuppgift.",),
        "ATERFALLSPREVENTION", 8, ("own_contract", "own_contract", "sublet"),
        "Veckovisa samtal enligt programmet för återfallsprevention, med kartläggning före och efter.",
    ),
    cast.YOUTH_GROUP: Words(
        "Täta, korta kontakter med den unge för att bryta skolfrånvaron och stödja en fungerande fritid.",
        ("Jag vill klara nian.", "Jag vill slippa tjafset hemma om mornarna."),
        ("Jag går upp när klockan ringer tre dagar i rad.", "Jag går till skolan också när första lektionen är matte."),
        ("Träff varje vecka och kontakt med mentorn.",),
        "MOTIVERANDE-SAMTAL", None, ("with_parents",), "Veckovisa träffar och samarbete med skolan och hemmet.",
    ),
}

COMMISSIONERS = (
    "Socialsekreterare Tove Exempel", "Socialsekreterare Bo Demo", "Socialsekreterare Nadja Fiktiv",
    "Socialsekreterare Per Påhitt",
)
