// Bars in plain SVG: a line of text over each bar, so that long names have room.

const BAR = { height: 28, thick: 6, text: 12 };

// rows: {name, value (a float, for the length only), shown, kind, pressed, act, note}
function bars(title, rows, note = null, tool = null) {
  const box = element("section", { class: "chart" }, element("h2", {}, title, tool));
  if (!rows.length) {
    box.append(element("p", {}, say("no_chart")));
    return box;
  }
  const svg = drawn("svg", { role: "group", "aria-label": title, height: rows.length * BAR.height });
  box.append(svg, note ? element("p", {}, note) : "");
  drawBars(svg, rows, 300);
  new ResizeObserver(([entry]) => drawBars(svg, rows, entry.contentRect.width)).observe(svg);
  return box;
}

function drawBars(svg, rows, width) {
  if (!width || svg.dataset.width === String(width)) return;
  svg.dataset.width = String(width);
  svg.setAttribute("viewBox", `0 0 ${width} ${rows.length * BAR.height}`);
  const most = Math.max(...rows.map((row) => row.value), 0);
  const focused = [...svg.children].indexOf(document.activeElement);
  svg.replaceChildren(...rows.map((row, at) => drawBar(row, at * BAR.height, width, most)));
  if (focused >= 0) svg.children[focused]?.focus();
}

function drawBar(row, y, width, most) {
  const attributes = { class: `bar ${row.kind}`, transform: `translate(0 ${y})`, "data-name": row.name, "data-shown": row.shown };
  if (row.act) Object.assign(attributes, { role: "button", tabindex: 0, "aria-label": `${row.name} ${row.shown}` });
  if (row.pressed !== undefined) attributes["aria-pressed"] = String(row.pressed);
  const group = drawn("g", attributes);
  const room = Math.max(4, Math.floor((width - shortWidth(row.shown) - 14) / (BAR.text / 2)));
  const length = most > 0 ? Math.max(2, (row.value / most) * width) : 2;
  group.append(
    drawn("title", {}, `${row.name} · ${row.shown}${row.note ? ` · ${row.note}` : ""}`),
    drawn("rect", { class: "hold", width, height: BAR.height }),
    drawn("text", { x: 0, y: 13 }, shortened(row.name, room)),
    drawn("text", { class: "value", x: width, y: 13, "text-anchor": "end" }, row.shown),
    drawn("rect", { class: "all", y: 18, width, height: BAR.thick, rx: 3 }),
    drawn("rect", { y: 18, width: Math.min(length, width), height: BAR.thick, rx: 3 }),
  );
  if (row.act) {
    group.addEventListener("click", row.act);
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      row.act();
    });
  }
  return group;
}

const shortWidth = (text) => [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 12 : 7), 0);
