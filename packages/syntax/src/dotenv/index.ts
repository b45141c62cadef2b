export { type Entry, type Heading, heading, type Remark, remark, type Variable } from "./nodes";
export { print } from "./print";
