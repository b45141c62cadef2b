import { rule } from "../../rule";

export default rule({
  id: "restart-loop-one-shot",
  on: "service",
  severity: "warning",
  meaning: "A job that ends is restarted for ever.",
  reason: "It migrates or sets up again and again, and what waits for it to be completed never starts.",
  fix: 'Set `restart: "no"` or `on-failure`.',
  bad: "services:\n  migrate:\n    image: a:1\n    command: python manage.py migrate\n    restart: always\n",
  good: "services:\n  migrate:\n    image: a:1\n    command: python manage.py migrate\n    restart: on-failure\n  web:\n    image: a:1\n    command: sh -c 'python manage.py migrate && gunicorn app'\n    restart: always\n",
  check({ name, process, restart, stack, scripts }, tell) {
    if (restart === undefined || !/^(always|unless-stopped)$/.test(restart.value)) return;
    const awaited = [...stack.services.values()].some(
      ({ dependencies }) => dependencies.get(name)?.condition === "service_completed_successfully",
    );
    const last = process.at(-1);
    const ends =
      scripts.length === 0 &&
      last !== undefined &&
      /^(python[\d.]*|manage\.py|alembic|flask|npx|rails|rake)$/.test(last.name) &&
      last.args.some((arg) => /^(migrate|upgrade|collectstatic|db:migrate)$/.test(arg)) &&
      !process.some(
        (command) =>
          /^(gunicorn|uvicorn|sleep|tail|while|exec|celery)$/.test(command.name) ||
          command.args.some((arg) => /runserver/.test(arg)),
      );
    if (awaited || ends) tell({ at: restart.at, says: `\`${name}\` ends, and is started again for ever.` });
  },
});
