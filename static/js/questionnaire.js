// A page of questions that saves itself. Without this script the page is an ordinary form.

import { Card } from "./card.js";
import { guard } from "./leaving.js";
import "./pages.js";
import { Saver } from "./saver.js";
import { send } from "./send.js";
import { Unsent } from "./unsent.js";

const TYPING = 800; // milliseconds without a further key
const URGENT = [
  "signed_out",
  "sealed",
  "elsewhere",
  "failing",
  "conflict",
  "refused",
  "partly",
  "no_reason",
  "saving",
];

const root = document.querySelector(".questionnaire");
const form = root.querySelector("form[data-questions]");
const words = JSON.parse(document.getElementById("words").textContent);
const unsent = new Unsent(root.dataset.assessment);

// crypto.randomUUID exists on https pages only.
const writer = [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0"))
  .join("")
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const savers = [...root.querySelectorAll("[data-question]")].map(
  (element) =>
    new Saver({
      card: new Card(element, words),
      writer,
      unsent,
      send: (slug, snapshot) => send(form.dataset.save.replace("/0/", `/${slug}/`), form.dataset.token, snapshot),
      changed,
    }),
);
const saverOf = (node) => {
  const element = node.closest("[data-question]");
  return savers.find((saver) => saver.card.element === element);
};

function phrase(phase) {
  const saver = savers.find((one) => one.phase === phase);
  if (phase === "sealed") return saver.message;
  return words[phase === "failing" ? "retrying" : phase];
}

// The page's language, in the reader's own way of writing times where the browser tells it.
const language = document.documentElement.lang;
const locale = navigator.languages.find((one) => one.startsWith(language)) ?? language;

function statusText(worst, result) {
  if (worst) return phrase(worst);
  if (result?.kind !== "saved") return "";
  const time = new Date(result.saved_at).toLocaleTimeString(locale, { timeStyle: "short" });
  return words.saved.replace("{time}", time);
}

function changed(result) {
  const status = root.querySelector("[data-status]");
  const worst = URGENT.find((phase) => savers.some((saver) => saver.phase === phase));
  if (result?.kind === "saved") root.querySelector("[data-progress]").textContent = result.status;
  const text = statusText(worst, result);
  if (status.textContent !== text) status.textContent = text;
  status.dataset.phase = worst ?? "saved";
  root.querySelector("[data-login]").hidden = worst !== "signed_out";
  for (const saver of savers) {
    saver.card.showState(["idle", "saving"].includes(saver.phase) ? "" : phrase(saver.phase));
  }
  shortenSummary();
}

// What the server found wrong is taken off the list as it is mended.
function shortenSummary() {
  const summary = root.querySelector(".error-summary");
  if (!summary) return;
  for (const item of summary.querySelectorAll("li")) {
    const target = document.getElementById(item.querySelector("a").hash.slice(1));
    if (target && saverOf(target)?.isMended) item.remove();
  }
  if (summary.querySelector("li")) return;
  summary.remove();
  document.title = root.dataset.title;
}

form.addEventListener("input", ({ target }) => {
  const saver = saverOf(target);
  if (!saver || target.type === "radio") return;
  saver.card.refresh();
  saver.touch(TYPING);
});

form.addEventListener("change", ({ target }) => {
  const saver = target.type === "radio" && saverOf(target);
  if (!saver) return;
  saver.card.refresh();
  if (saver.card.isUnproven) saver.card.unfold();
  saver.touch(0);
});

form.addEventListener("focusout", ({ target }) => {
  const saver = target.dataset.part && saverOf(target);
  if (saver?.dirty) saver.flush();
});

// Enter in a field or on an answer saves that card and stays; buttons, and a new line in the note, are theirs.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  saverOf(event.target)?.flush();
});

form.addEventListener("keydown", (event) => {
  if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const radio = [...saverOf(event.target).card.radios()].find((one) => one.value === event.key);
  if (!radio || radio.checked) return;
  event.preventDefault();
  radio.focus();
  radio.click();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm], [data-keep], [data-take]");
  const saver = button && saverOf(button);
  // A conflict that the server put on the page is resolved by sending the form.
  if (!saver || (!button.hasAttribute("data-confirm") && !saver.stored)) return;
  event.preventDefault();
  if (button.hasAttribute("data-take")) saver.takeTheirs();
  else if (button.hasAttribute("data-keep")) saver.keep();
  else saver.touch(0);
  saver.card.element.querySelector("input[type=radio]:checked, input[type=radio]").focus();
});

function beforeSubmit(submitted) {
  if (submitted !== form) return;
  form.elements.writer.value = writer;
  for (const saver of savers) saver.card.field("seq").value = saver.seq + 1;
}

const same = (values, snapshot) => Object.keys(values).every((part) => values[part] === snapshot[part]);

guard({ savers, beforeSubmit });
for (const saver of savers) {
  const snapshot = unsent.get(saver.card.slug);
  if (!snapshot) {
    if (!saver.card.isFaulty) saver.look();
    if (saver.card.wasTouched) saver.touch(0);
    continue;
  }
  if (same(saver.card.read(), snapshot)) {
    unsent.remove(saver.card.slug);
  } else {
    saver.card.apply(snapshot);
    saver.resume(snapshot);
  }
}
changed();
