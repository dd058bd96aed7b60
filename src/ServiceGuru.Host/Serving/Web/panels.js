// What waits for a person: open gates, and steps that have failed and are undecided.

import { h, setText, Part, announce } from "./dom.js";
import { post } from "./api.js";
import { badge } from "./status.js";
import { count, dayOf, duration, now } from "./format.js";
import { failureView, changesTable } from "./detail.js";
import { ask } from "./dialog.js";

/** Keeps one panel for each thing that waits; a panel that stays keeps what somebody types in it. */
export class Panels {
  #panels = new Map();

  constructor(refresh) {
    this.refresh = refresh;
    this.element = h("div", { class: "panels" });
  }

  update(run) {
    const wanted = new Map();
    for (const step of run.steps) {
      if (step.status === "waiting" && step.gate) wanted.set(`gate ${step.id} ${step.attempt} ${step.gate.opening ?? ""}`, step);
      if (step.status === "undecided") wanted.set(`decision ${step.id} ${step.attempt}`, step);
    }

    for (const [key, panel] of this.#panels) {
      if (!wanted.has(key)) {
        // Whoever worked in it must not lose their place on the page.
        if (panel.element.contains(document.activeElement)) document.getElementById("main").focus();
        panel.element.remove();
        this.#panels.delete(key);
      }
    }

    for (const [key, step] of wanted) {
      if (!this.#panels.has(key)) {
        const panel = step.status === "waiting" ? new GatePanel(run, step, this.refresh) : new DecisionPanel(run, step, this.refresh);
        this.#panels.set(key, panel);
        this.element.append(panel.element);
        announce(step.status === "waiting" ? `${step.title} waits for an answer` : `${step.title} has failed and waits for a decision`);
      }

      this.#panels.get(key).update(run, step);
    }
  }

  tick() {
    for (const panel of this.#panels.values()) panel.tick?.();
  }
}

class Panel {
  message = h("p", { class: "panel-message", role: "alert" });

  /** Sends something; what came of it stands under the buttons. */
  async send(buttons, work, done) {
    for (const button of buttons) button.disabled = true;
    this.message.className = "panel-message";
    this.message.textContent = "";
    try {
      const receipt = await work();
      const refused = receipt.refused;
      setText(this.message, refused ? `It does not count: ${refused}` : receipt.held ? done : `${done} No process works on the run now; it counts when the run goes on.`);
      this.message.classList.toggle("bad-text", Boolean(refused));
      this.refresh();
      if (!refused && receipt.held) {
        return;
      }
    } catch (error) {
      setText(this.message, [error.message, error.nextAction].filter(Boolean).join(" "));
      this.message.classList.add("bad-text");
    }

    for (const button of buttons) button.disabled = false;
  }
}

class GatePanel extends Panel {
  constructor(run, step, refresh) {
    super();
    this.refresh = refresh;
    this.run = run.id;
    this.step = step;
    const gate = step.gate;
    const id = `gate-${step.id}`;
    this.deadline = h("span", { class: "deadline" });
    this.answers = new Part(h("div", { class: "answers" }));
    this.about = new Part(h("div", {}));
    this.comment = h("textarea", { id: `${id}-comment`, rows: "2", maxlength: "2000" });
    this.inputs = Object.entries(gate.inputs ?? {}).map(([name, input]) => fieldOf(`${id}-${name}`, name, input));
    this.yes = h("button", { class: "button good", type: "button", onclick: () => this.answer(true) }, gate.destructive ? "Yes, destroy" : "Yes");
    this.no = h("button", { class: "button bad", type: "button", onclick: () => this.answer(false) }, "No");
    this.element = h("section", { class: "card panel ask", "aria-labelledby": `${id}-title` },
      h("div", { class: "panel-head" }, h("div", {}, h("p", { class: "eyebrow" }, `Gate · ${step.id}`), h("h2", { id: `${id}-title` }, gate.question)), this.deadline),
      gate.destructive ? h("p", { class: "warning" }, "A yes also covers what the steps behind this gate destroy.") : null,
      this.about.element,
      h("div", { class: "panel-grid" },
        h("div", {}, h("h3", {}, "Answers"), this.answers.element),
        h("form", { class: "answer-form", onsubmit: (event) => event.preventDefault(), "aria-label": `Answer ${step.id}` },
          this.inputs.map((field) => field.element),
          h("div", { class: "field" }, h("label", { for: `${id}-comment` }, "Comment (kept in the record)"), this.comment),
          h("div", { class: "buttons" }, this.yes, this.no),
          this.message)));
  }

  update(run, step) {
    this.step = step;
    const gate = step.gate;
    this.tick();
    this.about.show({ show: gate.show }, () => (gate.show ?? []).length === 0 ? null : [
      h("h3", {}, "What is at stake"),
      h("ul", { class: "show", tabindex: "0", "aria-label": "What is at stake" }, gate.show.map((line) => h("li", { class: line.startsWith("  ") ? "inset" : null }, line.trim()))),
    ]);
    this.answers.show({ answers: step.answers, gate, starters: run.starters }, () => [
      h("p", { class: "muted" }, `${count(gate.need, "yes", "yeses")} needed, one no closes it. `, who(gate, run.starters)),
      step.answers.length === 0 ? h("p", {}, "Nobody has answered yet.") : h("ul", { class: "plain" }, step.answers.map((answer) => h("li", {},
        badge(answer.refused ? "skipped" : answer.yes ? "succeeded" : "failed", answer.refused ? "does not count" : answer.yes ? "yes" : "no"), " ",
        h("strong", {}, answer.by), answer.via ? ` (${answer.via})` : "", answer.comment ? `: ${answer.comment}` : "", answer.refused ? h("span", { class: "sub muted" }, answer.refused) : null))),
    ]);
  }

  tick() {
    const deadline = this.step.gate.deadline;
    setText(this.deadline, deadline ? `closes in ${duration(Date.parse(deadline) - now())}, ${dayOf(deadline)}` : "");
  }

  async answer(yes) {
    let values;
    if (yes) {
      const wrong = this.inputs.filter((field) => !field.check());
      if (wrong.length > 0) {
        wrong[0].focus();
        return;
      }

      values = Object.fromEntries(this.inputs.map((field) => [field.name, field.value()]).filter(([, value]) => value !== undefined));
      if (this.step.gate.destructive && !(await ask({ title: "Say yes to what is destroyed?", text: this.step.gate.question, confirm: "Yes, destroy", tone: "bad" }))) {
        return;
      }
    }

    const body = { yes, comment: this.comment.value, ...(this.step.gate.opening ? { opening: this.step.gate.opening } : {}), ...(values && Object.keys(values).length > 0 ? { values } : {}) };
    await this.send([this.yes, this.no], () => post(`/runs/${this.run}/gates/${this.step.id}/answer`, body), `Your ${yes ? "yes" : "no"} is given.`);
  }
}

function who(gate, starters) {
  const approvers = gate.approvers ?? [];
  return `${approvers.length > 0 ? `May answer: ${approvers.join(", ")}.` : "Anybody who is signed in may answer."}${gate.selfApproval === false ? ` Whoever started or resumed the run may only say no: ${starters.join(", ")}.` : ""}`;
}

function fieldOf(id, name, input) {
  const hint = h("p", { class: "hint", id: `${id}-hint` }, input.description ?? "");
  const error = h("p", { class: "field-error", id: `${id}-error` });
  const common = { id, "aria-describedby": `${id}-hint ${id}-error`, required: Boolean(input.required) };
  let control;
  if (input.type === "choice") {
    control = h("select", common, h("option", { value: "" }, "–"), input.values.map((value) => h("option", { value }, value)));
  } else if (input.type === "boolean") {
    control = h("select", common, h("option", { value: "" }, "–"), h("option", { value: "true" }, "yes"), h("option", { value: "false" }, "no"));
  } else if (input.type === "integer") {
    control = h("input", { ...common, type: "number", step: "1", min: input.minimum, max: input.maximum });
  } else {
    control = h("input", { ...common, type: "text", maxlength: input.maximum, autocomplete: "off" });
  }

  const value = () => {
    const text = control.value.trim();
    if (text === "") return undefined;
    if (input.type === "boolean") return text === "true";
    return input.type === "integer" ? Number(text) : text;
  };
  return {
    name,
    value,
    focus: () => control.focus(),
    check() {
      const given = value();
      const problem = given === undefined ? (input.required ? "This is needed for a yes." : "") : control.validity.valid ? "" : control.validationMessage;
      setText(error, problem);
      control.setAttribute("aria-invalid", String(problem !== ""));
      return problem === "";
    },
    element: h("div", { class: "field" }, h("label", { for: id }, name, input.required ? "" : h("span", { class: "muted" }, " (optional)")), control, hint, error),
  };
}

const choices = {
  retry: { label: "Try again", text: "The step is done again.", tone: "primary" },
  skip: { label: "Leave it", text: "The run goes on as if the step had succeeded.", reason: "Why can it be left? The record keeps the reason.", tone: "" },
  undo: { label: "Undo the run", text: "The run is given up, and all that it has changed is undone.", tone: "bad" },
  abort: { label: "Let it fail", text: "The run fails here. What is to be undone automatically is undone.", tone: "bad" },
};

class DecisionPanel extends Panel {
  constructor(run, step, refresh) {
    super();
    this.refresh = refresh;
    this.run = run.id;
    this.step = step;
    this.about = new Part(h("div", {}));
    this.buttons = Object.entries(choices).map(([choice, { label, tone }]) => h("button", { type: "button", class: `button ${tone}`, onclick: () => this.decide(choice) }, label));
    this.element = h("section", { class: "card panel broken", "aria-labelledby": `decision-${step.id}-title` },
      h("div", { class: "panel-head" }, h("div", {}, h("p", { class: "eyebrow" }, `Failed · ${step.id}`), h("h2", { id: `decision-${step.id}-title` }, `What shall become of “${step.title}”?`))),
      this.about.element,
      h("div", { class: "buttons" }, this.buttons),
      this.message);
  }

  update(run, step) {
    this.step = step;
    this.about.show({ failure: step.failure, changes: step.changes }, () => [failureView(step.failure), step.changes.length > 0 ? changesTable(step.changes, `Changes of ${step.id}`) : null]);
  }

  async decide(choice) {
    const { label, text, reason, tone } = choices[choice];
    const answer = await ask({ title: `${label}: ${this.step.title}?`, text, confirm: label, reason: reason ?? "Reason (optional)", needsReason: Boolean(reason), tone });
    if (answer) {
      await this.send(this.buttons, () => post(`/runs/${this.run}/steps/${this.step.id}/decision`, { choice, attempt: this.step.attempt, ...(answer.reason ? { reason: answer.reason } : {}) }), "Your decision is given.");
    }
  }
}

