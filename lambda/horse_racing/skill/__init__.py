"""The conversation: the only room that knows ask-sdk-core. Requests become turns, replies become responses."""
