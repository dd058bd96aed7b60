// Runs before the page is drawn, so that it never flashes in the wrong colors.
(() => {
  "use strict";
  const key = "guru-theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const label = () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      const other = current() === "dark" ? "light" : "dark";
      button.setAttribute("aria-label", `Use ${other} colors`);
      button.title = `Use ${other} colors`;
    }
  };
  if (stored() === "dark" || stored() === "light") {
    root.dataset.theme = stored();
  }

  dark.addEventListener("change", label);
  document.addEventListener("DOMContentLoaded", () => {
    label();
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.addEventListener("click", () => {
        root.dataset.theme = current() === "dark" ? "light" : "dark";
        try {
          localStorage.setItem(key, root.dataset.theme);
        } catch {
          // Without storage the choice lasts as long as the page.
        }
        label();
      });
    }
  });
})();
