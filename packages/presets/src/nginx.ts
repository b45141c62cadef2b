import type { BuildStage, BuildStep } from "@quaywright/model";
import { changes, versions } from "@quaywright/versions";
import { z } from "zod";

/** The user of the unprivileged images: https://github.com/nginx/docker-nginx-unprivileged */
export const nginxUser = "101:101";

const oldest: readonly number[] = changes.nginxInherits;

/** Version of nginx, as an option of a preset. */
export const nginxVersion = z
  .string()
  .regex(/^\d+\.\d+(\.\d+)?$/, "a version such as `1.30` or `1.30.6`")
  .refine((version) => atLeast(version.split(".").map(Number)), `${oldest.join(".")} or newer`)
  .default(versions.nginx);

/** What is left out is the newest. */
function atLeast(version: readonly number[]): boolean {
  const index = oldest.findIndex((part, place) => version[place] !== part);
  return index < 0 || (version[index] ?? Infinity) > oldest[index]!;
}

export const nginxArgument = (version: string) => ({
  name: "NGINX_VERSION",
  default: version,
  purpose: "is the version of nginx.",
});

/** Files beside the Dockerfile of an image with nginx. */
export const nginxAttachments = {
  "main.conf": `# nginx itself; what it serves is in conf.d.

# \`auto\` would count the host's cores, not those that the container may use
worker_processes 2;
worker_rlimit_nofile 8192;
# event streams end when nginx is stopped, before it is killed
worker_shutdown_timeout 30s;
pid /tmp/nginx.pid;
error_log /var/log/nginx/error.log notice;

events {
    # an event stream takes two
    worker_connections 4096;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    keepalive_timeout 65;
    client_body_temp_path /tmp/client_temp;
    proxy_temp_path /tmp/proxy_temp;
    fastcgi_temp_path /tmp/fastcgi_temp;
    uwsgi_temp_path /tmp/uwsgi_temp;
    scgi_temp_path /tmp/scgi_temp;

    include /etc/nginx/conf.d/*.conf;
}
`,
};

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
  steps: [attached("main.conf", "/etc/nginx/nginx.conf"), attached(file, "/etc/nginx/conf.d/default.conf"), ...steps],
  port: 8080,
  client: "wget",
});

/** A file beside the Dockerfile, in the image. */
export const attached = (file: string, target: string, mode = "0644"): BuildStep => ({
  kind: "copy",
  from: "attachments",
  sources: [file],
  target,
  mode,
});
