"""Types lines into a real shell and presses Tab: shell_completion.py SHELL PROGRAM < LINES

PROGRAM stands in PATH as `decision`. For each line of standard input one line: what the shell made of it.
"""

import os
import pathlib
import pty
import re
import select
import sys
import tempfile
import time

shell, program = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
PATIENCE = 60  # seconds

# Control-X says what stands on the line.
SETUP = {
    "bash": """bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; eval "$(decision completion bash)"
show() { printf '<line>%s</line>' "$READLINE_LINE"; }; bind -x '"\\C-x": show'""",
    "zsh": """zstyle ':completion:*' menu no; setopt no_beep no_always_last_prompt; zle_bracketed_paste=(); autoload -Uz compinit; compinit -u -D
eval "$(decision completion zsh)"; compdef _decision decision
show() { printf '<line>%s</line>' "$BUFFER" }; zle -N show; bindkey '^X' show""",
    "fish": """decision completion fish | source; function fish_greeting; end
function show; printf '<line>%s</line>' (commandline); end; bind \\cx show""",
}
COMMAND = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"], "fish": ["fish", "--private", "-i"]}


class Terminal:
    def __init__(self, folder):
        (folder / "decision").symlink_to(program)
        environment = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder), "TERM": "xterm", "LANG": "C.UTF-8", "PS1": "ready> "}
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.execvpe(COMMAND[shell][0], COMMAND[shell], environment)

    def send(self, text):
        os.write(self.descriptor, text.encode())

    def until(self, pattern):
        seen, limit = "", time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            if select.select([self.descriptor], [], [], 0.2)[0]:
                seen += os.read(self.descriptor, 65536).decode(errors="replace")
            found = re.search(pattern, seen, re.S)
            if found:
                return found
        raise SystemExit(f"{shell} does not answer: {seen[-2000:]!r}")


with tempfile.TemporaryDirectory() as name:
    terminal = Terminal(pathlib.Path(name))
    for line in SETUP[shell].splitlines():
        terminal.send(line + "\r")
    terminal.send("echo set''up\r")
    terminal.until("setup\r?\n")
    for line in sys.stdin.read().splitlines():
        terminal.send("\x15" + line + "\t")
        # The shell reads keys in their order: this one is read when the completion is done.
        terminal.send("\x18")
        print(terminal.until("<line>(.*?)</line>").group(1))
    terminal.send("\x15exit\r")
    os.close(terminal.descriptor)
    os.waitpid(terminal.process, 0)
