import { rule } from "../../rule";

export default rule({
  id: "worker-limits",
  on: "directive",
  of: ["worker_connections"],
  severity: "info",
  meaning: "A worker may have more connections than files.",
  reason: "Each connection of a proxy takes two files: `too many open files` under load.",
  how: "`worker_rlimit_nofile` that is set to less than twice `worker_connections`.",
  fix: "Set `worker_rlimit_nofile` to twice `worker_connections`.",
  aliases: ["worker_rlimit_nofile_vs_connections"],
  references: ["https://nginx.org/en/docs/ngx_core_module.html#worker_rlimit_nofile"],
  bad: "worker_rlimit_nofile 1024;\nevents {\n  worker_connections 1024;\n}\n",
  good: "worker_rlimit_nofile 4096;\nevents {\n  worker_connections 1024;\n}\n",
  check({ args, at, file }, tell) {
    const limit = file.directives.find(({ name }) => name === "worker_rlimit_nofile");
    const [files, connections] = [Number(limit?.args[0]?.value), Number(args[0]?.value)];
    if (limit !== undefined && files < 2 * connections)
      tell({
        at,
        says: `${connections} connections need ${2 * connections} files, and ${files} are allowed.`,
        related: [{ at: limit.at, says: "the limit" }],
      });
  },
});
