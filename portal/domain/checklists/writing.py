"""A template as text that people write: a line for each item (V30).

# At the door | 门口
g1 | All lamps work | 灯具全部正常 | engineering
b1 | Minibar | 小酒吧 | housekeeping | count=24, critical
"""

from collections.abc import Iterator
from dataclasses import replace

from portal.domain.checklists.refusals import LineUnreadable
from portal.domain.checklists.templates import Content, Item, Section
from portal.domain.checklists.words import Kind, Photo
from portal.domain.departments.words import Department

LONGEST = 300
MOST_ITEMS = 100
MOST_PARTS = 5  # of a line: code, text, text in Chinese, department, marks
IN_CHINESE = {  # marks, as they may be written as well
    "必查": "critical", "拍照": "photo", "不拍照": "no-photo", "备注": "note", "清点": "count", "禁止": "prohibited",
    "到期": "due",
}  # fmt: skip
PHOTOS = {"photo": Photo.ALWAYS, "no-photo": Photo.NEVER}


def written(content: Content) -> str:
    """The text of a version."""
    lines: list[str] = []
    for section in content.sections:
        head = f"# {section.name}"
        lines += ["", f"{head} | {section.name_zh}" if section.name_zh else head]
        lines += [_line(item) for item in section.items]
    return "\n".join(lines).strip()


def read(text: str, department: Department, before: Content) -> Content:
    """What the text says; due time and escalation as in `before`. Refused: LineUnreadable.

    Items that name what was ordered go on doing so, by their code.
    """
    naming = {item.code for _section, item in before.items() if item.names_amenities}
    sections: list[Section] = []
    for number, line in _lines(text):
        if line.startswith("#"):
            name, name_zh, *_rest = [*(part.strip() for part in line[1:].split("|")), ""]
            sections.append(Section(name, name_zh, ()))
        else:
            if not sections:
                sections.append(Section("", "", ()))
            item = _item(number, line, department)
            item = replace(item, names_amenities=item.code in naming)
            sections[-1] = replace(sections[-1], items=(*sections[-1].items, item))
    filled = tuple(section for section in sections if section.items)
    codes = [item.code for section in filled for item in section.items]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None or len(codes) > MOST_ITEMS:
        raise LineUnreadable(number=len(codes), line=twice or "")
    return replace(before, sections=filled)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line.strip()[:LONGEST]


def _line(item: Item) -> str:
    marks = [mark for mark, photo in PHOTOS.items() if photo == item.photo]
    marks += ["critical"] if item.is_critical else []
    marks += ["note"] if item.needs_note else []
    marks += ["prohibited"] if item.kind == Kind.PROHIBITED else []
    marks += [f"count={item.par or 0}"] if item.kind == Kind.COUNT else []
    marks += [f"due={item.due_minutes}"] if item.due_minutes is not None else []
    parts = [item.code, item.text, item.text_zh, item.department, ", ".join(marks)]
    return " | ".join(parts).rstrip(" |")


def _item(number: int, line: str, department: Department) -> Item:
    parts = [part.strip() for part in line.split("|")]
    if not 2 <= len(parts) <= MOST_PARTS or not parts[0] or not parts[1]:  # noqa: PLR2004 - code and text
        raise LineUnreadable(number=number, line=line)
    code, text, text_zh, where, marks = [*parts, *[""] * (MOST_PARTS - len(parts))]
    if where and where not in set(Department):
        raise LineUnreadable(number=number, line=line)
    item = Item(code, text, text_zh, Department(where) if where else department)
    for mark in filter(None, (mark.strip() for mark in marks.replace("，", ",").split(","))):
        item = _marked(item, mark, number, line)
    return item


def _marked(item: Item, mark: str, number: int, line: str) -> Item:
    name, _equals, value = mark.replace("＝", "=").partition("=")
    name = IN_CHINESE.get(name, name)
    is_number = value.lstrip("-").isdecimal() and len(value) < 7  # noqa: PLR2004 - digits
    if name in PHOTOS:
        return replace(item, photo=PHOTOS[name])
    if name == "critical":
        return replace(item, is_critical=True)
    if name == "note":
        return replace(item, needs_note=True)
    if name == "prohibited":
        return replace(item, kind=Kind.PROHIBITED)
    if name == "count" and is_number:
        return replace(item, kind=Kind.COUNT, par=max(0, int(value)))
    if name == "due" and is_number:
        return replace(item, due_minutes=int(value))
    raise LineUnreadable(number=number, line=line)
