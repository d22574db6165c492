"""The local race API: invented races behind the real contract of The Racing API's North America feed."""
