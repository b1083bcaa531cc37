"""Texts in which someone of a false support desk introduces himself: *this is Ryan from Windows support*.

All of *my* and *me* in them is his: *my direct number is X*. Where anything of a story is told, whoever tells
it is the reporter, who may work at a help desk as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_HEAD = 160  # characters in which someone introduces himself
_DESK = (
    r"(?:windows|microsoft|apple|amazon|norton|mcafee|geek|paypal|bt|virgin|comcast|xfinity|telekom|vodafone"
    r"|orange|(?:tech(?:nical)?|customer|it|computer|network|refund|security|billing)[ -]"
    r"(?:support|team|dept|department|desk|service|center|centre)|support|servicecenter|kundendienst|technik"
    r"|assistance technique|service technique|soporte|servicio técnico)"
)
_I_AM = (
    r"(?:this is|i am|i'm|my name is|mein name ist|ich bin|hier (?:ist|spricht)|je suis|je m'appelle|ici"
    r"|me llamo|soy|mi nombre es|habla)\s(?!(?:not|a victim|the victim|nicht|pas|no)\b)"
)
_FROM = r"(?:from|of|with|at|vom|von|der|des|de|du|del)\s(?:the |la |le |your |ihrem )?"
_INTRODUCES = re.compile(
    rf"(?:\b{_I_AM}[^.!?\n]{{0,40}}?\b{_FROM}[^.!?\n]{{0,24}}?\b{_DESK}\b"
    r"|\bi(?:'m| am) (?:the|your) (?:[a-z]+ )?(?:tech|technician|agent|case manager|support engineer)"
    r" (?:assigned|allocated|appointed)?)"
)
_STORY = re.compile(
    r"\b(?:scam\w*|fraud\w*|police|victim\w*|complain\w*|reported|claim(?:ed|ing|s)|pretend\w*"
    r"|a (?:man|woman|caller|guy)|he|she|they|him|her|called me|rang me"
    r"|my (?:computer|mother|mum|mom|father|dad|husband|wife|bank)|our town"
    r"|betr[uü]g\w*|polizei|anzeige|arnaqu\w*|escroqu\w*|plainte|estafa\w*|denuncia\w*|polic[ií]a)\b"
)


def by_desk(text: Folded) -> bool:
    """Tell whether who writes introduces himself as of a support desk, and tells nothing else."""
    known: bool | None = text.kept.get("introduced")
    if known is None:
        known = _INTRODUCES.search(text.low, 0, _HEAD) is not None and _STORY.search(text.low) is None
        text.kept["introduced"] = known
    return known
