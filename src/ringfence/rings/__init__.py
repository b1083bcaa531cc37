"""Step 3, link: find the rings behind the reports, say why, and how sure.

``specificity`` weighs what a shared value is worth, ``link`` makes rings of what is left, ``core`` marks
the part of a ring that stands even without any one value or reporter, ``identity`` keeps a ring's id from
one run to the next, and ``judgement`` adds what analysts decided. ``explain`` gives the reasons in
sentences, ``evaluate`` measures the result against the truth where it is known. ``engines/`` holds the
ways to compute the one table that all of this stands on.
"""
