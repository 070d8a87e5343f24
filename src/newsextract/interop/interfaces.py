"""What a tool must know to label as the gold does: labels, attributes and their values, from the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Tree

from newsextract.interop.marks import ATTRIBUTES, CHOICES, INVESTMENT, SPAN_LABELS

COLOURS: Mapping[str, str] = {
    "MONEY": "#e69f00", "PERCENT": "#56b4e9", "ORG": "#009e73", "PROJECT": "#cc79a7", "GROUP": "#b8ab00",
}  # fmt: skip
_NAMES = sorted({name for names in ATTRIBUTES.values() for name in names})


def _labels_of(name: str) -> list[str]:
    return [label for label in SPAN_LABELS if name in ATTRIBUTES[label]]


def label_studio() -> str:
    """Return the labelling interface of a Label Studio project, XML."""
    view = Tree.Element("View")
    # without it Label Studio shows and counts runs of blanks as one
    Tree.SubElement(view, "Style").text = ".htx-text{ white-space: pre-wrap; }"
    labels = Tree.SubElement(view, "Labels", name="label", toName="text")
    for label in SPAN_LABELS:
        Tree.SubElement(labels, "Label", value=label, background=COLOURS[label])
    Tree.SubElement(view, "Text", name="text", value="$text", granularity="symbol", saveTextResult="yes")
    relations = Tree.SubElement(view, "Relations")
    Tree.SubElement(relations, "Relation", value=INVESTMENT)
    for name in _NAMES:
        _control(view, name, CHOICES.get(name), _labels_of(name))
    _control(view, "optional", ("yes",), list(SPAN_LABELS))
    _control(view, "tags", None, [label for label in SPAN_LABELS if label != "GROUP"])
    Tree.indent(view)
    return Tree.tostring(view, encoding="unicode") + "\n"


def _control(view: Tree.Element, name: str, choices: tuple[str, ...] | None, labels: list[str]) -> None:
    """Add the control of an attribute, shown while a region of one of the labels is selected."""
    shown = {"visibleWhen": "region-selected", "whenTagName": "label", "whenLabelValue": ",".join(labels)}
    box = Tree.SubElement(view, "View", shown)
    Tree.SubElement(box, "Header", value=name, size="6")
    common = {"name": name, "toName": "text", "perRegion": "true"}
    if choices is None:
        Tree.SubElement(box, "TextArea", {**common, "editable": "true", "rows": "1"})
        return
    made = Tree.SubElement(box, "Choices", {**common, "choice": "single", "layout": "select"})
    for choice in choices:
        Tree.SubElement(made, "Choice", value=choice)


def doccano() -> str:
    """Return the span labels of a doccano project, for its label import, JSON."""
    labels = [
        {
            "text": label,
            "suffix_key": label[0].lower(),
            "background_color": COLOURS[label],
            "text_color": "#000000",
        }
        for label in SPAN_LABELS
    ]
    labels[-1]["suffix_key"] = "g"
    labels[1]["suffix_key"] = "c"  # p is PROJECT's
    return json.dumps(labels, indent=2) + "\n"


def brat_configuration() -> str:
    """Return the ``annotation.conf`` of a brat collection."""
    return "\n".join(_configuration()) + "\n"


def _configuration() -> Iterator[str]:
    yield from ("[entities]", *SPAN_LABELS)
    yield from ("[relations]", f"{INVESTMENT}\tArg1:PROJECT, Arg2:MONEY")
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    yield from ("[events]", "[attributes]")
    for name, values in CHOICES.items():
        yield f"{name}\tArg:{'|'.join(_labels_of(name))}, Value:{'|'.join(values)}"
    yield "optional\tArg:<ENTITY>"
