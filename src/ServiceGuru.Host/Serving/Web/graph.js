// The graph of the steps: one row a step in its order, and lanes beside the rows that show what needs what. The rows are
// real buttons with all words in them; the drawing is for the eye only.

import { h, svg, setText } from "./dom.js";
import { mark, kindOf, wordOf } from "./status.js";
import { between, count, duration, now } from "./format.js";

const rowHeight = 60;
const laneWidth = 20;
const radius = 10;

/** Leaves out what follows from the rest: with a → b → c, a → c says nothing new. */
export function reduce(steps) {
  const before = new Map();
  const edges = [];
  for (const step of steps) {
    const needs = step.needs.filter((id) => before.has(id));
    const implied = new Set(needs.flatMap((id) => [...before.get(id)]));
    before.set(step.id, new Set([...implied, ...needs]));
    for (const need of needs) {
      if (!implied.has(need)) {
        edges.push([need, step.id]);
      }
    }
  }

  return edges;
}

/** Gives each step a lane, and each edge the lane that it runs down in. */
export function layOut(steps) {
  const row = new Map(steps.map((step, index) => [step.id, index]));
  const busy = [];
  const free = (lane, from, to) => !(busy[lane] ?? []).some(([start, end]) => start <= to && from <= end);
  const take = (lane, from, to) => (busy[lane] ??= []).push([from, to]);
  const first = (from, to) => {
    let lane = 0;
    while (!free(lane, from, to)) lane++;
    return lane;
  };
  const lanes = new Map();
  const edges = [];
  const incoming = new Map(steps.map((step) => [step.id, []]));
  for (const [from, to] of reduce(steps)) {
    incoming.get(to).push(from);
  }

  for (const step of steps) {
    const at = row.get(step.id);
    const needs = incoming.get(step.id).sort((one, other) => row.get(other) - row.get(one));
    const straight = needs.find((id) => free(lanes.get(id), row.get(id) + 1, at));
    const lane = straight === undefined ? first(at, at) : lanes.get(straight);
    lanes.set(step.id, lane);
    take(lane, at, at);
    for (const need of needs) {
      const start = row.get(need) + 1;
      const end = at - 1;
      let via = lane;
      if (start <= end) {
        via = need === straight ? lane : [lanes.get(need), lane].find((candidate) => free(candidate, start, end)) ?? first(start, end);
        take(via, start, end);
      }

      edges.push({ from: need, to: step.id, via });
    }
  }

  return { lanes, edges, width: Math.max(1, ...busy.map((_, index) => index + 1)) };
}

function path(fromLane, fromRow, toLane, toRow, via) {
  const x = (lane) => laneWidth / 2 + lane * laneWidth;
  const y = (line) => rowHeight / 2 + line * rowHeight;
  const top = y(fromRow) + radius;
  const bottom = y(toRow) - radius;
  const bend = rowHeight / 2 - radius + 4;
  const turn = (x1, y1, x2, y2) => (x1 === x2 ? `L${x2} ${y2}` : `C${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}`);
  if (fromLane === toLane && via === fromLane) {
    return `M${x(fromLane)} ${top}L${x(toLane)} ${bottom}`;
  }

  if (toRow - fromRow === 1) {
    return `M${x(fromLane)} ${top}${turn(x(fromLane), top, x(toLane), bottom)}`;
  }

  const down = top + bend * 2;
  const up = bottom - bend * 2;
  return `M${x(fromLane)} ${top}${turn(x(fromLane), top, x(via), down)}L${x(via)} ${up}${turn(x(via), up, x(toLane), bottom)}`;
}

export class StepGraph {
  #rows = new Map();
  #drawn = "";

  constructor(select) {
    this.select = select;
    this.drawing = svg("svg", { class: "lanes", "aria-hidden": "true", focusable: "false" });
    this.list = h("ol", { class: "steps" });
    this.element = h("div", { class: "graph" }, this.drawing, this.list);
  }

  update(run, selected, progress) {
    const shape = run.steps.map((step) => `${step.id}:${step.needs.join(",")}`).join(";");
    if (shape !== this.#drawn) {
      this.#drawn = shape;
      this.#shape = layOut(run.steps);
      this.#rows = new Map(run.steps.map((step) => [step.id, this.#row(step)]));
      this.list.replaceChildren(...[...this.#rows.values()].map((row) => row.item));
    }

    this.#draw(run);
    for (const step of run.steps) {
      this.#fill(this.#rows.get(step.id), step, step.id === selected, progress.get(step.id));
    }
  }

  tick(run, progress) {
    for (const step of run.steps) {
      if (step.startedAt && !step.endedAt && step.status !== "pending") {
        this.#fillTime(this.#rows.get(step.id), step, progress.get(step.id));
      }
    }
  }

  focus(id) {
    this.#rows.get(id)?.button.focus();
  }

  #shape = { lanes: new Map(), edges: [], width: 1 };

  #row(step) {
    const state = h("span", { class: "step-state" });
    const note = h("span", { class: "step-note" });
    const time = h("span", { class: "step-time number" });
    const fill = h("span", { class: "bar-fill" });
    const bar = h("span", { class: "bar step-bar", "aria-hidden": "true", hidden: true }, fill);
    const needs = step.needs.length > 0 ? `, needs ${step.needs.join(", ")}` : "";
    const button = h("button", { type: "button", class: "step-row", onclick: () => this.select(step.id) },
      h("span", { class: "step-line" }, h("span", { class: "step-title" }, step.title), time),
      h("span", { class: "step-line" }, state, h("span", { class: "visually-hidden" }, needs), note), bar);
    return { button, state, note, time, bar, fill, item: h("li", { id: `step-${step.id}` }, button) };
  }

  #fill(row, step, selected, line) {
    const kind = kindOf(step.status);
    row.item.className = `tone-${kind} is-${step.status}${selected ? " selected" : ""}`;
    row.button.setAttribute("aria-pressed", String(selected));
    setText(row.state, wordOf(step.status) + (step.attempt > 1 ? ` (attempt ${step.attempt})` : ""));
    setText(row.note, noteOf(step, line));
    const targets = step.targets;
    const fraction = targets ? (targets.succeeded + targets.failed + targets.skipped) / targets.total : step.status === "running" ? line?.fraction : null;
    row.bar.hidden = fraction === null || fraction === undefined;
    row.fill.style.setProperty("inline-size", `${Math.round(100 * (fraction ?? 0))}%`);
    row.fill.classList.toggle("bad", (targets?.failed ?? 0) > 0);
    this.#fillTime(row, step, line);
  }

  #fillTime(row, step) {
    const text = step.retryAt && step.status === "pending" ? `again in ${duration(Date.parse(step.retryAt) - now())}` : step.status === "pending" ? "" : between(step.startedAt, step.endedAt);
    setText(row.time, text);
  }

  #draw(run) {
    const { lanes, edges, width } = this.#shape;
    const index = new Map(run.steps.map((step, at) => [step.id, at]));
    const statuses = new Map(run.steps.map((step) => [step.id, step.status]));
    const seen = JSON.stringify([...statuses]);
    if (this.drawing.dataset.seen === seen) return;
    this.drawing.dataset.seen = seen;
    const height = run.steps.length * rowHeight;
    this.drawing.setAttribute("viewBox", `0 0 ${width * laneWidth} ${height}`);
    // In rem, so that the drawing grows with the text beside it.
    this.drawing.style.setProperty("inline-size", `${(width * laneWidth) / 16}rem`);
    this.drawing.style.setProperty("block-size", `${height / 16}rem`);
    this.drawing.replaceChildren(
      ...edges.map((edge) => svg("path", {
        class: `edge ${statuses.get(edge.from) === "succeeded" || statuses.get(edge.from) === "skipped" ? "done" : ""}`,
        d: path(lanes.get(edge.from), index.get(edge.from), lanes.get(edge.to), index.get(edge.to), edge.via),
      })),
      ...run.steps.map((step) => {
        const glyph = mark(step.status, 2 * radius);
        glyph.setAttribute("x", laneWidth / 2 + lanes.get(step.id) * laneWidth - radius);
        glyph.setAttribute("y", rowHeight / 2 + index.get(step.id) * rowHeight - radius);
        return glyph;
      }));
  }
}

function noteOf(step, line) {
  if (step.targets) {
    const { total, succeeded, failed } = step.targets;
    return `${succeeded} of ${count(total, "target")}${failed > 0 ? `, ${failed} failed` : ""}`;
  }

  if (step.status === "running" && line) return line.message;
  if (step.status === "waiting" && step.gate) return step.gate.question;
  if (step.failure && ["failed", "undecided", "pending"].includes(step.status)) return step.failure.message;
  return step.skipReason ?? step.result ?? (step.status === "pending" ? step.uses : "");
}
