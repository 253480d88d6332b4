"""Drives `decision rehearse --serve` with PyPI's taskcluster client, unchanged: served_queue.py ROOT_URL

Says what it saw, as one JSON object. The queue is expected to be empty and to hold the secret `project/test`.
"""
import datetime
import json
import pathlib
import sys

import taskcluster

GROUP = "fN1SbArXTPSVFNUvaOlinQ"


def body(**fields):
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "created": now.isoformat(), "deadline": (now + datetime.timedelta(days=1)).isoformat(),
        "provisionerId": "relops-3", "workerType": "win2022", "taskGroupId": GROUP, "schedulerId": "tests",
        "metadata": {"name": "n", "description": "é", "owner": "me@example.com", "source": "https://example.com"},
        "payload": {},
    } | fields


def listeners(port):
    """The addresses that something listens at on this port, as the kernel writes them; 10 is «listens»."""
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            local, _, state = line.split()[1:4]
            address, number = local.split(":")
            if int(number, 16) == port and state == "0A":
                found.append(address)
    return found


root = sys.argv[1]
options = {"rootUrl": root, "maxRetries": 0}
queue, auth = taskcluster.Queue(options), taskcluster.Auth(options)
index, secrets = taskcluster.Index(options), taskcluster.Secrets(options)

ids = [taskcluster.slugId() for _ in range(5)]
seen = {"listens at": listeners(int(root.rsplit(":", 1)[1])), "createTask": []}
for number, id in enumerate(ids):
    dependencies = ids[:1] if number else []
    seen["createTask"].append(queue.createTask(id, body(dependencies=dependencies))["status"]["state"])
seen["task"] = queue.task(ids[0])["metadata"]["description"]
seen["status"] = queue.status(ids[1])["status"]["state"]

listed, sizes, query = [], [], {"limit": "2"}
while True:
    page = queue.listTaskGroup(GROUP, query=query)
    listed += [task["status"]["taskId"] for task in page["tasks"]]
    sizes.append(len(page["tasks"]))
    if "continuationToken" not in page:
        break
    query["continuationToken"] = page["continuationToken"]
seen["listTaskGroup"] = [listed == ids, sizes]

seen["currentScopes"] = auth.currentScopes()["scopes"]
seen["secrets.get"] = secrets.get("project/test")["secret"]
expires = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).isoformat()
index.insertTask("project.test.latest", {"taskId": ids[0], "rank": 3, "data": {"a": 1}, "expires": expires})
lower = index.insertTask("project.test.latest", {"taskId": ids[1], "rank": 2, "data": {}, "expires": expires})
found = index.findTask("project.test.latest")
seen["findTask"] = [found["taskId"] == lower["taskId"] == ids[0], found["rank"], found["data"]]
print(json.dumps(seen))
