// The API of this page. Reads are GET; writes are POST and carry the session's token against forgery.

const root = "/api/v1";
let session = null;

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.title ?? `The server answered ${status}.`);
    this.status = status;
    this.id = problem?.id ?? "Unknown";
    this.detail = problem?.detail;
    this.nextAction = problem?.nextAction;
  }
}

async function call(path, options) {
  const answer = await fetch(root + path, options);
  if (answer.ok) {
    return answer.json();
  }

  const problem = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : null;
  if (answer.status === 401) {
    signInAgain();
  }

  throw new ApiError(answer.status, problem);
}

export function signInAgain() {
  location.assign(`/sign-in${location.hash}`);
}

export const get = (path) => call(path);

export function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": session?.csrf ?? "" },
    body: JSON.stringify(body),
  });
}

export async function whoAmI() {
  session = await get("/session");
  return session;
}

export const streamOf = (run, since) => new EventSource(`${root}/runs/${encodeURIComponent(run)}/stream?since=${since}`);
