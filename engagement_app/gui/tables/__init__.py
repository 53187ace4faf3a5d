"""Tables on screen: one model and one view for all."""
