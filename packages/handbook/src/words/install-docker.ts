export const title = "Installing Docker";
export const linux = {
  title: "Linux",
  text: "Install Docker Engine from Docker's own packages, which bring Compose: those of a distribution are often too old.",
  link: ["Docker Engine on Linux", "https://docs.docker.com/engine/install/"],
};
export const macos = {
  title: "macOS",
  text: "Install Docker Desktop. Give its virtual machine the memory that the requirements name, under Settings, Resources.",
  link: ["Docker Desktop on a Mac", "https://docs.docker.com/desktop/setup/install/mac-install/"],
};
export const windows = {
  title: "Windows",
  text: "Install WSL2 with a Linux distribution, then Docker Desktop with its WSL2 backend. Keep the repository in the file system of WSL2, such as `~/src`: on a drive of Windows every access is slow, and no change of a file is noticed.",
  link: ["Docker Desktop with WSL2", "https://docs.docker.com/desktop/features/wsl/"],
};
