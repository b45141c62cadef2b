export { type HandbookFile, renderHandbook } from "./handbook";
