import { preset, type ServiceDeclaration } from "@quaywright/model";
import type { z } from "zod";
import { expandKeyValue, keyValueOptions } from "./key-value";

export type RedisOptions = z.input<typeof keyValueOptions>;

/** Redis as a broker or a cache, its password a secret in production: https://hub.docker.com/_/redis */
export const redis = (given: RedisOptions): ServiceDeclaration =>
  preset(keyValueOptions, given, (options) => expandKeyValue(names, options));

const names = {
  title: "Redis",
  image: "redis",
  server: "redis-server",
  client: "redis-cli",
  checker: "redis-check-rdb",
  passwordVariable: "REDIS_PASSWORD",
};
