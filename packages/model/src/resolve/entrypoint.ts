import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Service, Variable } from "../stack";
import { isGenerated } from "./written";

/**
 * What an image that is none of ours starts with, where it does not read secrets from files: a shell reads these, and gives them to it
 * as variables, which no inspection of the container shows.
 */
export function entrypointOf(shape: ServiceShape, variables: readonly Variable[]): Pick<Service, "entrypoint"> {
  const { entrypoint } = shape;
  if (entrypoint === undefined || isGenerated(shape)) return {};
  const files = variables.flatMap(({ name, path, required }) => (path === undefined ? [] : [{ name, path, required }]));
  if (files.length === 0) return { entrypoint };
  const lines = files.flatMap(({ name, path, required }) => [
    `${name}=$(cat "$${path}")`,
    `unset ${path}`,
    required
      ? `export ${name}="\${${name}:?its secret is empty}"`
      : `if [ -n "$${name}" ]; then export ${name}; else unset ${name}; fi`,
  ]);
  return { entrypoint: ["sh", "-c", ["set -eu", ...lines, 'exec "$@"'].join("\n"), "sh", ...entrypoint] };
}

/** Images that read secrets from variables alone, and what they start with. */
const readsNoFile: readonly {
  readonly image: RegExp;
  /** Absent where it differs between versions. */
  readonly start?: { readonly entrypoint: string; readonly command: string };
}[] = [
  // since 3.9 it ends where it is given one: https://github.com/docker-library/rabbitmq/pull/467
  {
    image: /^(?:docker\.io\/)?(?:library\/)?rabbitmq:/,
    start: { entrypoint: '["docker-entrypoint.sh"]', command: '["rabbitmq-server"]' },
  },
  // https://github.com/keycloak/keycloak/issues/10816
  {
    image: /(?:^|\/)keycloak\/keycloak:/,
    start: { entrypoint: '["/opt/keycloak/bin/kc.sh"]', command: '["start"]' },
  },
  // https://github.com/meilisearch/meilisearch/issues/1668
  {
    image: /(?:^|\/)getmeili\/meilisearch:/,
    start: { entrypoint: '["tini", "--"]', command: '["/bin/meilisearch"]' },
  },
  // from 6 on Ghost itself may read them: https://github.com/TryGhost/docker-library-ghost/issues/429
  {
    image: /^(?:docker\.io\/)?(?:library\/)?ghost:[1-5](?!\d)/,
    start: { entrypoint: '["docker-entrypoint.sh"]', command: '["node", "current/index.js"]' },
  },
  // https://github.com/hasura/graphql-engine/issues/3989
  {
    image: /(?:^|\/)hasura\/graphql-engine:/,
    start: { entrypoint: '["graphql-engine"]', command: '["serve"]' },
  },
  // https://github.com/umami-software/umami/issues/3761
  { image: /(?:^|\/)umami-software\/umami:/ },
];

/** An entrypoint that says nothing, or that is missing where the image would start without its secrets. */
export function brokenEntrypoint(service: string, shape: ServiceShape): Problem[] {
  const { build, command, entrypoint, image = "", of, variables = {} } = shape;
  const at = ["services", service, "entrypoint"];
  if (entrypoint !== undefined && (isGenerated(shape) || (build === undefined && of !== undefined)))
    return [
      {
        at,
        found: "an entrypoint of an image that is built here",
        expected: "none, or `wrappers` for what stands before its command",
        why: "Its entrypoint reads secrets by itself.",
      },
    ];
  if (entrypoint !== undefined && command === undefined)
    return [
      {
        at,
        found: "an entrypoint without a `command`",
        expected: "the image's own command beside it",
        why: "Compose forgets the image's command where it is given an entrypoint.",
      },
    ];
  const known = readsNoFile.find((each) => each.image.test(image));
  if (known === undefined || entrypoint !== undefined) return [];
  return Object.entries(variables).flatMap(([name, variable]): Problem[] =>
    typeof variable === "object" && variable.kind === "secret" && variable.file === undefined
      ? [
          {
            at: ["services", service, "variables", name],
            found: "a secret that this image does not read from a file",
            expected: `what the image starts with: ${
              known.start === undefined
                ? "`entrypoint` and `command`, as `docker image inspect` shows both"
                : `\`entrypoint: ${known.start.entrypoint}, command: ${known.start.command}\``
            }`,
            why: "In production a secret is a file; a shell then gives it to the image as a variable.",
          },
        ]
      : [],
  );
}
