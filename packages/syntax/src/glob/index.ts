export { fromIgnore } from "./from-ignore";
export { literal } from "./literal";
