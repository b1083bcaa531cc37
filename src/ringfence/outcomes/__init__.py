"""Step 6, track: what came of a referral, and what of it may be said in public.

``outcome`` holds raids, arrests, seizures, recoveries, convictions, with the day from which each is public;
``tally`` counts what was reported, linked, referred and achieved; ``disclosure`` chooses what of it may be
shown, so that no small number can be worked out. It may import ``referrals`` and the steps before it.
"""
