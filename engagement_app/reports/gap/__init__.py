"""The sections of the resourcing-gap report, one module each."""
