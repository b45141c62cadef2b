/** A declaration of `size` services in groups of five: database, site, worker, page, gateway. */
export const manyServices = (
  size: number,
  { nx = false } = {},
): string => `import { django, gateway, postgres, StackProject, vite, worker } from "quaywright";

const services: Record<string, object> = {};
for (let group = 0; group < ${size / 5}; group++) {
  const [db, site, work, page, edge] = ["db", "site", "work", "page", "edge"].map((name) => \`\${name}-\${group}\`) as [string, string, string, string, string];
  services[db] = postgres({ version: "17", publish: 10000 + group });
  services[site] = { ...django({ source: \`apps/\${site}\`, project: "config", database: db }), publish: { development: 20000 + group } };
  services[work] = worker({ of: site, command: ["python", "manage.py", "work"] });
  services[page] = { ...vite({ source: \`apps/\${page}\`, backend: site }), publish: { development: 30000 + group } };
  services[edge] = gateway({ tls: "none", routes: { "/": page, "/api/": site, "/static/": \`\${site}:static\` }, publish: 40000 + group });
}

new StackProject({ name: "many"${nx ? ", nx: true" : ""}, services: services as never }).synth();
`;
