"""What one laptop carries to another, or keeps for a bad day: a sealed file of all that is known.

A bundle holds every change of a file, the ledger of erasures, the answers that no change tells
of, and the key that the laptops share. It has no cursor: each holds everything, so that any of
them can be taken in, in any order, and again.
"""
