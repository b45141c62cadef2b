import { rule } from "../../rule";

export default rule({
  id: "cors-vs-frontend-origin",
  on: "stack",
  severity: "warning",
  meaning: "The back end allows other origins than the one that the front end is published at.",
  reason: "The browser refuses every answer, with a message that only its console shows.",
  how: "In development: the port of a Vite or React server that is published against `CORS_ALLOWED_ORIGINS` of the same stack, where the front end calls the back end by a whole URL.",
  fix: "Add the origin, such as `http://localhost:5173`.",
  bad: {
    "docker-compose.dev.yml":
      "services:\n  web:\n    image: node:24\n    command: npx vite --host\n    ports: ['5173:5173']\n    environment: {VITE_API_URL: 'http://localhost:8000'}\n  api:\n    image: api:1\n    environment: {CORS_ALLOWED_ORIGINS: 'http://localhost:3000'}\n",
  },
  good: {
    "docker-compose.dev.yml":
      "services:\n  web:\n    image: node:24\n    command: npx vite --host\n    ports: ['5173:5173']\n    environment: {VITE_API_URL: 'http://localhost:8000'}\n  api:\n    image: api:1\n    environment: {CORS_ALLOWED_ORIGINS: 'http://localhost:5173'}\n",
  },
  check({ services }, tell) {
    const all = [...services.values()];
    const fronts = all.filter(
      ({ environment, ports }) =>
        ports.length > 0 &&
        [...environment.values()].some(
          ({ name, value }) =>
            /^(VITE|REACT_APP|NEXT_PUBLIC)_.*(API|BACKEND|URL)/.test(name) && /^https?:\/\//.test(value ?? ""),
        ),
    );
    for (const service of all) {
      const origins =
        service.environment.get("CORS_ALLOWED_ORIGINS") ??
        service.environment.get("CORS_ORIGINS") ??
        service.environment.get("CORS_ORIGIN");
      if (
        origins?.value === undefined ||
        origins.open ||
        origins.value.includes("*") ||
        !/localhost|127\.0\.0\.1/.test(origins.value)
      )
        continue;
      for (const front of fronts) {
        const port = front.ports.find(
          ({ open, published, target }) =>
            !open && published !== undefined && [3000, 5173, 8080, 4200].includes(target ?? 0),
        );
        if (
          front === service ||
          port?.published === undefined ||
          new RegExp(`(localhost|127\\.0\\.0\\.1):${port.published}\\b`).test(origins.value)
        )
          continue;
        tell({
          at: origins.at,
          within: `service ${service.name}`,
          says: `\`${front.name}\` is published at \`http://localhost:${port.published}\`, which \`${origins.name}\` does not allow.`,
          related: [{ at: port.at, says: "where the front end is published" }],
        });
      }
    }
  },
});
