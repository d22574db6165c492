"""Tries a new version of the skill before any listener gets it, and tells CodeDeploy what came of it.

It is asked what listeners ask, in the name of nobody: no account, no device, no token, so that it looks nobody up and
keeps nothing. Our own troubles stop a deployment. Race data that fails does not, since an apology is what working code
says then, and the deployment may be what mends it. That goes for refused credentials too: they are refused to the old
version as well, and are not even noticed while the races asked for are in the cache.
"""

import json
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_log = logging.getLogger(__name__)

# Seconds. A cold start may take ten and a turn seven. A new version is not asked twice by botocore: see PAUSES.
CONNECT_TIMEOUT, ANSWER_TIMEOUT = 5.0, 20.0

# How often CodeDeploy is told, if need be: it would wait for an hour otherwise.
TELL_ATTEMPTS = 3

# How long to wait after each attempt that AWS refused, in seconds: the permission to invoke a version that is a minute
# old takes its time to get around.
PAUSES = (5.0, 10.0, 20.0)

_RENDER = "Alexa.Presentation.APL.RenderDocument"

# What the skill says when the failure is ours. A test compares them with its sentences.
OUR_TROUBLES = (
    "something went wrong on my side",
    "this skill isn't set up",
)


@dataclass(frozen=True)
class Trial:
    """A request, and whether the session has to stay open after the answer; None where nothing may be said.

    `on_screen`: it comes from a device with a screen, of which an answer leaves the session to Alexa.
    """

    name: str
    request: Mapping[str, Any]
    stays_open: bool | None
    on_screen: bool = False

    def event(self, skill_id: str) -> dict[str, Any]:
        """Return what Alexa would send to this skill."""
        application = {"applicationId": skill_id}
        about = {"requestId": "amzn1.echo-api.request.before-traffic", "locale": "en-US"}
        device = {"device": {"supportedInterfaces": _SCREEN}} if self.on_screen else {}
        event = {
            "version": "1.0",
            "context": {"System": {"application": application, **device}},
            "request": {**about, **self.request},
        }
        if self.stays_open is None:
            return event
        session = {"new": True, "sessionId": "amzn1.echo-api.session.before-traffic", "application": application}
        return {**event, "session": session}


_SCREEN = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
_HOW_MANY = {
    "type": "IntentRequest",
    "intent": {
        "name": "HowManyRacesIntent",
        "slots": {"TrackName": {"name": "TrackName", "value": "tampa bay downs"}},
    },
}

TRIALS = (
    Trial("launch", {"type": "LaunchRequest"}, stays_open=True),
    Trial("help", {"type": "IntentRequest", "intent": {"name": "AMAZON.HelpIntent"}}, stays_open=True),
    Trial("how many races", _HOW_MANY, stays_open=False),
    Trial("how many races, on a screen", _HOW_MANY, stays_open=False, on_screen=True),
    # Not SkillDisabled: that one without an account is a listener who could not be erased, and sets off an alarm.
    Trial("skill event", {"type": "AlexaSkillEvent.SkillEnabled"}, stays_open=None),
)


def handler(event: Mapping[str, str], context: object) -> None:  # noqa: ARG001 - Lambda's signature
    """Check the version named by NEW_VERSION for the deployment that CodeDeploy's event names."""
    functions = boto3.client("lambda", config=_config(attempts=1))
    deployments = boto3.client("codedeploy", config=_config(attempts=TELL_ATTEMPTS))
    check(event, functions, deployments, os.environ, time.sleep)


def _config(attempts: int) -> Config:
    """Return how long and how often a client tries; without it botocore's defaults outlast the function."""
    return Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=ANSWER_TIMEOUT,
        retries={"mode": "standard", "total_max_attempts": attempts},
    )


def check(
    event: Mapping[str, str],
    functions: Any,
    deployments: Any,
    environ: Mapping[str, str],
    sleep: Callable[[float], None],
) -> None:
    """Try the new version and tell CodeDeploy the outcome, whatever happens: else it would wait for an hour.

    `functions` and `deployments` are boto3's clients for Lambda and CodeDeploy; `sleep` takes seconds.
    """
    status = "Failed"
    try:
        faults = [
            f"{trial.name}: {fault}"
            for trial in TRIALS
            if (fault := _tried(trial, functions, environ["NEW_VERSION"], environ["SKILL_ID"], sleep))
        ]
        for fault in faults:
            _log.error(fault)
        status = "Failed" if faults else "Succeeded"
    except Exception:  # noqa: BLE001 - CodeDeploy has to hear of it, whatever it is
        _log.exception("the new version could not be tried")
    finally:
        deployments.put_lifecycle_event_hook_execution_status(
            deploymentId=event["DeploymentId"],
            lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
            status=status,
        )


def _tried(trial: Trial, functions: Any, version: str, skill_id: str, sleep: Callable[[float], None]) -> str | None:
    """Return what is wrong with the version's answer, None if nothing is."""
    event = json.dumps(trial.event(skill_id)).encode()
    answer = _invoked(lambda: functions.invoke(FunctionName=version, Payload=event), sleep)
    if "FunctionError" in answer:
        return "the function raised an error"
    return fault_in(json.loads(answer["Payload"].read()), trial)


def _invoked(invoke: Callable[[], Any], sleep: Callable[[float], None]) -> Any:
    for pause in PAUSES:
        try:
            return invoke()
        except ClientError as error:
            _log.warning("not invoked yet: %s", error)
            sleep(pause)
    return invoke()


def fault_in(envelope: Any, trial: Trial) -> str | None:
    """Return what is wrong with the response envelope to a trial, None if nothing is."""
    stays_open = trial.stays_open
    response = envelope.get("response") if isinstance(envelope, dict) and envelope.get("version") == "1.0" else None
    if not isinstance(response, dict):
        return "the answer is no response envelope"
    if stays_open is None:
        return "something was said" if response else None
    if fault := _session_fault(response, trial):
        return fault
    speech = re.sub(r"<[^>]*>", " ", response.get("outputSpeech", {}).get("ssml", ""))
    if not speech.strip():
        return "nothing was said"
    troubles = [trouble for trouble in OUR_TROUBLES if trouble in speech]
    return f'it said "{troubles[0]}"' if troubles else None


def _session_fault(response: Mapping[str, Any], trial: Trial) -> str | None:
    """Return what is wrong with the session that an answer leaves, and with what it shows."""
    stays_open = trial.stays_open
    shown = [each.get("type") for each in response.get("directives", ())].count(_RENDER)
    if shown != trial.on_screen:
        return f"{shown} documents are shown"
    # An answer on a screen leaves the session to Alexa; an apology closes it there, too.
    if response.get("shouldEndSession", trial.on_screen) is not (not stays_open):
        return f"the session had to be {'open' if stays_open else 'closed'} afterwards"
    if stays_open != ("reprompt" in response):
        return "a reprompt has to be there if and only if the session stays open"
    return None
