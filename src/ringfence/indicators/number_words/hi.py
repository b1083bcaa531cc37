"""Hindi numbers: *आठ डबल आठ*, *अट्ठासी*, *वन एट डबल ज़ीरो*, and Hinglish *nau aath saat*.

People mix in English digits, in either script, so English numbers are read too. Words of Hinglish that
English, German, French or Spanish have too (*do*, *char*, *das*) count only beside others.
"""

from __future__ import annotations

from ringfence.indicators import cues
from ringfence.indicators.number_words import en

TIMES: dict[str, int] = {"डबल": 2, "दोहरा": 2, "ट्रिपल": 3, "ट्रिप्पल": 3, "तिहरा": 3, "tripal": 3, "dabal": 2}
SKIPPED = frozenset(
    cues.listed(
        "और फिर उसके बाद डैश हाइफन स्पेस थोड़ी देर आखिर में लास्ट लिखो "
        "aur phir fir uske baad thodi der last mein me likho"
    )
)

_ONES = (
    *("शून्य सिफर जीरो ज़ीरो जिरो ज़िरो ओ", "एक वन", "दो टू", "तीन थ्री", "चार फोर फ़ोर", "पांच पाँच पाच फाइव फ़ाइव"),
    *("छह छः छ छे छै सिक्स", "सात सेवन", "आठ एट ऐट", "नौ नाइन"),
)
_LATIN = (
    *("shunya shoonya sifar jiro jeero ziro", "ek", "do", "teen tin", "char chaar", "paanch panch pach"),
    *("chhe chhah chhai che cheh chah", "saat sat", "aath ath", "nau"),
)
_COMMON_LATIN = "do teen tin char pach che chah saat sat aur fir baad"
_TENS = (
    *("दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह पन्द्रह", "सोलह", "सत्रह सतरह", "अठारह", "उन्नीस"),
    *("बीस", "इक्कीस", "बाईस बाइस", "तेईस तेइस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस सत्ताइस", "अट्ठाईस अठाईस"),
    *("उनतीस उन्तीस", "तीस", "इकतीस इकत्तीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस"),
    *("उनतालीस", "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चौवालीस चवालीस", "पैंतालीस", "छियालीस", "सैंतालीस"),
    *(
        "अड़तालीस",
        "उनचास",
        "पचास",
        "इक्यावन",
        "बावन",
        "तिरपन",
        "चौवन",
        "पचपन",
        "छप्पन",
        "सत्तावन",
        "अट्ठावन अठावन",
    ),
    *("उनसठ", "साठ", "इकसठ", "बासठ", "तिरसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ", "अड़सठ", "उनहत्तर", "सत्तर"),
    *("इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर", "उन्यासी उनासी", "अस्सी"),
    *("इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सत्तासी", "अट्ठासी अठासी", "नवासी", "नब्बे"),
    *("इक्यानवे", "बानवे बयानवे", "तिरानवे", "चौरानवे", "पचानवे पंचानवे", "छियानवे", "सत्तानवे", "अट्ठानवे अठानवे"),
    "निन्यानवे निन्यानबे",
)
_LATIN_TENS = "gyarah barah baarah terah chaudah pandrah solah satrah atharah unnis"

COMMON = frozenset(cues.listed(_COMMON_LATIN))


def table() -> dict[tuple[str, ...], str]:
    """Give the digits that each number is written with, by its words."""
    table = dict(en.table())
    for i, words in enumerate([*_ONES, *_TENS]):
        table |= {(word,): str(i) for word in cues.listed(words)}
    for i, words in enumerate(_LATIN):
        table |= {(word,): str(i) for word in cues.listed(words)}
    table |= {(word,): str(i) for i, word in enumerate(cues.listed(_LATIN_TENS), 10)}
    hundreds = {word: digits for (word, *more), digits in table.items() if not more and 0 < int(digits) < 20}
    return table | {
        (word, sau): f"{digits}00" for word, digits in hundreds.items() for sau in ("सौ", "sau", "hundred")
    }
