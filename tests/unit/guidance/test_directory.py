"""The directory: signed as it stands, checked only while it is fresh, and described by its page."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from ringfence.exchange.signing import from_seed
from ringfence.guidance.directory import (
    GROUPS,
    LANGUAGES,
    PUBLIC_KEY,
    SIGNATURE,
    Place,
    directory,
    read_directory,
    release_key,
)
from ringfence.guidance.wording import LANGUAGES as SPOKEN
from ringfence.words import FormatError, UsageError
from tools.directory import PLACES, main, sign, wrong_with

_READ_ON = date(2026, 11, 22)
_FRESH = date(2026, 11, 25)


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(PLACES, folder / "places"))


def test_the_directory_is_signed_with_the_release_key_as_it_stands() -> None:
    assert directory().signed
    assert wrong_with(PLACES, release=False, on=_FRESH) == []
    assert Path(str(files("ringfence.guidance").joinpath("places"))) == PLACES


def test_the_private_half_of_the_key_is_not_beside_it() -> None:
    for file in PLACES.iterdir():
        assert b"PRIVATE" not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("us.toml", "1-877-382-4357", "1-888-555-0123"),
        ("gb.toml", "reportfraud.police.uk", "reportfraud.example"),
        ("de.toml", "checked_on = 2026-11-22", "checked_on = 2026-11-23"),
        ("fr.toml", "Une plainte.", "Une plainte ?"),
    ],
)
def test_an_altered_directory_is_shown_as_unchecked(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = _copy(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = read_directory(folder)
    assert not found.signed
    assert not any(found.checked(place, _FRESH) for place in found.places)
    assert wrong_with(folder, release=False, on=_FRESH) == [
        "the signature does not fit: sign the directory again"
    ]


@pytest.mark.parametrize("signature", [None, "", "00", "nothing", "é", "0" * 128, "0" * 4000])
def test_a_signature_that_is_missing_or_nonsense_is_none(tmp_path: Path, signature: str | None) -> None:
    folder = _copy(tmp_path)
    (folder / SIGNATURE).unlink()
    if signature is not None:
        (folder / SIGNATURE).write_text(signature, encoding="utf-8")
    assert not read_directory(folder).signed


def test_a_place_left_out_or_added_breaks_the_signature(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "ie.toml").unlink()
    assert not read_directory(folder).signed


def test_spaces_comments_and_order_break_no_signature(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    text = (folder / "us.toml").read_text("utf-8")
    head, *places = text.split("[[place]]")
    turned = "\n[[place]]".join([f"# said otherwise\n{head}", *reversed(places)])
    (folder / "us.toml").write_text(turned, encoding="utf-8")
    assert read_directory(folder).signed


def test_another_key_signs_only_for_itself(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    key = from_seed(bytes(32))
    (tmp_path / "key.pem").write_bytes(key.pem)
    assert sign(folder, tmp_path / "key.pem") == key.public.fingerprint
    assert (folder / PUBLIC_KEY).read_bytes() == key.public.pem
    assert read_directory(folder, key.public).signed
    assert not read_directory(folder, release_key()).signed


def test_an_expired_entry_is_unchecked_and_stops_a_release() -> None:
    place = directory().place("us-ftc")
    assert place.expires_on is not None
    assert directory().checked(place, place.expires_on - timedelta(days=1))
    assert not directory().checked(place, place.expires_on)
    assert wrong_with(PLACES, release=False, on=place.expires_on) == []
    assert f"us-ftc expired on {place.expires_on}" in wrong_with(PLACES, release=True, on=place.expires_on)
    assert wrong_with(PLACES, release=True, on=_FRESH) == []


def test_a_day_of_checking_is_that_of_a_real_check_and_lasts_half_a_year() -> None:
    for place in directory().places:
        assert place.checked_on in (None, _READ_ON), place.id
        if place.checked_on is not None:
            assert place.expires_on == place.checked_on + timedelta(days=180), place.id
        else:
            assert place.expires_on is None


def test_what_nobody_checked_is_never_shown_as_checked() -> None:
    unchecked = [place for place in directory().places if place.checked_on is None]
    assert {place.id for place in unchecked} == {
        "ie-garda",
        *(place.id for place in directory().places if "not noted" in place.source),
    }
    assert {"gb-bank-159", "es-incibe", "us-elder-fraud", "tool-anydesk"} < {place.id for place in unchecked}
    assert not any(directory().checked(place, _FRESH) for place in unchecked)


def test_a_day_beside_a_source_that_nobody_noted_stops_a_release(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    text = (folder / "us.toml").read_text("utf-8")
    unknown = text.replace('source = "ic3.gov"', 'source = "stored page, not noted which"')
    assert unknown != text
    (folder / "us.toml").write_text(unknown, encoding="utf-8")
    said = "us-ic3 carries the day 2026-11-22, but its source is not noted"
    assert said in wrong_with(folder, release=True, on=_FRESH)
    assert said not in wrong_with(folder, release=False, on=_FRESH)


def test_a_place_without_an_address_says_where_to_go_instead() -> None:
    lost = [one for one in directory().places if not (one.address or one.phone or one.email)]
    for place in lost:
        if place.id not in {"ca-police", "fr-police"}:
            assert set(place.cannot) == set(LANGUAGES), place.id


def test_no_place_is_a_bureau_of_india_that_nobody_could_confirm() -> None:
    for place in directory().places:
        assert "cbi" not in f"{place.id} {place.name} {place.address} {place.email}".lower()


def test_addresses_are_bare_so_that_nobody_clicks_them() -> None:
    for place in directory().places:
        assert place.address is None or re.fullmatch(r"[a-z0-9.-]+(/[a-z0-9/-]+)?", place.address), place.id
        assert place.id.split("-")[0] in {(place.country or "").lower(), "world", "brand", "tool"}


def test_a_place_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="no place xx-nothing"):
        directory().place("xx-nothing")
    assert directory().at("BR") == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("not toml", "no list of places"),
        ("x = 1", "no list of places"),
        ('[[place]]\nid = "zz-a"\n', "lacks something"),
        (
            '[[place]]\nid = "zz-a"\nname = "A"\nsource = "a"\ntakes = {}\nchecked_on = 2026-11-22\n',
            "checked without expiring",
        ),
        ('[[place]]\nid = "zz-a"\nname = "A"\nsource = "a"\ntakes = {}\ngroup = "moon"\n', "no known group"),
        ('[[place]]\nid = "us-ftc"\nname = "A"\nsource = "a"\ntakes = {}\n', "one id"),
    ],
)
def test_a_broken_directory_is_refused(tmp_path: Path, written: str, said: str) -> None:
    folder = _copy(tmp_path)
    (folder / "zz.toml").write_text(written, encoding="utf-8")
    with pytest.raises(FormatError, match=said):
        read_directory(folder)


def test_the_page_says_what_the_code_does(root: Path) -> None:
    page = (root / "docs" / "reference" / "directory.md").read_text("utf-8")
    for place in directory().places:
        assert f"| `{place.id}` | {place.name} |" in page, place.id
    named = re.findall(r"^\| `((?:[a-z]{2}|world|brand|tool)-[a-z0-9-]+)` \|", page, re.MULTILINE)
    assert named == [place.id for place in directory().places]
    for word in (*GROUPS, *LANGUAGES, SIGNATURE, PUBLIC_KEY, *(field.name for field in fields(Place))):
        assert f"`{word}`" in page or word in {"country", "borders"}, word
    assert release_key().fingerprint in page
    assert "180 days" in page


def test_the_tool_says_that_all_is_well_or_what_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check"]) == 0
    assert release_key().fingerprint in capsys.readouterr().out
    assert main(["sign", "--key", str(tmp_path / "none.pem")]) == 1
    assert "none.pem" in capsys.readouterr().out


def test_the_directory_speaks_languages_of_the_check_and_english_for_the_others() -> None:
    assert set(LANGUAGES) <= set(SPOKEN)
    place = directory().place("in-cybercrime")
    assert place.said("fr") == ("fr", (place.takes["fr"], place.cannot["fr"]))
    for lang in set(SPOKEN) - set(LANGUAGES):
        assert place.said(lang) == ("en", (place.takes["en"], place.cannot["en"]))
