"""How people give their own number in Japanese: *電話は…です*, *妻（…）*, *…です。折り返しお願いします*."""

from __future__ import annotations

import re

_LINE = 40  # characters of the last line of a letter
_BEFORE = 12  # characters before a number that are looked at
_PERSON = re.compile(
    r"(?:妻|夫|主人|母|父|息子|娘|長男|長女|次男|次女|祖母|祖父|兄|弟|姉|妹|私|わたし|僕|本人|自分|当方)"
    r"(?:さん)?\s?\(\s?\+?$"
)
_SIGNED = re.compile(r"(?:^|[.!?\n]\s{0,2})(?:電話|携帯|tel|自宅)(?:番号)?\s?(?:は|:)?\s{0,2}\(?$")
# *総務部 小林 電話…*: the last line of a letter, with a name before its number.
_CARD = re.compile(r"(?:^|[\n。])(?:[^\W\d_]{1,12}\s){1,3}(?:電話|携帯|tel)(?:番号)?\s?:?\s?\(?$")
_NOBODYS = re.compile(r"\+|0120|0800|0570|050|0990|[1-9]")  # free numbers and those of other countries
_ENDS = re.compile(r"\)?\s?(?:です|になります|でお願い|となります|\.?\s?$)")
_ASKS = re.compile(
    r"\s?(?:です)?[.、,\s]{0,3}(?:折り返し|折返し|ご?連絡|お?電話)を?\s?(?:お願い|ください|下さい)"
)
# What any of these has.
_MAY = re.compile(
    "[妻夫母父娘男女兄弟姉妹私僕]|主人|息子|わたし|本人|自分|当方|電話|携帯|自宅|連絡|折り?返し"
)


def may_stand(low: str) -> bool:
    """Tell whether any words of a text in small letters may give someone's own number."""
    return not low.isascii() and _MAY.search(low) is not None


def is_own(low: str, start: int, end: int) -> bool:
    """Tell whether a value is the reporter's or a relative's by the sentence it stands in.

    Args:
        low: The folded text in small letters.
        start: Where the value starts there, a bracket before it counted.
        end: Where it ends.
    """
    if _PERSON.search(low, max(0, start - _BEFORE), start + 1):
        return True
    if not low[end:].strip(" )\n") and _CARD.search(low, max(0, start - _LINE), start):
        return True
    signed = _SIGNED.search(low, max(0, start - _BEFORE), start) and not _NOBODYS.match(low, start)
    if signed and _ENDS.match(low, end):
        return True
    return start <= 1 and _ASKS.match(low, end) is not None
