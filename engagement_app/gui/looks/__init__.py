"""How the window looks: palettes, text sizes and the style sheet, as data."""
