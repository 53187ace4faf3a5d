"""Paper mode of the desk: a filled sign-in sheet keyed back in its line order."""
