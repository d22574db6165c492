"""Talk Horse Racing: how many races a track has, and when its next stakes race is, by voice."""

import zoneinfo

# Zones change: some provinces gave up changing their clocks in 2026. The pinned tzdata package says the same on every
# machine, while a machine's own copy may be years old or, in Lambda, missing.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()
