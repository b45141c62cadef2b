// what is cut, lies on another, is crossed by an arrow, or is too small or has too little contrast
(() => {
  const found = [];
  const svg = document.querySelector("svg");
  const all = (selector) => [...svg.querySelectorAll(selector)];
  const place = (each) => each.getBoundingClientRect();
  const whole = place(svg);
  const within = (a, b) =>
    a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5;
  const overlap = (a, b) =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const light = (color) => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((each) => {
      const value = Number(each) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  if (whole.right > innerWidth + 0.5) found.push("wider than its page");
  const texts = all("text");
  const boxes = all("rect.box");
  const areas = all("rect.area");
  for (const [index, each] of texts.entries()) {
    if (!within(place(each), whole)) found.push(`cut: ${each.textContent}`);
    for (const other of texts.slice(index + 1)) {
      if (overlap(place(each), place(other))) found.push(`${each.textContent} lies on ${other.textContent}`);
    }
    const { bottom, left, right, top } = place(each);
    const under = all("rect").filter((rect) =>
      within(new DOMRect((left + right) / 2, (top + bottom) / 2, 0, 0), place(rect)),
    );
    const ground = under.at(-1);
    if (ground === undefined) {
      found.push(`${each.textContent} lies on nothing`);
      continue;
    }
    if (ground.matches(".box, .area") && !within(place(each), place(ground)))
      found.push(`${each.textContent} leaves its box`);
    const [a, b] = [light(getComputedStyle(each).fill), light(getComputedStyle(ground).fill)].sort((x, y) => y - x);
    const size = Number.parseFloat(getComputedStyle(each).fontSize) * (whole.width / svg.viewBox.baseVal.width);
    if (size < 7) found.push(`${each.textContent} is ${size.toFixed(1)} px small`);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`contrast of ${each.textContent}`);
  }
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) if (overlap(place(box), place(other))) found.push("two boxes overlap");
    for (const area of areas) {
      if (overlap(place(box), place(area)) && !within(place(box), place(area))) found.push("a box lies across an area");
    }
  }
  for (const arrow of all("path.arrow")) {
    const length = arrow.getTotalLength();
    const matrix = arrow.getScreenCTM();
    for (let at = 6; at < length - 6; at += 4) {
      const point = arrow.getPointAtLength(at).matrixTransform(matrix);
      const inside = boxes.some((box) =>
        within(
          new DOMRect(point.x, point.y, 0, 0),
          new DOMRect(place(box).x + 2, place(box).y + 2, place(box).width - 4, place(box).height - 4),
        ),
      );
      if (inside) {
        found.push(`an arrow runs through a box: ${arrow.getAttribute("d")}`);
        break;
      }
    }
  }
  return found;
})();
