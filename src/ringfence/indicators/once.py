"""A property that is worked out when it is first asked for: `functools.cached_property` without its lock.

A text has a dozen of these and is read by one thread, and there are millions of texts: in Python 3.11 taking
the lock costs more than most of what is worked out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")


class once(Generic[_Value]):  # noqa: N801 - written in small letters, as `property` is
    """Keep what a method without arguments gives in its instance, where it is found from then on."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        """Take the method; its name is that of the property."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, one: None, owner: type[Any]) -> once[_Value]: ...

    @overload
    def __get__(self, one: object, owner: type[Any]) -> _Value: ...

    def __get__(self, one: object | None, owner: type[Any]) -> once[_Value] | _Value:
        """Work it out, and keep it: the instance is asked before the class, so that this is called once."""
        if one is None:
            return self
        value = self._work(one)
        setattr(one, self._name, value)  # not through __dict__, which would then be made
        return value
