"""The page: an Echo in the browser, another face of the one in the terminal."""
