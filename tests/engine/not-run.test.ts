import { backup, grafana, mailpit, mariadb, mysql, prometheus } from "@quaywright/presets";
import { parse } from "yaml";
import { onEngine } from "./engine";
import { TestStack } from "./stack";

/** Declarations with images that no test can pull: https://github.com/docker-library/docs has what they read. */
const declarations = [
  {
    name: "mysql",
    services: { db: mysql({ version: "8.4", name: "shop" }), other: mariadb({ version: "11.8", publish: 3307 }) },
  },
  {
    name: "monitoring",
    services: {
      db: mysql({ version: "8.4" }),
      backup: backup({ of: "db" }),
      mail: mailpit({ version: "v1.27" }),
      prometheus: prometheus({ version: "v3.5.0", targets: {}, environments: ["development", "production"] }),
      grafana: grafana({ version: "12.3", prometheus: "prometheus", environments: ["development", "production"] }),
    },
  },
  { name: "mysql-root", services: { db: mysql({ version: "9.7", root: "secret", prefix: "REPORTS_" }) } },
];

onEngine.each(["development", "production"] as const)(
  "`docker compose config` in %s has no complaint of",
  (environment) => {
    test.each(declarations)("$name", async (declaration) => {
      const stack = await TestStack.declare(declaration, environment);
      try {
        stack.writeSecrets();
        const { code, stdout, stderr } = await stack.compose(["--profile", "*", "config"]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(Object.keys(parse(stdout).services)).toEqual(expect.arrayContaining(["db"]));
      } finally {
        await stack.remove();
      }
    });
  },
);
