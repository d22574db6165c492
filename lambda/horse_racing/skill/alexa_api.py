"""Alexa's own services, asked through the SDK: the one module that may import both the SDK and requests.

The SDK's client for them has no timeout, so this is another one: every call is over within half a second, and a token
goes nowhere but to Alexa.
"""

import json
import re
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from zoneinfo import ZoneInfo

import requests
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse
from ask_sdk_model.services.directive import Header, SendDirectiveRequest, SpeakDirective

from horse_racing.bounded_call import call_within
from horse_racing.speech.spoken import Speech

# The most that one call may take, in seconds.
CALL_SECONDS = 0.5

# Where a token may be sent: to the two services, of Alexa's over https, or of a stand-in for them on this very machine.
_ALEXAS = re.compile(
    r"(https://api(\.[a-z]{2})?\.amazonalexa\.com|http://127\.0\.0\.1:[0-9]{1,5})"
    r"/(v1/directives|v2/devices/[\w.%~-]+/settings/System\.timeZone)",
    re.ASCII,
)

# No answer that is read here is longer, in bytes.
_LONGEST = 4096


class AlexaApiError(Exception):
    """A service of Alexa's could not be asked; the text names the reason and nothing that was sent."""


class AlexaApiClient(ApiClient):
    """How the SDK's clients reach Alexa: over one session, without redirects, each call with a hard end."""

    def __init__(self, seconds: float = CALL_SECONDS) -> None:
        self._seconds = seconds
        self._session = requests.Session()
        # The machine's proxies and .netrc are for others.
        self._session.trust_env = False
        # Nor is what Alexa might set for one listener for the next.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """Send a request of the SDK's; raises `AlexaApiError`, or TimeoutError when there is no answer in time."""
        if not _ALEXAS.fullmatch(request.url or ""):
            raise AlexaApiError("the address is not Alexa's")
        return call_within(self._seconds, lambda: self._sent(request))

    def _sent(self, request: ApiClientRequest) -> ApiClientResponse:
        with self._session.request(
            request.method,
            request.url,
            headers=dict(request.headers or ()),
            data=json.dumps(request.body) if request.body else None,
            timeout=self._seconds,
            allow_redirects=False,
            stream=True,
        ) as response:
            body = response.raw.read(_LONGEST + 1, decode_content=True)
            if len(body) > _LONGEST:
                raise AlexaApiError("the answer is too long")
            return ApiClientResponse(
                headers=list(response.headers.items()), status_code=response.status_code, body=body.decode("utf-8")
            )


class Device:
    """The device a turn is taken with: where it stands, and how it can speak before the answer is there.

    `is_reachable` tells whether the request says how to ask Alexa about it.
    """

    def __init__(self, handler_input: HandlerInput) -> None:
        self._input = handler_input
        context = handler_input.request_envelope.context
        system = context.system if context else None
        self._id = (system.device.device_id if system and system.device else None) or ""
        # The Alexa simulator may leave any of these out; then there is nobody to ask.
        self.is_reachable = bool(system and system.api_endpoint and system.api_access_token and self._id)

    def zone(self) -> ZoneInfo | None:
        """Return a reachable device's time zone, None when Alexa does not tell: no setting, or any trouble."""
        try:
            name = self._input.service_client_factory.get_ups_service().get_system_time_zone(self._id)
            return ZoneInfo(name) if isinstance(name, str) else None
        except Exception:  # noqa: BLE001 - the SDK, requests and zoneinfo raise all kinds; the track's time will do
            return None

    def say(self, speech: Speech) -> None:
        """Have the device speak before the answer is there; nobody minds if it fails."""
        if not self.is_reachable:
            return
        request = self._input.request_envelope.request
        directive = SpeakDirective(speech=speech.ssml())
        header = Header(request_id=request.request_id if request else None)
        with suppress(Exception):
            service = self._input.service_client_factory.get_directive_service()
            service.enqueue(SendDirectiveRequest(header=header, directive=directive))
