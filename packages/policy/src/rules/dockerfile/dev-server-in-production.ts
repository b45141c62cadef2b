import { devScript, isForDevelopment } from "../../facts/development";
import { startedBy } from "../../facts/stages";
import type { Command } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "dev-server-in-production",
  on: "image",
  severity: "error",
  production: true,
  meaning: "A server of development is what an image of production starts.",
  reason: "It serves one request at a time, watches files, and shows its debugger to whoever asks.",
  how: "`runserver`, `flask run`, `vite`, `next dev`, `npm run dev`, `nodemon`, `--reload` in what the image starts. Silent where every service that builds it starts something else.",
  fix: "Start the server that is made for it: gunicorn, uvicorn without `--reload`, nginx with the built files.",
  references: ["https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver"],
  bad: [
    { "Dockerfile.prod": 'FROM python:3.13-slim\nCMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]\n' },
    'FROM node:22 AS production\nCMD ["npm", "run", "dev"]\n',
  ],
  good: [
    { "Dockerfile.prod": 'FROM python:3.13-slim\nCMD ["gunicorn", "a.wsgi"]\n' },
    { "Dockerfile.dev": 'FROM python:3.13-slim\nCMD ["python", "manage.py", "runserver"]\n' },
    {
      Dockerfile: 'FROM python:3.13-slim\nCMD ["flask", "run"]\n',
      "compose.prod.yaml": "services:\n  a:\n    build: .\n    command: gunicorn a\n",
    },
  ],
  check(stage, tell, repository) {
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    if (
      isForDevelopment(stage.name?.value ?? "") || // told where production builds it
      uses.every(({ service }) => service?.command !== undefined || service?.entrypoint !== undefined)
    )
      return;
    for (const command of startedBy(stage, repository)) {
      if (!isDevServer(command) || command.within.some((each) => /^(if|case|function|condition)$/.test(each))) continue;
      tell({
        at: command.at,
        says: `\`${[command.name, ...command.args].join(" ").slice(0, 60)}\` is a server of development.`,
      });
      return;
    }
  },
});

function isDevServer(command: Command): boolean {
  const { args, name } = command;
  const [first, second] = args.filter((arg) => !arg.startsWith("-"));
  if (/^(python[\d.]*|django-admin|manage\.py)$/.test(name))
    return args.includes("runserver") || (args[0] === "-m" && args[1] === "flask" && args.includes("run"));
  if (name === "flask") return first === "run";
  if (devScript(command) !== undefined) return true;
  if (name === "next" || name === "nuxt" || name === "nuxi") return first === "dev";
  if (name === "vite") return first === undefined || first === "dev" || first === "serve";
  if (name === "npx")
    return /^(vite|nodemon|ts-node-dev|webpack-dev-server)$/.test(first ?? "") && second === undefined;
  if (name === "ng") return first === "serve";
  if (name === "uvicorn" || name === "gunicorn") return args.includes("--reload");
  return /^(nodemon|ts-node-dev|webpack-dev-server|air)$/.test(name);
}
