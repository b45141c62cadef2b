import { django, StackProject } from "quaywright";

const project = new StackProject({
  name: "notes",
  files: {
    compose: { development: "compose.yml", production: "compose.prod.yml" },
    places: {
      "docker/app/Dockerfile": "Dockerfile",
      "docker/app/Dockerfile.dockerignore": ".dockerignore",
    },
  },
  handbook: { "docs/containers.md": "all", "README.md": { marked: ["quick-start", "daily"] } },
  services: {
    app: {
      ...django({
        source: ".",
        project: "config",
        database: "sqlite",
        python: { version: "3.12", development: "requirements-dev.txt" },
        steps: [{ command: ["python", "compile_scss.py"], watch: ["*.scss"] }],
        names: {
          SECRET_KEY: "DJANGO_SECRET_KEY",
          SECRET_KEY_FALLBACKS: "DJANGO_SECRET_KEY_FALLBACKS",
          DEBUG: "DJANGO_DEBUG",
          ALLOWED_HOSTS: "DJANGO_ALLOWED_HOSTS",
          CSRF_TRUSTED_ORIGINS: "DJANGO_CSRF_TRUSTED_ORIGINS",
          COOKIE_SECURE: "DJANGO_COOKIE_SECURE",
        },
      }),
      publish: 8000,
      tls: "none",
    },
  },
});

project.synth();
