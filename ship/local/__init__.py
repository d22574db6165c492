"""AWS on this machine, as MiniStack plays it on loopback: what `make deploy STAGE=local` deploys to."""
