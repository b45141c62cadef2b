import { dropsRoot } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "missing-user",
  on: "image",
  severity: "error",
  production: true,
  meaning: "An image runs as root, because nothing sets a user.",
  reason:
    "Who breaks into the process is root in the container, and one flaw of the kernel away from root on the host.",
  how: "Of the stages that are run, whose base image is known to run as root. Silent where compose sets `user`, and where what is started becomes another user by itself: nginx, `gosu`.",
  fix: "Create a user, give it what it writes to, and end with `USER`.",
  aliases: ["DS-0002", "CKV_DOCKER_3", "fd54f200", "CIS-4.1", "CIS-DI-0001", "OW-2"],
  references: ["https://docs.docker.com/build/building/best-practices/#user"],
  bad: [
    'FROM python:3.13-slim\nCOPY . /app\nCMD ["python", "/app/a.py"]\n',
    { "Dockerfile.prod": 'FROM alpine:3.22\nCMD ["/a"]\n' },
  ],
  good: [
    "FROM python:3.13-slim\nUSER 1000\n",
    "FROM nginx:1.29\nCOPY . /usr/share/nginx/html\n",
    "FROM python:3.13 AS build\nRUN make\nFROM gcr.io/distroless/python3:nonroot\nCOPY --from=build /a /a\n",
    'FROM python:3.13 AS base\nUSER app\nFROM base\nCMD ["a"]\n',
    'FROM company/base:1\nCMD ["a"]\n',
    "FROM scratch\nCOPY a /\n",
    'FROM alpine:3.22\nENTRYPOINT ["su-exec", "app", "/a"]\n',
    {
      Dockerfile: 'FROM alpine:3.22\nCMD ["/a"]\n',
      "compose.yaml": "services:\n  a:\n    build: .\n    user: '1000'\n",
    },
    { ".devcontainer/Dockerfile": 'FROM alpine:3.22\nCMD ["/a"]\n' },
  ],
  check(stage, tell, repository) {
    const image = imageOfStage(stage);
    const { command, entrypoint, family, known, user } = image;
    if (user !== undefined || (known?.user !== "root" && family !== "scratch")) return;
    if (family === "scratch" && command === undefined && entrypoint === undefined) return;
    if (family === "windows" || dropsRoot(stage, repository)) return;
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    if (uses.every(({ service }) => service?.user !== undefined)) return;
    tell({
      at: stage.base.at,
      says: `Nothing sets a user: ${stage.name === undefined ? "the image" : `\`${stage.name.value}\``} runs as root, as ${family === "scratch" ? "`scratch`" : `\`${image.published?.text}\``} does.`,
    });
  },
});
