"""Directories of services: Open Referral UK and HSDS, pages saved as JSON and CSV packages."""
