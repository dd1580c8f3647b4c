// Downloads a PDF while the page stays usable. Without this module the link is an ordinary link.

const fileName = (response) => {
  const header = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(header);
  return encoded ? decodeURIComponent(encoded[1]) : "report.pdf";
};

const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const enhance = (box) => {
  const link = box.querySelector("a");
  const status = box.querySelector("[role=status]");
  const retry = box.querySelector("button");
  let busy = false;

  const show = (state) => {
    busy = state === "making";
    status.textContent = box.dataset[state];
    link.setAttribute("aria-disabled", String(busy));
    retry.hidden = state !== "failed" && state !== "offline";
  };

  const download = async () => {
    if (busy) return;
    show("making");
    let response;
    try {
      response = await fetch(link.href, { credentials: "same-origin" });
      if (response.redirected && !response.url.endsWith(".pdf")) {
        location.assign(link.href); // logged out: the log-in page leads back to the file
        return;
      }
      if (!response.ok) {
        show("failed");
        return;
      }
      save(await response.blob(), fileName(response));
      show("done");
    } catch {
      show("offline");
    }
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    download();
  });
  retry.addEventListener("click", () => {
    link.focus();
    download();
  });
};

document.querySelectorAll("[data-pdf-download]").forEach(enhance);
