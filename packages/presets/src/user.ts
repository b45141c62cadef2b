/** User of production images: no host's user has this number by chance, and Kubernetes can check it. */
export const appUser = "10001:10001";
