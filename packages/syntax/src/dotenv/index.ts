export { type Entry, type Heading, heading, type Remark, remark, type Variable } from "./nodes";
export { type Assignment, type Fault, type Parsed, parse } from "./parse";
export { print } from "./print";
