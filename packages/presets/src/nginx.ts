import type { BuildStage } from "@quaywright/model";

/** The user of the unprivileged images: https://github.com/nginx/docker-nginx-unprivileged */
export const nginxUser = "101:101";

export const nginxArgument = (version: string) => ({
  name: "NGINX_VERSION",
  default: version,
  purpose: "is the version of nginx.",
});

/** nginx as a user without rights, on a port that needs none. */
export const nginxStage = ({
  name,
  purpose,
  file,
  steps,
}: {
  readonly name: string;
  readonly purpose: string;
  /** Its configuration, beside the Dockerfile. */
  readonly file: string;
  readonly steps: NonNullable<BuildStage["steps"]>;
}): BuildStage => ({
  name,
  purpose,
  from: ["nginxinc/nginx-unprivileged:", { ref: "NGINX_VERSION" }, "-alpine"],
  steps: [
    { kind: "copy", from: "attachments", sources: [file], target: "/etc/nginx/conf.d/default.conf", mode: "0644" },
    ...steps,
  ],
  port: 8080,
  client: "wget",
});
