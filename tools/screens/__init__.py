"""The skill's screens, drawn by Amazon's own renderer in a browser without a window: `make screens`."""
