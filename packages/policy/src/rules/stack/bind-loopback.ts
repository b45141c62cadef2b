import { listenersOf, passedFrom } from "../../facts/listeners";
import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "bind-loopback",
  on: "service",
  severity: "error",
  meaning: "A server listens on 127.0.0.1 of its container, and others shall reach it.",
  reason:
    "A published port and the other containers come in by the container's network address: the connection is refused.",
  how: "The address that the command says, or the program's own default, where a port is published or nginx passes to it.",
  fix: "Let it listen on `0.0.0.0`.",
  bad: "services:\n  app:\n    image: app:1\n    command: python manage.py runserver\n    ports: ['127.0.0.1:8000:8000']\n",
  good: [
    "services:\n  app:\n    image: app:1\n    command: python manage.py runserver 0.0.0.0:8000\n    ports: ['127.0.0.1:8000:8000']\n",
    "services:\n  app:\n    image: app:1\n    command: gunicorn -c conf.py app\n    ports: ['127.0.0.1:8000:8000']\n",
  ],
  check(service, tell) {
    if (service.networkMode !== undefined) return;
    const reached = service.ports[0]?.at ?? passedFrom(service);
    if (reached === undefined) return;
    for (const { address, at, byDefault, program } of listenersOf(service)) {
      if (address === undefined || !isLoopback(address)) continue;
      tell({
        at,
        says: `\`${program}\` listens on ${address}${byDefault ? " unless told otherwise" : ""}: nothing outside of \`${service.name}\` reaches it.`,
        related: [{ at: reached, says: "where it shall be reached" }],
      });
    }
  },
});
