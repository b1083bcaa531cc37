"""Texts that a stranger may send: values hidden in six languages, signs that mean something, anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = {
    "en": "zero one two three four five six seven eight nine",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "hi": "शून्य एक दो तीन चार पाँच छह सात आठ नौ",
    "ja": "ゼロ いち に さん よん ご ろく なな はち きゅう",
}
FORMS = ["①②③④⑤⑥⑦⑧⑨", "１２３４５６７８９", "१२३४५६७८९", "一二三四五六七八九", "¹²³⁴⁵⁶⁷⁸⁹"]
BETWEEN = ["*", "_", "~", "•", "\u200b", "\u2009", " . ", "/", " dash ", " then ", "\n", "の", " और "]
LEADS = [
    *("A pop-up told me to call ", "they rang from ", "my number is ", "order number ", "fax: ", "+", "(0"),
    *("Rufen Sie sofort an: ", "j'ai reçu un appel du ", "llame al ", "電話番号は ", "फोन नंबर ", "Tel. "),
    *("AnyDesk ", "TeamViewer ID ", "quick assist code ", "routing number 990000073 account ", "sort code "),
    *("BSB 000-000 account ", "IFSC XXXX0000000 ", "Apple gift card ", "ending in ", "zelle to ", "paypal "),
    *("on WhatsApp ", "UPI ", "wallet ", "IBAN ", "badge number ", "version ", "$", "he said his name was "),
    *("Microsoft ", "he said his name was Kevin ", "routing number 990000073 account 0001000003 ", "██████ "),
    *("Apple gift card XEXAMPLEAB1234CD ", "contoso-help.example ", " "),
]
VALUES = [
    *("https://contoso-help.example/a?b=8885550123", "hxxps://contoso[.]example", "contoso dot example"),
    *("refunds (at) contoso (dot) example", "ben@contoso.example", "t.me/contoso_help", "2001:db8::1"),
    *("203.0.113.9", "bc1qcuec88cl7wfnq88klstchr93henuqf48jvlv57", "DE89 3704 0044 0532 0130 00"),
    *("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "refunds@okaxis", "$example-tag on cash app"),
    *("1-800-MICROSOFT", "area code 888, 555-0193", "&#56;&#56;&#56;-555-0123", "%2B1%20888%20555%200123"),
    *("$499.99 on 12/05/2023", "XEXAMPLEAB1234CD", "help.screenconnect.com", "contosо.example", "Micr0soft"),
    *("KXQZPT", "Kevin Miller", "name@ad", "888-555-0123 or 24", "contoso ドット コム", "कॉन्टोसो डॉट कॉम"),
]
PARTS = [
    *("8", "1 ", "(", "[", "{", "<", ".", "1-", "(8", "a.", "@", "a@", "[.]", " dot ", "one ", "zero oh "),
    *("8OO-", "hxxp://", "%41", "&#56;", "&", "http://", "call ", "my mother's ", "に", "電", "電話", "एक "),
    *("फोन ", "😀", "\u200b", "8\u200b", "IBAN DE89 ", "$a ", "or 12 ", "\n", '"', "'", "eins ", "vingt "),
    *(
        "ﷺ",
        "①",
        "e\u0301",
        "İ",
        "\ud800",
        "\x00",
        "█",
        " . ",
        " @ ",
        "a . ",
        "1:",
        "::",
        "1.",
        "+1",
        "-",
        "~",
    ),
    *("888-555-0123 or 24 ", "t.me/a ", "a@b.example ", "http://a.example ", "double five ", "二", "はち"),
    *("account ", "sort code 01-02-03 ", "gift card ", "anydesk 123 456 789 ", "badge ", "area code ", "sc "),
]


def _hidden(digits: str, way: int, lang: str, between: str) -> str:
    words = SAID[lang].split()
    ways: list[Callable[[], str]] = [
        lambda: " ".join(words[int(sign)] for sign in digits),
        lambda: "".join(words[int(sign)] if at % 3 == 0 else sign for at, sign in enumerate(digits)),
        lambda: between.join(digits),
        lambda: digits.replace("0", "O").replace("1", "l").replace("5", "S"),
        lambda: f"{digits[:3]}{between}{digits[3:6]}{between}{digits[6:]}",
        lambda: f"({digits[:3]}) {digits[3:6]}-{digits[6:]} or {digits[-4:]}",
        lambda: "".join(f"&#{ord(sign)};" for sign in digits),
        lambda: "".join(f"%{ord(sign):02x}" for sign in digits),
        *(lambda form=form: digits.translate(str.maketrans("123456789", form)) for form in FORMS),
    ]
    return ways[way % len(ways)]()


HIDDEN = st.builds(
    _hidden,
    st.text("0123456789", min_size=4, max_size=17)
    | st.sampled_from(["8885550123", "442079460958", "33199001234", "999012345"]),
    st.integers(0, 12),
    st.sampled_from([*SAID]),
    st.sampled_from(BETWEEN),
)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)  # with halves of surrogates
REPEATED = st.builds(lambda part, times: part * times, st.sampled_from(PARTS), st.integers(2, 300))
PIECES = st.sampled_from(LEADS) | HIDDEN | st.sampled_from(VALUES) | st.sampled_from(PARTS) | ANY
TEXTS = st.lists(PIECES | REPEATED, max_size=9).map("".join)
CONTEXTS = st.builds(
    Context,
    st.none() | st.sampled_from([*map(Country, ["US", "GB", "DE", "FR", "ES", "IN", "JP", "AU", "ZZ"])]),
    st.none() | st.sampled_from([*map(Lang, SAID)]),
    st.none() | st.just(bytes(32)),
    st.booleans(),
)
