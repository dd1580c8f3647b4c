// One save, sent and its reply told apart: saved, conflict, refused, sealed, elsewhere, signed_out or failed.

const TIMEOUT = 15_000; // milliseconds
const KEEPALIVE_LIMIT = 60_000; // bytes; browsers refuse larger bodies that outlive the page

const tokenFields = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]");

async function post(url, body) {
  return fetch(url, {
    method: "POST",
    body,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
      "X-CSRFToken": tokenFields()[0].value,
    },
    credentials: "same-origin",
    redirect: "manual",
    keepalive: body.length < KEEPALIVE_LIMIT,
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

async function renewToken(url) {
  const reply = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
  const { token } = await reply.json();
  for (const field of tokenFields()) field.value = token;
}

async function read(reply) {
  const isJson = (reply.headers.get("Content-Type") ?? "").startsWith("application/json");
  // A log-in page that answers a save is not a success.
  if (reply.type === "opaqueredirect" || (reply.ok && !isJson)) return { kind: "signed_out" };
  if (reply.status === 404) return { kind: "elsewhere" };
  if (!isJson) return { kind: "failed" };
  const body = await reply.json();
  if (reply.ok && body.saved) return { kind: "saved", ...body };
  if (reply.status === 409) return { kind: "conflict", ...body };
  if (reply.status === 410) return { kind: "sealed", ...body };
  if (reply.status === 400) return { kind: "refused", ...body };
  return { kind: "failed" };
}

export async function send(url, tokenUrl, snapshot) {
  const body = new URLSearchParams(snapshot).toString();
  try {
    let reply = await post(url, body);
    if (reply.status === 403) {
      // The token changed while the page was open, for example by logging in in another tab.
      await renewToken(tokenUrl);
      reply = await post(url, body);
    }
    return await read(reply);
  } catch {
    return { kind: "failed" };
  }
}
