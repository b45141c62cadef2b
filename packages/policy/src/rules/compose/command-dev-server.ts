import { devServer } from "../../facts/development";
import { rule } from "../../rule";

export default rule({
  id: "command-dev-server",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service of production starts a server for development.",
  reason: "It serves one request at a time, shows sources in its errors, and was never meant to be reached.",
  fix: "Start a server for production: gunicorn, uvicorn without `--reload`, or files behind nginx.",
  references: ["https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver"],
  bad: [
    {
      "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    command: python manage.py runserver 0.0.0.0:8000\n",
    },
    {
      "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    command: npm --prefix web run dev -- --host\n",
    },
    { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    command: yarn workspace web dev\n" },
    {
      "compose.prod.yaml":
        "services:\n  keycloak:\n    image: quay.io/keycloak/keycloak:26.4\n    command: start-dev\n",
    },
  ],
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    command: gunicorn app\n  b:\n    image: b:1\n    command: npm run start\n  c:\n    image: b:1\n    command: npm run -w dev sync -- dev\n",
  },
  check({ command, entrypoint, name, stack }, tell) {
    if (stack.environment !== "production") return;
    for (const found of [...(entrypoint?.commands ?? []), ...(command?.commands ?? [])]) {
      const what = devServer(found);
      if (what !== undefined) tell({ at: found.at, says: `\`${name}\` starts \`${what}\`.` });
    }
  },
});
