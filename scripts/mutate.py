"""Plant single-token faults in agreements/ and see which the tests catch: `python scripts/mutate.py --sample 400`.

Each fault is one changed operator, number, truth value or word in one file, planted in a copy of the tree, never in the
tree itself. A fault is caught when a test fails, crashes or does not end. What survives is printed; docs/testing.md says
why the survivors of the last run are harmless.
"""

import argparse
import ast
import copy
import os
import random
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOM = Path("src/chumchon/agreements")
SECONDS = 60
"""Processor seconds after which a test run counts as not ending."""
FIRST = {
    "test_loading": ("load", "schema", "bands", "cross", "lines", "faults"),
    "test_explaining": ("trace", "explain", "change", "words"),
    "test_commands": ("cli", "cases", "shelf"),
    "test_operators": ("kit", "operators", "years", "expected"),
    "test_facts": ("facts",),
    "test_meant": ("deaths",),
    "test_same_answer": ("table", "many", "flatten", "claims", "columns", "write"),
}
"""Which tests are asked first for which file."""
ALL = (
    "test_steps",
    "test_worked_cases",
    "test_loading",
    "test_explaining",
    "test_operators",
    "test_facts",
    "test_commands",
    "test_edges",
    "test_limits",
    "test_meant",
    "test_survivors",
    "test_full_run",
    "test_full_run_steps",
    "test_same_answer",
)
SLOW = "not hundred_thousand and not shell and not without_django"

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
    ast.Div: ast.Mult,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "low": "high", "high": "low", "any": "all", "all": "any"}


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Nodes where a fault may be planted; not in annotations, docstrings or the shapes that only the type checker reads."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Protocol" for b in node.bases):
            continue
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.JoinedStr):
            stack.extend(part for part in node.values if isinstance(part, ast.FormattedValue))
            continue
        if isinstance(node, (ast.Compare, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Name, ast.Attribute, ast.Constant)):
            yield node, type(node).__name__
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_params", "decorator_list"):
                continue
            if isinstance(node, ast.FormattedValue) and name == "format_spec":
                continue
            stack.extend(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, ast.AST))


def plant(node: ast.AST) -> str | None:
    """Change one token of the node in place; what was done, or None where nothing fits."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        was, node.ops[0] = type(node.ops[0]).__name__, SWAPS[type(node.ops[0])]()
        return f"{was} -> {type(node.ops[0]).__name__}"
    if isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in SWAPS:
        was, node.op = type(node.op).__name__, SWAPS[type(node.op)]()
        return f"{was} -> {type(node.op).__name__}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        was, node.op = type(node.op).__name__, ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if was == "Not":
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return f"{was} -> gone"
    if isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        was, node.id = node.id, NAMES[node.id]
        return f"{was} -> {node.id}"
    if isinstance(node, ast.Attribute) and node.attr in NAMES and isinstance(node.ctx, ast.Load):
        was, node.attr = node.attr, NAMES[node.attr]
        return f".{was} -> .{node.attr}"
    if isinstance(node, ast.Constant):
        return _constant(node)
    return None


def _constant(node: ast.Constant) -> str | None:
    was = node.value
    if isinstance(was, bool):
        node.value = not was
    elif isinstance(was, int):
        node.value = was + 1
    elif isinstance(was, str) and re.fullmatch(r"[A-Za-z][\w.-]*", was):
        node.value = was + "x"
    else:
        return None
    return f"{was!r} -> {node.value!r}"


def faults(path: Path) -> list[tuple[Path, int, int, str]]:
    """Every fault of a file: its path, place, line and what is done."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for place, (node, _kind) in enumerate(places(tree)):
        if (done := plant(copy.deepcopy(node))) is not None:
            found.append((path.relative_to(ROOT), place, node.lineno, done))  # type: ignore[attr-defined]
    return found


def mutated(path: Path, place: int) -> str:
    """The source of a file with one fault planted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plant(list(places(tree))[place][0])
    return ast.unparse(ast.fix_missing_locations(tree))


def tree_copy() -> Path:
    """A copy of what the tests of the room need."""
    home = Path(tempfile.mkdtemp(prefix="mutate-"))
    for part in ("src/chumchon/agreements", "src/chumchon/thai", "tests/agreements", "examples/agreements"):
        shutil.copytree(ROOT / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("src/chumchon/__init__.py", "src/chumchon/__main__.py", "tests/__init__.py"):
        shutil.copy(ROOT / part, home / part)
    return home


def passes(home: Path, stem: str) -> bool:
    """Run the tests in a forked child; True where all pass in time."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(home)
    sys.path[:0] = [str(home), str(home / "src")]
    import hypothesis
    import pytest

    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile("mutate", max_examples=40, phases=phases, database=None, deadline=None)
    hypothesis.settings.load_profile("mutate")
    order = [test for test, stems in FIRST.items() if stem in stems] + [
        test for test in ALL if stem not in FIRST.get(test, ())
    ]
    options = [
        "-x",
        "-q",
        "-c",
        os.devnull,
        "--rootdir",
        str(home),
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    ]
    for test in order:
        if pytest.main([*options, "--hypothesis-seed=1", "-k", SLOW, f"tests/agreements/{test}.py"]):
            os._exit(1)
    os._exit(0)


_home: Path


def _worker() -> None:
    global _home
    import hypothesis  # noqa: F401  loaded once, before the forks
    import numpy  # noqa: F401
    import pytest  # noqa: F401

    _home = tree_copy()
    passes(_home, "decide")  # leaves the tests compiled
    sys.dont_write_bytecode = True
    for cache in (_home / "src").rglob("__pycache__"):
        shutil.rmtree(cache)


def try_fault(fault: tuple[Path, int, int, str]) -> tuple[tuple[Path, int, int, str], bool]:
    """Plant, test, put back."""
    path, place, _line, _done = fault
    target = _home / path
    right = target.read_text(encoding="utf-8")
    try:
        target.write_text(mutated(ROOT / path, place), encoding="utf-8")
        return fault, not passes(_home, path.stem)
    finally:
        target.write_text(right, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="so many faults, chosen by the seed; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="+", default=[""], help="files whose name begins so")
    arguments = parser.parse_args()
    every = [
        f
        for path in sorted((ROOT / ROOM).glob("*.py"))
        if path.stem.startswith(tuple(arguments.only))
        for f in faults(path)
    ]
    chosen = every
    if arguments.sample and arguments.sample < len(every):
        chosen = random.Random(arguments.seed).sample(every, arguments.sample)
    home = tree_copy()
    if not passes(home, "decide"):
        raise SystemExit("the tests fail without any fault")
    shutil.rmtree(home)
    caught, survivors = 0, []
    with Pool(arguments.jobs, initializer=_worker) as pool:
        for number, (fault, killed) in enumerate(pool.imap_unordered(try_fault, chosen), 1):
            caught += killed
            if not killed:
                survivors.append(fault)
                sys.stdout.write(f"survived: {fault[0].name}:{fault[2]} {fault[3]}\n")
            if number % 25 == 0:
                sys.stdout.write(f"{number}/{len(chosen)} caught {caught / number:.1%}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{len(every)} faults possible, {len(chosen)} planted, {caught} caught: {caught / len(chosen):.1%}\n"
    )


if __name__ == "__main__":
    main()
