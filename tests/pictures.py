"""The README's pictures of the window: an evening at the keys, and what is then seen.

    python tests/pictures.py [folder]

Works on a file and in a home of its own, both thrown away; writes `window-desk.png`,
`window-said.png` and `window-roles.png` to `resources/pictures` or the folder that is named.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from engagement_app.exchange import moments
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.window import Window
from tests.gui.evening import Evening, write_list

PICTURES = Path(__file__).resolve().parents[1] / "resources" / "pictures"
SIZE = (1366, 768)
MOST = 120_000
"""Bytes that a picture may have."""
HEADER = ("First name", "Surname", "Organisation", "Access needs")
PEOPLE = (
    ("Marged", "Penhale", "Lock Street Tenants", ""),
    ("Tunde", "Oyelaran", "", ""),
    ("Maryam", "Siddiqi", "Sewing Circle", "Interpreter, Urdu"),
    ("Col", "Braithwaite", "", "Large print"),
    ("Rosalind", "Maddox", "Ferryhouse Surgery", ""),
    ("Piotr", "Zielinski", "", ""),
    ("Eluned", "Marsh", "Lock Street Tenants", "Hearing loop"),
    ("Josie", "Tremlett", "", ""),
    ("Amaka", "Obi-Rowe", "Wharf Food Shed", ""),
    ("Denzil", "Morley", "", ""),
    ("Hafsa", "Noor", "Sewing Circle", ""),
    ("Gethin", "Rudge", "", "Ramp"),
    ("Thandi", "Mokoena", "", ""),
    ("Winifred", "Sale", "", ""),
    ("Bashir", "Anwar", "Wharf Food Shed", ""),
    ("Lowri", "Beck", "", ""),
    ("Stan", "Kowalczyk", "", ""),
    ("Ottoline", "Furze", "Ferryhouse Surgery", ""),
    ("Kwame", "Addo", "", ""),
    ("Mabli", "Thorne", "", ""),
)
CAME = (0, 1, 2, 6, 7, 8, 10, 11, 12, 14, 15, 18, 19)
"""Their places in the list."""
SAID = (
    ("The last bus goes before the clinic opens #transport @marged >ring her", "own"),
    ("Forms come in English alone, so my son reads them to me #forms @maryam", "own"),
    ("People on the ramp side are not told when it is locked #access @gethin", "own"),
    ("They say the pharmacy closes at noon on Saturdays #pharmacy", "second_hand"),
    ("My neighbour gave up after forty minutes on the phone #phones @josie", "second_hand"),
    ("A walking group would get me out of the flat #company @thandi >find one", "own"),
)
FOR_OTHERS = 'The crossing by the school frightens all of us for:"Top Moor" @eluned #roads'
ROLES = (
    ("Event host", "r", "Lock Street Tenants", "Marged Penhale", "36", "36", "18.86"),
    ("Facilitators (two)", "r", "", "", "24", "12", "18.86"),
    ("Community representative", "v", "", "Eluned Marsh", "18", "18", "27.50"),
    ("Note-taker and feedback", "r", "", "", "14", "", "18.86"),
    ("Follow-up owner", "b", "Wharf Food Shed", "", "18", "6", "18.86"),
)


def main(folder: Path) -> None:
    """Spend the evening and take the three pictures."""
    with tempfile.TemporaryDirectory() as home:
        at_home(Path(home))
        app = QApplication(sys.argv[:1])
        add_fonts()
        dress(app, "light", 100)
        window = Window()
        window.resize(*SIZE)
        window.show()
        for name in spend(Evening(window), Path(home)):
            take(window, folder / f"window-{name}.png")
        window.close()


def at_home(home: Path) -> None:
    """Nothing of who takes the pictures is in them; and it is about seven in the evening."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(home)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["ENGAGEMENT_PERSON"] = "Nesta Quayle"
    now = time.gmtime()
    ahead = (18 * 60 + 50 - now.tm_hour * 60 - now.tm_min) % (24 * 60)
    os.environ["TZ"] = f"EVE-{ahead // 60}:{ahead % 60:02}"
    time.tzset()
    moments.LOCAL = timezone(timedelta(minutes=ahead))  # type: ignore[assignment]


def spend(evening: Evening, home: Path) -> Iterator[str]:
    """The evening; gives the name of a picture where one is to be taken."""
    evening.keys.until(lambda: evening.keys.name)
    evening.new_project("Ferryhouse health voices", "Spring forum")
    path = write_list(home / "booked.csv", HEADER, PEOPLE)
    QFileDialog.getOpenFileName = lambda *_asked: (str(path), "")  # type: ignore[method-assign]
    evening.go("data")
    evening.import_list()
    sign_in(evening)
    write_down(evening)
    evening.keys.write("Nobody rang back about the lift scheme #transport @amaka >ring her back")
    yield "said"
    evening.go("desk")
    evening.sign_in("stan", "Stan Kowalczyk", "Alt+F")
    evening.until_told("Stan Kowalczyk is here for the first time")
    evening.keys.write("ma")
    yield "desk"
    roles(evening)
    yield "roles"


def sign_in(evening: Evening) -> None:
    """Most of those who are expected, two who are not, and three without names."""
    evening.go("desk")
    for given, family, *_more in (PEOPLE[place] for place in CAME):
        evening.sign_in(family[:5].lower(), f"Signed in: {given} {family}")
    evening.walk_in("Ines Carvalho", "Ines Carvalho", "Alt+Y")
    evening.walk_in("Roy Dunmore", "Roy Dunmore", "Alt+F")
    for _each in range(3):
        evening.keys.press("Ctrl++")
        evening.keys.saved()


def write_down(evening: Evening) -> None:
    """What was said."""
    evening.go("said")
    for line, voice in SAID[:3]:
        evening.say(line, voice)
    evening.say(FOR_OTHERS, "on_behalf", "Asked by the group", "the crossing alone")
    for line, voice in SAID[3:]:
        evening.say(line, voice)


def roles(evening: Evening) -> None:
    """Who does the work, what it costs, and the one fund there is; a role is marked."""
    evening.go("roles")
    for cells in ROLES:
        evening.role(*cells)
        evening.keys.press("Home")
    evening.row_of("Facilitators")
    evening.place("Funds")
    evening.keys.tab_to("New fund")
    evening.keys.press("Space")
    evening.fill(
        ("Funder name", "Ferry Town Trust"), ("Title", "Voices grant"),
        ("Amount (£)", "900"), ("Status", "Confirmed"),
    )  # fmt: skip
    evening.keys.press("Alt+P")
    evening.keys.until(lambda: evening.keys.name == "Amount (£)")
    evening.fill(("Amount (£)", "150.88"))
    evening.place("This role")
    evening.keys.tab_to("Roles")


def take(window: Window, path: Path) -> None:
    """The window as it is seen, in at most 256 colours."""
    QApplication.processEvents()
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(picture.constBits()).cast("I"))
    colours = [colour for colour, _times in seen.most_common(256)]
    picture.convertToFormat(QImage.Format.Format_Indexed8, colours).save(str(path), quality=0)
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes, {len(seen):,} colours in the window")
    if size > MOST:
        sys.exit(f"{path.name} is larger than {MOST:,} bytes.")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
