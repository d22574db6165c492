"""Where it comes from: the client of The Racing API and its JSON turned into the domain's terms."""
