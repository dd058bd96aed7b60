// How a state looks: always a shape and a word, never a color alone.

import { h, svg } from "./dom.js";

const shapes = {
  good: [["circle", { cx: 10, cy: 10, r: 9, class: "fill" }], ["path", { d: "M6 10.3l2.7 2.7L14.2 7.4", class: "mark" }]],
  bad: [["circle", { cx: 10, cy: 10, r: 9, class: "fill" }], ["path", { d: "M7 7l6 6M13 7l-6 6", class: "mark" }]],
  ask: [["path", { d: "M10 1.2 18.8 10 10 18.8 1.2 10Z", class: "fill" }], ["path", { d: "M10 5.8v5M10 13.6v.4", class: "mark" }]],
  run: [["circle", { cx: 10, cy: 10, r: 8, class: "track" }], ["path", { d: "M10 2a8 8 0 0 1 8 8", class: "arc" }]],
  wait: [["circle", { cx: 10, cy: 10, r: 8, class: "track" }]],
  skip: [["circle", { cx: 10, cy: 10, r: 8, class: "track" }], ["path", { d: "M6.5 10h7", class: "dash" }]],
  hold: [["circle", { cx: 10, cy: 10, r: 9, class: "fill" }], ["path", { d: "M8 7v6M12 7v6", class: "mark" }]],
};

const kinds = {
  pending: "wait", planned: "wait", running: "run", started: "run", waiting: "ask", undecided: "ask", unknown: "ask", paused: "hold", succeeded: "good",
  applied: "good", failed: "bad", unreadable: "bad", skipped: "skip", declined: "skip", stopped: "hold", cancelled: "bad", undone: "skip", interrupted: "ask",
};

const words = {
  waiting: "needs an answer",
  undecided: "needs a decision",
  undone: "undone",
  unknown: "nobody can tell",
  started: "under way",
};

export const kindOf = (status) => kinds[status] ?? "wait";
export const wordOf = (status) => words[status] ?? status;

/** The mark of a state; only a picture, its word stands beside it. */
export function mark(status, size = 20) {
  const kind = kindOf(status);
  return svg("svg", { viewBox: "0 0 20 20", width: size, height: size, class: `mark-${kind}`, "aria-hidden": "true" }, shapes[kind].map(([tag, attributes]) => svg(tag, attributes)));
}

/** The same with its word. */
export function badge(status, word) {
  return h("span", { class: `badge tone-${kindOf(status)}` }, mark(status, 16), word ?? wordOf(status));
}
