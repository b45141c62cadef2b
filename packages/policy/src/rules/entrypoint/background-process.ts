import { rule } from "../../rule";

export default rule({
  id: "background-process",
  on: "script",
  severity: "warning",
  meaning: "A script starts a process in the background, and nobody looks after it.",
  reason: "When it dies the container stays; when the container is stopped it is killed.",
  how: "`&` without `wait` or `trap` after it. What is waited for or short is let pass.",
  fix: "Give it a service of its own, or end with `wait -n`.",
  references: ["https://docs.docker.com/engine/containers/multi-service_container/"],
  bad: "#!/bin/sh\nset -e\ncelery -A app worker &\nexec gunicorn app\n",
  good: "#!/bin/bash\nset -e\ncelery -A app worker &\ngunicorn app &\nwait -n\n",
  check({ commands }, tell) {
    if (commands.some(({ name }) => name === "wait" || name === "trap" || name === "kill")) return;
    for (const { at, background, name, wrapper, within } of commands)
      if (
        background &&
        wrapper === undefined &&
        !within.includes("subshell") &&
        !/^(sleep|echo|tail|true|)$/.test(name)
      )
        tell({ at, says: `Nobody looks after \`${name}\`.` });
  },
});
