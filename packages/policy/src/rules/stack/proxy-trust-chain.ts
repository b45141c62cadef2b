import { directivesOf, option, passesTo } from "../../facts/listeners";
import { inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "proxy-trust-chain",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A proxy says how the client came, and the server behind it does not believe it.",
  reason:
    "The application takes every request for plain HTTP: redirects loop, cookies are not secure, addresses are the proxy's.",
  how: "uvicorn and gunicorn behind an nginx that sends `X-Forwarded-Proto`: both trust 127.0.0.1 only, unless they are told.",
  fix: "Set `FORWARDED_ALLOW_IPS` or `--forwarded-allow-ips` to the proxy's network.",
  references: [
    "https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips",
    "https://www.uvicorn.org/settings/#http",
  ],
  bad: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    command: uvicorn --host 0.0.0.0 app:app\n",
    "nginx.conf":
      "server {\n  listen 443 ssl;\n  location / {\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    command: uvicorn --host 0.0.0.0 --forwarded-allow-ips '*' app:app\n",
    "nginx.conf":
      "server {\n  listen 443 ssl;\n  location / {\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  check({ environment, name, process, stack }, tell) {
    const server = process.find((command) => command.name === "uvicorn");
    if (
      server === undefined ||
      option(server, "--forwarded-allow-ips") !== undefined ||
      environment.has("FORWARDED_ALLOW_IPS") ||
      server.args.includes("--no-proxy-headers")
    )
      return;
    for (const other of stack.services.values()) {
      for (const pass of directivesOf(other, "proxy_pass")) {
        if (!passesTo(pass, name)) continue;
        const sends = inForce(pass, "proxy_set_header", stack.repository).find(({ args }) =>
          /^x-forwarded-proto$/i.test(args[0]?.value ?? ""),
        );
        if (sends === undefined) continue;
        tell({
          at: server.at,
          says: `\`${server.name}\` of \`${name}\` believes no proxy but on 127.0.0.1.`,
          related: [{ at: sends.at, says: "what it does not believe" }],
        });
        return;
      }
    }
  },
});
