import { rule } from "../../rule";

export default rule({
  id: "external-resolver",
  on: "directive",
  of: ["resolver"],
  severity: "warning",
  meaning: "Names are looked up at a public server.",
  reason: "It does not know the stack's services, and whoever answers in its place sends requests elsewhere.",
  fix: "Use Docker's own: `resolver 127.0.0.11;`.",
  aliases: ["resolver_external"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver"],
  bad: "server {\n  resolver 8.8.8.8;\n}\n",
  good: "server {\n  resolver 127.0.0.11 valid=10s;\n}\n",
  check({ args, parent, at }, tell) {
    const found = args.find(({ value }) =>
      /^(8\.8\.[48]\.[48]|1\.[01]\.[01]\.1|9\.9\.9\.9|208\.67\.22[02]\.22[02]|\[?2001:4860)/.test(value),
    );
    // for the answers of certificate authorities a public one is as good as any
    const isForStapling =
      parent?.block?.some(({ name }) => /^ssl_stapling/.test(name)) ||
      parent?.parent?.block?.some(({ name }) => /^ssl_stapling/.test(name));
    if (found !== undefined)
      tell({
        at,
        says: `Names are looked up at \`${found.value}\`.`,
        ...(isForStapling && { severity: "info" as const }),
      });
  },
});
