// What took the time: a bar a step, packed into as few lines as possible.

import { h, Part, harmless, svg } from "./dom.js";
import { kindOf } from "./status.js";
import { count, duration, now, timeOf } from "./format.js";

const lineHeight = 22;
const barHeight = 18;
const width = 1000;

export class Timeline {
  constructor(select) {
    this.select = select;
    this.drawing = svg("svg", { class: "timeline-bars", role: "img", preserveAspectRatio: "none" });
    this.start = h("span", {});
    this.end = h("span", {});
    this.labels = h("div", { class: "timeline-labels", "aria-hidden": "true" });
    this.part = new Part(this.labels);
    this.element = h("section", { class: "card timeline", "aria-label": "Timeline" },
      h("div", { class: "timeline-scroll" }, this.drawing, this.labels),
      h("div", { class: "timeline-scale number", "aria-hidden": "true" }, this.start, this.end));
  }

  update(run) {
    const begun = run.steps.filter((step) => step.startedAt && step.status !== "pending");
    const from = Date.parse(run.startedAt);
    const to = Math.max(from + 1000, run.endedAt ? Date.parse(run.endedAt) : run.held ? now() : Date.parse(run.updatedAt));
    const lines = [];
    const bars = begun.map((step) => {
      const start = Date.parse(step.startedAt);
      const end = Math.max(start, step.endedAt ? Date.parse(step.endedAt) : to);
      let line = lines.findIndex((free) => free <= start);
      if (line < 0) line = lines.length;
      lines[line] = end;
      return { step, line, start, x: (width * (start - from)) / (to - from), size: Math.max(3, (width * (end - start)) / (to - from)), time: end - start };
    });
    const height = Math.max(1, lines.length) * lineHeight;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.style.setProperty("block-size", `${height / 16}rem`);
    const longest = [...bars].sort((one, other) => other.time - one.time).slice(0, 3);
    this.drawing.setAttribute("aria-label", harmless(`${count(bars.length, "step")} in ${duration(to - from)}. Longest: ${longest.map((bar) => `${bar.step.title.slice(0, 80)}, ${duration(bar.time)}`).join("; ") || "none yet"}`));
    this.drawing.replaceChildren(...bars.map((bar) => {
      const rect = svg("rect", { class: `tone-${kindOf(bar.step.status)}`, x: bar.x, y: bar.line * lineHeight + 2, width: bar.size, height: barHeight, rx: 3 },
        svg("title", {}, `${bar.step.title}: ${duration(bar.time)}`));
      rect.addEventListener("click", () => this.select(bar.step.id));
      return rect;
    }));
    const named = bars.filter((bar) => bar.size > 70);
    this.part.show(named.map((bar) => [bar.step.id, Math.round(bar.x), Math.round(bar.size), bar.line, kindOf(bar.step.status)]), () => named.map((bar) => {
      const label = h("span", { class: `tone-${kindOf(bar.step.status)}` }, bar.step.id);
      label.style.setProperty("left", `${bar.x / 10}%`);
      label.style.setProperty("width", `${bar.size / 10}%`);
      label.style.setProperty("top", `${(bar.line * lineHeight + 2) / 16}rem`);
      return label;
    }));
    this.start.textContent = timeOf(run.startedAt);
    this.end.textContent = `${duration(to - from)}${run.endedAt ? "" : " so far"}`;
  }
}
