namespace ServiceGuru.Browser.Tests;

/// <summary>What must hold of every view, checked in the page itself: WCAG 2.2 AA as far as a program can tell.</summary>
internal static class PageChecks
{
    /// <summary>Gives what is wrong, one line each.</summary>
    public const string Script = """
        () => {
          const faults = [];
          const visible = element => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && element.getBoundingClientRect().width > 1;
          const text = element => (element.innerText ?? element.textContent ?? "").trim();
          const named = element => {
            const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").map(id => document.getElementById(id)?.textContent ?? "").join("").trim();
            return by || element.getAttribute("aria-label")?.trim() || [...(element.labels ?? [])].map(label => label.textContent.trim()).join("") || text(element) || element.textContent.trim();
          };
          for (const control of document.querySelectorAll("button, a[href], input, select, textarea, summary, dialog, [role=region], [role=img]")) {
            if (visible(control) && !named(control)) faults.push(`no name: ${control.outerHTML.slice(0, 120)}`);
          }
          const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
          for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push(`id twice: ${id}`);
          for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
            for (const id of `${element.getAttribute("aria-labelledby") ?? ""} ${element.getAttribute("aria-describedby") ?? ""}`.trim().split(/\s+/)) {
              if (!document.getElementById(id)) faults.push(`no such id: ${id}`);
            }
          }
          if (document.querySelectorAll("h1").length !== 1) faults.push(`${document.querySelectorAll("h1").length} h1`);
          let level = 1;
          for (const heading of document.querySelectorAll("main h1, main h2, main h3")) {
            const next = Number(heading.tagName[1]);
            if (next > level + 1) faults.push(`heading jumps: ${heading.textContent}`);
            level = next;
          }
          if (document.querySelectorAll("main").length !== 1) faults.push("not one main");
          if (!document.documentElement.lang) faults.push("no language");
          for (const table of document.querySelectorAll("table")) {
            if (!table.caption || !table.querySelector("thead th[scope=col]")) faults.push("table without caption or headers");
          }
          for (const image of document.querySelectorAll("img:not([alt]), svg:not([aria-hidden]):not([role=img])")) {
            if (!image.closest("[aria-hidden], [role=img]")) faults.push(`picture without words: ${image.outerHTML.slice(0, 80)}`);
          }
          if (document.documentElement.scrollWidth > innerWidth) {
            const wide = [...document.querySelectorAll("main *")].filter(element => element.getBoundingClientRect().right > innerWidth + 1 && visible(element)).map(element => element.className || element.tagName);
            faults.push(`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}: ${wide.slice(0, 5)}`);
          }
          for (const control of document.querySelectorAll("button, input, select, textarea")) {
            const box = control.getBoundingClientRect();
            if (visible(control) && (box.height < 24 || box.width < 24)) faults.push(`too small: ${control.outerHTML.slice(0, 80)}`);
          }
          for (const cell of document.querySelectorAll("tbody td, tbody th")) {
            if (visible(cell) && text(cell).length > 4 && cell.getBoundingClientRect().width < 48) faults.push(`squeezed: ${text(cell).slice(0, 40)}`);
          }
          const channels = color => color.match(/[\d.]+/g).map(Number);
          const luminance = ([red, green, blue]) => [red, green, blue].map(value => value / 255).map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
          const ratio = (one, other) => { const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a); return (light + 0.05) / (dark + 0.05); };
          const ground = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = channels(getComputedStyle(at).backgroundColor);
              if (color.length === 3 || color[3] === 1) return color;
            }
            return [255, 255, 255];
          };
          const seen = new Set();
          for (const element of document.querySelectorAll("body *")) {
            const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== "");
            if (!own || !visible(element) || element.closest(".visually-hidden, .skip, .timeline-labels, :disabled, svg, option")) continue;
            const style = getComputedStyle(element);
            const contrast = ratio(channels(style.color), ground(element));
            const key = `${style.color} on ${ground(element)}`;
            if (contrast < 4.5 && !seen.has(key)) { seen.add(key); faults.push(`contrast ${contrast.toFixed(2)}: ${key}: ${text(element).slice(0, 40)} (${element.className})`); }
          }
          const tones = ["good", "bad", "ask", "accent", "quiet", "line-strong"];
          const probe = document.body.appendChild(document.createElement("i"));
          for (const tone of tones) {
            probe.style.color = `var(--${tone})`;
            probe.style.backgroundColor = "var(--surface)";
            const contrast = ratio(channels(getComputedStyle(probe).color), channels(getComputedStyle(probe).backgroundColor));
            if (contrast < 3) faults.push(`contrast of --${tone}: ${contrast.toFixed(2)}`);
          }
          probe.remove();
          return faults;
        }
        """;
}
