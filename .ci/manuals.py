#!/usr/bin/env python3
"""manuals.py BINARY [--check]: writes docs/man/, a page a command, from what `--help` says.

With --check nothing is written, and the exit code is 1 if a page is not what it would be.
"""
import json
import pathlib
import re
import subprocess
import sys
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "docs/man"
# The version and its day, which stand at the foot of every page: a clock would make other pages every day.
VERSION, DAY = "0.1.0", "2026-11-24"

FILES = [
    ("config/*.yaml", "one image key a file; config/defaults.yaml lies under all of them"),
    ("taskcluster/config.yml", "environments, worker pools, defaults of tasks"),
    ("taskcluster/kinds/*.yml", "the kinds of tasks, in JSON-e"),
]


def literal(text: str) -> str:
    """Text in which every character is itself, on a page and in a terminal's clipboard."""
    marks = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
    return "".join(marks.get(each, each if ord(each) < 128 else f"\\[u{ord(each):04X}]") for each in text)


def prose(text: str) -> list[str]:
    """The lines of a paragraph; what stands in backticks is bold."""
    parts = re.split(r"`([^`]+)`", text)
    marked = "".join(f"\\fB{literal(part)}\\fR" if index % 2 else literal(part) for index, part in enumerate(parts))
    return [guarded(line) for line in textwrap.wrap(marked, 78, break_long_words=False, break_on_hyphens=False)]


def guarded(line: str) -> str:
    """A line that is text, though it begins as a request does."""
    return r"\&" + line if line.startswith((".", "'")) else line


def sections(discussion: str) -> dict[str, list[str]]:
    """The lines below each heading in capitals, and below none."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in discussion.splitlines():
        if re.fullmatch(r"[A-Z ]+", line):
            heading = line
            found[heading] = []
        else:
            found[heading].append(line)
    return found


def term(head: str, text: str) -> list[str]:
    return [".TP", head, *prose(text)]


def subcommands(command: dict) -> list[dict]:
    return [each for each in command.get("subcommands", []) if each["commandName"] != "help"]


def option(argument: dict) -> list[str]:
    value = f"\\fI{literal(argument['valueName'])}\\fR"
    if argument["kind"] == "positional":
        head = value
    else:
        names = [("-" if each["kind"] == "short" else "--") + each["name"] for each in argument["names"]]
        head = ", ".join(f"\\fB{literal(name)}\\fR" for name in names)
        if argument["kind"] == "option":
            head += " " + value
    text = argument["abstract"]
    if "allValues" in argument:
        text += f" One of {', '.join(f'`{each}`' for each in argument['allValues'])}."
    if "defaultValue" in argument:
        text += f" (default: {argument['defaultValue']})"
    return term(head, text)


def page(command: dict, path: list[str], usage: str) -> str:
    name = "-".join(path)
    parts = sections(command.get("discussion", ""))
    abstract = command["abstract"].rstrip(".")
    lines = [
        '.\\" Written by `make docs` from the help of the program.',
        f'.TH {name.upper()} 1 {DAY} "decision {VERSION}"',
        ".nh", ".ad l",
        ".SH NAME", f"{literal(name)} \\-", *prose(abstract[0].lower() + abstract[1:]),
        ".SH SYNOPSIS", ".nf", guarded(literal(usage)), ".fi",
    ]
    about = [line for paragraph in filter(None, parts[""]) for line in [".PP", *prose(paragraph)]]
    lines += [".SH DESCRIPTION", *(about[1:] or prose(command["abstract"]))]
    shown = [each for each in command.get("arguments", []) if each["shouldDisplay"]]
    for title, is_wanted in [("ARGUMENTS", lambda kind: kind == "positional"), ("OPTIONS", lambda kind: kind != "positional")]:
        wanted = [each for each in shown if is_wanted(each["kind"])]
        if wanted:
            lines += [f".SH {title}"] + [line for each in wanted for line in option(each)]
    if subcommands(command):
        lines.append(".SH COMMANDS")
        for each in subcommands(command):
            lines += term(f"\\fB{literal('-'.join(path + [each['commandName']]))}\\fR(1)", each["abstract"])
    lines += [".SH EXIT STATUS"]
    for line in filter(None, parts["EXIT CODES"]):
        code, text = line.split(maxsplit=1)
        lines += term(f"\\fB{code}\\fR", text)
    if len(path) == 1:
        lines.append(".SH FILES")
        for file, text in FILES:
            lines += term(f"\\fI{literal(file)}\\fR", text)
    examples = [line.removeprefix("  ") for line in parts["EXAMPLES"] if line]
    lines += [".SH EXAMPLES", ".nf"] + [guarded(literal(line)) for line in examples] + [".fi"]
    if len(path) > 1:
        lines += [".SH SEE ALSO", f".BR {literal('-'.join(path[:-1]))} (1)"]
    return "\n".join(lines) + "\n"


def usage(binary: str, path: list[str]) -> str:
    shown = subprocess.run([binary, *path[1:], "--help"], capture_output=True, text=True, check=True).stdout
    return re.search(r"^USAGE: (.*)$", shown, re.M).group(1)


def pages(binary: str) -> dict[str, str]:
    def run(*arguments: str) -> str:
        return subprocess.run([binary, *arguments], capture_output=True, text=True, check=True).stdout

    if run("--version").strip() != VERSION:
        raise SystemExit(f"{__file__}: VERSION and DAY are not those of {run('--version').strip()}")
    made = {}

    def visit(command: dict, path: list[str]) -> None:
        made["-".join(path) + ".1"] = page(command, path, usage(binary, path))
        for each in subcommands(command):
            visit(each, path + [each["commandName"]])

    root = json.loads(run("--experimental-dump-help"))["command"]
    visit(root, [root["commandName"]])
    return made


def main() -> int:
    made = pages(sys.argv[1])
    there = {path.name: path.read_text() for path in FOLDER.glob("*.1")}
    if "--check" in sys.argv:
        stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
        print("".join(f"docs/man/{name} is not what the program says: make docs\n" for name in stale), end="")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in there.keys() - made.keys():
        (FOLDER / name).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
