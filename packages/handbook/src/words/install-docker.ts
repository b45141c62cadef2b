export const title = "Installing Docker";
export const look = "Docker works when this prints the versions of a client and of a server:";
export const linux = {
  title: "Linux",
  text: "Install Docker Engine from Docker's own packages, which bring Compose: those of a distribution are often too old. Members of the group `docker` may use it, and are as good as root; after this command, log in anew:",
  command: 'sudo usermod --append --groups docker "$USER"',
  link: ["Docker Engine on Linux", "https://docs.docker.com/engine/install/"],
};
export const macos = {
  title: "macOS",
  text: "Install Docker Desktop. Give its virtual machine the memory that the requirements name, under Settings, Resources.",
  link: ["Docker Desktop on a Mac", "https://docs.docker.com/desktop/setup/install/mac-install/"],
};
export const windows = {
  title: "Windows",
  text: "Install WSL2 with a Linux distribution, then Docker Desktop with its WSL2 backend. Keep the repository in the file system of WSL2, such as `~/src`: on a drive of Windows every access is slow, and no change of a file is noticed. A virus scanner that looks at each access slows builds down: let it leave out the virtual disk of WSL2, an `ext4.vhdx` in your profile, and that of Docker Desktop, if whoever is responsible for the machine agrees.",
  link: ["Docker Desktop with WSL2", "https://docs.docker.com/desktop/features/wsl/"],
};
