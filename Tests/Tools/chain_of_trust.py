"""chain_of_trust.py FOLDER DECISION : reads {taskId: body} as the queue has them on standard input, and holds them against what
the decision task DECISION published in FOLDER, with taskgraph's own reader and by the rule of chain-of-trust checkers: the
bodies agree but for times, dependencies and the scheduler, and no task waits for more than the graph says, the decision aside."""

import json
import pathlib
import sys

from taskgraph.taskgraph import TaskGraph

IGNORED = {"created", "deadline", "expires", "dependencies", "schedulerId"}

folder, decision = pathlib.Path(sys.argv[1]), sys.argv[2]
by_id = json.loads((folder / "task-graph.json").read_text())
by_label = json.loads((folder / "full-task-graph.json").read_text())
ids = json.loads((folder / "label-to-taskid.json").read_text())
running = json.load(sys.stdin)

tasks, graph = TaskGraph.from_json(by_label)
_, submitted = TaskGraph.from_json(by_id)
assert set(by_id) == set(running) == {task.task_id for task in submitted} and running, "other tasks run than were published"
assert {ids[label] for label in tasks} == set(running)

order = list(graph.graph.visit_postorder())
assert sorted(order) == sorted(tasks)
for label in order:
    task = tasks[label]
    published = by_id[ids[label]]["task"]
    live = running[ids[label]]
    for name, other in task.dependencies.items():
        assert order.index(other) < order.index(label), f"{label} comes before {name}"
        assert ids[other] in live["dependencies"], f"{label} does not wait for {other}"
    more = set(live["dependencies"]) - set(published["dependencies"]) - {decision}
    assert not more, f"{label} waits for {more} as well"
    for field in published.keys() - IGNORED:
        assert live[field] == published[field], f"{label}: {field}"
print(len(order))
