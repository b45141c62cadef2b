export { literal } from "./literal";
export { blank, comment, exclude, include, type Line } from "./nodes";
export { print } from "./print";
