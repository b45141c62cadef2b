export {
  attribute,
  blank,
  block,
  comment,
  type Expression,
  isSet,
  type Node,
  or,
  ref,
  template,
  type Value,
  when,
} from "./nodes";
export { print } from "./print";
