import { rule } from "../../rule";

export default rule({
  id: "worker-exposes-port",
  on: "service",
  severity: "warning",
  meaning: "A worker publishes a port.",
  reason: "It takes its work from a queue and serves nobody: an open port is one more way in.",
  fix: "Remove the port.",
  covers: ["port-chain-mismatch"],
  bad: "services:\n  worker:\n    image: app:1\n    command: celery -A app worker\n    ports: ['8000:8000']\n",
  good: "services:\n  worker:\n    image: app:1\n    command: celery -A app worker\n  flower:\n    image: app:1\n    command: celery -A app flower\n    ports: ['127.0.0.1:5555:5555']\n",
  check({ name, ports, process, role }, tell) {
    const [first] = ports;
    const isWorker = process.some(
      (command) =>
        (/^(celery|rq|dramatiq|huey_consumer|arq|sidekiq)$/.test(command.name) || command.args.includes("celery")) &&
        !command.args.some((arg) => /flower|--health|-q.*server/.test(arg)),
    );
    if (role === "worker" && isWorker && first !== undefined)
      tell({ at: first.at, says: `\`${name}\` serves nobody, and publishes \`${first.text}\`.` });
  },
});
