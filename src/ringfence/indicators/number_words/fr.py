"""French numbers as words: *quatre-vingt-huit*, *septante*."""

from __future__ import annotations

from ringfence.indicators import cues

TIMES: dict[str, int] = {}
SKIPPED = frozenset(cues.listed("et puis tiret point"))
COMMON = frozenset(["un", "cent"])  # an article, and English
_TWO = 2  # digits of tens


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    ones = cues.listed(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    )
    table: dict[tuple[str, ...], str] = {(word,): str(i) for i, word in enumerate(ones)}
    table[("zero",)] = "0"
    table |= {("dix", one): f"1{j}" for j, one in ((7, "sept"), (8, "huit"), (9, "neuf"))}
    for i, ten in ((2, "vingt"), (3, "trente"), (4, "quarante"), (5, "cinquante"), (6, "soixante")):
        table[(ten,)] = f"{i}0"
        table[(ten, "et", "un")] = f"{i}1"
        for j in range(1, 10):
            table[(ten, ones[j])] = f"{i}{j}"
    teens = {(w,): i for i, w in enumerate(ones[10:17])} | {("dix", ones[7 + k]): 7 + k for k in range(3)}
    for words, j in teens.items():
        table[("soixante", *words)] = f"7{j}"
        for score in ("vingt", "vingts"):
            table[("quatre", score, *words)] = f"9{j}"
    table[("soixante", "et", "onze")] = "71"
    for score in ("vingt", "vingts"):
        table[("quatre", score)] = "80"
        table |= {("quatre", score, ones[j]): f"8{j}" for j in range(1, 10)}
    for i, ten in ((7, "septante"), (8, "huitante"), (8, "octante"), (9, "nonante")):
        table[(ten,)] = f"{i}0"
        table[(ten, "et", "un")] = f"{i}1"
        table |= {(ten, ones[j]): f"{i}{j}" for j in range(1, 10)}
    # *huit cent quatre-vingt-huit*; so begin Belgian mobile numbers too: *zéro quatre cent septante*.
    below = {words: digits for words, digits in table.items() if len(digits) == _TWO}
    below |= {(ones[j],): f"0{j}" for j in range(1, 10)}
    for j, hundreds in [(1, ("cent",)), *((j, (ones[j], "cent")) for j in range(2, 10))]:
        table |= {(*hundreds, *words): f"{j}{digits}" for words, digits in below.items()}
    table[("cent",)] = "100"
    return (
        table
        | {(ones[j], "cents"): f"{j}00" for j in range(2, 10)}
        | {(ones[j], "cent"): f"{j}00" for j in range(2, 10)}
    )
