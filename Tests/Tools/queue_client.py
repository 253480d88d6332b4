"""Drives a queue with PyPI's taskcluster client, unchanged, and says what it saw, as one JSON object.

    queue_client.py ROOT_URL CLIENT_ID ACCESS_TOKEN

The queue is expected to be empty, to know the client, and to hold the secret `project/test`.
"""

import datetime
import json
import sys

import taskcluster
import taskcluster.exceptions

GROUP = "fN1SbArXTPSVFNUvaOlinQ"


def body(name, **fields):
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "created": now.isoformat(),
        "deadline": (now + datetime.timedelta(days=1)).isoformat(),
        "provisionerId": "relops-3",
        "workerType": "win2022",
        "taskGroupId": GROUP,
        "schedulerId": "tests",
        "metadata": {"name": name, "description": "é", "owner": "me@example.com", "source": "https://example.com"},
        "payload": {},
    } | fields


def refusal(call, *arguments):
    try:
        call(*arguments)
    except (taskcluster.exceptions.TaskclusterRestFailure, taskcluster.exceptions.TaskclusterAuthFailure) as error:
        return [error.status_code, error.body["code"], error.body["message"].split("\n")[0]]
    return None


def main():
    root, client, token = sys.argv[1:4]
    options = {"rootUrl": root, "credentials": {"clientId": client, "accessToken": token}, "maxRetries": 0}
    queue, auth = taskcluster.Queue(options), taskcluster.Auth(options)
    index, secrets = taskcluster.Index(options), taskcluster.Secrets(options)
    seen = {"alive": queue.ping()["alive"]}

    first = body("first", routes=["index.project.test.latest"], extra={"index": {"rank": 7, "data": {"a": 1}}})
    ids = [taskcluster.slugId() for _ in range(5)]
    seen["created"] = queue.createTask(ids[0], first)["status"]["state"]
    seen["repeated"] = queue.createTask(ids[0], first)["status"]["state"]
    for id in ids[1:]:
        seen["waiting"] = queue.createTask(id, body("next", dependencies=[ids[0]]))["status"]["state"]
    seen["task"] = queue.task(ids[0])["metadata"]["description"]
    seen["status"] = queue.status(ids[0])["status"]["taskQueueId"]
    seen["statuses"] = len(queue.statuses({"taskIds": ids})["statuses"])

    listed, token, pages = [], None, 0
    while True:
        query = {"limit": "2"} | ({"continuationToken": token} if token else {})
        page = queue.listTaskGroup(GROUP, query=query)
        listed += [task["status"]["taskId"] for task in page["tasks"]]
        pages += 1
        token = page.get("continuationToken")
        if not token:
            break
    seen["listed in order"], seen["pages"] = listed == ids, pages

    seen["scopes"] = auth.currentScopes()["scopes"]
    seen["expanded"] = auth.expandScopes({"scopes": ["a", "a*"]})["scopes"]
    seen["secret"] = secrets.get("project/test")["secret"]
    seen["not indexed"] = refusal(index.findTask, "project.test.latest")
    seen["no secret"] = refusal(secrets.get, "project/other")
    seen["no task"] = refusal(queue.task, GROUP)
    seen["no id"] = refusal(queue.task, "x")
    seen["another"] = refusal(queue.createTask, ids[0], body("another"))
    seen["canceled"] = queue.cancelTask(ids[4])["status"]["state"]
    seen["sealed"] = "sealed" in queue.sealTaskGroup(GROUP)
    seen["too late"] = refusal(queue.createTask, taskcluster.slugId(), body("late"))

    stranger = taskcluster.Queue(options | {"credentials": {"clientId": client, "accessToken": "wrong"}})
    seen["wrong token"] = refusal(stranger.task, ids[0])
    seen["nobody"] = refusal(taskcluster.Queue({"rootUrl": root, "maxRetries": 0}).task, ids[0])
    temporary = taskcluster.createTemporaryCredentials(
        client, sys.argv[3], datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1),
        datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1),
        ["auth:current-scopes", "queue:status:*"], name="temporary",
    )
    brief = {"rootUrl": root, "credentials": temporary, "maxRetries": 0}
    seen["temporary scopes"] = taskcluster.Auth(brief).currentScopes()["scopes"]
    seen["temporary refusal"] = refusal(taskcluster.Queue(brief).task, ids[0])
    narrow = taskcluster.Auth(options | {"authorizedScopes": ["auth:current-scopes"]})
    seen["authorized scopes"] = narrow.currentScopes()["scopes"]
    print(json.dumps(seen))


main()
