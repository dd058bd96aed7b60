// The graph of the steps: one row a step in its order, and lanes beside the rows that show what needs what. The rows are
// real buttons with all words in them; the drawing is for the eye only.

import { h, svg, setText } from "./dom.js";
import { mark, kindOf, wordOf } from "./status.js";
import { between, count, duration, now } from "./format.js";

const rowHeight = 60;
const laneWidth = 18;
const radius = 9;

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

/**
 * Gives each step a lane. A step keeps its lane down to the last step that needs it, so that what it leads to hangs on
 * one line; that last step may take the lane over.
 */
export function layOut(steps) {
  const row = new Map(steps.map((step, index) => [step.id, index]));
  const edges = reduce(steps);
  const needs = new Map(steps.map((step) => [step.id, []]));
  const last = new Map(steps.map((step, index) => [step.id, index]));
  for (const [from, to] of edges) {
    needs.get(to).push(from);
    last.set(from, row.get(to));
  }

  // The first row in which a lane is free again.
  const freeFrom = [];
  const lanes = new Map();
  for (const step of steps) {
    const at = row.get(step.id);
    const ending = needs.get(step.id).filter((id) => last.get(id) === at).map((id) => lanes.get(id));
    let lane = ending.length > 0 ? Math.min(...ending) : freeFrom.findIndex((free) => free <= at);
    if (lane < 0) lane = freeFrom.length;
    lanes.set(step.id, lane);
    freeFrom[lane] = Math.max(at + 1, last.get(step.id));
  }

  return { lanes, edges, width: Math.max(1, freeFrom.length) };
}

function path(fromLane, fromRow, toLane, toRow) {
  const x = (lane) => laneWidth / 2 + lane * laneWidth;
  const y = (line) => rowHeight / 2 + line * rowHeight;
  const top = y(fromRow) + radius;
  const bottom = y(toRow) - radius;
  if (fromLane === toLane) {
    return `M${x(fromLane)} ${top}V${bottom}`;
  }

  const bend = bottom - (rowHeight - 2 * radius);
  return `M${x(fromLane)} ${top}V${bend}C${x(fromLane)} ${(bend + bottom) / 2} ${x(toLane)} ${(bend + bottom) / 2} ${x(toLane)} ${bottom}`;
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
      // What is done lies on top of what shares its line.
      ...edges.map(([from, to]) => [from, to, ["succeeded", "skipped"].includes(statuses.get(from)) && statuses.get(to) !== "pending"]).sort((one, other) => one[2] - other[2])
        .map(([from, to, done]) => svg("path", { class: done ? "edge done" : "edge", d: path(lanes.get(from), index.get(from), lanes.get(to), index.get(to)) })),
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
