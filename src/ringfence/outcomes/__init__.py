"""Step 6, track: what came of a referral, and what of it may be said in public.

No code yet. Here will live ``outcome`` (raid, arrest, seizure, recovery, conviction, with the day from
which each is public), ``tally`` (what was reported, referred and achieved) and ``disclosure`` (small
counts suppressed, so that no one can be recognised). It may import ``referrals`` and the steps before it.
"""
