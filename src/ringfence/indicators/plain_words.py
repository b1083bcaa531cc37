"""Words that are nothing to anyone: no name, no misspelling of one, no number. Most words of a text are.

Three look at every word, and each remembers what is nothing to it. What is nothing to all three is remembered
here too, so that a text's words are looked for once, in one set, and not in three that fill more memory than
a processor holds near.
"""

from __future__ import annotations

_REMEMBERED = 50_000  # words, at most
_ASKING = 3
_plain: set[str] = set()
_passed: dict[str, set[str]] = {}  # those to whom a word is nothing that is something, so far, to another


def odd(words: frozenset[str]) -> frozenset[str]:
    """Leave out the words that are known to be nothing to anyone."""
    return words - _plain


def passed(word: str, by: str) -> None:
    """Take note that a word is nothing to one of those who ask.

    Args:
        word: The word.
        by: Who asked: ``brand``, ``software`` or ``numbers``.
    """
    known = _passed.get(word)
    if known is None:
        if len(_passed) >= _REMEMBERED:
            _passed.clear()
        _passed[word] = {by}
        return
    known.add(by)
    if len(known) == _ASKING:
        del _passed[word]
        if len(_plain) >= _REMEMBERED:
            _plain.clear()
        _plain.add(word)
