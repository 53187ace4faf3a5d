"""The Data page: records, lists in and out, copies, the file itself and its looks."""
