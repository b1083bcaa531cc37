"""German numbers as words: *achtundachtzig*, *null achthundert*, *fuenfunddreissig*."""

from __future__ import annotations

from ringfence.indicators import cues

TIMES: dict[str, int] = {
    "doppel": 2,
    "doppelt": 2,
    "doppelte": 2,
    "zweimal": 2,
    "trippel": 3,
    "dreifach": 3,
    "dreimal": 3,
    "viermal": 4,
}
SKIPPED = frozenset(cues.listed("und dann strich bindestrich punkt leerzeichen die"))
COMMON = frozenset(["ein"])  # an article
_ONES = (
    *(
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
    ),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_TWO = 2  # digits of tens
_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
# How people write who lack these keys.
_PLAIN = str.maketrans({"ü": "ue", "ö": "oe", "ß": "ss"})


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    table: dict[tuple[str, ...], str] = {(word,): str(i) for i, word in enumerate(_ONES)}
    table |= {("zwo",): "2", ("ein",): "1"}
    said = [(1, "ein"), *enumerate(_ONES[2:10], 2), (2, "zwo")]
    for i, ten in enumerate(_TENS, 2):
        table[(ten,)] = f"{i}0"
        table |= {(f"{one}und{ten}",): f"{i}{j}" for j, one in said}
    # *achthundert achtzig* stays 800 80: so are toll-free numbers said. As one word it is 880.
    below = {words[0]: digits for words, digits in table.items() if len(digits) == _TWO}
    below |= {word: f"0{i}" for i, word in enumerate(_ONES[1:10], 1)}
    table |= {
        (f"{one}hundert{link}{word}",): f"{i}{digits}"
        for i, one in said
        for word, digits in below.items()
        for link in ("", "und")
    }
    for i, one in said:
        table[(f"{one}hundert",)] = f"{i}00"
        table[(f"null{one}hundert",)] = f"0{i}00"
        table[(one, "hundert")] = f"{i}00"
    plain = {tuple(word.translate(_PLAIN) for word in words): digits for words, digits in table.items()}
    swiss = {tuple(word.replace("ß", "ss") for word in words): digits for words, digits in table.items()}
    return table | plain | swiss
