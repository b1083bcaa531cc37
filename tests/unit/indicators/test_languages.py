"""Hindi, Hinglish and Japanese: what stands in a sentence, and what it did; and what is none of it."""

from __future__ import annotations

import pytest

from ringfence.indicators import cues, number_words
from ringfence.indicators.extract import find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

JAPAN = Context(Country("JP"), Lang("ja"))
INDIA = Context(Country("IN"), Lang("hi"))
NAMES = frozenset(["brand", "software", "claimed_name"])

JAPANESE = [
    ("画面に「03-5550-0123に電話してください」と表示されました。", "+81355500123 callback"),
    ("050-5550-0123から電話があり、サポートを名乗りました。", "+815055500123 caller_id"),
    (
        "警告音が鳴り、画面の番号０５０－５５５０－０１２４に電話をかけてしまいました。",
        "+815055500124 callback",
    ),
    ("050-5550-0201に、言われるがままにすぐ電話をしてしまいました", "+815055500201 callback"),
    ("私の電話番号は090-5550-0123です。折り返しお願いします。", "+819055500123 reporter"),
    ("当方の連絡先：０９０－５５５０－０１３５（平日）", "+819055500135 reporter"),
    ("03-5550-0145は私の番号です。", "+81355500145 reporter"),
    ("連絡は090-5550-0188までお願いします", "+819055500188 reporter"),
    ("080-5550-0203に知らない番号から電話がかかってきました", "+818055500203 reporter"),
    (
        "母の携帯(080-5550-0123)に050-5550-0177から着信がありました。",
        "+818055500123 reporter",
        "+815055500177 caller_id",
    ),
    ("フリーダイヤル0120-555-012にかけると外国人の男が出ました", "+81120555012 callback"),
    ("着信履歴には+81 3-5550-0123と残っています", "+81355500123 caller_id"),
    ("ナンバーディスプレイには 050-5550-0139 と表示されていた", "+815055500139 caller_id"),
    ("〇三の五五五〇の〇一二三に電話しろと言われた", "+81355500123 callback"),
    ("番号は〇五〇－五五五〇－〇一三七でした。", "+815055500137 callback"),
    ("ゼロイチニゼロ、ゴゴゴ、ゼロイチゴにかけてくださいと言われた", "+81120555015 callback"),
    ("ゼロさん、ごごごゼロ、ゼロいちにさんに電話するよう言われました", "+81355500123 callback"),
    ("03ー5550ー0123に電話", "+81355500123 callback"),
    ("番号は 03の5550の0123 です。ここに電話しました", "+81355500123 callback"),
    ("ｻﾎﾟｰﾄｾﾝﾀｰ ０５０ー５５５０ー０１２３", "+815055500123 callback"),
    ("+1-888-555-0123に国際電話をかけさせられました", "+18885550123 callback"),
    ("公式サイトの正規の番号は03-5550-0199でした", "+81355500199 genuine"),
    (
        "https://contoso-help.example/winにアクセスした。",
        "https://contoso-help.example/win visited",
        "contoso-help.example visited",
    ),
    ("サイトはcontoso-help.exampleです", "contoso-help.example visited"),
    ("contoso-help ドット exampleというサイト", "contoso-help.example visited"),
    ("desk アットマーク contoso-help ドット example からメール", "desk@contoso-help.example contact"),
    ("私のメールはben@victim.exampleです", "ben@victim.example reporter"),
    ("AnyDeskの相手のIDは999 012 345でした", "anydesk:999012345 operator"),
    ("AnyDeskを入れ、私のID 999 012 346 を教えました", "anydesk:999012346 reporter"),
]
JAPANESE_TRAPS = [
    "認証コードは 123456 です。2023年10月5日 15時30分に届きました。〒100-0001 東京都。",
    "請求額は49,800円、合わせて3500000円でした。",
    "受付番号 0355500123 で警察に相談しました",
    "会員番号 1234567890、お問い合わせ伝票番号 1234-5678-9012、型番 0355500123",
    "被害額は3,500,000円、振込日は2024-05-01、取引番号は0120555018です。",
    "第二三四五六七八号、令和五年十月二十三日、三人が二回来て一番困りました。",
    "しごとにしくはっく、ごごにいちにちじゅう",
]
HINDI = [
    ("मुझे +91 90055 50123 से कॉल आया और उसने कहा कि वह बैंक से है।", "+919005550123 caller_id"),
    ("स्क्रीन पर लिखा था कि 1800-555-0123 पर कॉल करें।", "+9118005550123 callback"),
    ("मैंने 9005550124 पर फोन किया।", "+919005550124 callback"),
    ("मेरा मोबाइल नंबर 9005550125 है।", "+919005550125 reporter"),
    ("मेरे पति का नंबर ९००५५५०१२६ है", "+919005550126 reporter"),
    ("9005550133 मेरा नंबर है, कृपया संपर्क करें", "+919005550133 reporter"),
    ("कृपया मुझसे 9005550165 पर संपर्क करें", "+919005550165 reporter"),
    ("मेरे नंबर पर 9005550132 से मिस्ड कॉल आई", "+919005550132 caller_id"),
    ("9005550134 से बार बार फ़ोन आ रहा है", "+919005550134 caller_id"),
    ("नौ शून्य शून्य पाँच पांच पाँच शून्य एक दो सात पर कॉल करने को कहा", "+919005550127 callback"),
    ("नौ डबल ज़ीरो ट्रिपल पाँच शून्य एक दो आठ से फोन आया", "+919005550128 caller_id"),
    ("वन एट डबल ज़ीरो फाइव फाइव फाइव ज़ीरो वन सेवन सेवन पर कॉल करें", "+9118005550177 callback"),
    ("उसने अपना नंबर 9005550131 दिया और बोला इसी पर बात करना", "+919005550131 callback"),
    ("बैंक का असली नंबर 1800-555-0175 है", "+9118005550175 genuine"),
    ("वेबसाइट contoso-help डॉट example खोली", "contoso-help.example visited"),
    ("desk एट द रेट contoso-help डॉट example से ईमेल आया", "desk@contoso-help.example contact"),
    ("उसकी एनीडेस्क आईडी 999012345 थी", "anydesk:999012345 operator"),
    ("मैंने उसे अपनी एनीडेस्क आईडी 999012346 बताई", "anydesk:999012346 reporter"),
    ("खाता संख्या 123456789012 IFSC CNTS0123456 में भेजे", "in:CNTS0123456/123456789012 payee"),
]
HINGLISH = [
    ("Mujhe 9005550136 se call aaya bola bank se bol raha hu", "+919005550136 caller_id"),
    ("phone number 9005550146 se call aaya tha", "+919005550146 caller_id"),
    ("mere number par 9005550143 se missed call aayi thi", "+919005550143 caller_id"),
    ("maine google par dekha aur 1800-555-0124 par call kiya", "+9118005550124 callback"),
    ("9005550139 pe call karne ko bola screen pe likha tha", "+919005550139 callback"),
    ("usne apna number 9005550141 diya", "+919005550141 callback"),
    ("nau zero zero paanch paanch paanch zero ek char do par call kiya", "+919005550142 callback"),
    ("mera number 9005550137 hai", "+919005550137 reporter"),
    ("mere papa ka number 9005550138 hai", "+919005550138 reporter"),
    ("please mujhe 9005550130 par contact kare", "+919005550130 reporter"),
    ("uska anydesk id 999012348 tha", "anydesk:999012348 operator"),
]
INDIAN_TRAPS = [
    "मेरा ऑर्डर नंबर 9005550129 है और ओटीपी 482913 था।",
    "आधार नंबर 2345 6789 0123 माँगा, पिन कोड 110001, ₹49,999 कट गए, 15/08/2023 को 5 बजे",
    "शिकायत संख्या 20240305123 दर्ज की गई, केस आईडी 9005550172",
    "order number 9005550144 aur otp 123456 maanga, utr no 301234567890",
    "do din me char baar call aaya, teen log the, ek ne bola do hazar do",
]


def told(text: str, context: Context) -> set[str]:
    return {f"{one.value} {one.role}" for one in find(text, context) if one.kind not in NAMES}


@pytest.mark.parametrize("line", JAPANESE, ids=lambda line: line[0])
def test_japanese_is_read_with_what_each_value_did(line: tuple[str, ...]) -> None:
    assert told(line[0], JAPAN) == set(line[1:])


@pytest.mark.parametrize("line", [*HINDI, *HINGLISH], ids=lambda line: line[0])
def test_hindi_is_read_in_both_scripts_with_what_each_value_did(line: tuple[str, ...]) -> None:
    assert told(line[0], INDIA) == set(line[1:])


@pytest.mark.parametrize("text", JAPANESE_TRAPS)
def test_no_code_date_amount_or_word_of_a_japanese_text_is_an_indicator(text: str) -> None:
    assert told(text, JAPAN) == set()


@pytest.mark.parametrize("text", INDIAN_TRAPS)
def test_no_code_date_amount_or_word_of_a_hindi_text_is_an_indicator(text: str) -> None:
    assert told(text, INDIA) == set()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("電話番号は0120-555-012", "+81120555012 callback"),
        ("Mujhe 9005550145 se call aaya tha aur bola account band ho jayega", "+919005550145 caller_id"),
    ],
)
def test_the_language_tells_whose_numbers_are_meant_where_no_country_does(text: str, value: str) -> None:
    assert told(text, Context()) == {value}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("〇三-5550-〇一二三", "0355500123"),
        ("〇120-555-012", "0120555012"),
        ("五十五、〇一、二十三", "550123"),
        ("नौ आठ अट्ठासी डबल चार", "988844"),
        ("ek do teen paanch nau", "12359"),
    ],
)
def test_numbers_in_words_give_their_digits(text: str, digits: str) -> None:
    folded = fold(text)
    lang = number_words.language(folded.low, folded.tokens, folded.words, folded.odd)
    assert lang is not None
    (run,) = number_words.read(folded.low, folded.tokens, lang)
    assert "".join(group.digits for group in run) == digits


@pytest.mark.parametrize(
    ("text", "context", "value"),
    [
        ("what do I do, do I do it? I called 888-555-0123", Context(Country("US")), "+18885550123 callback"),
        ("me llamaron del +44 161 496 0211 y se comunicó", Context(Country("ES")), "+441614960211 caller_id"),
        ("j'ai rappelé le 01 99 00 12 35 par téléphone", Context(Country("FR")), "+33199001235 callback"),
    ],
)
def test_other_languages_lose_nothing_by_words_that_hinglish_has_too(
    text: str, context: Context, value: str
) -> None:
    assert told(text, context) == {value}


def test_words_are_cut_where_each_script_cuts_them() -> None:
    assert [word for word, *_ in cues.tokens("फ़ोन नम्बर है।")] == ["फोन", "नंबर", "है"]
    assert [word for word, *_ in cues.tokens("電話は id 7")] == ["電", "話", "は", "id", "7"]


def test_a_sentence_ends_at_the_stops_of_each_script() -> None:
    assert cues.parted("電話した.次に", 0, 8)
    assert cues.parted("किया। फिर", 0, 9)
    assert not cues.parted("मो. 900", 0, 7)
