import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

const development: Readonly<Record<string, RegExp>> = {
  APP_DEBUG: /^(1|true)$/i,
  DEBUG: /^(1|true|yes|on)$/i,
  DJANGO_DEBUG: /^(1|true|yes|on)$/i,
  FLASK_DEBUG: /^(1|true)$/i,
  FLASK_ENV: /^development$/i,
  NODE_ENV: /^development$/i,
  RACK_ENV: /^development$/i,
  RAILS_ENV: /^development$/i,
  APP_ENV: /^(dev|development|local)$/i,
  ASPNETCORE_ENVIRONMENT: /^development$/i,
};

export default rule({
  id: "debug-env-in-image",
  on: "image",
  severity: "error",
  production: true,
  meaning: "An image of production has debugging switched on.",
  reason: "Errors show the program's inside to whoever causes them, and some debuggers run what they are sent.",
  how: "Silent where every service that builds it sets the variable itself.",
  fix: "Leave it out of the image, and set it in compose for development.",
  bad: { "Dockerfile.prod": 'FROM python:3.13-slim\nENV DEBUG=True\nCMD ["a"]\n' },
  good: [
    { "Dockerfile.prod": 'FROM python:3.13-slim\nENV DEBUG=False NODE_ENV=production\nCMD ["a"]\n' },
    { "Dockerfile.dev": "FROM python:3.13-slim\nENV DEBUG=True\n" },
  ],
  check(stage, tell, repository) {
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    for (const [name, { at, value }] of imageOfStage(stage).environment) {
      if (
        development[name]?.test(value) !== true ||
        uses.every(({ service }) => service?.environment.has(name) === true)
      )
        continue;
      tell({ at, says: `\`${name}=${value}\` is in the image.` });
    }
  },
});
