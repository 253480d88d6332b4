"""What the numbers were measured on, and with what. Nothing in it names a host or a person."""
import os
import pathlib
import platform
import re
import subprocess
from importlib import metadata


def field(path, pattern):
    found = re.search(pattern, pathlib.Path(path).read_text(), re.MULTILINE)
    return found.group(1) if found else "unknown"


def first_line(*command):
    try:
        output = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "not there"
    return next(iter((output.stdout or output.stderr).splitlines()), "unknown")


def description(binary):
    processor = field("/proc/cpuinfo", r"^model name\s*: (.*)$")
    memory = int(field("/proc/meminfo", r"^MemTotal:\s+(\d+)")) / 1024**2
    system = field("/etc/os-release", r'^PRETTY_NAME="(.*)"')
    swift = re.search(r"\d+(\.\d+)+", first_line("swift", "--version"))
    peers = ", ".join(f"{name} {metadata.version(name)}" for name in ("taskcluster-taskgraph", "orjson", "json-e"))
    version = first_line(binary, "--version")
    return [
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB",
        f"{system}, Linux {platform.release().split('-')[0]}",
        f"decision {version}, Swift {swift.group() if swift else 'unknown'}, linked statically",
        f"the binary, stripped: {pathlib.Path(binary).stat().st_size / 1e6:.1f} MB",
        f"Python {platform.python_version()}, {peers}",
    ]

