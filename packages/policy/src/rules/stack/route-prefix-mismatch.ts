import { directivesOf, passesTo } from "../../facts/listeners";
import { rule } from "../../rule";

export default rule({
  id: "route-prefix-mismatch",
  on: "service",
  severity: "error",
  meaning: "A front end calls a path that nginx does not route to any service.",
  reason: "Every call of the page to its API answers 404, or the page itself.",
  how: "The path of an API address that is built into the front end (`VITE_API_URL=/api`) is looked for among the locations that pass requests on.",
  fix: "Give nginx a location for it, or correct the address.",
  bad: {
    "compose.yaml":
      "services:\n  web:\n    build:\n      context: web\n      args:\n        VITE_API_URL: /api\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n",
    "web/Dockerfile": "FROM node:24-alpine\nARG VITE_API_URL\nRUN npm run build\n",
    "nginx.conf": "server {\n  location /v1/ {\n    proxy_pass http://backend:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  web:\n    build:\n      context: web\n      args:\n        VITE_API_URL: /api\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n",
    "web/Dockerfile": "FROM node:24-alpine\nARG VITE_API_URL\nRUN npm run build\n",
    "nginx.conf": "server {\n  location /api/ {\n    proxy_pass http://backend:8000;\n  }\n}\n",
  },
  check({ build, environment, name: own, stack }, tell) {
    const set = [...(build?.args ?? []), ...environment.values()].filter(
      ({ name, open, value }) =>
        !open &&
        value !== undefined &&
        /^(VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|VUE_APP)_.*(API|BACKEND).*(URL|BASE|PATH|PREFIX)/.test(name),
    );
    if (set.length === 0) return;
    const passing = [...stack.services.values()]
      .flatMap((service) => directivesOf(service, "location"))
      .filter(({ block }) => block?.some(({ name }) => /_pass$/.test(name)));
    const plain = passing
      .filter(({ args }) => args.length === 1 || ["=", "^~"].includes(args[0]!.value))
      .map(({ args }) => args.at(-1)!.value);
    if (passing.length === 0 || plain.length < passing.length) return;
    // what is passed to the front end itself answers with its page
    const toOwn = passing.filter(({ block }) => block?.some((pass) => /_pass$/.test(pass.name) && passesTo(pass, own)));
    const prefixes = passing.filter((location) => !toOwn.includes(location)).map(({ args }) => args.at(-1)!.value);
    for (const { at, name, value = "" } of set) {
      const path = value.startsWith("/") ? value.replace(/\/?$/, "/") : undefined;
      if (
        path === undefined ||
        path === "/" ||
        prefixes.some((prefix) => path.startsWith(prefix.replace(/\/?$/, "/")) || prefix.startsWith(path))
      )
        continue;
      tell({
        at,
        says: `\`${name}\` is \`${value}\`, and nginx passes no such path on.`,
        related: passing
          .slice(0, 4)
          .map((location) => ({ at: location.at, says: `passes \`${location.args.at(-1)!.value}\`` })),
      });
    }
  },
});
