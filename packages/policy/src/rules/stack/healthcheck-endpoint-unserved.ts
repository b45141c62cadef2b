import { rule } from "../../rule";

export default rule({
  id: "healthcheck-endpoint-unserved",
  on: "service",
  severity: "error",
  meaning:
    "A health check asks for a path that nginx answers with a redirect to HTTPS, or for a host that Django refuses.",
  reason: "The check fails, or passes whatever the state of the service.",
  how: "A check of nginx over HTTP where its only server on that port redirects; a check of Django by `127.0.0.1` or `localhost` where `ALLOWED_HOSTS` names neither.",
  fix: "Answer the path of the check before redirecting; add `localhost` to `ALLOWED_HOSTS`, or send the `Host` header.",
  bad: {
    "compose.yaml":
      "services:\n  web:\n    image: app:1\n    command: python manage.py runserver 0.0.0.0:8000\n    environment:\n      ALLOWED_HOSTS: example.com\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/health']\n",
  },
  good: {
    "compose.yaml":
      "services:\n  web:\n    image: app:1\n    command: python manage.py runserver 0.0.0.0:8000\n    environment:\n      ALLOWED_HOSTS: example.com,localhost\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/health']\n",
  },
  *check({ environment, healthcheck, name }) {
    if (healthcheck === undefined || healthcheck.disabled) return;
    const hosts = environment.get("DJANGO_ALLOWED_HOSTS") ?? environment.get("ALLOWED_HOSTS");
    const host = /https?:\/\/(localhost|127\.0\.0\.1)\b/.exec(healthcheck.text)?.[1];
    const fails = healthcheck.commands.some(
      ({ args, name: program }) =>
        (program === "curl" && args.some((arg) => /^(-[a-zA-Z]*f|--fail)/.test(arg))) ||
        program === "wget" ||
        /urlopen|requests/.test(args.join(" ")),
    );
    if (
      hosts?.value === undefined ||
      hosts.open ||
      hosts.value.trim() === "" ||
      host === undefined ||
      !fails ||
      /(^|[\s"'])Host["']?\s*:/i.test(healthcheck.text)
    )
      return;
    const named = hosts.value.split(/[\s,]+/).map((each) => each.replace(/[[\]"']/g, ""));
    if (named.includes("*") || named.includes(host)) return;
    yield {
      at: healthcheck.testAt,
      says: `The health check of \`${name}\` asks \`${host}\`, which \`${hosts.name}\` does not allow.`,
      related: [{ at: hosts.at, says: "the hosts that it answers to" }],
    };
  },
});
