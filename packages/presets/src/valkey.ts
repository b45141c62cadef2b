import { preset, type ServiceDeclaration } from "@quaywright/model";
import type { z } from "zod";
import { expandKeyValue, keyValueOptions } from "./key-value";

export type ValkeyOptions = z.input<typeof keyValueOptions>;

/** Valkey, which goes on from Redis under the BSD licence and speaks the same: https://hub.docker.com/r/valkey/valkey */
export const valkey = (given: ValkeyOptions): ServiceDeclaration =>
  preset(keyValueOptions, given, (options) => expandKeyValue(names, options));

const names = {
  title: "Valkey",
  image: "valkey/valkey",
  server: "valkey-server",
  client: "valkey-cli",
  checker: "valkey-check-rdb",
  passwordVariable: "VALKEY_PASSWORD",
};
