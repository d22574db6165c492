"""Folders that are made from something, and made again when that has changed."""

import fcntl
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory


def digest(files: Iterable[Path], *options: object) -> str:
    """Return a fingerprint of the files' names and contents and of the options."""
    found = hashlib.sha256(repr(options).encode())
    for path in sorted(files):
        content = path.read_bytes()
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def rebuild_if_changed(folder: Path, fingerprint: str, make: Callable[[Path], None], *, anew: bool = False) -> bool:
    """Make the folder unless it was made from what has this fingerprint, or in any case; tell whether it was made.

    It appears whole or, when `make` raises, stays as it was. Who comes while another process makes it waits for that.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = folder.with_name(f"{folder.name}.made-from")
        if not anew and folder.is_dir() and note.is_file() and note.read_text(encoding="utf-8") == fingerprint:
            return False
        print(f"Making {folder.parent.name}/{folder.name} ...", file=sys.stderr)
        with TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as workshop:
            draft = Path(workshop) / folder.name
            make(draft)
            note.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
        note.write_text(fingerprint, encoding="utf-8")
        return True
