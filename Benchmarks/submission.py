"""The rows of submission: a queue in a process of its own that takes 50 ms for each answer, and three clients of it."""
import contextlib
import dataclasses
import datetime
import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import measure
import project
from measure import Command, Sample
from table import Line

HERE = pathlib.Path(__file__).resolve().parent
#: Seconds that the server takes for an answer, and requests in flight.
LATENCY, IN_FLIGHT = 0.050, 50


class Queue:
    """`decision rehearse --serve`, as long as the context lasts."""

    def __init__(self, bench):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = [bench.binary, "rehearse", "--serve", self.port, "--fault", f"latency:{LATENCY * 1000:.0f}ms"]
        self.decisions = 0

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            list(map(str, self.arguments)), cwd=HERE.parent, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=self.errors,
        )
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/api/queue/v1/ping")
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.__exit__()
        self.errors.seek(0)
        raise SystemExit(f"the queue did not start: {self.errors.read().decode()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def identifier(self):
        """An id of the queue's alphabet that was not there before."""
        self.decisions += 1
        return f"Bench{self.decisions:03d}QBCaaaaaaaaaaA"

    def decision(self, scheduler):
        """A decision task, which the tasks of a run wait for. One scheduler has a group to itself."""
        task = self.identifier()
        self.put(task, self.body(task, task, scheduler))
        return task

    def body(self, group, name, scheduler, dependencies=()):
        now = datetime.datetime.now(datetime.timezone.utc)

        def iso(days):
            return (now + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")

        return {
            "taskGroupId": group, "schedulerId": scheduler, "provisionerId": "relops-3", "workerType": "win2019",
            "created": iso(0), "deadline": iso(1), "expires": iso(30), "dependencies": list(dependencies),
            "payload": {"maxRunTime": 3600, "command": ["echo hello world"]},
            "metadata": {"name": name, "description": "a task", "owner": "bench@example.com", "source": "https://example.com"},
        }

    def put(self, task, body):
        request = urllib.request.Request(
            f"{self.url}/api/queue/v1/task/{task}", json.dumps(body).encode(), {"Content-Type": "application/json"},
            method="PUT",
        )
        try:
            urllib.request.urlopen(request).read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"the queue refuses the bench's own task: {error.read().decode()}") from error

    def connections(self):
        """The clients' ports that are, or were within the last minute, connected to the queue."""
        ports = set()
        for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
            local, remote = (int(address.split(":")[1], 16) for address in line.split()[1:3])
            if self.port in (local, remote):
                ports.add(remote if local == self.port else local)
        return ports - {0}


def ours(bench, queue, tasks, *options):
    task = queue.decision("taskcluster-github")
    folder = bench.project(tasks, "ours", root_url=queue.url)
    artifacts = bench.scratch / "artifacts"
    arguments = [bench.binary, "submit", "--root", folder, "--message", "every image", "--quiet", "--artifacts", artifacts]
    return Command("decision", arguments + list(options), environment=environment(queue, task))


def rehearsed(bench, queue, tasks):
    """All but the sending: what is left of a submission without it is the sending alone, which wrk is the measure of."""
    command = ours(bench, queue, tasks, "--dry-run")
    return dataclasses.replace(command, name="decision, without sending")


def taskgraph(bench, queue, tasks):
    task = queue.decision("relops-level-3")
    parameters = project.PARAMETERS
    arguments = ["decision"]
    for name in ("project", "pushlog_id", "pushdate", "owner", "level", "repository_type", "base_repository"):
        arguments.append(f"--{name.replace('_', '-')}={parameters[name]}")
    for name in ("head_repository", "head_ref", "tasks_for"):
        arguments.append(f"--{name.replace('_', '-')}={parameters[name]}")
    folder = bench.project(tasks, "taskgraph")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True)
    arguments += [f"--head-rev={head.stdout.strip()}", f"--base-rev={head.stdout.strip()}"]
    return bench.taskgraph(*arguments, fast=True, directory=folder, environment=environment(queue, task))


def environment(queue, task):
    # A worker's proxy signs what comes from a task; the queue here takes it as signed.
    return {"TASKCLUSTER_ROOT_URL": queue.url, "TASKCLUSTER_PROXY_URL": queue.url, "TASK_ID": task, "TASK_GROUP_ID": task}


def wrk(queue, seconds):
    """Answers a second to PUTs of one task each, as fast as they can be had over 50 connections."""
    group = queue.decision("bench")
    environment = os.environ | {
        "BENCH_PREFIX": f"{queue.decisions:08d}", "BENCH_BODY": json.dumps(queue.body(group, "t", "bench", [group]))
    }
    output = subprocess.run(
        ["wrk", "-t1", f"-c{IN_FLIGHT}", f"-d{seconds}s", "--timeout=10s", "-s", HERE / "create-task.lua", queue.url],
        env=environment, check=True, capture_output=True, text=True,
    ).stdout
    if "Non-2xx" in output:
        raise SystemExit(f"the queue refuses wrk's tasks:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def submit(tasks, target=False):
    def row(bench):
        with Queue(bench) as queue:
            floors, connections = [], {}
            clients = (ours, rehearsed, taskgraph)
            samples = {}
            for round_ in range(bench.rounds(3, 1)):
                # A floor of a few seconds at least: wrk counts what is answered while it runs.
                floors.append(tasks / wrk(queue, max(3, round(tasks / IN_FLIGHT * LATENCY))))
                for client in clients:
                    command = client(bench, queue, tasks)
                    before = queue.connections()
                    wall, processor = measure.run(command, bench.scratch)
                    sample = samples.setdefault(command.name, Sample())
                    sample.walls.append(wall)
                    sample.processors.append(processor)
                    counts = connections.setdefault(command.name, [])
                    counts.append(len(queue.connections() - before))
            # The peer's memory at the largest size is known, and would take another half a minute.
            for client in (ours, taskgraph) if tasks <= 1_002 else (ours,):
                command = client(bench, queue, tasks)
                samples[command.name].memory = measure.peak_memory(command, bench.scratch)
        return list(lines(tasks, target, floors, samples, connections))

    def lines(tasks, target, floors, samples, connections):
        floor = statistics.median(floors)

        def figures(name):
            sample = samples[name]
            text = f"{measure.milliseconds(sample.wall)} ±{sample.spread:.0%}, {sample.processor:.2f} s CPU"
            text += f", {max(connections[name])} connections"
            return text + (f", {sample.memory:.0f} MiB" if sample.memory else "")

        mine, before = samples["decision"], samples["decision, without sending"]
        sending, processor = mine.wall - before.wall, mine.processor - before.processor
        used = max(connections["decision"])
        yield Line(
            f"{tasks:,} tasks sent, {LATENCY * 1000:.0f} ms an answer",
            f"{measure.milliseconds(sending)}, {processor:.2f} s CPU, {used} connections",
            f"wrk -c{IN_FLIGHT}", measure.milliseconds(floor), floor / sending,
            "≤ 5 % above wrk, ≤ 2 s CPU, ≤ 50 connections" if target else "–",
            (sending <= 1.05 * floor and processor <= 2 and used <= IN_FLIGHT) if target else None,
        )
        peer = "taskgraph, serial, orjson"
        yield Line(
            f"{tasks:,} tasks, from the message to the last one sent", figures("decision"), peer, figures(peer),
            samples[peer].wall / mine.wall,
        )

    def available(bench):
        usage = subprocess.run([bench.binary, "rehearse", "--help"], capture_output=True, text=True, check=False).stdout
        if "--serve" in usage:
            return row(bench)
        print("left out: this build's `decision rehearse` has no --serve", file=sys.stderr)
        return []

    return available


ROWS = {f"submit-{tasks}": submit(tasks, target=tasks == 10_002) for tasks in (102, 1_002, 10_002)}
LARGE = {"submit-1002", "submit-10002"}
