import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import { type Addressed, isAddressed } from "./addressed";
import type { Shapes } from "./code";
import { passedOf } from "./routes";
import { bare } from "./site";

/** Every mistake in what a site is to do with its paths, as far as it is not in a name. */
export function brokenSite(service: string, { site }: ServiceShape, shapes: Shapes, addressed: Addressed): Problem[] {
  if (site === undefined) return [];
  const at = (...place: (string | number)[]) => ["services", service, "site", ...place];
  const routed = Object.keys(site.routes).map(bare);
  const denied = (site.deny ?? []).flatMap((path, index): Problem[] => {
    if (!routed.includes(bare(path))) return [];
    const found = `\`${path}\`, which is a route as well`;
    return [{ at: at("deny", index), found, expected: "a path that is denied, or a route, not both" }];
  });
  const broken = Object.entries(site.routes).flatMap(([path, route]) => {
    const taken = passedOf(route);
    if (taken === undefined) return [];
    const place = (key: string) => at("routes", path, key);
    return taken.files === undefined
      ? [
          ...brokenPassing(path, taken.how, place),
          ...(taken.how.keepHost !== undefined && !isAddressed(service, taken.service, addressed)
            ? [
                {
                  at: place("keepHost"),
                  found: `\`keepHost\` of \`${taken.service}\`, which has a container`,
                  expected: "none: it is asked by that name anyway",
                },
              ]
            : []),
          ...homeless(path, taken.how, taken.service, at("routes", path), shapes),
        ]
      : unpassed(taken.how, place);
  });
  return [...denied, ...broken];
}

type Passing = NonNullable<ReturnType<typeof passedOf>>["how"];

function brokenPassing(
  path: string,
  { burst, internal, rate, strip, to }: Passing,
  at: (key: string) => Problem["at"],
): Problem[] {
  return [
    ...(internal === true
      ? [
          {
            at: at("internal"),
            found: `\`internal\` of requests that \`${to}\` answers`,
            expected: `files, such as \`${to}:media\`, or \`deny: ["${path}"]\` for what nobody may ask`,
          },
        ]
      : []),
    ...(burst !== undefined && rate === undefined
      ? [
          {
            at: at("burst"),
            found: "`burst` without a rate",
            expected: "a `rate` that it goes beyond, such as `10r/s`",
          },
        ]
      : []),
    ...(strip === true && (path === "/" || !path.endsWith("/"))
      ? [
          {
            at: at("strip"),
            found: `\`strip\` of \`${path}\``,
            expected: "a prefix that ends with `/`, such as `/app/`",
          },
        ]
      : []),
  ];
}

/** Files are served by the site itself: what is said of passing on means nothing. */
const unpassed = ({ to, internal: _internal, ...how }: Passing, at: (key: string) => Problem["at"]): Problem[] =>
  Object.entries(how).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [{ at: at(key), found: `\`${key}\` of files`, expected: `\`to: "${to}"\` alone, or with \`internal\`` }],
  );

/** A page whose own routes start at `/`, under a prefix of which it has not heard. */
function homeless(path: string, { strip }: Passing, service: string, at: Problem["at"], shapes: Shapes): Problem[] {
  const { prefix, site } = shapes[service] ?? {};
  const home = site?.routes["/"];
  if (prefix !== undefined) return [];
  if (path === "/" || strip === true || typeof home !== "object" || !("fallback" in home)) return [];
  return [
    {
      at,
      found: `prefix \`${path}\` before \`${service}\`, whose page is at \`/\``,
      expected: `route \`/\`, or \`prefix: "${path}"\` of \`${service}\` and \`{ to: "${service}", strip: true }\``,
      why: "The page would be shown for each of its own files as well.",
    },
  ];
}
