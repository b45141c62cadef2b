export {
  blank,
  block,
  comment,
  directive,
  type Node,
  type Nodes,
  regex,
  type Text,
  type Variable,
  type Verbatim,
  variable,
} from "./nodes";
export { print } from "./print";
