"""Step 4, share: partners learn what they have in common, and send what their agreement allows.

No code yet. Here will live ``marking`` (who may see: TLP 2.0, and the police's handling codes),
``agreement`` (the signed terms under which two partners share), ``partner``, ``overlap`` (what two
partners both hold, found without showing the rest), ``recall`` (taking back what was sent), and
``formats/``: one file for each standard, STIX and MISP first. It may import ``rings`` and the steps
before it, never the steps after it.
"""
