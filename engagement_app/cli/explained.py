"""What `--help` says below the options of a command: each kind of source, list and paper."""

from engagement_app.language import _

# What each kind of source holds. The columns are those that the readers know by these names.
IMPORTED = (
    _("Columns stand in any order and case; those not in the list are left out."),
    _(
        "ATTENDEES: a list with Name, or Given name and Family name; Known as, E-mail, Phone,"
        " Postcode, Organisation, Access needs, Notes, Do not contact, Event, Status (expected,"
        " here, left, did not come, excused; under “Coming?” yes, maybe, no), Attended,"
        " Arrived, Left, First time, Wants to stay involved. Lists from Eventbrite, pretix,"
        " CiviCRM, Microsoft Forms and Google Forms are taken as they are."
        " Example: import attendees people.csv."
    ),
    _(
        "ROLES: a sheet with Role and Belt (route in, voice for, both); Held by organisation,"
        " Held by person, Hours needed, Hours assigned, Hourly cost, Overhead, Other costs, Event,"
        " Body, Skills needed (with ; between them), Notes."
        " Example: import roles roles.xlsx."
    ),
    _(
        "FUNDING: a sheet with Funder or Fund; Reference, Status (applied, confirmed, refused,"
        " closed), Amount, Start, End, Role, Allocated, with a row for each role that a fund pays"
        " for; or a 360Giving file of grants."
        " Example: import funding funds.csv."
    ),
    _(
        "CONTRIBUTIONS: a list with Voice (own, on behalf, second hand) and Words; Event, On behalf"
        " of, Mandate, Limits, Form, Kind, Themes (with ; between them), May be quoted, Written"
        " down at, Written down by, and Attendance and Id as “export contributions” writes them."
        " Example: import contributions said.csv."
    ),
    _(
        "SERVICES: a directory of services in the Open Referral format (HSDS, Open Referral UK): a"
        " saved page of services (.json), or a package of CSV files as a folder or a zip file with"
        " its datapackage.json. Services that came from the same directory and are not in it any"
        " more are marked as gone. Example: import services directory.zip."
    ),
    _("PROJECT: a whole project as “export project” writes it. Example: import project town.json"),
)

# What each export is, and how it can be written.
EXPORTED = (
    _("PROJECT: everything, in the open format (.json)."),
    _("ATTENDEES: who was expected or came (.csv, .xlsx). It can be imported again."),
    _("CONTRIBUTIONS: what was said, in whose voice (.csv, .xlsx). It can be imported again."),
    _(
        "FOLLOW-UPS: what was promised to whom (.csv, .xlsx with the load of each owner), or the"
        " days on which it falls due, without names, as a calendar (.ics)."
    ),
    _("ROLES: the sheet of roles (.csv, .xlsx). It can be imported again."),
    _(
        "SERVICES: your own events that are open to people, as services in the Open Referral UK"
        " format (.json), for the directory of your area."
    ),
    _(
        "AUDIT: who did what and when, a row for each record and act (.csv, .xlsx); without"
        " --project of the whole file."
    ),
)

# What each paper is, and how it can be written.
REPORTED = (
    _("GAP: what the engagement costs and who pays. As .pdf, .xlsx and .json."),
    _(
        "SUMMARY: who came, what was said and what was promised; of one event (--event), of some"
        " days (--from, --to-date) or of the project. As .pdf and .xlsx, under the small-number"
        " rule, and as .json with true counts, for the office."
        " Example: report summary --from 2026-04-01 --to-date 2026-06-30 --out summary.json."
    ),
    _(
        "FOLLOW-UPS: the call list: whom to reach, how, and about what; of the project or of an"
        " event. As .pdf. Example: report follow-ups --as-of 2026-11-23 --out calls.pdf."
    ),
    _(
        "FEEDBACK: “You said, what happened”, for those who spoke; of the project or of an event."
        " As .pdf. Example: report feedback --out you-said.pdf."
    ),
    _(
        "SIGN-IN: the sheet of an event (--event) with line numbers. As .pdf."
        ' Example: report sign-in --event "Spring forum" --out sheet.pdf.'
    ),
    _(
        "BADGES: for everybody expected at an event (--event), and blank ones. As .pdf."
        ' Example: report badges --event "Spring forum" --out badges.pdf.'
    ),
)

# What can be done with what is held on a person.
OF_PEOPLE = (
    _("SHOW: everything that is held on the person, as plain text."),
    _(
        "EXPORT: the same to hand out, as .pdf or .json, with where others mention them at its end."
        " Look at that part first."
    ),
    _(
        "ERASE: empty all of it, for good; counts and figures stay as they are. Without --yes it"
        " only says what would go. Backups made before still hold the person until they are"
        ' removed. Example: person erase "Zoë Bell" --yes.'
    ),
    _(
        "MERGE: read the second as the first from now on. It can be taken apart in the window."
        ' Example: person merge "Zoë Bell" "Zoe Bell" --yes.'
    ),
)

# How laptops tell each other what they know.
OF_BUNDLES = (
    _(
        "MAKE: everything, sealed with a key that the laptops of the project share. The first one"
        " for a laptop wants a passphrase too (--bundle-passphrase-file; of a file that is not"
        " protected also --passphrase-file). The passphrase of a protected file opens its bundles."
        " Example: bundle make /media/stick/a.bundle --bundle-passphrase-file words.txt."
    ),
    _(
        "APPLY: take it in; what is here already stays, and the same bundle twice changes nothing."
        " A backup is made first. Into a file without a project, it brings the project and the"
        " shared key. 1 where something in it was altered and not taken."
        " Example: bundle apply /media/stick/a.bundle --dry-run."
    ),
    _(
        "Both say eight letters at the end: laptops that show the same ones know the same."
        " “check --repair --with” takes a bundle too."
    ),
)
