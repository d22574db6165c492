"""Whether everything is installed and logged in that a deployment calls."""

import re

from ship.deploying.commands import MISSING, NOT_EXECUTABLE, Commands, Finished
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints

# The first that reads parameters from a file, which keeps the credentials off the command line.
OLDEST_SAM = (1, 152)
GET_AWS = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
# What tells that a service is in trouble or out of reach. A login that is refused has "status code 401" in its place.
TROUBLE = re.compile(
    r"status code (5\d\d|429)|Client Error: Error|Connection was closed|Could not connect|time[d -]*out|gave no answer"
    r"|ECONN|ENOTFOUND|EAI_AGAIN|socket hang up|Unavailable|Internal ?(Server ?)?(Error|Failure)|Throttl",
    re.IGNORECASE,
)
WAIT = "no login mends that; wait, or look at the network"
# As pinned there: the newest of what ask-cli asks for does not start.
GET_ASK = "npm ci --ignore-scripts --prefix .ci/ask"


def check_tools(commands: Commands, hints: Hints) -> None:
    """Raise a DeployError that names every missing tool and login at once, each with what to do."""
    found = (
        _sam(commands.query("sam", "--version")),
        _aws(commands.query("aws", "sts", "get-caller-identity"), hints),
        ask_problem(commands, hints),
    )
    problems = [problem for problem in found if problem]
    if problems:
        raise DeployError(
            "\n".join(["Nothing was changed, because this is missing:", *problems]), f"{hints.again}, after that"
        )


def _sam(version: Finished) -> str | None:
    if version.code == MISSING:
        return "- The SAM CLI (sam): pip install aws-sam-cli"
    number = re.search(r"version (\d+)\.(\d+)", version.out)
    if not number:
        return f"- A SAM CLI that starts ({version.reason}): pip install --force-reinstall aws-sam-cli"
    if (int(number[1]), int(number[2])) < OLDEST_SAM:
        wanted = ".".join(map(str, OLDEST_SAM))
        return f"- SAM CLI {wanted} or newer (this is {number[1]}.{number[2]}): pip install --upgrade aws-sam-cli"
    return None


def _aws(identity: Finished, hints: Hints) -> str | None:
    if identity.code == MISSING:
        return f"- The AWS CLI (aws): {GET_AWS}"
    if identity.code == NOT_EXECUTABLE:
        return f"- An AWS CLI that starts ({identity.reason}): {GET_AWS}"
    if identity.code and TROUBLE.search(identity.reason):
        return f"- An answer of AWS ({identity.reason}): {WAIT}"
    if identity.code:
        profile = hints.aws_profile
        return f"- A login at AWS ({identity.reason}): aws sso login{profile}, or aws configure{profile}"
    return None


def ask_problem(commands: Commands, hints: Hints) -> str | None:
    """Return what is wrong with the ASK CLI or its login, with what to do; None when nothing is."""
    started = commands.query("ask", "--version")
    if started.code == MISSING:
        return f"- The ASK CLI (ask), which needs Node.js: {GET_ASK}"
    if started.code:
        return (
            f"- An ASK CLI that starts; the one that is found does not start ({started.reason}): "
            f"npm uninstall --global ask-cli, then {GET_ASK}"
        )
    vendors = commands.query("ask", "smapi", "get-vendor-list")
    if vendors.code and TROUBLE.search(vendors.reason):
        return f"- An answer of Amazon's developer site ({vendors.reason}): {WAIT}"
    if vendors.code:
        return f"- A login at Amazon's developer site ({vendors.reason}): {hints.ask_configure}"
    return None
