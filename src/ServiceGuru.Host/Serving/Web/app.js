import { h } from "./dom.js";
import { whoAmI, post } from "./api.js";
import { listPage } from "./list.js";
import { RunPage } from "./run.js";

const main = document.getElementById("main");
const banner = document.getElementById("banner");
const navigation = document.getElementById("nav-runs");
let leave = () => {};
let refresh = () => {};
let turn = 0;

// Lost connections and ledgers that can't be read are told in one place, and taken back when they are healed.
function trouble(error) {
  if (!error) {
    banner.hidden = true;
    banner.replaceChildren();
    return;
  }

  const text = error.lost || !error.message || error instanceof TypeError
    ? "The connection is lost. What you see may be old; it is tried again by itself."
    : [error.message, error.nextAction].filter(Boolean).join(" ");
  if (banner.textContent !== text) banner.replaceChildren(h("span", {}, text));
  banner.hidden = false;
}

function route() {
  const hash = location.hash;
  if (hash !== "" && !hash.startsWith("#/")) return;
  leave();
  trouble(null);
  const mine = ++turn;
  const run = /^#\/runs\/([0-9a-z.-]+)$/.exec(hash);
  navigation.toggleAttribute("aria-current", !run);
  if (!run) {
    navigation.setAttribute("aria-current", "page");
    ({ leave, refresh } = listPage(main, () => mine === turn, trouble));
    main.querySelector("h1").focus({ preventScroll: true });
    return;
  }

  const page = new RunPage(run[1], main, trouble);
  leave = () => page.close();
  refresh = () => page.refresh();
}

document.getElementById("skip").addEventListener("click", (event) => {
  // The address behind the # says which page it is; skipping must not change it.
  event.preventDefault();
  main.focus();
});

// A machine without a network may still reach a page of its own: only looking tells.
addEventListener("offline", () => refresh());
addEventListener("online", () => refresh());
addEventListener("hashchange", () => { scrollTo(0, 0); route(); });

const me = await whoAmI();
document.getElementById("who").textContent = me.name;
const out = document.getElementById("sign-out");
out.hidden = me.byProxy;
out.addEventListener("click", async () => {
  await post("/sign-out", {});
  location.assign("/sign-in");
});
route();
