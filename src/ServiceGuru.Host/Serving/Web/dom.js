// Everything that comes from outside becomes text here, never markup.

const svgNamespace = "http://www.w3.org/2000/svg";

const longest = 100000;
const turning = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Shows control characters, and those that turn the direction of writing, as a symbol: a line must not read other than it is. */
export function harmless(text) {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (${text.length - longest} more characters)` : text;
  return cut.replace(turning, "\u2421");
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }

    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : harmless(String(value)));
    }
  }

  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : harmless(String(child)))));
  return element;
}

/** Makes an element; strings among the children become text. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an SVG element. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** Sets an element's text only where it differs, so that nothing is read out or drawn twice. */
export function setText(element, text) {
  const wanted = harmless(text ?? "");
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

/**
 * A part of the page that is drawn again only when what it shows has changed: focus, scrolling and half-typed text
 * elsewhere stay as they are.
 */
export class Part {
  #seen;

  constructor(element) {
    this.element = element;
  }

  show(value, draw) {
    const seen = JSON.stringify(value ?? null);
    if (seen === this.#seen) {
      return;
    }

    this.#seen = seen;
    this.element.replaceChildren(...[draw(value)].flat(Infinity).filter(Boolean).map((child) => (child instanceof Node ? child : harmless(String(child)))));
  }
}

const live = document.getElementById("live");
let pending = [];
let timer = 0;

/** Tells a screen reader something, politely; what comes at once is told together. */
export function announce(text) {
  pending.push(text);
  clearTimeout(timer);
  timer = setTimeout(() => {
    live.textContent = harmless(pending.slice(-4).join(". "));
    pending = [];
  }, 400);
}
