import { directivesOf, passesTo } from "../../facts/listeners";
import { blockOf, inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "hosts-vs-server-name",
  on: "service",
  severity: "error",
  production: true,
  meaning: "nginx serves a site under a name that the application refuses.",
  reason: "Every request answers 400: Django compares the `Host` header with `ALLOWED_HOSTS`.",
  how: "`server_name` of the nginx that passes to the service against `ALLOWED_HOSTS`, where both are written out.",
  fix: "Add the name to `ALLOWED_HOSTS`.",
  references: ["https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts"],
  bad: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    environment: {ALLOWED_HOSTS: example.org}\n",
    "nginx.conf":
      "server {\n  server_name www.example.com;\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    environment: {ALLOWED_HOSTS: .example.com}\n",
    "nginx.conf":
      "server {\n  server_name www.example.com;\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  check({ environment, name, stack }, tell) {
    const hosts = environment.get("DJANGO_ALLOWED_HOSTS") ?? environment.get("ALLOWED_HOSTS");
    if (hosts?.value === undefined || hosts.open || hosts.value.trim() === "" || hosts.value.includes("*")) return;
    const named = hosts.value.split(/[\s,]+/).map((each) => each.replace(/[[\]"']/g, "").toLowerCase());
    const isNamed = (host: string) =>
      named.some((each) => each === host || (each.startsWith(".") && (host.endsWith(each) || host === each.slice(1))));
    for (const other of stack.services.values()) {
      for (const pass of directivesOf(other, "proxy_pass")) {
        if (!passesTo(pass, name)) continue;
        const sends = inForce(pass, "proxy_set_header", stack.repository).find(({ args }) =>
          /^host$/i.test(args[0]?.value ?? ""),
        );
        if (sends === undefined || !/^\$(http_)?host/.test(sends.args[1]?.value ?? "")) continue;
        for (const { args, at } of blockOf(pass, "server")?.block?.filter((each) => each.name === "server_name") ??
          []) {
          const refused = args.filter(
            ({ value }) => /^[\w-]+(\.[\w-]+)+$/.test(value) && !isNamed(value.toLowerCase()),
          );
          if (refused.length > 0)
            tell({
              at: refused[0]?.at ?? at,
              says: `\`${name}\` refuses \`${refused[0]!.value}\`.`,
              related: [{ at: hosts.at, says: "the hosts that it answers to" }],
            });
        }
      }
    }
  },
});
