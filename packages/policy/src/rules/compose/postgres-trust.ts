import { rule } from "../../rule";

export default rule({
  id: "postgres-trust",
  on: "service",
  severity: "error",
  production: true,
  meaning: "PostgreSQL lets everybody in without a password.",
  reason: "Whoever reaches its port is its owner.",
  fix: "Take `POSTGRES_HOST_AUTH_METHOD` away, and set a password.",
  references: ["https://hub.docker.com/_/postgres#postgres_host_auth_method"],
  bad: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_HOST_AUTH_METHOD: trust}\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_HOST_AUTH_METHOD: scram-sha-256}\n",
  },
  check({ environment, name }, tell) {
    const method = environment.get("POSTGRES_HOST_AUTH_METHOD");
    if (method?.value === "trust") tell({ at: method.at, says: `\`${name}\` asks nobody for a password.` });
  },
});
