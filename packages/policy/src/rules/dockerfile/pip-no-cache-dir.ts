import { installOf, keptOutside, pipPrograms } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "pip-no-cache-dir",
  on: "command",
  of: pipPrograms,
  severity: "warning",
  meaning: "`pip install` leaves its cache in the layer.",
  reason: "Every wheel is in the image twice.",
  how: "In stages whose layers are in an image that is run. `PIP_NO_CACHE_DIR`, a cache mount, or a removal in the same `RUN` is right.",
  fix: "Add `--no-cache-dir`, or mount the cache: `RUN --mount=type=cache,target=/root/.cache/pip`.",
  aliases: ["DL3042", "f2f903fb"],
  references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM python:3.13-slim\nRUN pip install -r requirements.txt\n",
  good: [
    "FROM python:3.13-slim\nRUN pip install --no-cache-dir -r requirements.txt\n",
    "FROM python:3.13-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a==1\n",
    "FROM python:3.13-slim\nRUN --mount=type=cache,target=/root/.cache pip install a==1\n",
    "FROM python:3.13-slim AS b\nRUN pip install a==1\nFROM python:3.13-slim\nCOPY --from=b /a /a\n",
    "FROM python:3.13-slim\nRUN pip install a==1 && rm -rf /root/.cache\n",
  ],
  check({ command, run, stage }, tell, repository) {
    const { args, assignments, at, name } = command;
    if (installOf(command) === undefined || !ships(stage, repository)) return;
    if (args.some((arg) => /^--no-cache(-dir)?(=|$)|^-n$|^--cache-dir/.test(arg) || arg === "--dry-run")) return;
    const variable = name === "uv" ? "UV_NO_CACHE" : "PIP_NO_CACHE_DIR";
    const { environment, history } = imageOfStage(stage);
    if (environment.has(variable) || assignments.some((each) => each.name === variable)) return;
    if (history.some(({ keyword, pairs }) => keyword === "ARG" && pairs.some((pair) => pair.name === variable))) return;
    if (keptOutside(run).some((path) => /cache/.test(path) || path === "/root" || /^\$/.test(path))) return;
    if (
      run.commands.some(
        (other) =>
          (other.name === "rm" && other.args.some((arg) => /\.cache|\/root\/?\*?$|\/tmp/.test(arg))) ||
          (/^pip/.test(other.name) && other.args[0] === "cache" && other.args[1] === "purge"),
      )
    )
      return;
    tell({ at, says: `The cache of \`${name === "uv" ? "uv" : "pip"}\` stays in this layer.` });
  },
});
