export { type Repository, recover, type Unread } from "./repository";
export { folderTree, memoryTree, type Tree } from "./tree";
