"""From the sources to a running function: builds the artifact, invokes it on this machine, and deploys it."""
