export { comment, type Line, line } from "./nodes";
export { print } from "./print";
