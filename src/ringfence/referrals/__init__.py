"""Step 5, refer: a ring goes to the police force that can act, with a case file that stands up in court.

No code yet. Here will live ``routing`` (which force), ``readiness`` (what still makes the referral weak),
``casefile`` and ``seal`` (the package, and how its reader knows that it is whole), ``custody`` (every
hand that it passed through), ``deconflict`` (who else works this ring), ``operation`` (several forces,
one day, under embargo), ``certificates``, and ``forces/``: one file for each force. It may import
``exchange`` and the steps before it.
"""
