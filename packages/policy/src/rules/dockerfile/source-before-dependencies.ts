import { fromContext } from "../../facts/copies";
import { installOf } from "../../facts/installs";
import { commandsOfStage } from "../../facts/stages";
import { mountsOf } from "../../facts/step-mounts";
import { rule } from "../../rule";

const manifest =
  /^(requirements[\w.-]*\.txt|pyproject\.toml|package(-lock)?\.json|yarn\.lock|bun\.lockb?|pnpm-lock\.yaml|Gemfile|composer\.json|go\.mod|Pipfile|poetry\.lock|uv\.lock)$/;

export default rule({
  id: "source-before-dependencies",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "warning",
  meaning: "All sources are copied before the dependencies are installed.",
  reason: "Each change of a source file installs everything again.",
  how: "`COPY . .` before `pip install -r`, `npm ci` and the like, with nothing that copied their list before. Where the package itself is installed, `pip install .`, or the sources were mounted, it is let pass.",
  fix: "Copy the lists first, install, then copy the sources.",
  references: ["https://docs.docker.com/build/cache/optimize/#order-your-layers"],
  bad: [
    "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
    "FROM python:3.13\nCOPY . /app\nRUN pip install --no-cache-dir -r /app/requirements.txt\n",
    "FROM oven/bun:1.2\nWORKDIR /app\nCOPY package.json bun.lockb ./\nCOPY . .\nRUN bun install --frozen-lockfile && bun build\n",
  ],
  good: [
    "FROM node:22\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n",
    "FROM python:3.13\nCOPY . .\nRUN pip install .\n",
    "FROM node:22\nCOPY package.json ./\nRUN npm install\nCOPY . .\nRUN npm install --omit=dev\n",
    "FROM node:22\nRUN --mount=target=/src make -C /src tools\nCOPY . .\nRUN npm ci\n",
  ],
  check(stage, tell) {
    const copies = fromContext(stage);
    const whole = copies.find(({ sources }) => sources.some(({ path }) => /^\.?\/?$|^\.\/\*$|^\*$/.test(path)));
    if (whole === undefined) return;
    const before = stage.instructions.slice(0, stage.instructions.indexOf(whole.instruction));
    const listed = copies.find(
      ({ instruction, sources }) =>
        before.includes(instruction) &&
        sources.some(({ path }) => manifest.test(path.split("/").at(-1)!) || /[*]/.test(path)),
    );
    // a list that was copied helps where something was done with it
    if (
      listed !== undefined &&
      before.slice(before.indexOf(listed.instruction)).some(({ keyword }) => keyword === "RUN" || keyword === "ONBUILD")
    )
      return;
    if (
      before.some(
        (step) =>
          step.keyword === "RUN" &&
          (mountsOf(step).some(({ type }) => type === "bind") || step.commands.some((each) => installs(each))),
      )
    )
      return;
    const found = commandsOfStage(stage).find((each) => each.at.start > whole.instruction.at.start && installs(each));
    if (found === undefined) return;
    tell({
      at: whole.instruction.at,
      says: "Any change of a file installs all dependencies again.",
      related: [{ at: found.at, says: "what is installed again" }],
    });
  },
});

function installs(command: Parameters<typeof installOf>[0] & { readonly args: readonly string[] }): boolean {
  const { args, name } = command;
  const [first = ""] = args.filter((arg) => !arg.startsWith("-"));
  if (/^(npm|pnpm|bun)$/.test(name))
    return (
      /^(ci|i|install)$/.test(first) && args.filter((arg) => !arg.startsWith("-")).length === 1 && !args.includes("-g")
    );
  if (name === "yarn") return first === "" ? !args.includes("--version") : first === "install";
  if (name === "bundle" || name === "composer" || name === "poetry" || name === "pipenv") return first === "install";
  if (name === "uv") return first === "sync";
  if (name === "go") return first === "mod" && args.includes("download");
  return installOf(command)?.manager === "pip" && args.some((arg) => /^(-r|--requirement)/.test(arg));
}
