"""Says where PowerShell scripts do not parse: powershell_syntax.py FILE..."""
import sys

import tree_sitter_powershell
from tree_sitter import Language, Parser


def mistakes(node):
    if node.is_error or node.is_missing:
        yield node
    elif node.has_error:
        for child in node.children:
            yield from mistakes(child)


parser = Parser(Language(tree_sitter_powershell.language()))
found = False
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        text = file.read()
    for node in mistakes(parser.parse(text).root_node):
        row, column = node.start_point
        print(f"{name}:{row + 1}:{column + 1}: {text[node.start_byte:node.end_byte][:60]!r}")
        found = True
sys.exit(1 if found else 0)
