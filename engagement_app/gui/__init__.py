"""What is seen: the only floor that knows Qt."""

from engagement_app.gui.importing import import_without_inspection

import_without_inspection()
