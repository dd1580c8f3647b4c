// A vote by phone: sent at once, again after a lost connection, and the next question appears by itself.

import { send } from "./send.js";
import { Unsent } from "./unsent.js";
import { Poll } from "./workshop-poll.js";

const RETRY = [1, 2, 4, 8, 15]; // seconds
const LAST = "last";

const root = document.querySelector("[data-vote]");
const live = root.querySelector("[data-live]");
const status = root.querySelector("[data-status]");
const words = JSON.parse(document.getElementById("words").textContent);
// Not where the questionnaire keeps its unsent answers.
const unsent = new Unsent(`${root.dataset.assessment}:vote`);
const writer = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0"))
  .join("")
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

let seq = 0;
let pending = unsent.get(LAST);
let isSending = false;
let failures = 0;
let timer;

function say(text, phase = "") {
  status.dataset.phase = phase;
  if (status.textContent !== text) status.textContent = text;
}

// Puts what the server shows now in place of what the page shows.
async function refresh() {
  const reply = await fetch(location.pathname, { cache: "no-store", credentials: "same-origin" });
  if (new URL(reply.url).pathname !== location.pathname) {
    location.assign(reply.url);
    return;
  }
  if (!reply.ok) throw new Error(String(reply.status));
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const next = page.querySelector("[data-live]");
  const hadFocus = live.contains(document.activeElement);
  live.replaceChildren(...next.childNodes);
  live.dataset.mark = next.dataset.mark;
  if (hadFocus) live.querySelector("[tabindex='-1']")?.focus();
  // Revealed before the page of the vote just saved came back: what is said of the vote is not on it any more.
  if (status.dataset.phase === "saved" && !live.querySelector("[data-ballot]")) say("");
}

async function deliver() {
  clearTimeout(timer);
  if (isSending || !pending) return;
  isSending = true;
  const sent = pending;
  if (!failures) say(words.sending);
  const result = await send(location.pathname, root.dataset.token, sent);
  isSending = false;
  if (result.kind === "failed" || result.kind === "signed_out") {
    say(words.unsent, "lost");
    timer = setTimeout(deliver, RETRY[Math.min(failures, RETRY.length - 1)] * 1000);
    failures += 1;
    return;
  }
  failures = 0;
  if (pending !== sent) {
    await deliver();
    return;
  }
  pending = null;
  unsent.remove(LAST);
  say(result.message ?? words.elsewhere, result.kind === "saved" ? "saved" : "refused");
  if (result.kind === "refused") return; // what was chosen stays, to be completed
  live.dataset.mark = ""; // should this fail, the next poll does it
  await refresh().catch(() => {});
}

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-ballot]");
  if (!form) return;
  event.preventDefault();
  const { question, version, answer, reason } = Object.fromEntries(new FormData(form));
  seq += 1;
  pending = { question, version, answer: answer ?? "", reason: reason ?? "", writer, seq };
  unsent.put(LAST, pending);
  failures = 0;
  deliver();
});

const poll = new Poll(root.dataset.state, {
  async heard(state) {
    if (status.dataset.phase === "away") say("");
    if (pending) await deliver();
    else if (state.mark !== live.dataset.mark) {
      await refresh();
      if (status.dataset.phase === "saved") say(""); // of what is not on the screen any more
    }
  },
  lost() {
    if (!pending) say(words.lost, "away");
  },
  gone: () => say(words.elsewhere, "refused"),
});

addEventListener("online", deliver);
addEventListener("pagehide", () => {
  if (pending && !isSending) send(location.pathname, root.dataset.token, pending);
});
deliver();
poll.start();
