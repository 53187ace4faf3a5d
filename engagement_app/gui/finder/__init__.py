"""One box over the window that finds any record, page and act."""
