"""``extract --images`` and ``check --image``, as they are typed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from ringfence.cli import main
from ringfence.reports import ocr
from tests.cast import NODE_KEY
from tests.unit.guidance.desk import LATER, PHONE, desk, people
from tests.unit.reports import popups
from tests.unit.reports.test_letters import letter, pdf

if TYPE_CHECKING:
    from pathlib import Path


def run(*asked: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in asked])


def rows(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two letters, whose names say nothing, and a file that is neither."""
    made = tmp_path / "letters"
    made.mkdir()
    (made / "a.jpg").write_bytes(pdf("Call Windows Support at (888) 555-0142"))
    (made / "b").write_bytes(letter(lambda document: document.add_paragraph("Call +1 888 555 0143")))
    (made / "c.pdf").write_text("neither")
    (made / ".hidden").write_text("not asked for")
    return made


def test_one_bad_file_costs_only_itself(folder: Path) -> None:
    came = run("extract", "--images", folder)
    assert came.exit_code == 1
    found = [(row["id"], row["value"]) for row in rows(came.stdout) if row["kind"] == "phone"]
    assert found == [("letters/a.jpg", "+18885550142"), ("letters/b", "+18885550143")]
    assert "letters/c.pdf: this is no picture that can be read" in came.stderr
    assert "2 files read" in came.stderr


def test_what_was_found_points_into_the_text_that_was_read(folder: Path) -> None:
    first, *found = rows(run("extract", "--images", folder / "a.jpg", "--show-text").stdout)
    assert first == {"id": "a.jpg", "text": "Call Windows Support at (888) 555-0142"}
    shown = {row["kind"]: first["text"][row["start"] : row["end"]] for row in found}
    assert shown["phone"] == "(888) 555-0142"


def test_files_of_one_name_are_told_apart(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes((folder / "b").read_bytes())
    found = rows(run("extract", "--images", folder / "b", tmp_path / "b").stdout)
    assert {row["id"] for row in found} == {str(folder / "b"), str(tmp_path / "b")}


def test_a_file_takes_its_place_and_the_counts_are_shown(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.jsonl"
    came = run("extract", "--images", folder / "a.jpg", folder / "b", "-o", out, "--json")
    assert came.exit_code == 0
    told = json.loads(came.stdout)
    assert (told["files"], told["found"]) == (2, len(rows(out.read_text())))


@pytest.mark.parametrize("country", ["GB", "gb"])
def test_the_country_decides_what_a_national_number_is(country: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(pdf("Ring us on 020 7946 0018 today"))
    (found,) = rows(run("extract", "--images", tmp_path / "x", "--country", country).stdout)
    assert found["value"] == "+442079460018"


@pytest.mark.parametrize("engine", ocr.names())
def test_the_six_pop_ups_give_their_number(engine: str, tmp_path: Path) -> None:
    if engine not in ocr.available():
        pytest.skip(f"{engine} is not here: python -m tools.images, python -m tools.debian")
    for name, draw in popups.SIX.items():
        (tmp_path / f"{name}.png").write_bytes(popups.saved(draw()))
    came = run("extract", "--images", tmp_path, "--engine", engine)
    found = {row["id"]: row["value"] for row in rows(came.stdout) if row["kind"] == "phone"}
    assert found == {f"{tmp_path.name}/{name}.png": popups.phone_of(name) for name in popups.SIX}
    assert came.exit_code == 0


def test_without_the_engine_letters_are_read_and_it_is_said_how_to_get_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(folder))
    (folder / "c.pdf").write_bytes(popups.saved(popups.light()))
    came = run("extract", "--images", folder, "--engine", "tesseract")
    assert came.exit_code == 2
    assert len([row for row in rows(came.stdout) if row["kind"] == "phone"]) == 2
    assert "letters/c.pdf: tesseract is not installed here" in came.stderr
    assert "tesseract-ocr" in came.stderr
    assert "ringfence[images]" in came.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("--images",),
        ("--country", "US", "reports.parquet"),
        ("--images", "x", "--texts", "x"),
        ("x", "x"),
        (".",),
    ],
)
def test_what_cannot_be_meant_is_refused(
    asked: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("x", "reports.parquet"):
        (tmp_path / name).write_text("")
    assert run("extract", *asked).exit_code == 2


def check(image: Path, folder: Path, *more: object) -> Result:
    key = folder / "node.key"
    key.write_text(NODE_KEY.hex(), encoding="ascii")
    return run("check", "--image", image, "--in", folder, "--key", key, "--at", LATER.isoformat(), *more)


def test_what_a_letter_or_screenshot_shows_is_answered_like_a_text(tmp_path: Path) -> None:
    held = desk(tmp_path, *people(3))
    image = tmp_path / "shot"
    image.write_bytes(pdf(f"Windows is blocked. Call {PHONE} now"))
    came = check(image, held, "--json")
    assert came.exit_code == 0
    (verdict,) = json.loads(came.stdout)["verdicts"]
    assert (verdict["value"], verdict["standing"]) == (PHONE, "reported")
    assert "Compare each number" in came.stderr


def test_a_picture_that_shows_nothing_is_told_of(tmp_path: Path) -> None:
    image = tmp_path / "shot.pdf"
    image.write_bytes(pdf("#v(1cm)"))
    came = check(image, desk(tmp_path))
    assert came.exit_code == 1
    assert "shot.pdf: no text is seen in it" in came.stderr
    assert check(image, tmp_path, "+1 888 555 0123").exit_code == 2


def test_what_is_read_is_not_written_over(folder: Path) -> None:
    before = (folder / "a.jpg").read_bytes()
    link = folder.parent / "link.jpg"
    link.symlink_to(folder / "a.jpg")
    for given, out in (
        (folder / "a.jpg", folder / "a.jpg"),
        (folder, folder / "a.jpg"),
        (link, folder / "a.jpg"),
    ):
        came = run("extract", "--images", given, "-o", out)
        assert came.exit_code == 2, came.output
        assert "to be read" in came.stderr
    assert (folder / "a.jpg").read_bytes() == before


def test_a_file_that_is_not_there_is_named_and_the_others_are_read(folder: Path) -> None:
    came = run("extract", "--images", folder / "a.jpg", folder / "nothing.jpg")
    assert came.exit_code == 1
    assert "nothing.jpg: there is no such file" in came.stderr
    assert [row["value"] for row in rows(came.stdout) if row["kind"] == "phone"] == ["+18885550142"]


def test_what_holds_the_reporters_own_values_is_for_its_owner_alone(folder: Path) -> None:
    out = folder.parent / "found.jsonl"
    assert run("extract", "--images", folder / "a.jpg", "-o", out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600
