"""The rows of the table. Each makes what it needs in a folder of its own, and yields lines."""
import json
import pathlib
import re
import subprocess
import sys

import measure
import project
from measure import Command, milliseconds
from table import Line

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent
#: Of the README.
EXAMPLE = (
    "check for gw process after start\n\noverwrite-machine-image\n\n"
    "include environments: production\n\ninclude keys:win10-64-2004-gpu"
)
#: The sizes of the graph that are measured, in tasks.
SIZES = (3, 12, 102, 1_002, 10_002, 30_000)


class Bench:
    """What all rows share.

    - `binary`: the program that is measured
    - `venv`: the folder of the peers' virtual environment
    - `scratch`: an empty folder
    - `quick`: few rounds and no large graph
    """

    def __init__(self, binary, venv, scratch, quick):
        self.binary, self.venv, self.scratch, self.quick = binary, venv, scratch, quick

    def tool(self, name):
        return self.venv / "bin" / name

    def rounds(self, most, least=2):
        return least if self.quick else most

    def project(self, tasks, whose, **options):
        """A folder with the graph of so many tasks; a third of them are builds."""
        folder = self.scratch / "-".join([whose, str(tasks), *map(str, options.values())])
        if not folder.exists():
            getattr(project, whose)(tasks // 3, folder, **options)
        return folder

    def taskgraph(self, *arguments, fast, **rest):
        """The fastest mode that taskgraph has, or the one that `pip install` gives."""
        if fast:
            name, environment = "taskgraph, serial, orjson", {"TASKGRAPH_SERIAL": "1"}
        else:
            name, environment = "taskgraph, stock", {"PYTHONPATH": str(HERE / "stock")}
        environment |= rest.pop("environment", {})
        return Command(name, [self.tool("taskgraph"), *arguments], environment=environment, **rest)


def figures(sample):
    return f"{milliseconds(sample.wall)} ±{sample.spread:.0%}, {sample.memory:.0f} MiB"


def line(work, samples, peer=None, target=None, ratio=True):
    """`target`: (seconds, MiB)"""
    ours = samples["decision"]
    theirs = samples.get(peer)
    return Line(
        work,
        figures(ours),
        peer or "–",
        figures(theirs) if theirs else "–",
        theirs.wall / ours.wall if theirs and ratio else None,
        f"≤ {milliseconds(target[0])}, ≤ {target[1]} MiB" if target else "–",
        (ours.wall <= target[0] and ours.memory <= target[1]) if target else None,
    )


def startup(bench):
    rounds = bench.rounds(30, 5)
    peer = Command("taskgraph --help", [bench.tool("taskgraph"), "--help"])
    samples = measure.beside([Command("decision", [bench.binary, "--version"]), peer], rounds)
    yield line("start-up: `--version`", samples, peer.name)
    preview = [bench.binary, "preview", "--root", REPOSITORY, "--message", EXAMPLE]
    samples = measure.beside([Command("decision", preview), peer], rounds)
    yield line("`preview` of the README's example", samples, peer.name, (0.015, 25))


def export(bench, folder):
    arguments = [bench.binary, "export", "--format", "taskgraph", "--root", folder]
    # One of the environments, and a message that asks for nothing: every key.
    arguments += ["--environment", "production", "--message", "every image"]
    return Command("decision", arguments)


def graph(tasks, target=None):
    def row(bench):
        rounds = bench.rounds(9 if tasks <= 1_002 else 5 if tasks <= 10_002 else 3)
        theirs = bench.project(tasks, "taskgraph")
        arguments = ("full", "-J", "-p", "params.yml", "-o", bench.scratch / "full.json")
        peers = [bench.taskgraph(*arguments, fast=fast, directory=theirs) for fast in (True, False)]
        ours = export(bench, bench.project(tasks, "ours"))
        check_size(ours, tasks)
        samples = measure.beside([ours, *peers], rounds)
        for index, peer in enumerate(peers):
            yield line(f"{tasks:,} tasks to JSON", samples, peer.name, target if index == 0 else None)

    return row


def shipped(tasks):
    def row(bench):
        ours = export(bench, bench.project(tasks, "ours", shipped=True))
        samples = measure.beside([ours], bench.rounds(5))
        yield line(f"{tasks:,} tasks of the shipped kinds, Packer templates rendered and hashed", samples)

    return row


def check_size(command, tasks):
    """Measures nothing: the graph must be as large as it is said to be."""
    output = subprocess.run(
        command.arguments, env=command.variables(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if output.returncode != 0:
        raise SystemExit(f"{command.arguments}\n{output.stderr.decode(errors='replace')[-2000:]}")
    if len(json.loads(output.stdout)) != tasks:
        raise SystemExit(f"{len(json.loads(output.stdout))} tasks came out, not {tasks}")


def jsone(bench):
    template = REPOSITORY.parent / "shared" / "bench" / "template.yml"
    if not template.exists():
        print("../shared/bench/template.yml is not there: a template of our own, as long, is rendered", file=sys.stderr)
        template = HERE / "jsone" / "template.yml"
    folder = HERE / "jsone"
    build = ["swift", "build", "-c", "release", "--package-path", folder, "--scratch-path", REPOSITORY / ".build-bench"]
    subprocess.run([*build, "--product", "jsone-rate"], check=True, stdout=sys.stderr)
    count = 1 if not bench.quick else 0.2
    sides = {
        "decision": [REPOSITORY / ".build-bench/release/jsone-rate", template, int(200_000 * count)],
        "json-e (PyPI)": [bench.tool("python3"), folder / "peer.py", template, int(4_000 * count)],
    }
    rates = {name: [] for name in sides}
    results = set()
    for round_ in range(bench.rounds(5)):
        for name in sides if round_ % 2 == 0 else reversed(sides):
            output = subprocess.run(list(map(str, sides[name])), check=True, capture_output=True, text=True).stdout
            numbers, result = output.splitlines()
            rates[name].append(float(numbers.split()[0]))
            # Times apart, which depend on the clock where a template does not name one, and the count of the last one.
            results.add(re.sub(r"(img|win11-64-)\d+|\d{4}-\d\d-\d\dT[\d:.]+Z", "", result))
    if len(results) != 1:
        raise SystemExit(f"the two sides do not render the same:\n{results}")
    ours, theirs = (measure.statistics.median(rates[name]) for name in sides)
    lines = sum(1 for text in template.read_text().splitlines() if text and not text.startswith("#"))
    yield Line(
        f"JSON-e, a template of {lines} lines", f"{ours:,.0f} renders/s", "json-e (PyPI)", f"{theirs:,.0f} renders/s",
        ours / theirs, "≥ 40,000/s", ours >= 40_000,
    )


ROWS = {"startup": startup}
for size in SIZES:
    ROWS[f"json-{size}"] = graph(size, {12: (0.015, 25), 10_002: (0.300, 100)}.get(size))
for size in (12, 1_002, 10_002):
    ROWS[f"shipped-{size}"] = shipped(size)
ROWS["jsone"] = jsone
#: What `--quick` leaves out.
LARGE = {"json-10002", "json-30000", "shipped-10002"}
