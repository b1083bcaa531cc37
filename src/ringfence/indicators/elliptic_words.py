"""Words of a number that is not named again: *gave him hers*, *el suyo es*, *asked for mine, so I said*."""

from __future__ import annotations

import re

from ringfence.indicators import cues

# *gave him hers, X*, *le dio el suyo, X*, *lui a donné le sien, X*
GAVE_ONE = re.compile(
    r"(?:\b(?:gave|gives|told|read|texted|sent|left|handed)\b(?: (?:him|her|them|me|us|the [a-z]+"
    r"|that [a-z]+))?"
    r" (?:hers|his|(?P<en>mine|ours))"
    r"|\b(?:lui|leur) (?:a|ai|avait|avons|avais) (?:donné|laissé|dicté|communiqué|passé|envoyé) (?:le sien"
    r"|la sienne"
    r"|(?P<fr>le mien|la mienne))"
    r"|\b(?:le|les) (?:dio|dieron|di|pasó|pasé|dejó|dictó|dicté|mandó) (?:el suyo|la suya|(?P<es>el mío"
    r"|la mía))"
    r"|\b(?:gab|nannte|diktierte)(?: (?:ihm|ihr|ihnen|dem [^\W\d_]+|der [^\W\d_]+))? (?:ihre|seine"
    r"|(?P<de>meine))"
    r"|\b(?:ihm|ihr|ihnen) (?P<me>meine) (?:gegeben|genannt|gesagt|diktiert))[\s,:(+]{1,3}(?:(?:le|el"
    r"|die) )?$"
)
ELLIPTIC = frozenset(
    cues.listed("hers his mine ours sien sienne mien mienne suyo suya mío mía ihre seine meine")
)
# *el suyo es X*
IS_ONES = re.compile(
    r"\b(?:el suyo|la suya|le sien|la sienne)(?:,? c'est| es| est| era| était|\s?[:=])(?: (?:le|la"
    r"|el))?[\s:(+]{1,3}$"
)
# *asked for mine, so I gave X*, *wanted to know my number and I said X*
ASKING = frozenset(
    cues.listed(
        "asked asks wanted wants demanded requested needed fragte wollte verlangte demandé demandait voulait "
        "pidió pedía quería asking"
    )
)
ASKED = re.compile(
    r"\b(?:asked|asks|asking|wanted|wants|demanded|requested|needed|fragte|wollte|verlangte|demandé|demandait"
    r"|voulait|pidió|pedía"
    r"|quería)\b[^.!?;\d@]{0,24}$"
)
ANSWERED = re.compile(
    r"[^\W\d_]+[^.!?;\d@]{0,40}(?:\. (?:so )?)?\b(?:(?:i|we) (?:then |stupidly |just )?(?:gave|sent|told"
    r"|said|typed|read|dictated|texted"
    r"|wrote|spelled|entered)(?: (?:him|her|them|it|out|in|down))*|(?:gab|nannte|sagte|schickte) (?:ich"
    r"|wir)(?: (?:ihm|ihr"
    r"|ihnen))?|ich habe (?:ihm|ihr|ihnen)|je (?:lui|leur) ai (?:donné|dit|dicté|envoyé)|j'ai (?:donné|dit"
    r"|dicté|envoyé)"
    r"|(?:le|les) (?:di|dije|dicté|mandé|envié|dimos)|di)"
    r"(?: (?:it was|that it was|that it is|it's|die|den|das|le|la|el))?[\s:,+(\"']{1,4}$"
)
