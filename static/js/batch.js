// Follows an export: asks how far it is, and shows the file once it is ready. Without this module a link does.

const box = document.querySelector("[data-batch]");
const status = box.querySelector("[role=status]");
const bar = box.querySelector("progress");
const SHORTEST = 1_000;
const LONGEST = 15_000;
let pause = SHORTEST;

const ask = async () => {
  const response = await fetch(box.dataset.batch, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  // Logged out, or deleted meanwhile: the page itself knows what to say.
  if (response.type === "opaqueredirect" || response.status === 404) return { finished: true };
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
};

const show = ({ text, ticked, total }) => {
  if (status.textContent !== text) status.textContent = text;
  bar.max = total;
  bar.value = ticked;
};

const follow = async () => {
  try {
    const progress = document.hidden ? null : await ask();
    if (progress?.finished) {
      location.reload();
      return;
    }
    if (progress) show(progress);
    pause = SHORTEST;
  } catch {
    status.textContent = box.dataset.away;
    pause = Math.min(2 * pause, LONGEST);
  }
  setTimeout(follow, pause);
};

setTimeout(follow, pause);
