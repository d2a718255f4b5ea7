"""A keyring on disk that the program trusts by its name, and that does as it is told.

It calls itself as the backend for ``pass`` does. What it shall do stands in a file
beside it, since it runs in a process of its own.
"""

import json
from pathlib import Path

SOURCE = """
import json, os, sys, time
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordSetError

HERE = Path(__file__).parent
MOOD = (HERE / "mood").read_text()
KEPT = HERE / "kept.json"


class KeychainDenied(Exception):
    pass


class PasswordStoreBackend(KeyringBackend):
    priority = 1

    def __init__(self):
        print("this goes nowhere")
        (HERE / "seen").write_text(json.dumps([
            os.getpid(), sys.path[0], dict(os.environ),
            Path("/proc/self/cmdline").read_text(), Path("/proc/self/environ").read_text(),
        ]))

    def _kept(self):
        return json.loads(KEPT.read_text()) if KEPT.exists() else {}

    def get_password(self, service, user):
        if MOOD == "hangs":
            time.sleep(60)
        if MOOD == "locked":
            raise KeyringLocked("nobody unlocked it")
        if MOOD == "denied":
            raise KeyringLocked("no") from KeychainDenied()
        if MOOD == "breaks":
            raise KeyringError("a text that is never told")
        if MOOD == "ends":
            os._exit(3)
        return self._kept().get(f"{user}@{service}")

    def set_password(self, service, user, password):
        if MOOD in {"denied", "is full"}:
            raise PasswordSetError("Cancelled by user")
        self.get_password(service, user)
        if MOOD == "forgets":
            return
        kept = "something else" if MOOD == "mangles" else password
        KEPT.write_text(json.dumps(self._kept() | {f"{user}@{service}": kept}))

    def delete_password(self, service, user):
        if MOOD != "clings":
            KEPT.write_text(json.dumps({k: v for k, v in self._kept().items()
                                        if k != f"{user}@{service}"}))
"""


class FakeKeyring:
    """The keyring in *folder*, which has to be on ``sys.path``."""

    name = "keyring_pass.PasswordStoreBackend"

    def __init__(self, folder: Path) -> None:
        """Put it there."""
        self._folder = folder / "keyring_pass"
        self._folder.mkdir()
        (self._folder / "__init__.py").write_text(SOURCE)
        self.be("good")

    def be(self, mood: str) -> None:
        """Let it be "good", or "hangs", "locked", "denied", "breaks", "ends", "forgets" ..."""
        (self._folder / "mood").write_text(mood)

    def keep(self, service: str, user: str, password: str) -> None:
        """Have a password in it, whoever kept it."""
        kept = self.kept | {f"{user}@{service}": password}
        (self._folder / "kept.json").write_text(json.dumps(kept))

    @property
    def kept(self) -> dict[str, str]:
        """What it keeps: user@service to password."""
        file = self._folder / "kept.json"
        return dict(json.loads(file.read_text())) if file.exists() else {}

    @property
    def process(self) -> int:
        """The process that asked last."""
        return int(json.loads((self._folder / "seen").read_text())[0])

    @property
    def environment(self) -> dict[str, str]:
        """The variables that it had."""
        return dict(json.loads((self._folder / "seen").read_text())[2])

    @property
    def argv_and_environ(self) -> str:
        """What others could see of that process."""
        return "".join(json.loads((self._folder / "seen").read_text())[3:])
