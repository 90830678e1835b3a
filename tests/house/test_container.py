"""What can be known of the image without an engine: its files are there, its steps work with local tools."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from habitus import __version__

ROOT = Path(__file__).parents[2]
STEPS = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text()).splitlines()
COPIED = [
    source
    for step in STEPS
    if step.startswith("COPY ") and "--from" not in step
    for source in step.split()[1:-1]
]


def steps(word):
    return [step.removeprefix(word).strip() for step in STEPS if step.startswith(f"{word} ")]


def is_sent(path):
    """Whether a path is part of the build's context: of the patterns that match, the last decides."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!")
        names = [path, *map(str, Path(path).parents)]
        if line and not line.startswith("#") and any(fnmatch(name, pattern) for name in names):
            sent = line.startswith("!")
    return sent


@pytest.mark.parametrize("source", COPIED)
def test_what_is_copied_is_there_and_sent(source):
    assert (ROOT / source).exists()
    assert is_sent(source)


@pytest.mark.parametrize(
    "path",
    [".git/HEAD", ".venv/bin/python", "data/habitus.db", "data/keys/habitus.key", "ui/node_modules/react",
     "src/habitus/static/index.html", "tests/conftest.py", "docs/guide/days.md", ".env"],
)  # fmt: skip
def test_what_is_not_needed_is_not_sent(path):
    assert not is_sent(path)


def test_it_runs_as_nobody_in_particular_on_a_volume():
    assert steps("USER") == ["10001:10001"]
    assert steps("VOLUME") == ["/data"]
    assert steps("EXPOSE") == ["8000"]
    environment = " ".join(steps("ENV"))
    assert "HABITUS_DATA_DIR=/data" in environment
    assert "HABITUS_HOST=0.0.0.0" in environment
    last_stage = STEPS[[number for number, step in enumerate(STEPS) if step.startswith("FROM")][-1] :]
    commands = [step for step in last_stage if step.startswith(("RUN", "USER", "ENTRYPOINT", "COPY"))]
    user = next(number for number, step in enumerate(commands) if step.startswith("USER"))
    assert not [step for step in commands[user + 1 :] if step.startswith(("RUN", "COPY"))]


def test_everything_is_installed_by_its_hash():
    installs = [part for step in steps("RUN") for part in step.split("&&") if "pip install" in part]
    assert installs
    assert all("--require-hashes" in part or "--no-index" in part for part in installs)


def test_it_is_healthy_when_it_answers():
    (check,) = [step for step in STEPS if "HEALTHCHECK" in step]
    code = yaml.safe_load(check.partition("CMD ")[2])[2]
    compile(code, "HEALTHCHECK", "exec")
    assert "/healthz" in code


def test_compose_is_one_service_with_one_volume():
    found = yaml.safe_load((ROOT / "compose.yaml").read_text())
    (service,) = found["services"].values()
    assert [volume.partition(":")[2] for volume in service["volumes"]] == ["/data"]
    assert list(found["volumes"]) == [volume.partition(":")[0] for volume in service["volumes"]]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as in the image, from the files that are sent to it; the screens are a stand-in."""
    context = tmp_path_factory.mktemp("context")
    skipped = shutil.ignore_patterns("__pycache__", "static", "*.egg-info")
    for source in ("src", "migrations", "docs/problems"):
        shutil.copytree(ROOT / source, context / source, ignore=skipped)
    for source in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / source, context / source)
    (context / "src" / "habitus" / "static").mkdir()
    (context / "src" / "habitus" / "static" / "index.html").write_text("<!doctype html>")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "wheels"]
    subprocess.run(command, cwd=context, check=True, capture_output=True)
    (built,) = (context / "wheels").glob("*.whl")
    return built


def test_the_wheel_holds_screens_migrations_and_problem_pages(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "static/index.html",
        "migrations/versions/",
        "migrations/env.py",
        "problems/email_taken.md",
    ):
        assert any(name.startswith(f"habitus/{wanted}") for name in names), wanted


def test_installed_elsewhere_it_runs_without_the_checkout(wheel, tmp_path):
    """With the libraries of this environment, and nothing else of it."""
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    (lib,) = (home / "lib").glob("python3*/site-packages")
    (lib / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    install = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", "--no-deps"]
    subprocess.run([*install, "--no-index", "--quiet", wheel], check=True)

    def habitus(*words, **more):
        environment = {"HABITUS_DATA_DIR": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
        command = [home / "bin" / "habitus", *words]
        return subprocess.run(
            command, check=False, env=environment, cwd=tmp_path, capture_output=True, text=True, **more
        )

    assert habitus("--version").stdout == f"habitus {__version__}\n"
    person = ["people", "create", "--email", "ada@home.example.com", "--password-stdin"]
    made = habitus(*person, input="three grey stones by the lake\n")
    assert made.returncode == 0, made.stderr
    where = subprocess.run(
        [home / "bin" / "python", "-c", "import habitus; print(habitus.__file__)"],
        capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"}, cwd=tmp_path,
    )  # fmt: skip
    assert where.stdout.startswith(str(home))
