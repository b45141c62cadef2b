import { builtInto } from "../../facts/contexts";
import { rule } from "../../rule";

export default rule({
  id: "static-volume-stale",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A named volume covers files that the image is built with.",
  reason:
    "A volume is filled from the image only while it is empty: after the first update the old files are served for ever.",
  how: "Volumes at folders where `collectstatic` or a front end's build has put its files.",
  fix: "Copy the files into the proxy's image, or put them into the volume when the service starts.",
  references: ["https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container"],
  bad: {
    "compose.prod.yaml":
      "services:\n  app:\n    build: .\n    volumes: ['static:/app/staticfiles']\nvolumes: {static: }\n",
    Dockerfile:
      'FROM python:3.13-slim\nWORKDIR /app\nRUN python manage.py collectstatic --noinput\nCMD ["gunicorn", "app"]\n',
  },
  good: {
    "compose.prod.yaml": "services:\n  app:\n    build: .\n    volumes: ['media:/app/media']\nvolumes: {media: }\n",
    Dockerfile:
      'FROM python:3.13-slim\nWORKDIR /app\nRUN python manage.py collectstatic --noinput\nCMD ["gunicorn", "app"]\n',
  },
  check({ made, mounts, name, process, scripts }, tell) {
    if (
      made?.stage === undefined ||
      scripts.some(({ commands }) => commands.some(({ args }) => args.includes("collectstatic"))) ||
      process.some(({ args }) => args.some((arg) => arg.includes("collectstatic")))
    )
      return;
    for (const { at, source, target, type } of mounts) {
      const built = type === "volume" ? builtInto(made, target) : undefined;
      if (built !== undefined)
        tell({
          at,
          says: `\`${source}\` keeps the first version of \`${target}\` that \`${name}\` ever had.`,
          related: [{ at: built, says: "where the files are made" }],
        });
    }
  },
});
