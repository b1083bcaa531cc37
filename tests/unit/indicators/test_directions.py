"""Which way money went at an account, and values of which it is said that they are hers."""

from __future__ import annotations

import pytest

from ringfence.indicators import letter_ends
from ringfence.indicators.extract import find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

HERS, HIS = "614-555-0112", "844-555-0171"


def _roles(text: str, country: str = "US", lang: str = "en") -> dict[str, str]:
    found = find(text, Context(Country(country), Lang(lang)))
    return {one.value: str(one.role) for one in found}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I shifted it out of our holiday savings, {}, and into one he called secure, {}."),
        ("en", "Sent from {} to {}."),
        ("en", "Debit party: Mrs Ivy Cole, {}. Credit party: Orbit Ltd, {}."),
        ("en", "Account {}, that being my current account. The receiver was {}."),
        ("de", "Das Geld ging von unserem Sparkonto {} weg und kam auf {} an."),
        ("fr", "Ils ont vidé le compte joint de mes parents ({}) au profit de Lambert, {}."),
        ("es", "Pasé 800 euros de la libreta de mi padre, {}, a {}."),
    ],
)
def test_the_account_that_money_left_is_hers(lang: str, text: str) -> None:
    hers, his = "DE04990000000000002101", "LT209999900000002102"
    roles = _roles(text.format(hers, his), "DE", lang)
    assert roles == {f"iban:{hers}": "reporter", f"iban:{his}": "payee"}


@pytest.mark.parametrize(
    "text",
    [
        "The refund came from {}, and I paid it back.",
        "He said the money would leave his account {} once I paid the fee.",
        "She told me her bank was frozen so use her cousin's account, {}.",
    ],
)
def test_an_account_from_which_a_scammer_pays_is_not_hers(text: str) -> None:
    his = "LT209999900000002102"
    assert _roles(text.format(his), "DE") == {f"iban:{his}": "payee"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They left a message on our shop line, {}, and wanted us to ring {}."),
        ("en", "Please don't call {}, that is my daughter's. The screen said to call {}."),
        ("en", "It's Hal again, new cell since Friday: {}. The screen said to call {}."),
        ("fr", "Mon cellulaire, c'est le {}. La fenêtre disait d'appeler le {}."),
        ("es", "Soy Paco, el del {}. En la ventana ponía que llamara al {}."),
        ("de", "Die {} ist meine Handynummer. Im Fenster stand, ich solle die {} anrufen."),
    ],
)
def test_what_is_said_to_be_hers_beside_a_number_makes_it_hers(lang: str, text: str) -> None:
    roles = _roles(text.format(HERS, HIS), lang=lang)
    assert roles == {"+16145550112": "reporter", "+18445550171": "callback"}


@pytest.mark.parametrize(
    "head",
    [
        f"Mrs E. Thorne, 14 Quay Road\nTel. {HERS}\n\nDear Sirs,\n",
        f"Wilbur Stott\n14 Elm St\nDayton OH\nHome {HERS}\n\nTo whom it may concern:\n",
        f"Dot Haines\n{HERS}\n\n",
    ],
)
def test_what_stands_in_a_letters_head_is_its_writers(head: str) -> None:
    text = f"{head}On Tuesday a man rang me and told me to call {HIS}."
    assert _roles(text) == {"+16145550112": "reporter", "+18445550171": "callback"}


@pytest.mark.parametrize(
    "text",
    [
        f"Refund Department\n88 Market St\nTel. {HERS}\n\nDear Sir,\nyour plan was renewed.",
        f"Mark Dale\n88 Market St\nTel. {HERS}\n\nDear customer,\nI write to you about your plan.",
    ],
)
def test_no_firm_and_no_letter_to_customers_has_her_head(text: str) -> None:
    folded = fold(text, "en")
    assert not letter_ends.head(folded, folded.low.index("614"))


def test_a_list_of_ways_to_reach_her_is_hers_to_its_end() -> None:
    text = (
        f"You can reach me at home, {HERS}, or days on my son's number, 614-555-0113. It said to call {HIS}."
    )
    assert _roles(text) == {
        "+16145550112": "reporter",
        "+16145550113": "reporter",
        "+18445550171": "callback",
    }
    retold = f"He said he could be reached at home, {HERS}, or on his colleague's number, 614-555-0113."
    assert set(_roles(retold).values()) == {"callback"}


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Is {} still the best number to reach you?\nMe: yes. It said to call {}.",
        "Rep: and can we still get you on {}?\nMe: yes. The pop-up said to call {}.",
        "> where can our officer reach you?\n{}\n> and the number on the screen?\n{}",
        "I'd rather you text me than call, {}. The pop-up said to call {}.",
        "Can you ring me at the shop? It's {}. The pop-up said to call {}.",
        "Pat Roux, tel. {}, reports that a pop-up told her to call {}.",
        "{} thats me. The pop-up said to call {}.",
    ],
)
def test_what_a_desk_asks_about_and_where_she_would_rather_be_reached_is_hers(text: str) -> None:
    assert _roles(text.format(HERS, HIS)) == {"+16145550112": "reporter", "+18445550171": "callback"}


def test_what_a_scammer_says_in_such_words_is_not_hers() -> None:
    for text in ('"I\'d rather you texted me," he wrote, {}.', "The man on the phone: my direct cell is {}."):
        assert _roles(text.format(HIS)) == {"+18445550171": "callback"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Her own a/c with us, s/c {}, now blocked. Paid to s/c {}.", "reporter"),
        ("The account I paid from: sort code {}. Theirs: sort code {}.", "reporter"),
        ("The man's account is with us too: s/c {}. Another: s/c {}.", "payee"),
    ],
)
def test_an_account_at_the_bank_that_writes_is_hers_unless_another_has_it(text: str, role: str) -> None:
    roles = _roles(text.format("00-00-04 a/c 00456781", "00-00-19 a/c 00123457"), "GB")
    assert roles["gb:000004/00456781"] == role
    assert roles["gb:000019/00123457"] == "payee"


def test_words_join_no_whole_number_to_the_next() -> None:
    roles = _roles("My mum has two phones, 0491 570 006 and 02 5550 1188.", "AU")
    assert roles == {"+61491570006": "reporter", "+61255501188": "reporter"}


def test_an_area_code_in_brackets_is_no_aside() -> None:
    text = "About 10:40 my landline (614) 555-0112 rang and the display read (844) 555-0171."
    assert _roles(text) == {"+16145550112": "reporter", "+18445550171": "caller_id"}


def test_of_whom_a_note_says_her_what_is_his_is_anothers() -> None:
    text = f'Mbr called from her number on file {HERS}. "Kevin" then connected from his AnyDesk 999 043 218.'
    assert _roles(text)["anydesk:999043218"] == "operator"


def test_what_a_desk_asks_tells_what_is_answered() -> None:
    text = (
        f"OFFICER: What number can we reach you on?\nCALLER: {HERS}\n"
        f"OFFICER: And what number were you told to dial?\nCALLER: {HIS}"
    )
    assert _roles(text) == {"+16145550112": "reporter", "+18445550171": "callback"}
