import { authorityOf } from "../tls";
import type { Parts } from "./state";

/** What a service needs to use a cache or broker that speaks Redis: host, port, password, and all as one URL. */
export function cacheParts(service: string, called: (name: string) => string): Omit<Parts, "volumes" | "jobs"> {
  const from = (fact: string) => `${service}:${fact}`;
  const password = called("REDIS_PASSWORD");
  return {
    named: [{ at: ["cache"], service }],
    needs: [service],
    waits: [{ host: called("REDIS_HOST"), port: called("REDIS_PORT") }],
    variables: {
      [called("REDIS_HOST")]: { purpose: "Host of the cache.", from: from("host") },
      [called("REDIS_PORT")]: { purpose: "Port of the cache.", kind: "number", from: from("port") },
      [password]: { production: { purpose: "Password of the cache.", kind: "secret", from: from("password") } },
      ...authorityOf(service, called("REDIS_AUTHORITY"), called("REDIS_CA_FILE")),
      [called("REDIS_URL")]: {
        purpose: "The cache as one URL.",
        kind: "secret",
        from: from("scheme"),
        url: {
          password: { production: password },
          host: called("REDIS_HOST"),
          port: called("REDIS_PORT"),
          suffix: "/0",
          query: { from: from("authorityFile"), text: securely },
        },
      },
    },
  };
}

/** https://redis.readthedocs.io/en/stable/examples/ssl_connection_examples.html; Celery asks for the first. */
const securely = "?ssl_cert_reqs=required&ssl_check_hostname=true&ssl_ca_certs=*";
