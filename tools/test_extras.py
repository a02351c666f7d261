"""Install the wheel with each extra alone, in an environment of its own, and test its door.

    make test-extras                                            every scenario
    python -m tools.test_extras .make/wheel pdf frames_pandas   some

An environment holds the wheel, the extra, what the scenario names beside it, and pytest:
at the versions and hashes of requirements/test.txt, and not even pip.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from tests.extras.scenarios import HERE, ROOT, parts, scenarios


def installed(scenario: str, wheel: Path, folder: Path) -> Path:
    """Make the environment of a scenario; give its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    extra, beside = parts(scenario)
    name = f"mitosafe[{extra}]" if extra else "mitosafe"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    wanted = folder / "wanted.txt"
    lines = [f"{name} @ {wheel.resolve().as_uri()} --hash=sha256:{digest}", "pytest", *beside]
    wanted.write_text("\n".join(lines), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    # The constraints carry the hashes; pip refuses what has none of them.
    pins = ROOT / "requirements" / "test.txt"
    subprocess.run([*pip, "-c", str(pins), "-r", str(wanted)], check=True)
    return python


def passes(scenario: str, wheel: Path) -> bool:
    """Install a scenario and run its tests."""
    with tempfile.TemporaryDirectory() as folder:
        python = installed(scenario, wheel, Path(folder))
        plain = ["-q", "-p", "no:cacheprovider", f"--confcutdir={HERE}"]
        done = subprocess.run(
            [str(python), "-m", "pytest", *plain, str(HERE / f"{scenario}.py")],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            check=False,
        )
    return done.returncode == 0


def main(folder: str, *wanted: str) -> int:
    """Test each scenario; give 1 if one fails."""
    (wheel,) = Path(folder).glob("*.whl")
    failed = []
    for scenario in wanted or scenarios():
        begin = time.perf_counter()
        print(f"== {scenario}", flush=True)
        if not passes(scenario, wheel):
            failed.append(scenario)
        print(f"   {time.perf_counter() - begin:.0f} s", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "every extra works alone")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
