"""`aktspar keys rotate-signer`: another key signs from now on, and the earlier one has said so."""

from __future__ import annotations

import typer

from api.invocation import Invocation


def rotate_signer(context: typer.Context) -> None:
    """Byt den nyckel som signerar kontrollpunkter.

    Den gamla nyckelns sista kontrollpunkt innehåller händelsen om bytet. Lämna de nya verifieringsnycklarna till vittnen och
    revisorer. Stoppa tjänst och arbetare först; avbryts bytet fortsätter samma kommando.
    """
    from api.signer_rotation import rotate

    invocation: Invocation = context.obj
    with invocation.runtime() as runtime:
        rotated = rotate(runtime)
        document = {"ledgers": rotated}
        invocation.output.answer(
            document, lambda screen: screen.raw("".join(f"{each['new_verifier_key']}\n" for each in rotated))
        )
