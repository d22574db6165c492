"""`make demo-down`: takes a stage's invented races down, once its skill does not ask for them any more."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ship.deploying.commands import Shell
from ship.deploying.demo import take_down
from ship.deploying.dry_run import DryRun
from ship.deploying.hints import hints_for
from ship.deploying.running import ended, handed_on, parser
from ship.deploying.stacks import Stacks
from ship.deploying.stages import load_stage

ROOT = Path(__file__).parents[1]


def main(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    root: Path = ROOT,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Take a stage's demo down, or show how with --dry-run; return the exit code. `pause` sleeps, in seconds."""
    said = parser("demo-down", "Take down the invented races of one stage.", "dev or staging").parse_args(arguments)
    hints = hints_for(said.stage, environment, "make demo-down")

    def work() -> None:
        stage = load_stage(root / "samconfig.toml", said.stage)
        if said.dry_run:
            print("Nothing is run or asked. These are the commands, supposing that no skill asks the demo any more:\n")
            take_down(Stacks(DryRun(root, {(stage.demo.stack, stage.aws_regions[0])}), stage, hints))
        else:
            commands = Shell(root, handed_on(root, environment), pause)
            print("\n" + take_down(Stacks(commands, stage, hints)))

    return ended(work, hints.again)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
