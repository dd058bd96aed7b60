// A question that must be answered before anything goes on. The browser keeps the focus inside and gives it back.

import { h } from "./dom.js";

let number = 0;

/** Asks; gives null for no, else what was typed. */
export function ask({ title, text, confirm, reason, needsReason = false, tone = "primary" }) {
  return new Promise((resolve) => {
    const id = `dialog-${++number}`;
    const before = document.activeElement;
    const input = reason ? h("textarea", { id: `${id}-reason`, rows: "2", maxlength: "2000", "aria-describedby": `${id}-error` }) : null;
    const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert" });
    let answer = null;
    const yes = () => {
      if (needsReason && input.value.trim() === "") {
        error.textContent = "Say why.";
        input.setAttribute("aria-invalid", "true");
        input.focus();
        return;
      }

      answer = { reason: input?.value.trim() ?? "" };
      dialog.close();
    };
    const dialog = h("dialog", { "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` },
      h("form", { method: "dialog", onsubmit: (event) => { event.preventDefault(); yes(); } },
        h("h2", { id: `${id}-title` }, title),
        h("p", { id: `${id}-text` }, text),
        input ? h("div", { class: "field" }, h("label", { for: `${id}-reason` }, reason), input, error) : null,
        h("div", { class: "buttons end" },
          h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Back"),
          h("button", { type: "submit", class: `button ${tone}` }, confirm))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
