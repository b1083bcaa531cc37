"""The pages of a case file: what stands on them, in which words, and how they are laid out.

``subject`` says what a document knows, ``drawn`` takes it from a dossier, ``clean`` makes text from outside
harmless, ``words`` holds the fixed wording of each language, ``sheet`` writes it all down as strings and
figures, and ``case.typ`` lays those out. Nothing that came from outside ever becomes markup.
"""
