import { rule } from "../../rule";

export default rule({
  id: "allowed-hosts-wildcard",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service of production answers to every host name, or lets pages of every site call it.",
  reason:
    "Links in mails can be made to point elsewhere by the `Host` header; another site's script acts for the visitor.",
  fix: "Name the hosts and origins.",
  references: ["https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    environment: {ALLOWED_HOSTS: '*'}\n" },
  good: {
    "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    environment: {ALLOWED_HOSTS: example.com, OTHER: '*'}\n",
  },
  check({ environment, name, stack }, tell) {
    if (stack.environment !== "production") return;
    for (const { at, from, name: variable, value = "" } of environment.values()) {
      if (
        from !== "image" &&
        /(ALLOWED_HOSTS|CORS_(ALLOWED_)?ORIGINS?|CORS_ALLOW_ORIGINS?|ALLOWED_ORIGINS)$/.test(variable) &&
        /(^|[\s,"'[])\*([\s,"'\]]|$)/.test(value)
      )
        tell({ at, says: `\`${variable}\` of \`${name}\` is everybody.` });
      else if (
        from !== "image" &&
        /(CORS_ALLOW_ALL_ORIGINS|CORS_ORIGIN_ALLOW_ALL)$/.test(variable) &&
        /^(true|1|yes|on)$/i.test(value)
      )
        tell({ at, says: `\`${variable}\` of \`${name}\` is everybody.` });
    }
  },
});
