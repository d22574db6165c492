"""The handler AWS calls: invented races, told as The Racing API tells real ones."""

import os

from race_api.hosted import HostedApi, secret

handler = HostedApi(secret(os.environ))
