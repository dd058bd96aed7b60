// One run, live.

import { h, Part, announce, harmless, setText } from "./dom.js";
import { get, post, streamOf, signInAgain } from "./api.js";
import { badge, wordOf } from "./status.js";
import { between, dayOf, setNow } from "./format.js";
import { StepGraph } from "./graph.js";
import { Timeline } from "./timeline.js";
import { Panels } from "./panels.js";
import { StepDetail, failureView, changesTable } from "./detail.js";
import { Log } from "./log.js";
import { ask } from "./dialog.js";

const comeBack = 10000;
const lookAgain = 2000;

export class RunPage {
  #run = null;
  #selected = null;
  #chosen = false;
  #progress = new Map();
  #source = null;
  #reload = 0;
  #loading = false;
  #again = false;
  #closed = false;

  constructor(id, main, trouble) {
    this.id = id;
    this.trouble = trouble;
    this.main = main;
    this.panels = new Panels(() => this.#soon(0));
    this.graph = new StepGraph((step) => this.#choose(step));
    this.timeline = new Timeline((step) => this.#choose(step));
    this.detail = new StepDetail();
    this.log = new Log();
    this.title = h("h1", { tabindex: "-1" }, "Loading…");
    this.state = new Part(h("span", { class: "run-state" }));
    this.meta = new Part(h("p", { class: "meta" }));
    this.time = h("span", { class: "number" });
    this.notice = new Part(h("div", {}));
    this.actions = this.#actions();
    this.message = h("p", { class: "panel-message", role: "alert" });
    this.failure = new Part(h("div", {}));
    this.changes = new Part(h("div", {}));
    this.ticker = setInterval(() => this.#tick(), 1000);
    main.replaceChildren(
      h("nav", { class: "crumbs", "aria-label": "Where you are" }, h("a", { href: "#/" }, "Runs"), h("span", { "aria-hidden": "true" }, " / "), h("code", {}, id)),
      h("div", { class: "page-head" }, h("div", { class: "run-head" }, h("div", { class: "run-title" }, this.title, this.state.element), this.meta.element), this.actions.element),
      this.message, this.notice.element, this.failure.element, this.panels.element, this.timeline.element,
      h("div", { class: "run-grid" },
        h("section", { class: "card steps-card", "aria-labelledby": "steps-title" }, h("h2", { id: "steps-title" }, "Steps"), this.graph.element),
        h("div", { class: "run-side" }, this.detail.element, this.log.element)),
      this.changes.element);
    this.#begin();
  }

  close() {
    this.#closed = true;
    clearInterval(this.ticker);
    clearTimeout(this.#reload);
    this.#source?.close();
  }

  /** Looks again, e.g. when the machine is back on its network. */
  refresh() {
    this.#soon(0);
  }

  async #begin() {
    await this.#load();
    if (!this.#closed && this.#run) this.#listen(0);
  }

  #listen(since) {
    const source = streamOf(this.id, since);
    this.#source = source;
    let last = since;
    source.addEventListener("open", () => { this.trouble(null); this.#soon(0); });
    source.addEventListener("record", (event) => {
      const record = JSON.parse(event.data);
      last = record.sequence;
      this.log.event(record);
      if (!this.#run || record.sequence > this.#run.sequence) this.#soon(80);
    });
    source.addEventListener("progress", (event) => this.#showProgress(JSON.parse(event.data).lines));
    source.addEventListener("held", (event) => { if (this.#run && JSON.parse(event.data).held !== this.#run.held) this.#soon(0); });
    source.addEventListener("trouble", (event) => {
      const { failure } = JSON.parse(event.data);
      this.trouble(failure ? { message: failure.message, nextAction: failure.nextAction } : null);
    });
    source.addEventListener("reset", () => location.reload());
    source.addEventListener("signed-out", () => { source.close(); signInAgain(); });
    source.addEventListener("error", () => {
      if (this.#closed) return;
      this.trouble({ lost: true });
      if (source.readyState === EventSource.CLOSED) {
        // The server said no (too many pages, or signed out): ask why, and come back later.
        get("/session").catch(() => {});
        setTimeout(() => { if (!this.#closed) this.#listen(last); }, comeBack);
      }
    });
  }

  // What happens at once is loaded once.
  #soon(delay) {
    clearTimeout(this.#reload);
    this.#reload = setTimeout(() => this.#load(), delay);
  }

  async #load() {
    if (this.#loading) {
      this.#again = true;
      return;
    }

    this.#loading = true;
    try {
      const run = await get(`/runs/${this.id}`);
      if (!this.#closed) {
        this.#show(run);
        if (this.#source?.readyState === EventSource.OPEN) this.trouble(null);
      }
    } catch (error) {
      if (!this.#run && error.id) {
        this.title.textContent = error.id === "RunNotFound" ? "There is no such run" : "The run can't be read";
        setText(this.message, [error.message, error.nextAction].filter(Boolean).join(" "));
        this.title.focus();
      } else {
        this.trouble(error.id ? error : { lost: true });
        if (!this.#closed) this.#soon(lookAgain);
      }
    } finally {
      this.#loading = false;
    }

    if (this.#again) {
      this.#again = false;
      this.#soon(50);
    }
  }

  #show(run) {
    const before = this.#run;
    this.#run = run;
    setNow(run.now);
    setText(this.title, `${run.runbook} for ${run.service}`);
    document.title = harmless(`${wordOf(run.status)} · ${run.runbook} – ServiceGuru`);
    this.state.show(run.status, () => badge(run.status));
    this.meta.show([run.id, run.startedAt, run.by, run.resumes, run.parameters, run.parent], () => [
      `started ${dayOf(run.startedAt)} by `, h("strong", {}, run.by), run.resumes > 0 ? `, resumed ${run.resumes}×` : "", " · ", this.time,
      run.parent ? [" · target ", h("strong", {}, run.parent.target), " of ", h("a", { href: `#/runs/${run.parent.runId}` }, run.parent.runId)] : null,
      Object.entries(run.parameters).map(([name, value]) => [" · ", h("span", { class: "parameter" }, short(`${name} = ${typeof value === "string" ? value : JSON.stringify(value)}`))]),
    ]);
    this.notice.show([run.paused, run.halted, run.undoing, run.status], () => notices(run));
    this.failure.show(run.failure, () => run.failure && ["failed", "cancelled", "stopped"].includes(run.status) ? h("section", { class: "card panel broken", "aria-labelledby": "failure-title" }, h("h2", { id: "failure-title" }, "Why it failed"), failureView(run.failure)) : null);
    this.actions.update(run);
    this.panels.update(run);
    this.timeline.update(run);
    if (!this.#chosen) this.#selected = interesting(run);
    this.graph.update(run, this.#selected, this.#progress);
    this.#showDetail();
    const changed = run.steps.flatMap((step) => step.changes.map((entry) => ({ ...entry, step: step.id })));
    this.changes.show(changed, () => changed.length === 0 ? null : h("section", { class: "card", "aria-labelledby": "changes-title" }, h("h2", { id: "changes-title" }, "All changes"), changesTable(changed, "All changes of the run")));
    if (before) tell(before, run);
    else this.title.focus({ preventScroll: true });
    this.#tick();
  }

  #showDetail() {
    const step = this.#run.steps.find((candidate) => candidate.id === this.#selected) ?? this.#run.steps[0];
    if (step) this.detail.update(this.#run, step);
  }

  #choose(step) {
    this.#chosen = true;
    this.#selected = step;
    this.graph.update(this.#run, step, this.#progress);
    this.#showDetail();
    announce(`Showing ${step}`);
    if (matchMedia("(max-width: 60rem)").matches) {
      this.detail.element.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      this.detail.heading.focus({ preventScroll: true });
    }
  }

  #showProgress(lines) {
    this.#progress = new Map(lines.map((line) => [line.step, line]));
    this.log.progress(lines);
    if (this.#run) this.graph.update(this.#run, this.#selected, this.#progress);
  }

  #tick() {
    const run = this.#run;
    if (!run) return;
    setText(this.time, run.endedAt ? `took ${between(run.startedAt, run.endedAt)}` : run.held ? `${between(run.startedAt)} so far` : `last seen ${dayOf(run.updatedAt)}`);
    this.graph.tick(run, this.#progress);
    this.panels.tick();
    if (!run.endedAt && run.held) this.timeline.update(run);
  }

  #actions() {
    const act = (name, label, tone, question) => h("button", { type: "button", class: `button ${tone}`, onclick: async () => {
      const answer = question ? await ask({ ...question, confirm: label, reason: "Reason (optional, kept in the record)", tone: tone || "primary" }) : { reason: "" };
      if (!answer) return;
      this.message.className = "panel-message";
      try {
        const receipt = await post(`/runs/${this.id}/${name}`, answer.reason ? { reason: answer.reason } : {});
        this.message.textContent = receipt.held ? "" : "No process works on the run now; it counts when the run goes on.";
        announce(`${label}: asked`);
        this.#soon(600);
      } catch (error) {
        setText(this.message, [error.message, error.nextAction].filter(Boolean).join(" "));
        this.message.classList.add("bad-text");
      }
    } }, label);
    const buttons = {
      pause: act("pause", "Pause", "", { title: "Pause the run?", text: "Nothing new begins until somebody continues it. What is under way goes on to its end." }),
      continue: act("continue", "Continue", "primary", null),
      stop: act("stop", "Stop", "", { title: "Stop the run?", text: "The changes that are under way finish, no other begins, and the run ends. It can be resumed." }),
      cancel: act("cancel", "Cancel run", "bad", { title: "Cancel the run?", text: "The run is given up: what is under way finishes, closing steps still run, and what is to be undone automatically is undone." }),
    };
    return {
      element: h("div", { class: "buttons actions", role: "group", "aria-label": "Steer the run" }, Object.values(buttons)),
      update(run) {
        const running = run.held && !run.endedAt;
        const focused = document.activeElement;
        buttons.pause.hidden = !running || Boolean(run.paused) || Boolean(run.halted);
        buttons.continue.hidden = !running || !run.paused;
        buttons.stop.hidden = !running || Boolean(run.halted);
        buttons.cancel.hidden = !running || Boolean(run.halted?.cancelled);
        if (focused?.hidden) (Object.values(buttons).find((button) => !button.hidden) ?? document.getElementById("main")).focus();
      },
    };
  }
}

function notices(run) {
  const lines = [];
  const because = (reason) => (reason ? `: ${reason}` : ".");
  if (run.paused) lines.push(`Paused by ${run.paused.by}${because(run.paused.reason)} Nothing new begins until somebody continues it.`);
  if (run.halted && !run.endedAt) lines.push(`${run.halted.by} ${run.halted.cancelled ? "gave the run up" : "stops the run"}${because(run.halted.reason)} What is under way finishes.`);
  if (run.undoing && !run.endedAt) lines.push(`${run.undoing.by} undoes what the run has changed.`);
  if (run.status === "interrupted") lines.push(`No process works on this run. Go on with it: guru resume ${run.id}`);
  return lines.map((line) => h("p", { class: "notice" }, line));
}

// A parameter of many lines would push away what is to be done.
const short = (text) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** The step that one would want to see first. */
function interesting(run) {
  for (const status of ["undecided", "waiting", "running", "failed"]) {
    const found = run.steps.find((step) => step.status === status);
    if (found) return found.id;
  }

  return (run.steps.findLast((step) => step.endedAt && step.status !== "skipped") ?? run.steps[0])?.id;
}

// A screen reader hears what has changed since it last heard of it.
function tell(before, run) {
  const old = new Map(before.steps.map((step) => [step.id, step.status]));
  for (const step of run.steps) {
    if (old.get(step.id) !== step.status && ["succeeded", "failed", "skipped", "running"].includes(step.status)) {
      announce(`${step.title}: ${wordOf(step.status)}`);
    }
  }

  if (before.status !== run.status) announce(`The run: ${wordOf(run.status)}`);
}
