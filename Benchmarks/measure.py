"""Runs commands and says how long they took, how much of the processors and how much memory."""
import contextlib
import dataclasses
import os
import pathlib
import statistics
import subprocess
import tempfile
import time


@dataclasses.dataclass(frozen=True)
class Command:
    """What is run. Its output goes to a file, as that of a command in a script does."""

    name: str
    arguments: list
    directory: pathlib.Path = pathlib.Path(".")
    environment: dict = dataclasses.field(default_factory=dict)
    #: Called before every run, outside of the time that is taken.
    prepare: object = None

    def variables(self):
        # Of the caller's environment, nothing that would change what a peer or we do.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | self.environment

    def fail(self, status, errors):
        text = pathlib.Path(errors).read_text(errors="replace")[-2000:]
        raise SystemExit(f"{self.name} ended with {status}: {' '.join(map(str, self.arguments))}\n{text}")


@dataclasses.dataclass
class Sample:
    """In seconds and MiB. A command that cannot be measured beside its peer has no sample."""

    walls: list = dataclasses.field(default_factory=list)
    processors: list = dataclasses.field(default_factory=list)
    memory: float = 0

    @property
    def wall(self):
        return statistics.median(self.walls)

    @property
    def processor(self):
        return statistics.median(self.processors)

    @property
    def spread(self):
        """Half of what lies between the fastest and the slowest run, as a part of the median."""
        return (max(self.walls) - min(self.walls)) / 2 / self.wall


def run(command, scratch):
    """One run: (seconds from start to end, seconds of processor time)."""
    if command.prepare:
        command.prepare()
    errors = scratch / "errors.txt"
    # `posix_spawn` starts it without a copy of this process; `chdir` is inherited.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(scratch / "output"), flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, str(errors), flags, 0o600),
    ]
    with contextlib.chdir(command.directory):
        start = time.perf_counter()
        child = os.posix_spawnp(
            str(command.arguments[0]), [str(a) for a in command.arguments], command.variables(), file_actions=actions
        )
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        command.fail(os.waitstatus_to_exitcode(status), errors)
    return wall, usage.ru_utime + usage.ru_stime


def peak_memory(command, scratch):
    """In MiB, of the largest process. GNU time asks, since a child of this process begins with this one's own peak."""
    if command.prepare:
        command.prepare()
    report = scratch / "memory.txt"
    errors = scratch / "errors.txt"
    with open(scratch / "output", "wb") as output, open(errors, "wb") as error:
        status = subprocess.run(
            ["time", "--quiet", "--format=%M", f"--output={report}", *map(str, command.arguments)],
            cwd=command.directory, env=command.variables(), stdin=subprocess.DEVNULL, stdout=output, stderr=error,
        ).returncode
    if status != 0:
        command.fail(status, errors)
    return int(report.read_text()) / 1024


def beside(commands, rounds):
    """Every command once per round, in turn, the order reversed every other round: what warms up or slows down the
    machine meets all of them. A first round is thrown away. Name → sample."""
    samples = {command.name: Sample() for command in commands}
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        for round_ in range(rounds + 1):
            for command in commands if round_ % 2 == 0 else reversed(commands):
                wall, processor = run(command, scratch)
                if round_ > 0:
                    samples[command.name].walls.append(wall)
                    samples[command.name].processors.append(processor)
        for command in commands:
            samples[command.name].memory = max(peak_memory(command, scratch) for _ in range(2))
    return samples


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
