"""A property that is worked out when it is first asked for, and then kept."""

from __future__ import annotations

from ringfence.indicators.once import once


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text
        self.worked = 0

    @once
    def low(self) -> str:
        """The text in small letters."""
        self.worked += 1
        return self.text.lower()


def test_it_is_worked_out_when_it_is_first_asked_for_and_not_again() -> None:
    text = _Text("CALL")
    assert text.worked == 0
    assert (text.low, text.low) == ("call", "call")
    assert text.worked == 1


def test_each_instance_keeps_its_own() -> None:
    assert (_Text("ONE").low, _Text("TWO").low) == ("one", "two")


def test_the_class_shows_what_it_is() -> None:
    assert isinstance(_Text.low, once)
    assert _Text.low.__doc__ == "The text in small letters."
