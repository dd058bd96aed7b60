const form = document.getElementById("form");
const token = document.getElementById("token");
const error = document.getElementById("error");
const button = form.querySelector("button");

// Where somebody wanted to go is kept behind the #, which a redirect leaves alone.
const wanted = location.hash.startsWith("#/") ? location.hash : "";
const code = location.hash.startsWith("#code=") ? location.hash.slice("#code=".length) : null;

function enter() {
  location.replace(`/${wanted}`);
}

async function signIn(body) {
  error.textContent = "";
  button.disabled = true;
  try {
    const answer = await fetch("/api/v1/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) {
      enter();
      return;
    }

    const problem = await answer.json();
    const wait = answer.headers.get("Retry-After");
    error.textContent = wait ? `${problem.title} Try again in ${wait} s.` : `${problem.title} ${problem.nextAction ?? ""}`;
  } catch {
    error.textContent = "The page can't be reached. Is guru serve running?";
  }

  button.disabled = false;
  token.setAttribute("aria-invalid", "true");
  token.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (token.value.trim() === "") {
    error.textContent = "Enter your token.";
    token.setAttribute("aria-invalid", "true");
    token.focus();
    return;
  }

  signIn({ token: token.value.trim() });
});

// A link from elsewhere comes without the cookie; from here on it is sent again.
const session = await fetch("/api/v1/session");
if (session.ok) {
  enter();
} else if (code) {
  history.replaceState(null, "", "/sign-in");
  await signIn({ code });
} else {
  token.focus();
}
