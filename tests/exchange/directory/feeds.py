"""Small directories of services, in the shapes that the standard has."""

import json
import zipfile
from pathlib import Path
from typing import Any

IDS = [f"{n:08d}-0000-4000-8000-00000000000{n}" for n in range(1, 7)]


def service(at: int, **more: Any) -> dict[str, Any]:
    """A service as Open Referral UK has it; `more` in the place of what it says."""
    return {
        "id": IDS[at],
        "name": f"Craft circle {at}",
        "description": "Knit and natter.",
        "status": "active",
        "organization": {"id": IDS[5], "name": "Friendly Hands", "description": "A club"},
        **more,
    }


def page(path: Path, *services: Any, old: bool = False, **more: Any) -> Path:
    """A page saved as JSON, in the envelope of UK 3 or in the older one."""
    count, pages, held = (
        ("totalElements", "totalPages", "content")
        if old
        else ("total_items", "total_pages", "contents")
    )
    document = {count: len(services), pages: 1, held: services, **more}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


FILES = {
    "services.csv": f"id,organization_id,name,status\n{IDS[0]},{IDS[5]},Craft circle,active\n",
    "organizations.csv": f"id,name,parent_organization_id\n{IDS[5]},Friendly Hands,\n",
    "contacts.csv": f"id,service_id,name\n{IDS[1]},{IDS[0]},Ann\n",
    "phones.csv": f'id,contact_id,number\n{IDS[2]},{IDS[1]},"""+44 1632 960123"""\n',
    "service_at_location.csv": f"id,service_id,location_id\n{IDS[3]},{IDS[0]},{IDS[4]}\n",
    "locations.csv": f"id,location_type,name\n{IDS[4]},physical,Town library\n",
    "addresses.csv": f"id,location_id,address_1,city,postal_code\n{IDS[2]},{IDS[4]},1 Lock St,"
    "Kelderby,KB1 1AA\n",
}
_NAMES = {
    "services.csv": "service",
    "organizations.csv": "organization",
    "contacts.csv": "contact",
    "phones.csv": "phone",
    "service_at_location.csv": "service_at_location",
    "locations.csv": "location",
    "addresses.csv": "address",
}


def described(files: dict[str, str]) -> dict[str, str]:
    """The files with their description."""
    resources = [{"name": _NAMES.get(name, name), "path": name} for name in files]
    return {**files, "datapackage.json": json.dumps({"resources": resources})}


def folder(path: Path, files: dict[str, str] = FILES) -> Path:
    """A package in a folder."""
    path.mkdir()
    for name, text in described(files).items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def zipped(path: Path, files: dict[str, str] = FILES, base: str = "") -> Path:
    """A package in a zip file, perhaps with the folder that it was made from."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in described(files).items():
            archive.writestr(base + name, text)
    return path
