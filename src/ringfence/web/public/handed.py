"""Files that come with a page's form: each is counted, held to its size, and taken or named with why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from ringfence.actions import uploads
from ringfence.web import limits
from ringfence.web.client import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest


def each(request: HttpRequest, told: Mapping[str, str], take: Callable[[str, bytes], object]) -> list[str]:
    """Hand over the files that came.

    Args:
        request: The request, its files under ``files``.
        told: Why a file is not taken, by the reason's word; a file's ``{name}`` or ``{minutes}`` stand in it.
        take: What a file is handed to: what it was called, made printable, and its bytes. It may raise
            `uploads.UnfitError`.

    Returns:
        Why some were not taken, a sentence each.
    """
    came: Sequence[UploadedFile[Any]] = request.FILES.getlist("files")
    if not came:
        large = int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        return [told["files_together"]] if large else []
    problems: list[str] = []
    for one in came:
        called = uploads.printable(one.name or "")
        if wait := limits.take("upload", counted(request)):
            return [*problems, told["files_often"].format(minutes=-(-wait // 60))]
        if one.size is not None and one.size > uploads.LARGEST:
            problems.append(told["file_large"].format(name=called))
            continue
        try:
            take(called, one.read())
        except uploads.UnfitError as wrong:
            problems.append(told[f"file_{wrong.why}"].format(name=called))
    return problems
