// The list of runs.

import { h, Part } from "./dom.js";
import { get } from "./api.js";
import { badge } from "./status.js";
import { between, count, dayOf } from "./format.js";

const statuses = ["", "running", "waiting", "paused", "interrupted", "succeeded", "failed", "stopped", "cancelled", "undone"];
const poll = 5000;

export function listPage(main, alive, trouble) {
  const rows = h("tbody", {});
  const table = new Part(rows);
  const status = h("select", { id: "filter-status" }, statuses.map((value) => h("option", { value }, value === "" ? "all" : value)));
  const runbook = h("input", { id: "filter-runbook", type: "search", autocomplete: "off", placeholder: "e.g. weekly" });
  const note = h("p", { class: "muted", role: "status" }, "Loading…");
  const more = h("button", { class: "button", type: "button", hidden: true }, "Show older runs");
  let pages = 1;
  let turn = 0;

  async function load() {
    const mine = ++turn;
    const runs = [];
    let next = null;
    try {
      for (let page = 0; page < pages; page++) {
        const query = new URLSearchParams({ limit: "25" });
        if (status.value) query.set("status", status.value);
        if (runbook.value.trim()) query.set("runbook", runbook.value.trim());
        if (next) query.set("after", next);
        const answer = await get(`/runs?${query}`);
        runs.push(...answer.runs);
        next = answer.next ?? null;
        if (!next) break;
      }
      trouble(null);
    } catch (error) {
      trouble(error);
      return;
    }

    if (mine !== turn || !alive()) return;
    table.show(runs, () => runs.map(row));
    const filtered = status.value !== "" || runbook.value.trim() !== "";
    note.textContent = runs.length > 0 ? count(runs.length, "run") + (next ? ", newest first" : "") : filtered ? "No run is like that." : "No runs yet. Start one with: guru run weekly-production";
    more.hidden = next === null;
  }

  status.addEventListener("change", () => { pages = 1; load(); });
  let typing = 0;
  runbook.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => { pages = 1; load(); }, 250); });
  more.addEventListener("click", () => { pages++; load(); });

  main.replaceChildren(
    h("div", { class: "page-head" },
      h("h1", { tabindex: "-1" }, "Runs"),
      h("form", { class: "filters", role: "search", "aria-label": "Filter runs", onsubmit: (event) => event.preventDefault() },
        h("div", {}, h("label", { for: "filter-status" }, "Status"), status),
        h("div", {}, h("label", { for: "filter-runbook" }, "Runbook"), runbook))),
    h("div", { class: "card table-card" },
      h("table", { class: "runs" },
        h("caption", { class: "visually-hidden" }, "Recorded runs, newest first"),
        h("thead", {}, h("tr", {}, ["Status", "Runbook", "Progress", "Started", "Time", "By"].map((text) => h("th", { scope: "col" }, text)))),
        rows)),
    h("div", { class: "list-foot" }, note, more));
  document.title = "Runs – ServiceGuru";
  load();
  const timer = setInterval(() => { if (!document.hidden) load(); }, poll);
  return { leave: () => { clearInterval(timer); clearTimeout(typing); turn++; }, refresh: load };
}

function row(run) {
  const needs = run.waitsFor ?? [];
  return h("tr", { class: needs.length > 0 ? "needs-you" : null },
    h("td", { "data-label": "Status" }, badge(run.status)),
    h("th", { scope: "row", "data-label": "Runbook" },
      h("a", { href: `#/runs/${run.id}` }, run.runbook ?? "unreadable run", h("span", { class: "visually-hidden" }, `, run ${run.id}`)),
      h("span", { class: "muted sub" }, run.service ? `${run.service} · ` : "", h("code", {}, run.id))),
    h("td", { "data-label": "Progress" }, progress(run)),
    h("td", { "data-label": "Started" }, run.startedAt ? h("time", { datetime: run.startedAt }, dayOf(run.startedAt)) : ""),
    h("td", { "data-label": "Time", class: "number" }, run.endedAt || run.status === "interrupted" ? (run.endedAt ? between(run.startedAt, run.endedAt) : "–") : between(run.startedAt)),
    h("td", { "data-label": "By" }, run.by ?? ""));
}

function progress(run) {
  if (!run.steps) return h("span", { class: "bad-text" }, run.failedAt ?? "");
  const bar = h("span", { class: "bar", "aria-hidden": "true" }, h("span", { class: `bar-fill ${run.failedAt ? "bad" : ""}` }));
  bar.firstChild.style.setProperty("inline-size", `${Math.round((100 * run.stepsEnded) / run.steps)}%`);
  return h("div", { class: "progress-cell" }, bar,
    h("span", {}, `${run.stepsEnded} of ${count(run.steps, "step")}`),
    (run.waitsFor ?? []).length > 0 ? h("span", { class: "sub ask-text" }, `waits for people at ${run.waitsFor.join(", ")}`) : run.failedAt ? h("span", { class: "sub bad-text" }, run.failedAt) : null);
}
