import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "daemon-off",
  on: "image",
  severity: "error",
  meaning: "nginx goes into the background as the first process of a container.",
  reason: "The container ends at once.",
  how: "An image that starts `nginx` without `daemon off;`, also not in its configuration.",
  fix: 'Write `CMD ["nginx", "-g", "daemon off;"]`.',
  references: ["https://nginx.org/en/docs/ngx_core_module.html#daemon"],
  bad: { Dockerfile: 'FROM nginx:1.30\nCMD ["nginx"]\n', "nginx.conf": "server {\n  listen 80;\n}\n" },
  good: {
    Dockerfile: 'FROM nginx:1.30\nCMD ["nginx", "-g", "daemon off;"]\n',
    "nginx.conf": "server {\n  listen 80;\n}\n",
  },
  check(stage, tell, repository) {
    const { command, entrypoint } = imageOfStage(stage);
    const started = command ?? entrypoint;
    if (
      started === undefined ||
      repository.nginxFiles.some(({ directives }) =>
        directives.some(({ args, name }) => name === "daemon" && args[0]?.value === "off"),
      )
    )
      return;
    const all = [...(entrypoint?.commands ?? []), ...(command?.commands ?? [])];
    const last = all.at(-1);
    if (
      last?.name === "nginx" &&
      !/daemon\s+off/.test(stage.dockerfile.source.text) &&
      !last.args.some((arg) => /^-(t|s|v|V)/.test(arg)) &&
      last.next === undefined
    )
      tell({ at: started.at, says: "nginx goes into the background, and the container ends." });
  },
});
