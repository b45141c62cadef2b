import { get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "host-device",
  on: "service",
  severity: "error",
  meaning: "A service is given a device that reaches into the host.",
  reason: "A disk, the memory or the kernel's log can be read and written past every file permission.",
  fix: "Take it away.",
  aliases: ["CL-0016", "CIS-5.18"],
  bad: "services:\n  a:\n    image: a:1\n    devices: ['/dev/sda:/dev/sda']\n",
  good: "services:\n  a:\n    image: a:1\n    devices: ['/dev/ttyUSB0:/dev/ttyUSB0', '/dev/dri', '/dev/net/tun']\n",
  check({ name, node }, tell) {
    for (const { at, text } of scalarsOf(get(node, "devices"))) {
      const path = text.split(":")[0]!;
      if (
        /^\/dev(\/(mem|kmem|port|sd[a-z]\d*|nvme\d.*|vd[a-z]\d*|xvd[a-z]\d*|mapper.*|kmsg|loop.*|disk.*))?$/.test(path)
      )
        tell({ at, says: `\`${name}\` gets \`${path}\`.` });
    }
  },
});
