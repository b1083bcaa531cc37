"""Who rings the desk that writes a note: *cx (72F) calling in from X*, *Kd. ruft an von X*, *ग्राहक X से …*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

# *cx (72F) calling in from X*, *Kundin (74) ruft an von X*, *cliente (72 ans) appelle depuis le X*
_AGED = r"(?:\s?\([^()\n]{1,24}\)|,? (?:aged? )?\d\d ?(?:yo|y/o|f|m|ans|años|jahre)?\b,?)?,?\s"
_RINGS = re.compile(
    rf"(?<!to )(?<!fake )(?<!the )\b(?:caller is (?:our|a) )?(?P<en>[a-z]+)\.?(?: of (?:the )?public)?{_AGED}"
    r"(?:(?:(?:is|was|now|just|who is) ){0,2}(?:calling|phoning|ringing|dialing|dialling|telephoning)"
    r"|(?:(?:has|just) ){0,2}(?:calls|called|phones|phoned|rings|rang))"
    r"(?: (?:in|us|back|today|now|the (?:desk|line|hotline|branch))){0,3}(?: to (?:report|say"
    r"|advise)[^.!?;\d]{0,30})? (?:from|using)$"
    rf"|\b(?P<de>[^\W\d_]+)\.?{_AGED}(?:(?:ruft|rief)(?: \w+)?(?: an)?|meldete? sich"
    r"(?: (?:telefonisch|bei uns|heute))*) (?:von|vom)$"
    rf"|(?<!à la )(?<!au )\b(?P<fr>[^\W\d_]+)\.?{_AGED}(?:nous )?"
    r"(?:r?appelle|r?appelait|téléphone|téléphonait|contacte)(?: (?:nous|depuis chez elle))? (?:depuis|du"
    r"|de)$"
    rf"|(?<!a la )(?<!al )\b(?P<es>[^\W\d_]+)\.?{_AGED}(?:nos )?"
    r"(?:llama|llamaba|telefonea|contacta)(?: (?:por teléfono|hoy))? (?:desde|del)$"
)
_HINDI = re.compile(
    r"(?:^|[.।:\n-]\s?)(?:ग्राहक|कस्टमर|सदस्य|पीड़ित\w*|पीड़िता|शिकायतकर्ता|customer|grahak|member|cust|cx"
    r"|peedit)"
    r"(?:\s?\([^()\n]{1,24}\))?(?:\s(?:ne|ने|apne|अपने|number|नंबर))*\s[+(]{0,2}$"
)
_BEHIND_HINDI = re.compile(
    r"\s(?:se|से)\s(?:call|phone|कॉल|फोन|फ़ोन)\s(?:kar\s?(?:rah[aei]|ke)|kiya hai|कर\s?(?:रह[ाीे]|के))"
)
_JAPANESE = re.compile(
    r"(?:お客様|お客さま|顧客|会員|通報者|相談者|申告者|被害者|届出人|契約者|利用者)(?:様|本人)?(?:\([^()]{1,16}\))?"
    r"(?:が|は|より|から)?[、,]?\s?[+(]{0,2}$"
)
_BEHIND_JAPANESE = re.compile(
    r"\s?(?:から|より)(?:の)?(?:お電話|架電|入電|ご連絡|電話(?!.{0,3}(?:受け|が|あり|かか))|ご相談|電話相談)"
)


def is_told(text: Folded, first: int, end: int) -> bool:
    """Tell whether whom a note is about is said to ring up, by the words that end with *from*.

    Args:
        text: The folded text.
        first: How far back these may begin.
        end: One past where *from* ends.
    """
    found = _RINGS.search(text.low, first, end)
    return found is not None and antecedents.is_party(text, *found.span(found.lastgroup or 0))


def is_hindi(low: str, first: int, start: int, end: int) -> bool:
    """Tell the same of a value in Hindi: *ग्राहक X से कॉल कर रही हैं*."""
    return _BEHIND_HINDI.match(low, end) is not None and _HINDI.search(low, first, start) is not None


def is_japanese(low: str, first: int, start: int, end: int) -> bool:
    """Tell the same of a value in Japanese: *お客様がXから入電*."""
    return _BEHIND_JAPANESE.match(low, end) is not None and _JAPANESE.search(low, first, start) is not None
