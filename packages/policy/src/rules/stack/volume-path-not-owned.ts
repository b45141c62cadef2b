import { isPrepared, isRoot } from "../../facts/contexts";
import { rule } from "../../rule";

export default rule({
  id: "volume-path-not-owned",
  on: "service",
  severity: "error",
  meaning: "A named volume is mounted where the image has no folder of the user who runs.",
  reason: "The engine makes the folder for root: the process cannot write, and fails with `permission denied`.",
  how: "Only for images that are built here and run as another user than root, of which every step that could make the folder can be seen.",
  fix: "Make the folder in the image and give it to the user: `RUN install -d -o app /data`.",
  bad: {
    "compose.yaml": "services:\n  app:\n    build: .\n    volumes: ['data:/data']\nvolumes:\n  data:\n",
    Dockerfile: 'FROM python:3.13-slim\nRUN useradd app\nUSER app\nCMD ["python", "app.py"]\n',
  },
  good: [
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    volumes: ['data:/data']\nvolumes:\n  data:\n",
      Dockerfile:
        'FROM python:3.13-slim\nRUN useradd app && mkdir /data && chown app /data\nUSER app\nCMD ["python", "app.py"]\n',
    },
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    volumes: ['data:/data']\nvolumes:\n  data:\n",
      Dockerfile: 'FROM python:3.13-slim\nCMD ["python", "app.py"]\n',
    },
  ],
  check(service, tell) {
    const { made, mounts, user } = service;
    if (made?.stage === undefined || (made.known?.language === undefined && !made.known?.system)) return;
    if (user === undefined || isRoot(user.value) || /[${]/.test(user.value) || service.scripts.length > 0) return;
    for (const { at, open, readOnly, source, target, type } of mounts) {
      if (type !== "volume" || readOnly || open || /node_modules|\.venv|^\/(var\/)?tmp\b/.test(target)) continue;
      if (isPrepared(made, target)) continue;
      // another service that shares the volume may own it
      if (
        [...service.stack.services.values()].some(
          (other) => other !== service && other.mounts.some((mount) => mount.source === source),
        )
      )
        continue;
      tell({
        at,
        says: `\`${target}\` belongs to root, and \`${service.name}\` runs as \`${user.value}\`.`,
        related: [{ at: user.at, says: "the user" }],
      });
    }
  },
});
