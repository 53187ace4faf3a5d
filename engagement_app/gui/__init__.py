"""What is seen: the only floor that knows Qt."""

from engagement_app.gui.lasting import make_lasting

make_lasting()
