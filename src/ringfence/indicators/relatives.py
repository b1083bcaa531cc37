"""Whose *her number* and *his mobile* are: a relative's for whom it is reported, or a scammer's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

_THEIRS = re.compile(r"(?:his|her|their) (?:phone|number|mobile|cell|landline|contact|home|direct|best)\b")
_HER_HOME = re.compile(r"her (?:landline|home|house|mobile|cell)\b")
_REACH = re.compile(r"(?:reach|contact|call|ring|phone|email|text|get|catch|find|speak to) (her|him)\b")
# *J'ai ma fille qui suit le dossier, vous pouvez la joindre au …*, *mi hija, pueden llamarla al …*.
_REACH_KIN = re.compile(
    r"(?:(?:vous )?(?:pouvez|pourrez)|veuillez|merci de) (la|le) (?:joindre|appeler|contacter|rappeler)\b"
    r"|(?:pueden|puede|podéis) (?:llamar|localizar|contactar|encontrar)(la|lo)\b"
)
_OF_KIN = {
    "la": re.compile(r"\b(?:ma|notre|mi|nuestra) [^\W\d_]+"),
    "le": re.compile(r"\b(?:mon|notre) [^\W\d_]+"),
    "lo": re.compile(r"\b(?:mi|nuestro) [^\W\d_]+"),
}
_TOLD_TO = re.compile(r"\b(?:told|said|says|saying|asked|wanted|supposed|meant|had)\b[^.!?;]{0,40}$")
_WHOSE = re.compile(
    r"(?:his|her) (?:own )?(?:number|phone|telephone|line|contact)(?: number)? is\b"
    r"|(?:seine|ihre) (?:nummer|telefonnummer|handynummer|rufnummer)(?: ist| lautet|\s?:)"
    r"|(?:son|sa) (?:numéro|ligne)(?: est| c'est|\s?:)|su (?:número|teléfono|móvil)(?: es|\s?:)"
)
_THEIR_OWN = re.compile(r"(?:son|sa) [^\W\d_]+ (?:à (?:elle|lui)|perso(?:nnel(?:le)?)?|propre)\b")
# Words for a scammer who is a woman or a man.
_PARTY_FEMALE = re.compile(
    r"\b(?:der geschädigten|die geschädigte|geschädigte|kundin|melderin|anzeigende|anzeigeerstatterin"
    r"|rentnerin"
    r"|seniorin|klientin|mandantin|patientin|versicherte)\b"
)
_SHE_GERMAN = re.compile(
    r"\b(?:anruferin|betrügerin|täterin|(?:die|eine) (?:dame|frau|mitarbeiterin|stimme))\b"
)
_VERB = (
    r"(?:(?:called|rang|phoned)(?! (?:the|that|this|an?|it|them|back|their|number|you|your)\b)"
    r"|texted|calling|told|tells|said|says|asked|asks|texts|messages|claims|claim(?"
    r":ed|ing)|pretend(?:ed|ing)|pos(?:ed|ing)|gave|wanted)"
)
_SHE = re.compile(
    rf"\b(?:(?:a|the|this|that|some|one) (?:[\w-]+ )?(?:woman|lady|girl)\b|(?:woman|lady|girl|she) {_VERB})"
)
_HE = re.compile(
    rf"\b(?:(?:a|the|this|that|some|one) (?:[\w-]+ )?(?:man|guy|bloke|fella|gentleman|chap|male|lad)\b"
    rf"|(?:man|guy|bloke|he|male) {_VERB})"
)
_EITHER = re.compile(r"\b(?:my|our) (?:neighbou?r|friend)\b")  # of whom *his* may be said as well as *her*
# *Her son can be reached at …*
_KIN_REACHED = re.compile(
    r"(?:(?:his|her|their|my|our|the) )?([a-z]+) (?:(?:can|may|could|will) (?:[a-z]+ )?be"
    r" (?:reached|contacted|called|rung|phoned|found|got|had)|is (?:reachable|on|at|available))\b"
)
_SPOKEN_OF = frozenset(["his", "hers", "kin", "behalf", "note"])
_HERS = "hers"  # a scene: a report about a woman of the family
_SCENES = {"his": "his", "her": _HERS, "seine": "his", "ihre": _HERS, "son": "kin", "sa": "kin", "su": "kin"}


def may_have(text: Folded) -> bool:
    """Tell whether a text speaks of someone for whom it is reported."""
    return not text.scenes.isdisjoint(("behalf", *_SCENES.values()))


def are_meant(text: Folded, pronoun: str) -> bool:
    """Tell whether *his*, *her* or *their* speaks of whom a report is for, and of no one else in it.

    Args:
        text: The folded text.
        pronoun: One of these words.
    """
    if pronoun == "their":
        return "behalf" in text.scenes
    scene, other = (_HERS, _SHE) if pronoun == "her" else ("his", _HE)
    if scene not in text.scenes and antecedents.party_sex(text) == ("m" if pronoun == "her" else "f"):
        return False  # *Mbr called from her number … connected from his AnyDesk*
    either = pronoun == "his" and _HERS in text.scenes and cues.says(_EITHER, text.low)
    if not either and text.scenes.isdisjoint((scene, "note", "behalf")):
        party = (
            pronoun == "her" and text.lang not in ("en", "fr", "es") and cues.says(_PARTY_FEMALE, text.low)
        )
        return party and not cues.says(_SHE_GERMAN, text.low)
    return not cues.says(other, text.low)


def has(cue: Cue, text: Folded) -> bool:
    """Tell whether a phrase that tells a scammer's value elsewhere speaks of a relative's.

    Args:
        cue: A phrase of the group ``before``.
        text: The folded text.
    """
    if text.scenes.isdisjoint(_SPOKEN_OF):
        return False
    if cue.name.startswith("callback"):
        kin = _KIN_REACHED.match(text.low, cue.start)
        if kin is not None and antecedents.is_word_for_hers(text, *kin.span(1)):
            return True
    if cue.name == Role.OPERATOR:  # a mother's, a daughter's: not that of a woman who called
        return _HERS in text.scenes and text.low.startswith("her ", cue.start)
    return cue.name.startswith("callback") and _has_number(cue, text)


def have_own(cue: Cue, text: Folded) -> bool:
    """Tell whether a phrase speaks of what is a relative's own: *son numéro à elle*."""
    return "kin" in text.scenes and _THEIR_OWN.match(text.low, cue.start) is not None


def _has_number(cue: Cue, text: Folded) -> bool:
    """Tell whether a phrase that tells a number to call elsewhere gives a relative's."""
    if "behalf" in text.scenes and _THEIRS.match(text.low, cue.start):
        return True  # the one for whom it is reported
    reach = _REACH.match(text.low, cue.start)
    if reach is not None and not _TOLD_TO.search(text.low, max(0, cue.start - 40), cue.start):
        return are_meant(text, "her" if reach[1] == "her" else "his")
    if _HERS in text.scenes and _HER_HOME.match(text.low, cue.start):
        return True
    kin = _REACH_KIN.match(text.low, cue.start) if "kin" in text.scenes else None
    if kin is not None and cues.says(_OF_KIN[kin[1] or kin[2]], text.low):
        return True
    whose = _WHOSE.match(text.low, cue.start)
    begins = text.low[: cue.start].rstrip(" \n")[-1:] in ("", ".", "!", "?", ";")
    return (
        whose is not None and begins and _SCENES[whose[0].partition(" ")[0]] in text.scenes
    )  # *His number is …*
