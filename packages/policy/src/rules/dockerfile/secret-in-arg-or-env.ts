import { instructionsOf, ships, withinOf } from "../../facts/stages";
import { isPlaceholder, isSecretName } from "../../knowledge/secrets";
import type { Stage } from "../../recover/dockerfile/nodes";
import { rule } from "../../rule";

export default rule({
  id: "secret-in-arg-or-env",
  on: "dockerfile",
  severity: "error",
  meaning: "A secret is an `ARG` or an `ENV`.",
  reason: "Both are in the image's history or its configuration: whoever can pull the image reads them.",
  how: "By the variable's name. Empty values, switches, paths and what a page is built with are let pass; a placeholder, and what stays in a stage that is only copied from, count less.",
  fix: "Mount it while building, `RUN --mount=type=secret,id=…`, and give it to the container when it starts.",
  aliases: ["DL3064", "SecretsUsedInArgOrEnv", "DS-0031", "CIS-4.10", "CIS-DI-0010", "OW-12"],
  references: ["https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"],
  bad: [
    "FROM alpine:3.22\nARG NPM_TOKEN\n",
    "FROM alpine:3.22\nENV DB_PASSWORD=x7-Gqmz1\n",
    "FROM alpine:3.22\nARG T\nENV API_KEY=$T\n",
  ],
  good: [
    "FROM alpine:3.22\nENV PASSWORD_FILE=/run/secrets/p PUBLIC_KEY=abc DB_PASSWORD= ALLOW_EMPTY_PASSWORD=yes\n",
    "FROM alpine:3.22\nENV USE_TOKEN=true SECRET_KEY=/run/secrets/key\n",
    "FROM node:24\nARG VITE_SENTRY_APP_KEY\nARG VITE_AUTH_USE_ID_TOKEN\nARG LOGIN_USE_ID_TOKEN\nENV MINIO_ACCESS_KEY=minio DB_PASSWORD=~\n",
    "FROM node:24\nENV GITHUB_TOKEN=${GITHUB_TOKEN}\n",
    "FROM alpine:3.22\nRUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm ci\n",
  ],
  check(dockerfile, tell, repository) {
    for (const { instruction, stage } of instructionsOf(dockerfile)) {
      const { keyword, pairs } = instruction;
      if (keyword !== "ARG" && keyword !== "ENV") continue;
      for (const { at, name, value = "" } of pairs) {
        if (
          !isSecretName(name) ||
          ofPages.test(name) ||
          /^(true|false|yes|no|on|off|none|null|~|\d{1,4})$/i.test(value) ||
          /^(\/|\.\/|file:|https?:)/.test(value)
        )
          continue;
        if (keyword === "ENV" && value === "") continue;
        const hasPlaceholder = value !== "" && isPlaceholder(value);
        const stays = stage !== undefined && !ships(stage, repository);
        const origin = keyword === "ENV" && stage !== undefined ? takenFrom(name, value, stage) : undefined;
        if (origin === "nothing" || (origin === "argument" && stays)) continue; // the `ARG` tells it
        tell({
          at,
          within: withinOf(stage),
          secret: true,
          says: stays
            ? `\`${keyword} ${name}\` is kept by the builder.`
            : `\`${keyword} ${name}\` is kept in the image.`,
          ...(hasPlaceholder || /dummy|fake|test|build/i.test(value)
            ? { severity: keyword === "ARG" ? ("info" as const) : ("warning" as const) }
            : stays && { severity: "warning" as const }),
        });
      }
    }
  },
});

/** Prefixes of what is in a page for everybody, as the tools that build it have them. */
const ofPages = /^(VITE|NEXT_PUBLIC|REACT_APP|VUE_APP|NUXT_PUBLIC|GATSBY|EXPO_PUBLIC|PUBLIC)_/;

/** `ENV TOKEN=$TOKEN`: what it takes its value from. */
function takenFrom(name: string, value: string, { base, instructions }: Stage): "argument" | "nothing" | undefined {
  if (value !== `$${name}` && value !== `\${${name}}`) return undefined;
  if (instructions.some(({ keyword, pairs }) => keyword === "ARG" && pairs.some((pair) => pair.name === name)))
    return "argument";
  return base.image !== undefined && base.stage === undefined ? "nothing" : undefined;
}
