export * as compose from "./compose";
export * as dockerfile from "./dockerfile";
export * as dotenv from "./dotenv";
export * as ignore from "./ignore";
export * as nginx from "./nginx";
export * as shell from "./shell";
export { Unprintable } from "./unprintable";
export * as yaml from "./yaml";
