import { directivesOf, option, passesTo } from "../../facts/listeners";
import { hasConfig } from "../../facts/processes";
import { seconds } from "../../recover/compose/duration";
import { get, textOf } from "../../recover/compose/nodes";
import { inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "timeout-chain",
  on: "service",
  severity: "warning",
  meaning: "A service is stopped or given up earlier than it takes to answer.",
  reason: "Requests that are under way are cut off: at every rollout, or whenever one takes long.",
  how: "gunicorn's `--graceful-timeout` (30 s) against `stop_grace_period` where either is written, and its `--timeout` against nginx's `proxy_read_timeout` (60 s).",
  fix: "Let each outer timeout be longer than the inner one.",
  references: [
    "https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout",
    "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout",
  ],
  bad: "services:\n  app:\n    image: app:1\n    command: gunicorn --graceful-timeout 60 app\n    stop_grace_period: 20s\n",
  good: "services:\n  app:\n    image: app:1\n    command: gunicorn --graceful-timeout 60 app\n    stop_grace_period: 70s\n",
  check(service, tell) {
    const gunicorn = service.process.find(({ name }) => name === "gunicorn");
    if (gunicorn === undefined) return;
    const { name, node, stack } = service;
    const graceful = option(gunicorn, "--graceful-timeout");
    const grace = get(node, "stop_grace_period");
    const given = seconds(textOf(grace));
    const needed =
      graceful === undefined
        ? hasConfig(service) || option(gunicorn, "-c", "--config")
          ? undefined
          : 30
        : Number(graceful);
    if (needed !== undefined && (given !== undefined || graceful !== undefined) && needed > (given ?? 10)) {
      tell({
        at: grace?.at ?? gunicorn.at,
        says: `\`${name}\` is killed after ${given ?? 10} s, and takes up to ${needed} to finish its requests.`,
        related: [{ at: gunicorn.at, says: "what it takes" }],
      });
    }
    const timeout = Number(option(gunicorn, "-t", "--timeout"));
    if (!(timeout > 60)) return;
    for (const other of stack.services.values()) {
      for (const pass of directivesOf(other, "proxy_pass")) {
        if (!passesTo(pass, name)) continue;
        const [read] = inForce(pass, "proxy_read_timeout", stack.repository);
        const limit =
          read === undefined
            ? 60
            : (seconds(/^\d+$/.test(read.args[0]?.value ?? "") ? `${read.args[0]!.value}s` : read.args[0]?.value) ??
              Number.POSITIVE_INFINITY);
        if (limit < timeout)
          tell({
            at: (read ?? pass).at,
            says: `nginx gives up after ${limit} s, and \`${name}\` may take ${timeout}.`,
            related: [{ at: gunicorn.at, says: "the longer timeout" }],
          });
      }
    }
  },
});
