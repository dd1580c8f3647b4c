// Leaving the page: links and forms wait a moment for what is unsaved; closing the tab sends it on the way out.

const PATIENCE = 2000; // milliseconds

const isPlainClick = (event) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

function leadsAway(link) {
  if (link.target && link.target !== "_self") return false;
  if (link.hasAttribute("download") || link.origin !== location.origin) return false;
  return link.pathname !== location.pathname || link.search !== location.search || !link.hash;
}

export function guard({ savers, beforeSubmit }) {
  const unsaved = () => savers.filter((saver) => saver.isUnsaved);
  const settled = () =>
    Promise.race([
      Promise.all(savers.map((saver) => saver.settled())),
      new Promise((resolve) => setTimeout(resolve, PATIENCE)),
    ]);
  let going = false;

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || !isPlainClick(event) || !leadsAway(link)) return;
    if (!unsaved().some((saver) => !saver.isFailing)) return;
    event.preventDefault();
    await settled();
    location.assign(link.href);
  });

  document.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    const { target: form, submitter } = event;
    if (going || unsaved().length === 0) {
      beforeSubmit(form);
      return;
    }
    event.preventDefault();
    await settled();
    await nextTask(); // a form that is still firing this event ignores a second one
    // The page of a browser that is offline would take the place of this one.
    if (savers.some((saver) => saver.phase === "failing")) return;
    going = true;
    form.requestSubmit(submitter);
    going = savers.some((saver) => saver.phase === "signed_out");
  });

  addEventListener("beforeunload", (event) => {
    if (!going && unsaved().some((saver) => saver.isFailing)) event.preventDefault();
  });
  addEventListener("pagehide", () => savers.forEach((saver) => saver.leave()));
  document.addEventListener("visibilitychange", () => savers.forEach((saver) => saver.flush()));
  addEventListener("focus", () => savers.forEach((saver) => saver.flush()));
  addEventListener("online", () => savers.forEach((saver) => saver.flush()));
}
