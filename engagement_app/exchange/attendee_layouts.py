"""The header rows of attendance lists, as the programs that write them have them.

Read off public code that writes or reads these files: Eventbrite's attendee reports (UK, US and
the newer one), pretix's check-in list and order positions, CiviCRM's participant export, and the
answers of Microsoft Forms and Google Forms.
"""

from engagement_app.exchange.headers import Layout, layout
from engagement_app.exchange.marking import N_

# What headers mean in any list; the best header of a field stands first.
MEANINGS = {
    "given_name": "Given name, Given names, First name, Forename, Forenames, Firstname, Fname, "
    "Christian name, Attendee first name, Participant first name, Your first name, First, Given, "
    "First name(s), Forename(s)",
    "family_name": "Family name, Surname, Last name, Lastname, Lname, Second name, "
    "Attendee last name, Attendee surname, Participant last name, Your last name, Your surname, "
    "Last, Family",
    "full_name": "Full name, Name, Attendee name, Participant name, Your full name, Your name, "
    "What is your name, What is your full name, Name of attendee, Name of participant, "
    "Delegate name, Guest name, Member name, Volunteer name, Contact name, Display name, "
    "Name in full, Name (full), First and last name, First name and surname, "
    "Name and surname, Names, Attendee, Participant, Delegate, Person",
    "known_as": "Known as, Preferred name, Likes to be called, Name on badge, Badge name, Nickname",
    "email": "E-mail, E-mail address, Attendee e-mail, Participant e-mail, Your e-mail, "
    "Your e-mail address, Contact e-mail, What is your e-mail address, What is your e-mail, "
    "Mail, E-mail 1",
    "phone": "Phone, Mobile, Mobile phone, Mobile number, Cell phone, Phone number, Telephone, "
    "Telephone number, Contact number, Tel, Tel no., Tel number, Mobile no., Phone no., "
    "Your phone number, Your telephone number, Contact phone, Contact telephone, Home phone, "
    "Landline, Work phone, Telephone / mobile",
    "postcode": "Postcode, Post code, Postal code, Zip code, Zip, Home postcode, Your postcode",
    "organisation": "Organisation, Organization, Organisation name, Name of organisation, "
    "Your organisation, Group, Group name, Community group, Company, Company name, Charity, "
    "Employer, Affiliation, Organisation / group, Group / organisation, Organisation or group, "
    "Organisation (if any), Representing",
    "access_needs": "Access needs, Access requirements, Accessibility needs, "
    "Accessibility requirements, Access need, Access requirement, Accessibility, "
    "Any access needs, Any access requirements, Any accessibility needs, "
    "Your access needs, Your access requirements, Do you have any access needs, "
    "Do you have any access requirements, Do you have any accessibility needs, "
    "Do you have any accessibility requirements, What are your access needs, "
    "What are your access requirements, Please tell us about any access needs, "
    "Please tell us about any access requirements, Access and support needs, "
    "Access or support needs, Access / support needs, Support needs, Additional needs, "
    "Additional support needs, Access needs (if any), Access requirements (if any), "
    "Dietary or access needs, Dietary and access needs, Dietary / access needs, "
    "Access or dietary needs, Access and dietary needs, Access / dietary needs, "
    "Access and dietary requirements, Access or dietary requirements, "
    "Access / dietary requirements, Dietary and access requirements, "
    "Dietary or access requirements, Dietary / access requirements, "
    "Dietary requirements and access needs, Dietary requirements or access needs, "
    "Dietary requirements / access needs, Access needs and dietary requirements, "
    "Access needs or dietary requirements, Access needs / dietary requirements, "
    "Do you have any dietary or access needs, Do you have any access or dietary needs, "
    "Do you have any dietary or access requirements, "
    "Do you have any access or dietary requirements, Any dietary or access needs, "
    "Any access or dietary needs, Any dietary or access requirements, "
    "Any access or dietary requirements, Reasonable adjustments",
    "notes": "Notes, Note, Comments, Comment, Remarks",
    "do_not_contact": "Do not contact",
    "event": "Event, Event name, Event title, Session, Name of event",
    "status": "Status, Attendance status, Attendee status, Participant status, RSVP, "
    "RSVP status, RSVP reply, RSVP response, RSVP'd, Coming, Are you coming, Will you come, "
    "Will you be coming, Are you able to come, Are you able to attend, Can you come, "
    "Can you attend, Can you make it, Coming or not, Attending or not, Going, Are you going, "
    "Booking status, Registration status, Attending, Will you attend, "
    "Are you attending, Will you be attending",
    "attended": "Attended, Did they attend, Did they come, Attendance, Present, Did attend, Came, "
    "Here",
    "arrived": "Arrived, Arrived at, Arrival, Arrival time, Time arrived, Checked in, "
    "Checked in at, Check-in, Check in time, Check-in time, Signed in, Sign in, Sign in time, "
    "Time in",
    "left": "Left, Left at, Time left, Checked out, Checked out at, Check-out, Check out time, "
    "Signed out, Sign out time, Time out",
    "first_time": "First time, First time here, First visit, First event, "
    "Is this your first time, Is this your first event, Is this your first visit",
    "wants_to_stay_involved": "Wants to stay involved, Stay involved, "
    "Would you like to stay involved, Do you want to stay involved, "
    "Would you like to get involved, Keep involved",
    "order": "Order no., Order number, Order, Order ID, Order code, Booking reference, "
    "Booking ID, Booking no.",
    "attendee": "Attendee no., Attendee number, Attendee ID, Ticket no., Ticket number, Ticket ID",
    "id": "Id",
}


def _but(*fields: str, **instead: str) -> dict[str, str]:
    """The meanings for a known layout: without some fields, with its own headers for others."""
    kept = {field: headers for field, headers in MEANINGS.items() if field not in fields}
    return kept | instead


ANY_LIST = layout(
    N_("a list whose headers are understood"),
    "list",
    MEANINGS,
    ignored="No., Number, #, Row, Line",
)

OWN = layout(
    N_("the program's own list of attendees"),
    "engagement-app",
    {
        "given_name": "Given name",
        "family_name": "Family name",
        "known_as": "Known as",
        "email": "E-mail",
        "phone": "Phone",
        "organisation": "Organisation",
        "event": "Event",
        "status": "Status",
        "arrived": "Arrived",
        "source": "Source",
        "first_time": "First time",
        "wants_to_stay_involved": "Wants to stay involved",
        "id": "Id",
    },
    signatures=("Id, Source, Wants to stay involved", "Id, Known as, Wants to stay involved"),
)

_EVENTBRITE_IGNORED = (
    "Order date, Quantity, Ticket quantity, Price tier, Ticket type, Ticket price, Group, "
    "Order type, Currency, Total paid, Fees paid, Eventbrite fees, Eventbrite payment processing, "
    "Event ID, Buyer first name, Buyer last name, Buyer surname, Buyer email, Buyer name, "
    "Order status, Home address 1, Home address 2, Home city, County of residence, Home country, "
    "Home county, Job title, Billing postcode, Gender, Age, Birth date"
)
EVENTBRITE = layout(
    N_("an Eventbrite list of attendees"),
    "eventbrite",
    _but(
        "id",
        "full_name",
        "notes",
        organisation="Company, Organisation, Organization, Company / organisation",
        order="Order no., Order ID",
        attendee="Attendee no., Attendee ID, Barcode no., Barcode",
        status="Attendee status",
        quantity="Quantity, Ticket quantity",
    ),
    signatures=(
        "Order no., Attendee no., Attendee status",
        "Order no., Quantity, Ticket type, Email",
        "Order no., Order date, Ticket type, Attendee no.",
        "Order ID, Order date, Attendee status",
        "Order ID, Ticket type, Buyer email, First name",
    ),
    ignored=_EVENTBRITE_IGNORED,
)
EVENTBRITE_ORDERS = layout(
    N_("an Eventbrite list of orders"),
    "eventbrite",
    {},
    signatures=(
        "Order ID, Buyer email, Gross sales",
        "Order ID, Buyer email, Net sales",
        "Order ID, Buyer email, Ticket revenue",
    ),
    refusal=N_(
        "{name} is Eventbrite's list of orders: it names who bought, not who comes. "
        "Export the report called Attendees and import that."
    ),
)

_PRETIX_IGNORED = (
    "Product, Variation, Price, Automatically checked in, Paid, Secret, Date, Start date, "
    "End date, Voucher code, Voucher, Order date, Order time, Requires special attention, "
    "Comment, Check-in text, Seat ID, Seat name, Seat zone, Seat row, Seat number, Event slug, "
    "Tax rate, Tax rule, Tax value, Address, Street, City, Country, State, ZIP code, "
    "Pseudonymization ID, Ticket secret, Order comment, Follow-up date, Add-on to position ID, "
    "Order email, Invoice address name, Invoice address street, Invoice address ZIP code, "
    "Invoice address city, Invoice address country, Invoice address state, VAT ID, "
    "Sales channel, Order locale, Email address verified, External customer ID, "
    "Check-in lists, Payment providers, Blocked, Valid from, Valid until, Position order link, "
    "Attendee name: Title, Salutation"
)
PRETIX_CHECK_IN = layout(
    N_("a pretix check-in list"),
    "pretix",
    _but(
        "id",
        "attendee",
        "status",
        "notes",
        given_name="Attendee name: Given name, Attendee name: First name",
        family_name="Attendee name: Family name, Attendee name: Surname",
        full_name="Attendee name",
        organisation="Company",
        order="Order code",
        event="",
        email="E-mail, Email",
    ),
    signatures=("Order code, Attendee name, Checked in",),
    ignored=_PRETIX_IGNORED,
    first_of_two="Company, Address, ZIP code, City, Country, State, Street",
)
PRETIX_POSITIONS = layout(
    N_("a pretix list of order positions"),
    "pretix",
    _but(
        "id",
        "notes",
        given_name="Attendee name: Given name, Attendee name: First name",
        family_name="Attendee name: Family name, Attendee name: Surname",
        full_name="Attendee name",
        organisation="Company",
        postcode="",
        order="Order code",
        attendee="Position ID",
        event="",
        email="Attendee email",
        phone="",
    ),
    signatures=("Order code, Position ID, Attendee name",),
    # The order's e-mail and phone are the buyer's, not each attendee's.
    ignored=_PRETIX_IGNORED + ", Email, Phone number",
    first_of_two="Company, Address, ZIP code, City, Country, State, Street, Status",
)

_CIVICRM_IGNORED = (
    "Contact ID, Contact type, Contact subtype, Do not trade, Legal identifier, "
    "External identifier, Sort name, Legal name, Image url, Preferred communication method, "
    "Preferred language, Preferred mail format, Contact hash, Contact source, Middle name, "
    "Individual prefix, Individual suffix, Formal title, Communication style, Email greeting ID, "
    "Postal greeting ID, Addressee ID, Job title, Gender, Birth date, Deceased date, "
    "Household name, Sic code, Unique ID (OpenID), Current employer ID, Contact is in trash, "
    "Created date, Modified date, Addressee, Email greeting, Postal greeting, Location type, "
    "Street address, Street number, Street number suffix, Street name, Street unit, "
    "Supplemental address 1, Supplemental address 2, Supplemental address 3, City, "
    "Postal code suffix, Latitude, Longitude, Address name, Master address belongs to, County, "
    "State, Country, Phone extension, Phone type, On hold, Use for bulk mail, Signature text, "
    "Signature html, IM provider, IM screen name, OpenID, World region, Website, Event, "
    "Event start date, Event end date, Event type, Participant status id, "
    "Participant role, Participant role id, Participant note, Register date, "
    "Participant source, Fee level, Is pay later, Fee amount, Discount name, Fee currency, "
    "Registered by ID, Campaign ID"
)
CIVICRM = layout(
    N_("a CiviCRM list of participants"),
    "civicrm",
    {
        "given_name": "First name",
        "family_name": "Last name",
        "full_name": "Display name",
        "known_as": "Nickname",
        "email": "Email",
        "phone": "Phone",
        "postcode": "Postal code",
        "organisation": "Current employer, Organization name",
        "event": "Event title",
        "status": "Participant status",
        "attendee": "Participant ID",
        "do_not_email": "Do not email",
        "do_not_phone": "Do not phone",
        "do_not_mail": "Do not mail",
        "do_not_sms": "Do not sms",
        "opted_out": "No bulk emails (user opt out)",
        "deceased": "Deceased",
        "test": "Test",
    },
    signatures=("Participant ID, Participant status",),
    ignored=_CIVICRM_IGNORED,
)
CIVICRM_ACTIVITIES = layout(
    N_("a CiviCRM list of activities"),
    "civicrm",
    {},
    signatures=("Activity ID, Activity type",),
    refusal=N_(
        "{name} is CiviCRM's list of activities, not of people at an event. "
        "Export the participants and import that."
    ),
)

MICROSOFT_FORMS = layout(
    N_("the answers of a Microsoft form"),
    "microsoft-forms",
    _but(
        "id",
        full_name="Name, " + MEANINGS["full_name"],
        email="Email, " + MEANINGS["email"],
        order="Start time",
        attendee="ID",
    ),
    signatures=("ID, Start time, Completion time",),
    ignored="Completion time, Last modified time, Total points, Quiz feedback, Language",
)
GOOGLE_FORMS = layout(
    N_("the answers of a Google form"),
    "google-forms",
    _but("id"),
    signatures=("Timestamp",),
    ignored="Timestamp, Score",
)

LAYOUTS: tuple[Layout, ...] = (
    OWN,
    EVENTBRITE_ORDERS,
    EVENTBRITE,
    PRETIX_POSITIONS,
    PRETIX_CHECK_IN,
    CIVICRM,
    CIVICRM_ACTIVITIES,
    MICROSOFT_FORMS,
    GOOGLE_FORMS,
    ANY_LIST,
)
OPT_OUTS = (
    "do_not_email", "do_not_phone", "do_not_mail", "do_not_sms", "opted_out", "deceased",
)  # fmt: skip
NAMES = ("given_name", "family_name", "full_name", "known_as")
