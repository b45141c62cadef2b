import { fromContext } from "../../facts/copies";
import { byPath } from "../../facts/listeners";
import type { Place } from "../../place";
import type { Service } from "../../recover/compose/service";
import type { NginxFile } from "../../recover/nginx/nodes";
import { folderFor } from "../../recover/stack";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "nginx-file-misplaced",
  on: "service",
  severity: "error",
  meaning: "An nginx configuration is put where nginx does not take what is in it.",
  reason: "nginx does not start: `directive is not allowed here`.",
  how: "A whole configuration, with `events` or `http`, in `/etc/nginx/conf.d/`, whose files stand inside of `http`; servers alone as `/etc/nginx/nginx.conf`.",
  fix: "Put a whole configuration at `/etc/nginx/nginx.conf`, and one that begins with `server` or `upstream` in `/etc/nginx/conf.d/`.",
  references: ["https://nginx.org/en/docs/beginners_guide.html#conf_structure"],
  bad: [
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n",
      "nginx.conf": "events {}\nhttp {\n  server {\n    listen 80;\n  }\n}\n",
    },
    {
      "compose.yaml": "services:\n  web:\n    build: .\n",
      Dockerfile: "FROM nginx:1.30\nCOPY nginx.conf /etc/nginx/nginx.conf\n",
      "nginx.conf": "server {\n  listen 80;\n}\n",
    },
  ],
  good: [
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro', './site.conf:/etc/nginx/conf.d/default.conf:ro']\n",
      "nginx.conf": "events {}\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n",
      "site.conf": "map $uri $a {\n  default 1;\n}\nserver {\n  listen 80;\n}\n",
    },
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/templates/nginx.conf.template:ro']\n",
      "nginx.conf": "server {\n  listen 80;\n}\n",
    },
  ],
  check(service, tell) {
    if (service.made?.known?.programs.includes("nginx") !== true) return;
    for (const { at, file, target } of placed(service)) {
      const names = new Set(file.directives.map(({ name }) => name));
      const isWhole = names.has("events") || names.has("http");
      const isPart = !isWhole && (names.has("server") || names.has("upstream"));
      if (isWhole && /^\/etc\/nginx\/conf\.d\/[^/]+\.conf$/.test(target))
        tell({
          at,
          says: `\`${file.path}\` is a whole configuration, and \`${target}\` stands inside of \`http\`.`,
          related: [
            { at: file.directives.find(({ name }) => name === "events" || name === "http")!.at, says: "in it" },
          ],
        });
      if (isPart && target === "/etc/nginx/nginx.conf")
        tell({
          at,
          says: `\`${file.path}\` has no \`http\`, and is the whole of \`${target}\`.`,
          related: [{ at: file.directives[0]!.at, says: "in it" }],
        });
    }
  },
});

interface Placed {
  readonly file: NginxFile;
  readonly target: string;
  readonly at: Place;
}

/** The nginx files of the repository that a service has, and where. */
function placed({ build, made, mounts, stack }: Service): Placed[] {
  const { repository } = stack;
  const files = byPath(repository);
  const fileAt = (path: string | undefined) => (path === undefined ? undefined : files.get(path));
  const mounted = mounts.flatMap(({ at, open, source, target, type }) => {
    const file = type === "bind" && !open ? fileAt(within(folderFor(stack, at), source)) : undefined;
    return file === undefined ? [] : [{ file, target, at }];
  });
  const copied =
    made?.stage === undefined || build?.context === undefined
      ? []
      : fromContext(made.stage).flatMap(({ destination, instruction, sources }) => {
          const [source] = sources;
          const file =
            sources.length === 1 ? fileAt(within(build.context!, source!.path.replace(/^\//, ""))) : undefined;
          // what is copied to the same place again, or covered by a mount, is not what runs
          return file === undefined || mounts.some(({ target }) => target === destination)
            ? []
            : [{ file, target: destination, at: instruction.at }];
        });
  return [
    ...mounted,
    ...copied.filter(({ target }, index) => !copied.slice(index + 1).some((each) => each.target === target)),
  ];
}
