import { flask, gateway, mariadb, StackProject } from "quaywright";

const servers = { development: false, production: true, board: false };
const project = new StackProject({
  name: "eventboard",
  environments: ["development", "production", "board"],
  files: {
    compose: {
      development: "docker-compose.yml",
      production: "docker-compose.prod.yml",
      board: "docker-compose.board.yml",
    },
    env: ".env.docker.example",
    places: {
      "docker/app/Dockerfile": "Dockerfile",
      "docker/app/Dockerfile.dockerignore": ".dockerignore",
      "docker/app/entrypoint.sh": "docker-entrypoint.sh",
    },
  },
  handbook: {
    "docs/deployment.rst": "all",
    "README.md": { marked: ["quick-start"] },
    "CLAUDE.md": { marked: ["daily"] },
  },
  services: {
    db: { ...mariadb({ version: "11.8", name: "eventboard" }), environments: servers },
    app: {
      ...flask({
        source: ".",
        app: "eventboard:create_app()",
        python: { version: "3.13", manager: "poetry", debugPort: 5678, tests: ["pytest"] },
        database: { development: "sqlite", production: "db", board: "sqlite" },
        steps: [{ bundle: "frontend", output: "eventboard/static/dist" }],
        rollout: { migrate: ["flask", "db", "upgrade"], "create-admin": ["flask", "create-admin"] },
        folders: { uploads: "UPLOAD_FOLDER" },
        worker: { streams: 60, variable: "MAX_STREAMS" },
        variables: {
          MAX_UPLOAD_MB: { purpose: "Largest upload, in megabytes.", kind: "number", default: "16" },
          ADMIN_USERNAME: { purpose: "The first administrator.", default: "admin", readers: ["app-create-admin"] },
          ADMIN_PASSWORD: {
            purpose: "Password of the first administrator.",
            kind: "secret",
            default: { development: "development-only" },
            rule: { production: { minimumLength: 12, refuse: ["*development-only*"] } },
            readers: ["app-create-admin"],
          },
        },
      }),
      publish: { development: 8000, board: 8000 },
      tls: { board: "none" },
      resources: { production: { memory: "768m", cpus: 2, pids: 300 }, board: { memory: "256m", cpus: 1, pids: 150 } },
    },
    nginx: {
      ...gateway({ tls: "none", routes: { "/": "app", "/events": { to: "app", stream: true } } }),
      environments: servers,
    },
  },
});

project.synth();
