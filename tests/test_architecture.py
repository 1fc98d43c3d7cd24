"""The bars of the architecture, each as a figure that may not rise. docs/architecture.md says what they are for."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.source_tree import (
    PACKAGES,
    ROOT,
    ancestors,
    circles,
    classes,
    import_graph,
    private_uses,
    project,
    sources,
    tree,
)

MAX_FILE_LINES = 400
MAX_FOLDER_FILES = 20
CODE = (".py", ".tcss", ".sh")

CEILINGS = {
    "modules in circles of imports": 0,
    "imports that run up a layer": 0,
    "imports that a contract ignores": 0,
    "own classes of ArticleScreen": 3,
    "own classes of TheDesk": 3,
    "classes with more than two bases of ours": 0,
    "stubs that raise NotImplementedError": 0,
    "private names used outside their class": 0,
    "folders of more than 20 files": 0,
    "files of more than 400 lines": 0,
    "base names of more than one module": 0,
    "test files that are not where what they test is": 0,
}
"""What each figure may be. A change may lower a ceiling, never raise it."""


def hold(figure: str, found: Sequence[str]) -> None:
    """Fail when there is more of a kind than its ceiling allows, naming all of them."""
    print(f"{figure}: {len(found)} (ceiling {CEILINGS[figure]})")
    assert len(found) <= CEILINGS[figure], f"{figure}: {len(found)}\n  " + "\n  ".join(found)


# -- imports ----------------------------------------------------------------------------------------------------------


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = import_graph()
    edges = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert set(sources()) <= set(edges), "every module of ours is in the graph"
    groups = circles(edges)
    hold("modules in circles of imports", [module for group in groups for module in group])


def test_circles_are_found() -> None:
    edges = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": [], "e": ["e"]}
    assert circles(edges) == [["b", "c"], ["e"]]


def layer_contracts() -> Iterator[tuple[str, list[list[str]]]]:
    """Each container (or "" for whole packages) with its layers, the highest first."""
    for contract in project()["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            layers = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
            for container in contract.get("containers", [""]):
                yield container, layers


def upward_imports(container: str, layers: list[list[str]]) -> list[str]:
    """The direct imports from a layer to a higher one, or to its neighbour in the same layer."""
    place = {f"{container}.{name}".lstrip("."): (number, name) for number, layer in enumerate(layers) for name in layer}
    depth = container.count(".") + 2 if container else 1
    graph = import_graph()
    found = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            here = place.get(".".join(importer.split(".")[:depth]))
            there = place.get(".".join(imported.split(".")[:depth]))
            if here and there and here != there and here[0] >= there[0]:
                found.append(f"{importer} -> {imported}")
    return sorted(found)


def test_no_import_runs_up_a_layer() -> None:
    contracts = list(layer_contracts())
    assert {container for container, _layers in contracts} >= {"", "tui", "widgets", "store", "extract"}
    hold("imports that run up a layer", [each for contract in contracts for each in upward_imports(*contract)])


def test_an_import_up_is_found() -> None:
    """The same contract upside down: nearly all imports run up then."""
    for container, layers in layer_contracts():
        assert upward_imports(container, layers[::-1]), container


def test_contracts_ignore_nothing_and_count_every_import() -> None:
    config = project()["tool"]["importlinter"]
    assert "exclude_type_checking_imports" not in config
    ignored = [
        f"{contract['name']}: {each}" for contract in config["contracts"] for each in contract.get("ignore_imports", [])
    ]
    hold("imports that a contract ignores", ignored)
    for contract in config["contracts"]:
        if contract.get("containers"):
            assert contract.get("exhaustive"), f"{contract['name']} names every module"


# -- classes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tui.article.screen.ArticleScreen", "tui.desk.screen.TheDesk"])
def test_a_screen_is_few_classes(name: str) -> None:
    assert name in classes()
    hold(f"own classes of {name.rpartition('.')[2]}", sorted(ancestors(name)))


def test_no_class_has_more_than_two_bases_of_ours() -> None:
    found = [f"{name}: {', '.join(own.bases)}" for name, own in classes().items() if len(own.bases) > 2]
    hold("classes with more than two bases of ours", found)


def test_no_stubs() -> None:
    found = []
    for module in sources():
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Raise) and node.exc is not None:
                raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
                if isinstance(raised, ast.Name) and raised.id == "NotImplementedError":
                    found.append(f"{module}:{node.lineno}")
    hold("stubs that raise NotImplementedError", found)


def test_private_names_stay_in_their_class() -> None:
    hold("private names used outside their class", private_uses())


# -- files and folders ------------------------------------------------------------------------------------------------


def code_files() -> list[Path]:
    """Every file of code that belongs to the project, the tests' included."""
    folders = (*PACKAGES, "tests", "docs", ".ci")
    files = (file for folder in folders for file in (ROOT / folder).rglob("*"))
    return sorted(file for file in files if file.suffix in CODE and "__pycache__" not in file.parts)


def test_no_folder_is_crowded() -> None:
    count = Counter(file.parent for file in code_files())
    found = [f"{folder.relative_to(ROOT)}: {n}" for folder, n in count.items() if n > MAX_FOLDER_FILES]
    hold("folders of more than 20 files", found)


def test_no_file_is_long() -> None:
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in code_files()}
    found = [f"{file.relative_to(ROOT)}: {n}" for file, n in lines.items() if n > MAX_FILE_LINES]
    hold("files of more than 400 lines", found)


TESTS_ONLY = {"__snapshots__", "corpus", "data"}
"""Folders inside the tests' copy of a package that hold what tests read, not tests."""


def test_the_tests_mirror_the_packages() -> None:
    """A folder of tests is named after the package it tests, and what lies in it tests a module of that package."""
    wrong = []
    for package in PACKAGES:
        for file in sorted((ROOT / "tests" / package).rglob("*.py")):
            inside = file.relative_to(ROOT / "tests").parent
            if TESTS_ONLY.intersection(inside.parts):
                continue
            tested = ".".join(inside.parts)
            if not (ROOT / inside).is_dir():
                wrong.append(f"{file.relative_to(ROOT)}: there is no {inside}/")
            elif (
                file.stem.startswith("test_")
                and f"{tested}.{file.stem[5:]}" not in sources()
                and f"{tested}." not in file.read_text(encoding="utf-8")
            ):  # named after a behaviour instead: then it must use the package that it lies in
                wrong.append(f"{file.relative_to(ROOT)}: neither named after a module of {tested} nor about it")
    hold("test files that are not where what they test is", wrong)


SAME_NAME = {
    "base": "what the screens, and what the dialogs, have in common",
    "screen": "each screen's wiring, in the folder of that screen",
    "actors": "found by extract.coreference, shown by widgets.panes",
    "notes": "the notes of widgets.panes, tui.newsroom and the command `notes` are the same notes",
    "corrections": "kept by store.notes, made on the article screen",
    "deadlines": "read and counted by store.notes, typed on the article screen",
    "drafts": "kept by store.notes, written by tui.newsroom, offered on the article screen",
    "tags": "completed in widgets.text, set on the article screen",
    "undo": "carried out by store.notes, asked for on the article screen",
    "editor": "the widget, and the feature that opens and saves it",
    "findings": "the gate's, and the table of them",
    "offices": "words that name an office, and titles compared by the office they name",
    "people": "the persons in articles: found without grammar, and told apart or together by the gate",
    "speakers": "who said a quote: resolved to an actor, and found by word order in other languages",
    "export": "the command and the dialog of the same export",
    "import_notes": "the command and the dialog of the same import",
    "sourcing": "the command, the job and the dialog of the same report",
    "markdown_export": "the feature and the job behind it",
    "search": "what `/` does on the article screen, and on the desk",
    "collection": "the data folder as jobs use it, and how a command opens it",
    "library": "the kept articles, and the desk's list of them",
    "reader": "extract.reader reads; store.processes.reader runs it in a process",
}
"""Base names that several modules share because they are about the same thing, each time said which."""


def test_one_base_name_means_one_thing() -> None:
    named = defaultdict(list)
    for module, file in sources().items():
        if file.stem not in ("__init__", "__main__"):
            named[file.stem].append(module)
    shared = {name: modules for name, modules in named.items() if len(modules) > 1}
    hold(
        "base names of more than one module",
        [f"{name}: {', '.join(modules)}" for name, modules in shared.items() if name not in SAME_NAME],
    )
    stale = SAME_NAME.keys() - shared.keys()
    assert not stale, f"no longer shared, so no longer in need of a reason: {sorted(stale)}"
