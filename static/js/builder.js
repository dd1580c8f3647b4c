// Shows what the choices make while they are made. Without this module a button does it, page by page.

const WAIT = 400; // milliseconds after the last change
const form = document.querySelector("[data-builder]");
const box = document.querySelector(".builder-paper");
const status = document.querySelector("[data-status]");
const moved = document.querySelector("[data-moved]");
let timer = 0;
let shown = "";
let place = 0;
let last = "done";
let problem = "";

const say = (state, problem = "") => {
  status.textContent = problem || status.dataset[state];
  status.toggleAttribute("data-bad", state === "failed" || state === "refused");
};

const BESIDE = ["csrfmiddlewaretoken", "report_name", "kinds", "key", "preset_name"];

const choices = () => {
  const data = new FormData(form);
  for (const name of BESIDE) data.delete(name);
  return new URLSearchParams(data).toString();
};

const paperIn = (frame) => {
  try {
    return frame?.contentDocument?.querySelector("body.paper") ?? null;
  } catch {
    return null;
  }
};

// What the paper is, and the form's own words about what is wrong with the choices.
const read = (paper) => {
  const problems = paper.querySelectorAll("[data-refused] .lede");
  problem = [...problems].map((one) => one.textContent.trim()).join(" ");
  last = paper.querySelector("[data-refused]") ? "refused" : "done";
};

const swap = (next) => {
  const paper = paperIn(next);
  if (!paper) {
    next.remove();
    shown = "";
    say("failed");
    return;
  }
  const old = box.querySelector("iframe:not([data-next])");
  read(paper);
  if (paperIn(old)?.querySelector("[data-refused]") === null) place = old.contentWindow.scrollY;
  if (last === "done") next.contentWindow.scrollTo(0, place);
  next.removeAttribute("data-next");
  old?.remove();
  next.name = "preview";
  say(last, problem);
};

// A new frame each time: the old paper stays until the new one is there, and Back does not go through them.
const update = () => {
  const query = choices();
  if (query === shown) return say(last, problem);
  shown = query;
  for (const one of box.querySelectorAll("iframe[data-next]")) one.remove();
  const next = box.querySelector("iframe").cloneNode();
  next.removeAttribute("name");
  next.setAttribute("data-next", "");
  next.src = `${form.dataset.preview}?${query}`;
  next.addEventListener("load", () => next.isConnected && next.hasAttribute("data-next") && swap(next));
  box.append(next);
};

// On narrow screens a bar names the preset; it says so when that is not what is chosen any more.
const based = document.querySelector("[data-based]");
const rest = () => choices().replace(/(^|&)language=[^&]*/, "");
const began = rest();
const title = based.textContent;

const later = () => {
  based.textContent = rest() === began ? title : based.dataset.based;
  say("busy");
  clearTimeout(timer);
  timer = setTimeout(update, WAIT);
};

const settle = () => {
  const rows = [...form.querySelectorAll("[data-section]")];
  rows.forEach((row, index) => {
    const [up, down] = row.querySelectorAll(".builder-moves button");
    up.disabled = index === 0;
    down.disabled = index === rows.length - 1;
  });
  return rows;
};

form.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="move"]');
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-section]");
  const up = button.value.startsWith("up:");
  if (up) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  const rows = settle();
  (button.disabled ? row.querySelector(".builder-moves button:enabled") : button).focus();
  moved.textContent = moved.dataset.text
    .replace("%(section)s", row.querySelector("label").textContent.trim())
    .replace("%(place)s", rows.indexOf(row) + 1);
  later();
});

// A field that no paper shows tells of its change while the next button is pressed: nothing may move then.
form.addEventListener("change", (event) => BESIDE.includes(event.target.name) || later());
document.querySelector("[data-preview-button]").addEventListener("click", (event) => {
  event.preventDefault();
  shown = "";
  say("busy");
  update();
});

// The server sent the first paper with the page; it may be there already.
const first = box.querySelector("iframe");
const judge = () => {
  const paper = paperIn(first);
  if (!paper) return say("failed");
  read(paper);
  say(last, problem);
};
shown = choices();
say("busy");
if (paperIn(first)) judge();
first.addEventListener("load", () => status.textContent === status.dataset.busy && shown === choices() && judge());
