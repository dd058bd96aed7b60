// The newest lines of a run: what its record says and how far its steps are.

import { h } from "./dom.js";
import { timeOf } from "./format.js";

const most = 300;

export class Log {
  #events = [];
  #progress = [];
  #shown = 0;

  constructor() {
    this.list = h("ol", { class: "log", tabindex: "0", "aria-label": "Newest lines" });
    this.element = h("section", { class: "card log-card", "aria-labelledby": "log-title" }, h("h2", { id: "log-title" }, "Log"), this.list);
  }

  event(record) {
    if (record.text) {
      this.#events.push({ time: record.time, text: record.text, key: record.sequence });
      this.#events = this.#events.slice(-most);
      this.#later();
    }
  }

  progress(lines) {
    this.#progress = lines.map((line) => ({ time: line.time, text: `${line.step}: ${line.message}`, soft: true }));
    this.#later();
  }

  // Hundreds of events come at once when a page is opened; they are drawn once.
  #later() {
    cancelAnimationFrame(this.#shown);
    this.#shown = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const atEnd = this.list.scrollTop + this.list.clientHeight >= this.list.scrollHeight - 40;
    const lines = [...this.#events, ...this.#progress].sort((one, other) => Date.parse(one.time) - Date.parse(other.time)).slice(-most);
    this.list.replaceChildren(...lines.map((line) => h("li", { class: line.soft ? "soft" : null }, h("time", { datetime: line.time }, timeOf(line.time)), h("span", {}, line.text))));
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }
}
