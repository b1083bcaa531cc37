"""Reports that reach the public desk as e-mail: a victim forwards the fraudsters' mail as an attachment."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ringfence.scenario.partners import Filed

DESK = "report@public-desk.example"


def mail(filed: Filed, sender: str, script: str) -> bytes:
    """Write the mail as an ``.eml`` file.

    Args:
        filed: The report.
        sender: The address that the fraudsters' mail came from.
        script: The text of the fraudsters' mail.
    """
    theirs = EmailMessage()
    theirs["Received"] = (
        f"from [198.51.100.{len(script) % 256}] by localhost with ESMTP; {format_datetime(filed.at)}"
    )
    theirs["From"] = f'"{filed.brand} Billing" <{sender}>'
    theirs["To"] = filed.email or "undisclosed@mail.example"
    theirs["Subject"] = f"Your {filed.brand} invoice"
    theirs["Date"] = format_datetime(filed.at)
    theirs["Message-ID"] = f"<{filed.reference}.invoice@{sender.partition('@')[2]}>"
    theirs["X-Mailer"] = "BulkSender 4.2"
    theirs.set_content(script)
    ours = EmailMessage()
    ours["From"] = f"{filed.name} <{filed.email}>" if filed.name else filed.email or "unknown@mail.example"
    ours["To"] = DESK
    ours["Subject"] = f"Fwd: Your {filed.brand} invoice"
    ours["Date"] = format_datetime(filed.received)
    ours["Message-ID"] = f"<{filed.reference}@mail.example>"
    ours.set_content(filed.text)
    ours.add_attachment(theirs, filename="invoice.eml")
    # Boundaries are random otherwise; the same world must be the same bytes.
    ours.set_boundary(f"==={filed.reference}===")
    return ours.as_bytes()
