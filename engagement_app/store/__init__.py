"""A data file to trust: opening, transactions, changes, migrations, backup, check."""
