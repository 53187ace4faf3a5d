"""Reports: choose one, look at its pages, find in them, print them, save them."""
