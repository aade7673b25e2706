"""Why something of an evidence package is not shown (sv. *skäl till maskering i bevispaket*)."""

from __future__ import annotations

from domain.codes import Code


class MaskReason(Code):
    """Why a part of an event is masked, where nobody chose it (sv. *skäl till maskering*); a chosen mask names its ground."""

    PROTECTED = "protected", "skyddade personuppgifter (OSL 21 kap. 3 och 3 a §§, 22 kap. 1 §)"
    """Source: OSL 2009:400 21:3, 21:3 a, 22:1."""
    MISFILED = "misfiled", "posten hör till en annan akt"
    OTHER_CASE = "other_case", "händelsen gäller ett annat ärende"
    KEPT_BACK = "kept_back", "lämnas inte ut till mottagaren (OSL 10 kap. 3 §, 12 kap. 3 §, 21 kap. 3 §, 26 kap. 1 §)"
    """Said the same of whatever is kept from a party, so that it tells nothing by itself. Source: OSL 10:3, 12:3, 21:3, 26:1."""
    OTHER_CASES_TOO = "other_cases_too", "läsningen visade också andra ärenden"
