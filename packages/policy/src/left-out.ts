/** Rules of other tools, or ones that were thought of, that there are none of here, and why. */
export const leftOut: readonly { readonly rule: string; readonly aliases: string; readonly why: string }[] = [
  {
    rule: "ShellCheck's findings in scripts and `RUN`",
    aliases: "SC1000–SC2164",
    why: "ShellCheck finds them, and is no library for Node.js. The ones that break containers have rules of their own here, with their SC numbers as aliases.",
  },
  {
    rule: "the order of keys, services and ports in a compose file",
    aliases: "dclint's style rules",
    why: "Order changes nothing that runs; a formatter is the place for it.",
  },
  {
    rule: "the mode of a file of secrets",
    aliases: "CIS 4.8 in part",
    why: "git keeps no mode but the executable bit: what is in the repository says nothing of the mode on a host.",
  },
  {
    rule: "`COPY --chown` forbidden",
    aliases: "aa93e17f",
    why: "It is what keeps a layer from being stored twice; the rule here asks for it.",
  },
  {
    rule: "one finding for a `HEALTHCHECK` or `USER` that is missing in the Dockerfile and another one in compose",
    aliases: "DL3057 with 698ed579",
    why: "Whichever of the two supplies it satisfies both.",
  },
];
