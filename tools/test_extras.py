"""Install the wheel with each extra alone, in an environment of its own, and test its door.

    make test-extras                                            every scenario
    python -m tools.test_extras .make/wheel pdf frames_pandas   some

An environment holds the wheel, the extra, what the scenario names beside it, and pytest:
at the versions and hashes of requirements/test.txt, and not even pip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from tests.extras.scenarios import DEPENDENCIES, EXTRAS, HERE, ROOT, parts, scenarios
from tools import closed_pins


def installed(scenario: str, wheel: Path, folder: Path) -> Path:
    """Make the environment of a scenario; give its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    extra, beside = parts(scenario)
    lines = [*DEPENDENCIES, *(EXTRAS[extra] if extra else ()), "pytest", *beside]
    pins = closed_pins.pins((closed_pins.FOLDER / "test.txt").read_text(encoding="utf-8"))
    place = {name: str(said) for name, said in default_environment().items()}
    wanted = folder / "wanted.txt"
    wanted.write_text(
        "\n".join(
            f"{pin.key} {' '.join(f'--hash=sha256:{one}' for one in pin.hashes)}"
            for pin in closed_pins.reached(map(Requirement, lines), pins, place)
        ),
        encoding="utf-8",
    )
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "-r", str(wanted)], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
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
