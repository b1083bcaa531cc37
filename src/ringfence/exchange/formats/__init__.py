"""One file for each standard in which partners exchange what they know."""
