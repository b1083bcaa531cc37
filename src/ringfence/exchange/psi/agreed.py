"""From a signed agreement to the terms of one run, as one of its parties sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.exchange.agreement import Agreement, check
from ringfence.exchange.psi.terms import Compared, Terms
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from datetime import datetime


def terms_of(agreement: Agreement, own: str, partner: str, compared: Compared, at: datetime) -> Terms:
    """Take from an agreement what one run may do.

    Args:
        agreement: As it was read.
        own: The fingerprint of our signing key.
        partner: The fingerprint of the partner's.
        compared: What is to be compared.
        at: When.

    Raises:
        UsageError: When one of the keys is of no party, or both are the same.
        InputError: When the agreement does not hold, or is about something else.
    """
    problems = check(agreement, at)
    if problems:
        raise InputError(
            f"the agreement cannot be used: {problems[0]}",
            advice="Settle it with the partner, and sign again where that is needed",
        )
    if agreement.shares != compared.value:
        raise InputError(
            f"the agreement is about {agreement.shares}s, not about {compared.value}s",
            advice="Give --class as the agreement has it, or sign another agreement",
        )
    other = next((one for one in agreement.others(own) if one.fingerprint == partner), None)
    if other is None:
        raise UsageError(
            "the partner's key is of no other party to the agreement",
            advice="Compare the fingerprints of both keys with the agreement's",
        )
    return Terms(
        agreement=agreement.digest,
        compared=compared,
        ceiling=agreement.size_ceiling,
        budget=agreement.budget,
        expires_at=agreement.ends_at,
        partner=other.public,
        auditor=agreement.auditor,
    )
