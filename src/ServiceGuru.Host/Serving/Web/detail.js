// One step in full, and the pieces that other parts show as well.

import { h, Part, setText } from "./dom.js";
import { get } from "./api.js";
import { badge, wordOf } from "./status.js";
import { between, count, timeOf } from "./format.js";

/** Cause, evidence and next action of a failure. */
export function failureView(failure) {
  if (!failure) return null;
  return h("div", { class: "failure" },
    h("p", { class: "failure-message" }, failure.message, " ", h("code", {}, failure.id)),
    h("dl", {},
      failure.target ? [h("dt", {}, "On"), h("dd", {}, failure.target)] : null,
      failure.cause ? [h("dt", {}, "Cause"), h("dd", {}, failure.cause)] : null,
      (failure.evidence ?? []).length > 0 ? [h("dt", {}, "Evidence"), h("dd", {}, h("pre", { tabindex: "0", "aria-label": "Evidence" }, failure.evidence.join("\n")))] : null,
      failure.nextAction ? [h("dt", {}, "Next"), h("dd", { class: "next" }, failure.nextAction)] : null),
    (failure.details ?? []).map((inner) => failureView(inner)));
}

/** What is changed on what, from what to what. */
export function changesTable(changes, caption, undos = {}) {
  const steps = changes.some((entry) => entry.step);
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: "changes" },
      h("caption", { class: "visually-hidden" }, caption),
      h("thead", {}, h("tr", {}, [...(steps ? ["Step"] : []), "State", "On", "From → to", "What"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, changes.map(({ change, status, failure, step }) => h("tr", {},
        steps ? h("td", {}, h("code", {}, step)) : null,
        h("td", {}, badge(status), change.destructive ? h("span", { class: "sub bad-text" }, "destroys") : null),
        h("th", { scope: "row" }, change.target),
        h("td", { class: "values" }, h("span", {}, change.from ?? "–"), h("span", { class: "arrow", "aria-hidden": "true" }, " → "), h("span", { class: "visually-hidden" }, " to "), h("span", {}, change.to ?? "?")),
        h("td", {}, change.summary, failure ? h("span", { class: "sub bad-text" }, failure.message) : null,
          undos[change.id]?.failure ? h("span", { class: "sub bad-text" }, `Not undone: ${undos[change.id].failure.message}`) : change.undo && status === "applied" ? h("span", { class: "sub muted" }, `Undo: ${change.undo}`) : null))))));
}

export class StepDetail {
  #load = 0;

  constructor() {
    this.heading = h("h2", { id: "detail-title", tabindex: "-1" });
    this.facts = new Part(h("div", {}));
    this.more = new Part(h("div", {}));
    this.element = h("section", { class: "card detail", "aria-labelledby": "detail-title" }, this.heading, this.facts.element, this.more.element);
  }

  update(run, step) {
    setText(this.heading, step.title);
    this.facts.show(step, () => [
      h("p", { class: "facts" }, badge(step.status), h("code", {}, step.id), h("span", { class: "muted" }, `uses ${step.uses}`),
        step.when !== "success" ? h("span", { class: "muted" }, `runs ${step.when === "always" ? "in any case" : "after a failure"}`) : null),
      h("dl", { class: "pairs" },
        pair("Needs", step.needs.join(", ") || "nothing"),
        step.startedAt && step.status !== "pending" ? pair("Began", timeOf(step.startedAt)) : null,
        step.endedAt ? pair("Took", between(step.startedAt, step.endedAt)) : null,
        step.attempt > 1 ? pair("Attempt", String(step.attempt)) : null,
        step.result ? pair("Result", step.result) : null,
        step.skipReason ? pair("Skipped because", step.skipReason) : null,
        step.decision ? pair("Decision", `${step.decision.by}: ${step.decision.choice}${step.decision.reason ? ` (${step.decision.reason})` : ""}`) : null),
      waits(step) ? h("p", { class: "ask-text" }, step.status === "waiting" ? "It waits for an answer: see above." : "It has failed and waits for a decision: see above.") : failureView(step.failure),
      step.gate && !waits(step) ? [h("h3", {}, "Gate"), h("p", {}, step.gate.question),
        h("ul", { class: "plain" }, step.answers.map((answer) => h("li", {}, badge(answer.refused ? "skipped" : answer.yes ? "succeeded" : "failed", answer.refused ? "did not count" : answer.yes ? "yes" : "no"), " ", h("strong", {}, answer.by), answer.comment ? `: ${answer.comment}` : "")))] : null,
      step.changes.length > 0 && !waits(step) ? [h("h3", {}, "Changes"), changesTable(step.changes, `Changes of ${step.id}`, step.undos)] : step.planned && step.changes.length === 0 && !step.targets && step.status === "succeeded" ? h("p", { class: "muted" }, "There was nothing to change.") : null,
      step.notes.length > 0 ? [h("h3", {}, "Needs no change"), h("ul", {}, step.notes.map((note) => h("li", {}, h("strong", {}, note.target), `: ${note.text}`)))] : null,
    ]);
    this.#showMore(run, step);
  }

  // Inputs, output and targets can be long: they are fetched for the one step that is looked at.
  async #showMore(run, step) {
    const turn = ++this.#load;
    if (step.attempt === 0) {
      this.more.show(null, () => null);
      return;
    }

    let detail;
    try {
      detail = await get(`/runs/${run.id}/steps/${step.id}`);
    } catch {
      // The next change of the run, or the banner that tells of the lost connection, brings it back.
      return;
    }

    if (turn !== this.#load) return;
    this.more.show({ inputs: detail.inputs, output: detail.output, targets: detail.targets }, () => [
      detail.targets.length > 0 ? targetsView(step, detail.targets) : null,
      folded("Inputs", detail.inputs),
      folded("Output", detail.output),
    ]);
  }
}

// What waits for somebody has a panel of its own, with all of it.
const waits = (step) => step.status === "waiting" || step.status === "undecided";

const pair = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));

function folded(title, value) {
  return value === null || value === undefined || Object.keys(value).length === 0 ? null
    : h("details", {}, h("summary", {}, title), h("pre", { tabindex: "0", "aria-label": title }, JSON.stringify(value, null, 2)));
}

const order = { failed: 0, running: 1, pending: 2, skipped: 3, succeeded: 4 };
const most = 15;

// Two hundred targets are counts first; then those that need a look.
function targetsView(step, targets) {
  const groups = Object.entries(Object.groupBy(targets, (target) => target.status)).sort(([one], [other]) => order[one] - order[other]);
  const sorted = groups.flatMap(([, group]) => group);
  const rows = h("tbody", {}, sorted.slice(0, most).map(targetRow));
  const rest = sorted.length > most ? h("button", { type: "button", class: "button", onclick: () => { rows.replaceChildren(...sorted.map(targetRow)); rest.remove(); } }, `Show all ${sorted.length} targets`) : null;
  const bar = h("div", { class: "stack", "aria-hidden": "true" }, groups.map(([status, group]) => {
    const part = h("span", { class: `stack-${status}` });
    part.style.setProperty("flex-grow", String(group.length));
    return part;
  }));
  return [h("h3", {}, "Targets"), h("p", {}, groups.map(([status, group], index) => `${index > 0 ? ", " : ""}${group.length} ${wordOf(status)}`).join(""), ` of ${count(targets.length, "target")}`), bar,
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Targets of ${step.id}` },
      h("table", {}, h("caption", { class: "visually-hidden" }, `Targets of ${step.id}`), h("thead", {}, h("tr", {}, ["State", "Target", "Ended", "Why"].map((text) => h("th", { scope: "col" }, text)))), rows)), rest];
}

const targetRow = (target) => h("tr", {}, h("td", {}, badge(target.status)), h("th", { scope: "row" }, h("a", { href: `#/runs/${target.runId}` }, target.name)), h("td", { class: "number" }, timeOf(target.endedAt)), h("td", {}, target.failure ?? ""));
