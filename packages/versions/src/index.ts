export { changes } from "./changes";
export { versions } from "./defaults";
export { type EndOfLife, endOfLife, sayEnd } from "./end-of-life";
export { releases } from "./releases";
