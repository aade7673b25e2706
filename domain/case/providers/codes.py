"""The coded words of external providers' plans."""

from __future__ import annotations

from domain.codes import Code


class ExternalPlanStatus(Code):
    """Where a request for a provider's plan stands (sv. *läge för extern plan*); worked out, never recorded."""

    REQUESTED = "requested", "begärd"
    REMINDED = "reminded", "påmind"
    RECEIVED = "received", "mottagen"
    REFUSED = "refused", "nekad"
