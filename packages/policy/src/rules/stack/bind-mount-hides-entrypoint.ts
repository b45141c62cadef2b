import { isMade } from "../../facts/contexts";
import { absolute } from "../../facts/copies";
import type { Place } from "../../place";
import { isBelow } from "../../recover/compose/mount";
import type { Image } from "../../recover/dockerfile/image";
import { folderFor } from "../../recover/stack";
import { nameOf, within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "bind-mount-hides-entrypoint",
  on: "service",
  severity: "error",
  meaning: "A bind mount covers the file that a container starts.",
  reason: "The container ends at once: `no such file or directory`. The image has the file, and the mount hides it.",
  how: "A path that a `COPY` of the image has made, under a folder of the repository that has no such file there. What a build makes, or git ignores, is let pass.",
  fix: "Copy it to a folder that nothing covers, such as `/usr/local/bin`.",
  bad: {
    "compose.yaml": "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n",
    Dockerfile:
      'FROM python:3.13-slim\nWORKDIR /app\nCOPY docker/entrypoint.sh /app/entrypoint.sh\nRUN chmod +x entrypoint.sh\nENTRYPOINT ["./entrypoint.sh"]\n',
    "docker/entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
  },
  good: [
    {
      "compose.yaml": "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n",
      Dockerfile:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY docker/entrypoint.sh /usr/local/bin/entrypoint\nRUN chmod +x /usr/local/bin/entrypoint\nENTRYPOINT ["/usr/local/bin/entrypoint"]\n',
      "docker/entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
    },
    {
      "compose.yaml": "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n",
      Dockerfile:
        'FROM python:3.13-slim\nWORKDIR /app\nCOPY entrypoint.sh ./\nRUN chmod +x entrypoint.sh\nENTRYPOINT ["./entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
    },
    {
      "compose.yaml":
        "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n    entrypoint: [python]\n    command: [app.py]\n",
      Dockerfile:
        'FROM python:3.13-slim\nCOPY docker/entrypoint.sh /app/entrypoint.sh\nRUN chmod +x /app/entrypoint.sh\nENTRYPOINT ["/app/entrypoint.sh"]\n',
      "docker/entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
      "app.py": "",
    },
  ],
  check({ command, entrypoint, made, mounts, name, stack }, tell) {
    if (made?.stage === undefined || entrypoint?.open === true || command?.open === true) return;
    const begun = entrypoint?.argv ?? made.entrypoint?.json;
    const argv = begun !== undefined && begun.length > 0 ? begun : (command?.argv ?? made.command?.json ?? []);
    const started = /^(\/bin\/|\/usr\/bin\/env )?(ba|da|a)?sh$/.test(argv[0] ?? "") ? argv[1] : argv[0];
    if (started === undefined || !started.includes("/") || started.startsWith("-")) return;
    const path = absolute(started, made.workdir?.value);
    const [cover] = mounts
      .filter(({ target }) => isBelow(path, target))
      .sort((a, b) => b.target.length - a.target.length);
    if (cover === undefined || cover.type !== "bind" || cover.open || cover.target === path) return;
    const folder = within(folderFor(stack, cover.at), cover.source);
    const copied = copyOf(path, made);
    if (folder === undefined || copied === undefined || !stack.repository.tree.isFolder(folder)) return;
    const own = within(folder, path.slice(cover.target.length).replace(/^\//, ""));
    if (own === undefined || stack.repository.tree.has(own) || isMade(own, stack.repository)) return;
    tell({
      at: cover.at,
      says: `\`${cover.source}\` hides \`${path}\`, with which \`${name}\` starts, and has no such file.`,
      related: [{ at: copied, says: "where the image gets it" }],
    });
  },
});

/** The step of an image that copies a file to a path. */
function copyOf(path: string, { history }: Image): Place | undefined {
  let folder = "/";
  let found: Place | undefined;
  for (const { at, json, keyword, words } of history) {
    if (keyword === "WORKDIR") folder = absolute(words[0]?.value ?? "/", folder);
    if (keyword !== "COPY" && keyword !== "ADD") continue;
    const all = json ?? words.map(({ value }) => value);
    const target = all.at(-1) ?? "";
    const into = absolute(target, folder);
    const isFolder = /(^|\/)\.?\/?$/.test(target) || all.length > 2;
    if (into === path || all.slice(0, -1).some((each) => isFolder && absolute(nameOf(each), into) === path)) found = at;
  }
  return found;
}
