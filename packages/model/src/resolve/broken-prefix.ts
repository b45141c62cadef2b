import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { Shapes } from "./code";
import { passedOf } from "./routes";

interface Way {
  readonly path: string;
  readonly strip: boolean;
  readonly at: Problem["at"];
}

/** Routes to applications that write other links than those which lead back to them. */
export function brokenPrefixes(service: string, { site }: ServiceShape, shapes: Shapes): Problem[] {
  const ways = new Map<string, Way[]>();
  for (const [path, route] of Object.entries(site?.routes ?? {})) {
    const taken = passedOf(route);
    if (taken === undefined || taken.files !== undefined || shapes[taken.service] === undefined) continue;
    const way = {
      path,
      strip: taken.how.strip === true,
      at: ["services", service, "site", "routes", path, ...taken.at],
    };
    ways.set(taken.service, [...(ways.get(taken.service) ?? []), way]);
  }
  return [...ways].flatMap(([target, all]) => {
    const { prefix, prefixed } = shapes[target]!;
    if (prefix === undefined || typeof prefix === "string") return unknowing(target, all);
    const untold = prefixed !== undefined && prefixed.variable === undefined;
    return [...(untold ? unable(target, all) : []), ...astray(target, prefix, all)];
  });
}

/** There is no way to tell this server: that of development, where another one is production's. */
const unable = (target: string, all: readonly Way[]): Problem[] =>
  all
    .filter(({ path }) => path !== "/")
    .slice(0, 1)
    .map(({ at, path }) => ({
      at,
      found: `\`${path}\` before \`${target}\`, whose server of this environment knows of no prefix`,
      expected: `\`"/": "${target}"\` here, or a server that is told, with \`command\` and \`prefixed\``,
      why: "Its links and redirects start at `/`, where somebody else answers.",
    }));

/** It writes `/login`, and means `/shop/login`: nothing leads back. */
function unknowing(target: string, all: readonly Way[]): Problem[] {
  const stripped = all.find(({ path, strip }) => strip && path.endsWith("/"));
  if (stripped === undefined || all.some(({ path }) => path === "/")) return [];
  return [
    {
      at: stripped.at,
      found: `\`${stripped.path}\` taken away before \`${target}\`, which does not know of it`,
      expected: `\`prefix: "${stripped.path}"\` of \`${target}\`, for a server of a preset; of one's own \`{ path: "${stripped.path}", strip: true }\`, once it writes that before its links`,
      why: "Its links and redirects start at `/`, where somebody else answers.",
    },
  ];
}

function astray(
  target: string,
  { path: own, strip }: Exclude<ServiceShape["prefix"], string | undefined>,
  all: readonly Way[],
): Problem[] {
  const [first] = all;
  const wrong = all.filter(({ path }) => !path.startsWith(own) && `${path}/` !== own);
  const missing = wrong.length === 0 && !all.some(({ path }) => path === own || `${path}/` === own);
  const why = `Its links and redirects start at \`${own}\`.`;
  const stripped = all.filter((way) => !wrong.includes(way) && way.path !== "/" && way.strip !== strip);
  return [
    ...(missing ? [first!] : wrong).map(({ at, path }) => ({
      at,
      found: `\`${path}\` to \`${target}\`, which browsers find at \`${own}\``,
      expected: `route \`${own}\`, or another prefix of \`${target}\``,
      why,
    })),
    ...stripped.map(({ at, path }) => ({
      at,
      found: strip ? `\`${path}\` passed on with its prefix` : `\`${path}\` passed on without its prefix`,
      expected: strip ? `\`{ to: "${target}", strip: true }\`` : `\`"${target}"\`, without \`strip\``,
      why: strip ? `\`${target}\` answers at \`/\`.` : `\`${target}\` answers at \`${own}\` itself.`,
    })),
  ];
}
