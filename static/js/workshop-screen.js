// The big screen: counts that grow by themselves, and the same question as on every other screen.

import { Poll } from "./workshop-poll.js";

const root = document.querySelector("[data-screen]");
const words = JSON.parse(document.getElementById("words").textContent);
const status = root.querySelector("[data-status]");

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function show(name, text) {
  for (const place of root.querySelectorAll(`[data-${name}]`)) {
    if (text && place.textContent !== text) place.textContent = text;
  }
}

const isTyping = () => [...root.querySelectorAll("input[name=why]")].some((field) => field.value !== field.defaultValue);

// The button that records says which level, as soon as one is chosen.
function nameLevel() {
  const button = root.querySelector("[data-record]");
  const chosen = root.querySelector("input[name=level]:checked");
  if (button && chosen) button.textContent = button.dataset.record.replace("{level}", chosen.value);
}

root.addEventListener("change", nameLevel);
nameLevel();

const poll = new Poll(root.dataset.state, {
  heard(state) {
    show("joined", state.joined);
    show("voted", state.voted);
    if (state.mark === root.dataset.mark) say("");
    else if (isTyping()) say(words.moved);
    else location.assign(location.pathname);
  },
  lost: () => say(words.lost),
  gone: () => say(words.elsewhere),
});

document.addEventListener("submit", () => {
  poll.isOver = true;
  poll.stop();
});

// After each step the button that goes on has the focus, so that Space or Enter presses it.
if (document.activeElement === document.body) root.querySelector("[data-go]")?.focus({ preventScroll: true });
poll.start();
