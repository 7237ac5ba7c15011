"""Measure how the product's code is cut and named: `python -m tests.figures` (`make figures`).

The same measure for every codebase: `python -m tests.figures FOLDER …` measures the packages in those folders.

modules                 files of Python
largest room            modules in the largest folder
lines a function        median, 90th percentile, longest; from `def` to the last line
private, used once      of all functions, the private ones that are named once beside their definition, in their own module
verb first              function docstrings that open with one of VERBS (Return, Raise, Yield …)
participles             functions named by a past participle alone (`told`, `placed`), or by one that ends in -ing
roundabout              "what", "whoever", "nobody", "those that" in 1,000 words of docstring
mutual imports          pairs of modules that import each other
"""

import ast
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRODUCT = ("model", "queries", "loaders", "viz", "api")
ROUNDABOUT = re.compile(r"\b(what|whatever|who|whoever|nobody|somebody|those that|that which)\b", re.IGNORECASE)
VERBS = (
    "Add Answer Apply Ask Begin Bring Build Change Check Choose Close Compare Confirm Convert Copy Count Create Do Draw Drop End Enter "
    "Export Fill Find Follow Forget Freeze Gather Generate Get Give Go Group Hold Install Join Keep Lay Let Limit List Load Lock Look "
    "Make Mark Measure Merge Move Note Open Order Parse Pass Place Plan Prepare Print Propose Publish Put Raise Read Refuse Remember "
    "Remove Rename Replace Report Reset Restore Return Run Save Say Serve Set Show Sort Split Stage Start Stop Store Strip Succeed Take "
    "Tell Translate Try Undo Unpack Update Use Verify Wait Walk Wrap Write Yield"
)
PARTICIPLE = re.compile(
    r"_?([a-z]+(ed|ing)|told|said|kept|held|read|given|taken|known|made|found|shown|seen|left|put|laid|sent|met|had)"
)


@dataclass(slots=True)
class Code:
    """What is counted in one or more modules."""

    modules: dict[str, ast.Module] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def functions(self) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        """Yield every function with the name of its module."""
        for name, tree in self.modules.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield name, node

    def docstrings(self) -> Iterator[str]:
        """Yield every docstring of a module, class or function."""
        for tree in self.modules.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    yield ast.get_docstring(node) or ""


def read_code(folders: list[Path]) -> Code:
    """Read the modules of packages, tests apart."""
    code = Code()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if "tests" not in path.parts[len(folder.parts) :]:
                name = ".".join(path.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__")
                code.sources[name] = path.read_text(encoding="utf-8")
                code.modules[name] = ast.parse(code.sources[name])
    return code


def imports_of(code: Code) -> dict[str, set[str]]:
    """Return the modules of `code` that each of them imports."""
    found: dict[str, set[str]] = {name: set() for name in code.modules}
    for name, tree in code.modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[name] |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names}
    return {name: imported & code.modules.keys() for name, imported in found.items()}


def count_used_once(code: Code) -> tuple[int, int]:
    """Return how many private functions are named once beside their definition, and how many private functions there are."""
    private = [(module, node.name) for module, node in code.functions() if re.match(r"_[a-z]", node.name)]
    words = {module: Counter(re.findall(r"\w+", source)) for module, source in code.sources.items()}
    return sum(words[module][name] == 2 for module, name in private), len(private)


def measure_figures(code: Code) -> Iterator[tuple[str, str]]:
    """Yield each figure by its name."""
    functions = list(code.functions())
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for _module, node in functions)
    rooms = Counter(name.rpartition(".")[0] for name in code.modules)
    room, most = rooms.most_common(1)[0]
    once, private = count_used_once(code)
    told = [text for _module, node in functions if (text := ast.get_docstring(node))]
    verbs = sum(text.split()[0].rstrip(".,;:") in VERBS.split() for text in told)
    participles = sum(bool(PARTICIPLE.fullmatch(node.name)) for _module, node in functions)
    words = " ".join(code.docstrings())
    imports = imports_of(code)
    mutual = sum(one < two and one in imports[two] for one in imports for two in imports[one])
    yield "modules", f"{len(code.modules)}"
    yield "largest room", f"{most} ({room})"
    yield "lines a function", f"{statistics.median(lengths):.0f} / {lengths[int(0.9 * len(lengths))]} / {lengths[-1]}"
    yield "private, used once", f"{once / len(functions):.0%} ({once} of {private} private ones)"
    yield "verb first", f"{verbs / max(1, len(told)):.0%} ({verbs} of {len(told)})"
    yield "participles", f"{participles / len(functions):.0%} ({participles} of {len(functions)})"
    yield "roundabout", f"{1000 * len(ROUNDABOUT.findall(words)) / max(1, len(words.split())):.0f} in 1,000 words"
    yield "mutual imports", f"{mutual}"


def main() -> None:
    """Print the figures of the product, or of the packages in the folders that are given."""
    folders = [Path(word).resolve() for word in sys.argv[1:]] or [ROOT / name for name in PRODUCT]
    for name, value in measure_figures(read_code(folders)):
        print(f"{name:<20}{value}")


if __name__ == "__main__":
    main()
