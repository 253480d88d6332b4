#!/usr/bin/env python3
"""The graph that is measured, written twice: as a project of ours and as one of taskgraph's.

    project.py ours BUILDS DIR [--shipped] [--root-url URL]
    project.py taskgraph BUILDS DIR

Each of BUILDS image keys has a build, a tag and a verify task; the last two wait for the build. The bodies of the tasks
are the same in both, but for the route `checks`, which taskgraph adds to all of them. Ours has one config file a key,
in the format of config/*.yaml, with five locations; `--shipped` takes this repository's own kinds instead, which also
render, hash and mount a Packer template per build.
"""
import argparse
import pathlib
import shutil
import subprocess
import textwrap

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
SOURCE = "https://github.com/mozilla-platform-ops/cloud-image-builder"
REVISION = "0123456789abcdef"
ROOT_URL = "https://tc.example.com"


def key(index):
    return f"img{index:05d}"


def put(root, path, text):
    file = pathlib.Path(root) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text).lstrip("\n"))


# Ours

IMAGE = """\
image:
  publisher: MicrosoftWindowsDesktop
  offer: Windows-11
  sku: win11-22h2-avd
azure:
  managed_image_resource_group_name: rg-packer-through-cib
  managed_image_storage_account_type: Standard_LRS
  build_location: eastus
  locations: [centralus, eastus, northcentralus, northeurope, westeurope]
vm:
  size: Standard_F8s_v2
  disk_additional_size: 30
  tags:
    base_image: win11642009azure
    workerType: gecko-t-{key}
    sourceOrganisation: mozilla-platform-ops
    sourceRepository: ronin_puppet
    sourceBranch: cloud_windows
    deploymentId: 72e7832
    managed_by: packer
"""

KINDS = {
    "build": f"""
        description: build the image
        for-each: [key]
        task:
          provisionerId: relops-3
          workerType: win2019
          expires: {{$fromNow: 1 year}}
          extra: {{index: {{rank: 0}}, parent: ''}}
          metadata:
            name: build-packer-${{key}}
            description: build a customised ${{key}} packer image file for azure
            source: {SOURCE}/blob/{REVISION}/taskcluster/kinds/build
          routes:
            - index.project.relops.cloud-image-builder.azure.${{key}}.latest
            - index.project.relops.cloud-image-builder.azure.${{key}}.revision.{REVISION}
          scopes:
            - secrets:get:${{secret}}
            - generic-worker:os-group:relops-3/win2019/Administrators
            - generic-worker:run-as-administrator:relops-3/win2019
          tags:
            createdForUser: relops@mozilla.com
            kind: build
            label: build-packer-${{key}}
            os: windows
            project: cloud-image-builder
            trust-domain: relops
            worker-implementation: generic-worker
          payload:
            artifacts:
              - {{type: file, name: public/packer.log, path: packer.log}}
              - {{type: directory, name: public/instance-logs, path: instance-logs}}
            command:
              - git clone {SOURCE}.git
              - cd cloud-image-builder
              - git reset --hard {REVISION}
              - powershell -File packer\\build-packer-image.ps1 centralus ${{key}}.yaml
            env:
              GITHUB_HEAD_SHA: {REVISION}
              MOZ_AUTOMATION: '1'
              SCCACHE_DISABLE: '1'
              key: ${{key}}
              platform: azure
            features: {{taskclusterProxy: true, runAsAdministrator: true}}
            maxRunTime: 10800
            onExitStatus: {{retry: [123, 1073807364, 3221225786]}}
            osGroups: [Administrators]
        """,
}
for kind, provisioner, worker_type, command in (
    ("tag", "relops-3", "win2019", "powershell -File ci\\\\tag-machine-images.ps1"),
    ("verify", "gecko-t", "win11-64-2009", "echo hello world"),
):
    KINDS[kind] = f"""
        description: {kind} the freshly built image
        for-each: [key]
        needs: [build]
        task:
          provisionerId: {provisioner}
          workerType: {worker_type}
          expires: {{$fromNow: 1 year}}
          extra: {{index: {{rank: 0}}, parent: ''}}
          metadata:
            name: {kind}-packer-${{key}}
            description: {kind} the freshly built image
            source: {SOURCE}/blob/{REVISION}/taskcluster/kinds/{kind}
          routes: []
          scopes: ['secrets:get:${{secret}}']
          tags:
            createdForUser: relops@mozilla.com
            kind: {kind}
            label: {kind}-packer-${{key}}
            os: windows
            project: cloud-image-builder
            trust-domain: relops
            worker-implementation: generic-worker
          payload:
            command: ['{command}']
            env:
              BUILD_TASK: ${{needs.build[0]}}
              MOZ_AUTOMATION: '1'
              SCCACHE_DISABLE: '1'
            features: {{taskclusterProxy: true}}
            maxRunTime: 3600
            onExitStatus: {{retry: [1073807364, 3221225786]}}
        """


def ours(builds, root, shipped=False, root_url=ROOT_URL):
    for index in range(builds):
        put(root, f"config/{key(index)}.yaml", IMAGE.format(key=key(index)))
    if shipped:
        shutil.copytree(REPOSITORY / "taskcluster", pathlib.Path(root) / "taskcluster")
        return
    for name, text in KINDS.items():
        put(root, f"taskcluster/kinds/{name}.yml", text)
    put(
        root,
        "taskcluster/config.yml",
        f"""
        environments: {{production: '{root_url}'}}
        platforms: [azure]
        provisioners: [gecko-t, relops-3]
        index-prefix: project.relops.cloud-image-builder
        secret: project/relops/image-builder/dev
        workers:
          relops-3/win2019: generic-worker-windows
          gecko-t/win11-64-2009: generic-worker-windows
        task-defaults:
          priority: low
          metadata: {{owner: relops@mozilla.com}}
        kinds: [build, tag, verify]
        """,
    )


# taskgraph's

ALIASES = {"win2019": ("relops-3", "win2019"), "win-verify": ("gecko-t", "win11-64-2009")}

PARAMETERS = {
    "base_repository": SOURCE,
    "base_ref": "main",
    "base_rev": "0" * 40,
    "build_date": 1700000000,
    "build_number": 1,
    "do_not_optimize": [],
    "enable_always_target": True,
    "existing_tasks": {},
    "files_changed": [],
    "filters": ["target_tasks_method"],
    "head_ref": "main",
    "head_repository": SOURCE,
    "head_rev": "0123456789abcdef0123456789abcdef01234567",
    "head_tag": "",
    "level": "3",
    "moz_build_date": "20231114221320",
    "next_version": None,
    "optimize_strategies": None,
    "optimize_target_tasks": True,
    "owner": "relops@mozilla.com",
    "project": "cloud-image-builder",
    "pushdate": 1700000000,
    "pushlog_id": "0",
    "repository_type": "git",
    "target_tasks_method": "default",
    "tasks_for": "github-push",
    "version": None,
}


def taskgraph(builds, root):
    import yaml  # of the virtual environment, as taskgraph is

    def dump(path, value):
        put(root, path, yaml.safe_dump(value, sort_keys=False))

    dump(
        "taskcluster/config.yml",
        {
            "trust-domain": "relops",
            "task-priority": "low",
            "task-deadline-after": "3 days",
            "task-expires-after": "28 days",
            "taskgraph": {"repositories": {"ci": {"name": "images"}}},
            "workers": {
                "aliases": {
                    alias: {
                        "provisioner": provisioner,
                        "implementation": "generic-worker",
                        "os": "windows",
                        "worker-type": worker_type,
                    }
                    for alias, (provisioner, worker_type) in ALIASES.items()
                }
            },
        },
    )
    image = "{matrix[image]}"
    index = f"index.project.relops.cloud-image-builder.azure.{image}"
    build = {
        "description": f"build a customised {image} packer image file for azure",
        "worker-type": "win2019",
        "matrix": {"image": [key(index) for index in range(builds)]},
        "attributes": {"platform": "azure"},
        "run-on-projects": ["all"],
        "routes": [f"{index}.latest", f"{index}.revision.{REVISION}"],
        "scopes": ["secrets:get:project/relops/image-builder/dev"],
        "worker": {
            "max-run-time": 10800,
            "os-groups": ["Administrators"],
            "run-as-administrator": True,
            "taskcluster-proxy": True,
            "retry-exit-status": [123],
            "env": {"GITHUB_HEAD_SHA": REVISION, "platform": "azure", "key": image},
            "artifacts": [
                {"type": "file", "name": "public/packer.log", "path": "packer.log"},
                {"type": "directory", "name": "public/instance-logs", "path": "instance-logs"},
            ],
            "command": [
                f"git clone {SOURCE}.git",
                "cd cloud-image-builder",
                f"git reset --hard {REVISION}",
                f"powershell -File packer\\build-packer-image.ps1 centralus {image}.yaml",
            ],
        },
    }
    transforms = "taskgraph.transforms"
    dump(
        "taskcluster/kinds/build/kind.yml",
        {
            "loader": "taskgraph.loader.transform:loader",
            "transforms": [f"{transforms}.matrix", f"{transforms}.task"],
            "tasks": {"packer": build},
        },
    )
    for kind, alias, command in (
        ("tag", "win2019", "powershell -File ci\\\\tag-machine-images.ps1"),
        ("verify", "win-verify", "echo hello world"),
    ):
        dump(
            f"taskcluster/kinds/{kind}/kind.yml",
            {
                "loader": "taskgraph.loader.transform:loader",
                "kind-dependencies": ["build"],
                "transforms": [f"{transforms}.from_deps", f"{transforms}.task"],
                "tasks": {
                    "image": {
                        "from-deps": {"kinds": ["build"], "copy-attributes": True},
                        "description": f"{kind} the freshly built image",
                        "worker-type": alias,
                        "scopes": ["secrets:get:project/relops/image-builder/dev"],
                        "worker": {
                            "max-run-time": 3600,
                            "taskcluster-proxy": True,
                            "env": {"BUILD_TASK": {"task-reference": "<build>"}},
                            "command": [command],
                        },
                    }
                },
            },
        )
    dump("params.yml", PARAMETERS)
    # `taskgraph decision` hashes it.
    dump(".taskcluster.yml", {"version": 1, "tasks": []})

    def git(*arguments):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, stdout=subprocess.DEVNULL)

    git("init", "--quiet", "--initial-branch=main")
    git("remote", "add", "origin", f"{SOURCE}.git")
    git("add", "--all")
    git("-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message=synthetic")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whose", choices=["ours", "taskgraph"])
    parser.add_argument("builds", type=int)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--root-url", default=ROOT_URL)
    options = parser.parse_args()
    if options.whose == "ours":
        ours(options.builds, options.dir, options.shipped, options.root_url)
    else:
        taskgraph(options.builds, options.dir)


if __name__ == "__main__":
    main()
