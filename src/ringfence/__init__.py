"""Ringfence finds the rings behind technical-support fraud, for the police forces that can act.

Seven folders are the seven steps of that work. Read them in this order, and you have read the mission:

1. ``reports`` -- **gather**. A report is one person's account of one fraud. Files from companies and
   public desks, each in its own form, become one table of reports, in which whatever is private to the
   person who reported is masked.
2. ``indicators`` -- **extract**. An indicator is a value by which reports can be linked: the number that
   she was told to dial, the site that locked her screen, the account that she paid. Each is found in the
   text however it was written, made canonical, and kept with the role that it played: a *sighting*.
3. ``rings`` -- **link**. A ring is the organisation believed to stand behind a set of reports. Sightings
   become links, links become rings, each with its reasons and how sure we are; an analyst's judgements
   are added on top and can always be undone.
4. ``exchange`` -- **share**. Two partners learn which rings they have in common before either shows a
   customer, and then send each other what their agreement and its markings allow.
5. ``referrals`` -- **refer**. A ring goes to the force that can act, as a sealed case file that the force
   can verify offline, with every hand that it passed through on record.
6. ``outcomes`` -- **track**. What came of it: raids, arrests, money returned; and what of that may be
   said in public, and from when.
7. ``guidance`` -- **guide**. What all of this tells the next person: whether a number was reported, what
   to do now, where to report.

Each step imports only the ones above it in this list, and `words`, which all of them share. Around this
spine stand ``ledger`` (what we keep), ``actions`` (what a person can make happen), ``scenario`` (a
realistic made-up world), and the faces ``cli`` and ``web``. docs/explanation/architecture.md says why.
"""
