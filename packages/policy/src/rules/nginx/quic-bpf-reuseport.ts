import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "quic-bpf-reuseport",
  on: "directive",
  of: ["quic_bpf"],
  severity: "info",
  meaning: "`quic_bpf` with `reuseport` drops connections at a reload.",
  reason: "Packets of open connections go to workers that are gone.",
  fix: "Use one of them.",
  aliases: ["quic_bpf_reuseport"],
  references: ["https://nginx.org/en/docs/http/ngx_http_v3_module.html#quic_bpf"],
  bad: "quic_bpf on;\nhttp {\n  server {\n    listen 443 quic reuseport;\n  }\n}\n",
  good: "quic_bpf on;\nhttp {\n  server {\n    listen 443 quic;\n  }\n}\n",
  check({ args, at, file }, tell) {
    if (
      args[0]?.value === "on" &&
      [...allDirectives(file.directives)].some(
        ({ args: listen, name }) =>
          name === "listen" &&
          listen.some(({ value }) => value === "reuseport") &&
          listen.some(({ value }) => value === "quic"),
      )
    )
      tell({ at, says: "Connections are dropped at a reload." });
  },
});
