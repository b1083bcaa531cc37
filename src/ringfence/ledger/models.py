"""The tables. Rows are added and not changed, with three named exceptions.

What may change: a person's key is taken away when she is erased (`Person.wrapped`), with what names her in
her reports (`actions.erasing`), and is wrapped anew when the master key is (`actions.rotating`); drafts and
their pieces are deleted when their hour is over, and `Report.heard` repeats what its newest `Triage` says so
that a check need not ask. Prose stands in the vault alone.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """Someone who works at the desk."""


class Person(models.Model):
    """Someone whose own details are kept, and the wrapped key under which they are sealed."""

    name = models.CharField(max_length=40, unique=True)  # person-… and 32 hexadecimal digits, random
    master = models.CharField(max_length=16)  # which master key wraps it
    wrapped = models.BinaryField(null=True)  # None: destroyed
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)


class Sealed(models.Model):
    """One thing of a person's, sealed under her key."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sealed")
    name = models.CharField(max_length=80)  # text, original, contact, upload-…
    box = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        """How it is looked for."""

        indexes = (models.Index(fields=["person", "name"]),)


class Report(models.Model):
    """A report: the columns of ``reports.parquet`` but its prose, which is sealed."""

    report_id = models.CharField(max_length=40, unique=True)
    reference = models.CharField(max_length=200)
    source = models.CharField(max_length=80)
    reporter = models.CharField(max_length=80, null=True)
    received_at = models.DateTimeField(db_index=True)
    occurred_at = models.DateTimeField(null=True)
    country = models.CharField(max_length=2, null=True)
    lang = models.CharField(max_length=8, null=True)
    channel = models.CharField(max_length=12, null=True)
    brand = models.CharField(max_length=80, null=True)
    payments = models.JSONField()
    stated = models.JSONField()
    tlp = models.CharField(max_length=16)
    originals = models.JSONField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reports")
    wording = models.CharField(max_length=32, null=True, db_index=True)
    public = models.BooleanField()  # may count before the public: from the desk, or TLP:CLEAR
    heard = models.BooleanField()  # passed triage: what its newest Triage says
    retry = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        """How it is looked for."""

        indexes = (models.Index(fields=["reporter", "received_at"]),)


class Sighting(models.Model):
    """A sighting: the columns of ``sightings.parquet``; source and reporter stand in its report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sightings")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=2_000)
    role = models.CharField(max_length=20)
    validity = models.CharField(max_length=10)
    strength = models.FloatField()
    at = models.DateTimeField(null=True)
    at_basis = models.CharField(max_length=10, null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)

    class Meta:
        """How it is looked for."""

        # By value; the others stand in it so that a check reads no row of this table.
        indexes = (
            models.Index(
                fields=["value", "kind", "validity", "report", "role", "id"], name="ledger_sighting_by_value"
            ),
        )


class Passage(models.Model):
    """What near-identical wording is found by: the MinHash of a passage, not the passage."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="passages")
    start = models.IntegerField()
    end = models.IntegerField()
    size = models.IntegerField()
    name = models.CharField(max_length=16)  # fingerprint, 64 bits in hexadecimal digits
    signature = models.BinaryField()


class Upload(models.Model):
    """A file that was handed in: sealed byte for byte beside the ledger, under the person's key."""

    name = models.CharField(max_length=40, unique=True)  # upload-… and 32 hexadecimal digits, random
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="uploads")
    media_type = models.CharField(max_length=80)  # by content
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)  # keyed under the vault's salt for this file
    scanned = models.CharField(max_length=20)  # clean, infected, or unscanned
    at = models.DateTimeField()


class Consent(models.Model):
    """What someone agreed to or took back; the newest row of a purpose counts."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="consent_rows")
    purpose = models.CharField(max_length=20)  # share_companies, share_police, contact, testify
    given = models.BooleanField()
    wording = models.CharField(max_length=400)  # the sentence that was agreed to
    lang = models.CharField(max_length=8)
    at = models.DateTimeField()


class FollowUp(models.Model):
    """The way back to a report: HMAC-SHA-256 of its code under a key that is not in the database."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="follow_ups")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()


class Triage(models.Model):
    """Whether a report may count before the public; the newest row counts. Nothing is ever deleted by it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="triage_rows")
    decision = models.CharField(max_length=10)  # passed, spam, unclear
    why = models.CharField(max_length=400)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)


class Correction(models.Model):
    """A row of the corrections (`actions.corrections`): asked, upheld or rejected."""

    request = models.CharField(max_length=40, db_index=True)
    act = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=2_000)
    why = models.TextField()
    by = models.CharField(max_length=80, null=True)
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    code = models.CharField(max_length=64, null=True, db_index=True)
    at = models.DateTimeField()

    class Meta:
        """How it is looked for."""

        indexes = (models.Index(fields=["value", "kind"], name="ledger_corr_value"),)


class Stage(models.Model):
    """What became of a report, in order: received, linked, case, sent, outcome, withdrawn, erased."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=12)
    number = models.IntegerField(null=True)  # linked: with how many others
    ring = models.CharField(max_length=40, null=True)  # linked: into which; never told to the public
    told = models.CharField(max_length=200)  # an outcome's or a consent's name; never a person's
    at = models.DateTimeField()


class Hold(models.Model):
    """A named legal hold on a report: it is not erased while the newest row says that it stands."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="holds")
    name = models.CharField(max_length=200)
    stands = models.BooleanField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class Reveal(models.Model):
    """Someone looked at a person's own details: who, which, why, when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reveals")
    what = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()


class Draft(models.Model):
    """A report on its way, sealed under a key that only the browser's cookie holds; gone after its hour."""

    digest = models.CharField(max_length=64, unique=True)
    box = models.BinaryField()
    version = models.IntegerField()
    expires_at = models.DateTimeField(db_index=True)


class DraftFile(models.Model):
    """A file of a draft, sealed in the same way."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    box = models.BinaryField()


class Relink(models.Model):
    """A run of the linker: how far it read."""

    run = models.CharField(max_length=80)
    newest = models.BigIntegerField()  # the number of the newest report that it read
    at = models.DateTimeField()
