import type { Image } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "frontend-env-runtime",
  on: "service",
  severity: "error",
  meaning: "A variable that a front end's build puts into its files is only set where they are served.",
  reason: "The files were made without it: setting it now changes nothing.",
  how: "`VITE_`, `REACT_APP_` and `NEXT_PUBLIC_` variables of a service whose image runs a front end's build and then serves files, or what `next build` made, and does not take them as build arguments.",
  fix: "Pass it as a build argument.",
  references: ["https://vite.dev/guide/env-and-mode"],
  bad: [
    {
      "compose.yaml": "services:\n  web:\n    build: .\n    environment: {VITE_API_URL: /api}\n",
      Dockerfile:
        "FROM node:24-alpine AS build\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=build /dist /usr/share/nginx/html\n",
    },
    {
      "compose.yaml": "services:\n  web:\n    build: .\n    environment: {NEXT_PUBLIC_API_URL: /api}\n",
      Dockerfile:
        'FROM node:24-alpine AS build\nRUN npm run build\nFROM node:24-alpine\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]\n',
    },
  ],
  good: {
    "compose.yaml":
      "services:\n  web:\n    build:\n      context: .\n      args: {VITE_API_URL: /api}\n    environment: {VITE_API_URL: /api}\n",
    Dockerfile:
      "FROM node:24-alpine AS build\nARG VITE_API_URL\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=build /dist /usr/share/nginx/html\n",
  },
  check({ build, environment, made, name, scripts, entrypoint, command, process }, tell) {
    if (
      build?.dockerfile === undefined ||
      made?.stage === undefined ||
      (made.known?.role !== "proxy" && !isNext(made)) ||
      scripts.length > 0 ||
      entrypoint !== undefined ||
      command !== undefined
    )
      return;
    const builds = build.dockerfile.stages.some(({ instructions }) =>
      instructions.some(
        ({ commands, keyword }) =>
          keyword === "RUN" &&
          commands.some(
            ({ args, name: program }) =>
              /^(npm|yarn|pnpm|npx|vite|bun)$/.test(program) && args.some((arg) => /^build/.test(arg)),
          ),
      ),
    );
    if (
      !builds ||
      made.history.some(({ at }) =>
        /envsubst|env\.sh|runtime-env|docker-entrypoint\.d/.test(at.source.text.slice(at.start, at.end)),
      ) ||
      process.some(({ name: program }) => program === "envsubst")
    )
      return;
    const given = new Set(build.args.map((arg) => arg.name));
    for (const { at, from, name: variable } of environment.values()) {
      if (
        from === "image" ||
        !(isNext(made) ? /^NEXT_PUBLIC_/ : /^(VITE|REACT_APP|NEXT_PUBLIC|VUE_APP|NUXT_PUBLIC|GATSBY|PUBLIC)_/).test(
          variable,
        ) ||
        given.has(variable) ||
        build.dockerfile.stages.some(({ instructions }) =>
          instructions.some(({ keyword, pairs }) => keyword === "ENV" && pairs.some((pair) => pair.name === variable)),
        )
      )
        continue;
      tell({
        at,
        says: `\`${variable}\` comes too late for \`${name}\`: its files are made when the image is built.`,
        related: [{ at: made.stage!.base.at, says: "what serves the files" }],
      });
    }
  },
});

/** Next.js writes such variables into what it builds, for the server as well. */
const isNext = ({ history }: Image): boolean =>
  history.some(
    ({ flags, keyword, words }) =>
      keyword === "COPY" &&
      flags.some(({ name }) => name === "from") &&
      words.some(({ value }) => /\/\.next(\/|$)/.test(value)),
  );
