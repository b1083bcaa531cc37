"""Step 4, share: partners learn what they have in common, and send what their agreement allows.

``marking`` says who may see something and why; ``agreement`` holds the signed terms under which two partners
share, ``partner`` who they are, ``signing`` the keys; ``selection`` says what of a ring may go where.
``overlap`` and ``psi/`` find what two partners both hold without showing the rest, ``in_common`` the rings
behind it; ``formats/`` has one file for each standard, STIX first. It may import ``rings`` and the steps
before it, never the steps after it.
"""
