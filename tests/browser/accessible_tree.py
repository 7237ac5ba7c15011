"""What a screen reader is told of a page: Playwright's accessibility tree, as roles with names, and nothing else of the page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from playwright.sync_api import Page

LINE = re.compile(r'(?P<role>[a-z]+)(?: (?P<name>"(?:[^"\\]|\\.)*"))?(?: \[[^]]*\])*(?P<rest>:.*)?$', re.DOTALL)


@dataclass(slots=True)
class Node:
    """A node with its role, its name, the text that it says itself, and its parts."""

    role: str
    name: str = ""
    text: str = ""
    parts: list[Self] = field(default_factory=list)

    def all(self, role: str, name: str = "") -> Iterator["Node"]:
        """Yield the nodes below with a role whose name begins with `name`, in the order of reading."""
        for part in self.parts:
            if part.role == role and part.said.startswith(name):
                yield part
            yield from part.all(role, name)

    def one(self, role: str, name: str = "") -> "Node":
        """Return the first of them."""
        return next(self.all(role, name))

    @property
    def said(self) -> str:
        """Return what is said of the node: its name, or else its texts one after another."""
        return self.name or " ".join(part for part in (self.text, *(part.said for part in self.parts)) if part)

    @property
    def whole(self) -> str:
        """Return all that is said from here on, parts of parts, too."""
        return " ".join(part for part in (self.name, self.text, *(part.whole for part in self.parts)) if part)

    def rows(self) -> list[list[str]]:
        """Return the rows of a table below its headings, each as what is said of its cells."""
        found = [[part.said for part in row.parts if part.role in ("rowheader", "cell")] for row in self.all("row")]
        return [cells for cells in found if cells]


def read_tree(page: Page) -> Node:
    """Return what is told of a page."""
    root = Node("page")
    above = [root]
    for line in page.locator("body").aria_snapshot().splitlines():
        depth, node = (len(line) - len(line.lstrip())) // 2, _read_node(line.strip().removeprefix("- "))
        del above[depth + 1 :]
        if node:
            above[-1].parts.append(node)
        above.append(node or Node("property"))
    return root


def _read_node(line: str) -> Node | None:
    """Return the node of a line of the snapshot (YAML), or none for a property such as an address."""
    if line.startswith("/"):
        return None
    quoted = re.match("'((?:[^']|'')*)'(.*)", line)
    found = LINE.match(quoted[1].replace("''", "'") + quoted[2] if quoted else line)
    assert found, line
    text = (found["rest"] or "").removeprefix(":").strip()
    name = json.loads(found["name"]) if found["name"] else ""
    return Node(found["role"], name, json.loads(text) if text.startswith('"') else text.strip("'").replace("''", "'"))
