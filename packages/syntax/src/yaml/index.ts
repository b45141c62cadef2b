export {
  type Commented,
  commented,
  isCommented,
  isRemarked,
  isTagged,
  type Remarked,
  remarked,
  type Tagged,
  tagged,
  type YamlList,
  type YamlMap,
  type YamlScalar,
  type YamlTag,
  type YamlValue,
} from "./nodes";
export { type Layout, print } from "./print";
