import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { requestId } from "./headers";

const { directive, variable } = nginx;

/** Each line of the log as one JSON object: https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format */
export function logFormat({ log, trust }: Site): nginx.Node[] {
  if (log === "combined") return [];
  const text = (name: string): readonly (string | nginx.Variable)[] => ['"', variable(name), '"'];
  const fields: Readonly<Record<string, readonly (string | nginx.Variable)[]>> = {
    time: text("time_iso8601"),
    remote_addr: text("remote_addr"),
    request_id: text(requestId(trust).variable),
    method: text("request_method"),
    host: text("host"),
    uri: text("request_uri"),
    protocol: text("server_protocol"),
    // it may be 000, which is no number of JSON
    status: text("status"),
    bytes: [variable("body_bytes_sent")],
    duration: [variable("request_time")],
    upstream: text("upstream_addr"),
    upstream_duration: text("upstream_response_time"),
    referer: text("http_referer"),
    user_agent: text("http_user_agent"),
  };
  const parts = Object.entries(fields).flatMap(([name, value], index) => [
    `${index === 0 ? "{" : ","}"${name}":`,
    ...value,
  ]);
  return [directive("log_format", "json", "escape=json", [...parts, "}"])];
}

/** The image sends this file to the container's log. */
export const accessLog = ({ log }: Site): nginx.Node => directive("access_log", "/var/log/nginx/access.log", log);
