"""Roles and funding: the ledger of what the engagement costs, and who pays for it."""
