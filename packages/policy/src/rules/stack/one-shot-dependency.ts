import { waitedFor } from "../../facts/connections";
import { isSwarm } from "../../facts/processes";
import { rule } from "../../rule";

export default rule({
  id: "one-shot-dependency",
  on: "service",
  severity: "warning",
  meaning: "A service starts beside the job that prepares its database, instead of after it.",
  reason: "It meets tables that are not there yet.",
  how: "A service that runs the same image as a job named for migrations or set-up, and does not wait for it to be completed. Stacks of Swarm, where nothing waits, are let pass.",
  fix: "Let it wait: `condition: service_completed_successfully`.",
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  bad: "services:\n  migrate:\n    image: app:1\n    command: python manage.py migrate\n  web:\n    image: app:1\n    command: gunicorn app\n    depends_on: [migrate]\n",
  good: "services:\n  migrate:\n    image: app:1\n    command: python manage.py migrate\n  web:\n    image: app:1\n    command: gunicorn app\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n",
  check(service, tell) {
    const { dependencies, image, isJob, name, profiles, stack } = service;
    if (isJob || isSwarm(stack)) return;
    for (const job of stack.services.values()) {
      if (
        !job.isJob ||
        !/migrat|collectstatic|db-?init|init-?db/i.test(job.name) ||
        job.profiles.length > profiles.length
      )
        continue;
      const sameImage =
        image !== undefined
          ? job.image?.value === image.value
          : job.build?.path !== undefined && job.build.path === service.build?.path;
      const condition = dependencies.get(job.name)?.condition;
      if (
        !sameImage ||
        condition === "service_completed_successfully" ||
        [...waitedFor(service)].some(
          (other) =>
            stack.services.get(other)?.dependencies.get(job.name)?.condition === "service_completed_successfully",
        )
      )
        continue;
      tell({
        at: dependencies.get(job.name)?.at ?? service.at,
        says: `\`${name}\` does not wait until \`${job.name}\` is done.`,
        related: [{ at: job.at, says: "the job" }],
      });
    }
  },
});
