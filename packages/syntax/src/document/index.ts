export {
  type Block,
  code,
  type Document,
  type Inline,
  type ListStyle,
  list,
  paragraph,
  prose,
  type Section,
  type Text,
  table,
} from "./nodes";
