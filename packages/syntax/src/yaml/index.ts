export {
  type Commented,
  commented,
  isCommented,
  isTagged,
  type Tagged,
  tagged,
  type YamlList,
  type YamlMap,
  type YamlScalar,
  type YamlTag,
  type YamlValue,
} from "./nodes";
export { type Layout, print } from "./print";
