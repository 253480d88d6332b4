"""Reads the files of a decision task with taskgraph itself: taskgraph_files.py FOLDER"""

import json
import pathlib
import sys

import yaml
from taskgraph.parameters import load_parameters_file
from taskgraph.taskgraph import TaskGraph

folder = pathlib.Path(sys.argv[1])


def load(name):
    text = (folder / name).read_text()
    value = json.loads(text)
    assert text == json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", f"{name} is laid out otherwise"
    return value


full = load("full-task-graph.json")
by_id = load("task-graph.json")
ids = load("label-to-taskid.json")
targets = load("target-tasks.json")

tasks, graph = TaskGraph.from_json(full)
assert set(tasks) == set(full) == set(ids) == set(targets) and len(tasks) == 8
# Every task but the two builds waits for another.
assert len(graph.graph.edges) == 6, graph.graph.edges
assert len(list(graph.graph.visit_postorder())) == 8

_, real = TaskGraph.from_json(by_id)
assert {task.task_id for task in real} == set(by_id) == set(ids.values())
for label, task in tasks.items():
    assert task.label == label and task.task_id == ids[label] and task.attributes["kind"] == task.kind
    entry = by_id[ids[label]]
    assert entry["dependencies"] == {name: ids[other] for name, other in task.dependencies.items()}
    assert set(entry["dependencies"].values()) <= set(entry["task"]["dependencies"])

parameters = load_parameters_file(str(folder / "parameters.yml"), strict=False)
parameters.check()
assert parameters["project"] == "cloud-image-builder"
assert parameters["head_rev"] == "a" * 40 and parameters["owner"] == "A: B <a@example.com>"
assert parameters["moz_build_date"] == "20260131120000", parameters["moz_build_date"]

with open(folder / "message.txt", newline="") as file:
    message = file.read()
assert yaml.safe_load((folder / "hostile.yml").read_text())["commit_message"] == message
