"""Built-in templates kept in compiled form beside their sources, as Python does with modules.

Compiling the longest of them costs more than everything else that one draft
does after its imports. What is kept is as trustworthy as the ``__pycache__`` of
the package itself, in whose folder it lies; templates of the user's are never
kept. Where nothing can be written there, each run compiles anew.
"""

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path

import jinja2.compiler
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_WRITERS = (jinja2.compiler.__file__, str(Path(__file__).with_name("narrow.py")))
"""The modules that decide what a template is compiled into."""


class KeptBeside(BytecodeCache):
    """One file a template, in ``__pycache__`` in its folder."""

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the compiled form of *source*, empty where none is kept of just this."""
        path = Path(filename or name)
        part = "" if name == path.name else "-subject"
        kept = f"{path.name}{part}.{sys.implementation.cache_tag}.pyc"
        made_of = "\0".join([sys.version, *self._stamps(), name, str(path), source])
        checksum = hashlib.sha256(made_of.encode()).hexdigest()
        bucket = Bucket(environment, str(path.parent / "__pycache__" / kept), checksum)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read *bucket*, if just this is kept."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            checksum, _, code = Path(bucket.key).read_bytes().partition(b"\n")
            if checksum == bucket.checksum.encode():
                bucket.code = marshal.loads(code)  # noqa: S302 - as Python reads its own .pyc

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep *bucket*, if that is possible and wanted."""
        if sys.dont_write_bytecode or sys.pycache_prefix:
            return
        path = Path(bucket.key)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            draft.write_bytes(bucket.checksum.encode() + b"\n" + marshal.dumps(bucket.code))
            draft.replace(path)

    @staticmethod
    def _stamps() -> list[str]:
        """Return what changes when the modules change that compile."""
        stats = [os.stat(path) for path in _WRITERS]  # noqa: PTH116 - of plain strings
        return [f"{stat.st_mtime_ns}-{stat.st_size}" for stat in stats]
