import { rule } from "../../rule";

export default rule({
  id: "frontend-env-secret",
  on: "repository",
  severity: "error",
  meaning: "A variable that goes into a front end's files is named like a secret.",
  reason: "Everything in these variables is sent to every visitor's browser.",
  how: "`VITE_`, `REACT_APP_`, `NEXT_PUBLIC_` and their like, in compose files, Dockerfiles and environment files. Names with `PUBLIC_KEY`, `PUBLISHABLE`, `ANON` or `SITE_KEY` are let pass, and so are keys of maps and analytics, which are made to be seen.",
  fix: "Keep it on the server, and let the front end call that.",
  references: ["https://vite.dev/guide/env-and-mode#env-files"],
  bad: { ".env.example": "VITE_STRIPE_SECRET_KEY=\n", "compose.yaml": "services:\n  a:\n    image: a:1\n" },
  good: {
    ".env.example": "VITE_STRIPE_PUBLISHABLE_KEY=\nVITE_SUPABASE_ANON_KEY=\nNEXT_PUBLIC_MAPBOX_TOKEN=\n",
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
  },
  check({ dockerfiles, envFiles, stacks }, tell) {
    const told = new Set();
    const named = [
      ...stacks
        .flatMap(({ services }) => [...services.values()])
        .flatMap(({ build, environment }) => [...(build?.args ?? []), ...environment.values()]),
      ...envFiles.flatMap(({ entries }) => entries),
      ...dockerfiles.flatMap(({ instructions }) => instructions.flatMap(({ pairs }) => pairs)),
    ];
    for (const { at, name } of named) {
      const inner = /^(?:VITE|REACT_APP|NEXT_PUBLIC|VUE_APP|NUXT_PUBLIC|GATSBY|EXPO_PUBLIC)_(.+)$/.exec(name)?.[1];
      if (
        inner === undefined ||
        !/SECRET|PASSWORD|PRIVATE|SERVICE_ROLE|ACCESS_KEY$|CREDENTIAL/.test(inner) ||
        /PUBLIC|PUBLISH|ANON|SITE_?KEY|_(ENABLED|URL|PATH|MIN|MAX|LENGTH|RESET|FORGOT|SHOW)\b|RESET|LOGIN/.test(inner)
      )
        continue;
      const key = `${at.source.path}:${at.start}`;
      if (!told.has(key)) tell({ at, says: `\`${name}\` is sent to every browser.`, secret: true });
      told.add(key);
    }
  },
});
