"""Japanese numbers, digit by digit: *〇三の五五五〇の〇一二三*, *ゼロ いち ニ ゼロ*, *五十五*.

Nothing stands between the words, and most are also parts of others (*に* is *to*, *し* is *and*, *一番* is
*the best*): only three or more in a row are a number, or two signs of kanji (one *〇* or *ゼロ*) beside other
digits. A lone *に*, *し*, *く* or *ご* at the edge of a row, glued to other letters, belongs to these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.indicators.cues import Token

TIMES: dict[str, int] = {}
SKIPPED = frozenset("のノー")
COMMON: frozenset[str] = frozenset()

_KANJI = "〇一二三四五六七八九"
_KANA = (
    *(
        "ゼロ|ぜろ|零|れい|レイ|まる|マル",
        "いち|いーち|イチ|ワン",
        "にい|にー|に|ニイ|ニー|ニ|ツー",
        "さん|さーん|サン|スリー",
        "よん|よーん|ヨン|し|シ|フォー",
    ),
    *(
        "ごお|ごー|ご|ゴー|ゴ|ファイブ",
        "ろく|ロク|シックス",
        "なな|ナナ|しち|シチ|セブン",
        "はち|ハチ|エイト",
        "きゅう|キュウ|きゅー|キュー|く|ク|ナイン",
    ),
)
_VALUES = {sign: str(i) for i, sign in enumerate(_KANJI)} | {
    word: str(i) for i, words in enumerate(_KANA) for word in words.split("|")
}
_TENS = rf"[{_KANJI[2:]}]?十[{_KANJI[1:]}]?"
_WORD = f"(?:{_TENS}|{'|'.join(sorted(_VALUES, key=lambda word: (-len(word), word)))})"
_BETWEEN = r"[\s、,・./ー-]{0,3}(?:[のノ]\s?)?"
_WORDS = re.compile(_WORD)
_ROW = re.compile(
    rf"{_WORD}(?:{_BETWEEN}{_WORD}){{2,}}|(?:[{_KANJI}]|ゼロ){{2,}}|(?:[〇零]|ゼロ)(?=[\s-]?[0-9])"
)
_BESIDE = r"[\s()ーのノ-]{0,3}"
_DIGIT_AFTER = re.compile(rf"{_BESIDE}[0-9]")
_DIGIT_BEFORE = re.compile(rf"[0-9]{_BESIDE}$")
_EDGES = frozenset("にしくごニシクゴ")
_LETTER = re.compile(f"[{cues.JAPANESE}]")
_ENDS = re.compile(r"です|でした|って|と[言いの]")
_LEAST = 3
_MOST = 200  # number words in a row; more are no number


def table() -> dict[tuple[str, ...], str]:
    """Give the digits by the tokens that `cut` makes: ``#`` and the digits."""
    return {(f"#{i}",): str(i) for i in range(100)}


def cut(low: str, tokens: Sequence[Token]) -> list[Token]:
    """Make one token of each number word that stands in a row with others."""
    words = [word for row in _ROW.finditer(low) for word in _row(low, *row.span())]
    if not words:
        return list(tokens)
    made: list[Token] = []
    at = 0
    for start, end, digits in words:
        while at < len(tokens) and tokens[at][2] <= start:
            made.append(tokens[at])
            at += 1
        while at < len(tokens) and tokens[at][1] < end:
            at += 1
        made.append((f"#{digits}", start, end))
    return [*made, *tokens[at:]]


def _row(low: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Read the words of a row; none where it is no number."""
    words = [(*match.span(), _digits(match[0])) for match in _WORDS.finditer(low, start, end)]
    if words and low[words[0][0] : words[0][1]] in _EDGES and _LETTER.match(low, max(0, start - 1)) and start:
        del words[0]
    if (
        words
        and low[words[-1][0] : words[-1][1]] in _EDGES
        and _LETTER.match(low, end)
        and not _ENDS.match(low, end)
    ):
        del words[-1]
    if len(words) >= _LEAST:
        return words if len(words) <= _MOST else []
    beside = _DIGIT_AFTER.match(low, end) or _DIGIT_BEFORE.search(low, max(0, start - 4), start)
    plain = (
        words
        and not _WORDS.sub("", low[start:end])
        and all(word in "ゼロ" + _KANJI + "零" for word in low[start:end])
    )
    return words if beside and plain else []


def _digits(word: str) -> str:
    if "十" not in word:
        return _VALUES[word]
    ten, _, one = word.partition("十")
    return f"{_VALUES.get(ten, '1')}{_VALUES.get(one, '0')}"
