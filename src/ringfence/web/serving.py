"""What granian serves: each request is read whole, within time and size, before a thread is given to it.

Under WSGI a thread reads the body itself, and waits as long as its sender likes: a few hundred bodies that
come byte by byte hold every thread of a server, for as long as they please. So the loop reads them, which
costs nothing while they wait, and the few threads only ever work. Django stays synchronous; the same
``web.wsgi.application`` answers. What is written waits for the disk, and a picture is read for seconds: these
have `THREADS` threads, and what is quickly read has as many of its own, so that neither waits for the other.
They are few because one interpreter runs one at a time: of four that all want it one may wait for a second.

A body must come within `WITHIN` seconds and one more for each `A_SECOND` bytes; else the answer is 408. One
that is larger than its address takes is refused before it is read (413), and so is one for which no memory
is left (503).
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from django.urls import get_resolver

from ringfence.guidance.advice import advice
from ringfence.guidance.check import Answer, asked, lines
from ringfence.guidance.directory import directory
from ringfence.guidance.wording import LANGUAGES
from ringfence.web import guard
from ringfence.web.guard import Refused
from ringfence.web.limits import LARGEST_FORM, LARGEST_JSON
from ringfence.web.wsgi import application

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 2
"""Threads of a worker that answer what is quickly read, and as many for the rest; each keeps a connection."""
WITHIN = 15.0
"""Seconds within which a body must come, whatever its size."""
A_SECOND = 10_000
"""Bytes of a body that buy another second: a phone on a slow line sends as much."""
SMALL = 10_000
"""Bytes up to which a body is read at once; more must come in pieces, each of which buys time."""
TOO_SLOW = "What was sent came too slowly."
HELD = 256_000_000
"""Bytes of bodies that a worker holds at once."""
_SIZES = (("/api/", LARGEST_JSON), ("/", LARGEST_FORM))
_WITHOUT = ("GET", "HEAD", "OPTIONS")
_CHECK = "/check"
_LOG = logging.getLogger(__name__)
_NAMED = ("server", "ringfence")  # else granian names itself
_BARE = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
]


def _end_with(parent: int) -> None:
    """End when the server has ended that started this worker: killed, it takes nobody along."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


class Server:
    """The application as granian's RSGI calls it."""

    def __init__(self) -> None:
        """Make the threads; they start when they are needed."""
        self._reading = ThreadPoolExecutor(THREADS, "reading")
        self._writing = ThreadPoolExecutor(THREADS, "writing")
        self._held = 0

    def __rsgi_init__(self, _loop: object) -> None:
        """Get ready before the first request is taken; a signal to stop is heeded from here on."""
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        warm()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:  # noqa: ANN401 - granian's own
        """Answer one request."""
        body = b""
        try:
            if scope.method not in _WITHOUT:
                body = await self._read(scope, protocol)
        except Refused as refused:
            await self._answer(scope, protocol, b"", refused)
        else:
            await self._answer(scope, protocol, body)

    async def _answer(
        self,
        scope: Any,  # noqa: ANN401 - granian's own
        protocol: Any,  # noqa: ANN401 - granian's own
        body: bytes,
        refused: Refused | None = None,
    ) -> None:
        loop = asyncio.get_running_loop()
        try:
            threads = self._reading if _is_quick(scope, body) else self._writing
            status, headers, told = await loop.run_in_executor(threads, respond, scope, body, refused)
        except Exception:  # noqa: BLE001 - the outermost loop
            _LOG.exception("a request could not be answered")
            status, headers, told = (
                500,
                [*_BARE],
                b"Something went wrong on our side. Try again in a moment.\n",
            )
        finally:
            self._held -= len(body)
        ended = [("connection", "close")] if refused else []  # what was not read is no next request
        protocol.response_bytes(status, [*headers, _NAMED, *ended], told)

    async def _read(self, scope: Any, protocol: Any) -> bytes:  # noqa: ANN401 - granian's own
        """Read a body; what is given is counted as held until it was answered.

        Raises:
            Refused: When it is too large, comes too slowly, or there is no room for it.
        """
        largest = next((size for start, size in _SIZES if scope.path.startswith(start)), LARGEST_JSON)
        declared = scope.headers.get("content-length") or ""
        said = int(declared) if declared.isdecimal() else None
        self._refuse(said or 0, largest)
        if said is not None and said <= SMALL:
            return await self._read_at_once(protocol)
        came: list[bytes] = []
        size = 0
        started = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(started + WITHIN) as limit:
                async for piece in protocol:
                    chunk = bytes(piece)
                    size += len(chunk)
                    self._held += len(chunk)
                    came.append(chunk)
                    self._refuse(size, largest)
                    limit.reschedule(started + WITHIN + size / A_SECOND)
        except TimeoutError:
            self._held -= size
            raise Refused(408, TOO_SLOW) from None
        except BaseException:
            self._held -= size
            raise
        return b"".join(came)

    async def _read_at_once(self, protocol: Any) -> bytes:  # noqa: ANN401 - granian's own
        """Read a body that says that it is small, which the server holds it to."""
        try:
            async with asyncio.timeout(WITHIN):
                body = bytes(await protocol())
        except TimeoutError:
            raise Refused(408, TOO_SLOW) from None
        self._held += len(body)
        return body

    def _refuse(self, size: int, largest: int) -> None:
        if size > largest:
            raise Refused(413, "This is larger than what can be taken.")
        if self._held > HELD:
            raise Refused(503, "Too much is sent to us at the moment. Try again in a minute.")


def _is_quick(scope: Any, body: bytes) -> bool:  # noqa: ANN401 - granian's own
    """Tell whether a request only reads, and no picture: a page, or a check of a few words."""
    return scope.method in _WITHOUT or (len(body) <= SMALL and scope.path.rstrip("/").endswith(_CHECK))


def respond(
    scope: Any,  # noqa: ANN401 - granian's own
    body: bytes,
    refused: Refused | None = None,
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Let the WSGI application answer, also a request whose body was not read to its end.

    Returns:
        Status, headers, body.
    """
    begun: list[tuple[int, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], _wrong: object = None
    ) -> Callable[[bytes], object]:
        begun.append((int(status[:3]), headers))
        return lambda _told: None

    found = application(environ(scope, body) | {guard.REFUSED: refused}, start)
    try:
        told = b"".join(found)
    finally:
        close = getattr(found, "close", None)
        if close is not None:
            close()
    status, headers = begun[-1]
    return status, headers, told


def environ(scope: Any, body: bytes) -> dict[str, Any]:  # noqa: ANN401 - granian's own
    """Say what a request asks in the words of WSGI (PEP 3333)."""
    path, _, _ = scope.path.partition("?")
    host, _, port = scope.server.rpartition(":")
    made: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # would pass for the header with a hyphen, which the proxy alone may set
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        made[key] = f"{made[key]},{value}" if key in made else value
    if scope.authority and "HTTP_HOST" not in made:
        made["HTTP_HOST"] = scope.authority
    made["CONTENT_TYPE"] = made.pop("HTTP_CONTENT_TYPE", "")
    made.pop("HTTP_CONTENT_LENGTH", None)
    made["CONTENT_LENGTH"] = str(len(body))
    return made


def warm() -> None:
    """Read at the start what the first to ask would wait for: addresses, lists, words."""
    get_resolver().resolve("/api/v1/check")
    wanted = asked("Call +1 888 555 0123 or go to harbour-helpline.example, says Microsoft.", "US")
    for lang in LANGUAGES:
        lines(Answer((), wanted.signs, wanted.contacts), lang)
        advice("US", lang)
    directory()


server = Server()
