"""An Echo on your desk, and a local race API that honors the real contract."""
