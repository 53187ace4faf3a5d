"""The page Voice: who speaks where, on what mandate, and what came back."""
