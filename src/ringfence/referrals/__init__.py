"""Step 5, refer: a ring goes to the police force that can act, with a case file that stands up in court.

``force`` and ``forces/`` know to whom, ``routing`` says why, ``readiness`` what still makes the referral
weak. ``casefile`` puts together what it holds, ``document`` and ``pages/`` print it, ``certificates`` drafts
what a court asks for; ``custody`` records every hand that it passes through, ``seal`` and ``bag`` close it,
``verifying`` tells its reader whether it is whole, ``parcel`` encrypts it, ``hands`` follows it on. To come:
``deconflict`` (who else works this ring) and ``operation`` (several forces, one day, under embargo). It may
import ``exchange`` and the steps before it.
"""
