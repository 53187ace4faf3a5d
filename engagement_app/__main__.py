"""`python -m engagement_app`."""

import sys

from engagement_app.app import main

sys.exit(main())
