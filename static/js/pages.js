// Small comforts: focus on what went wrong, a button that copies, forms that are sent once.

document.querySelector("[data-focus]")?.focus();

// A secret link that was copied need not stand in the way again in this tab.
const nameOf = (box) => `copied:${box.dataset.linkOf}`;

function remember(box) {
  try {
    if (box) sessionStorage.setItem(nameOf(box), "1");
  } catch {
    // Storage is switched off: the box stays as the server sends it.
  }
}

for (const box of document.querySelectorAll("[data-link-of]")) {
  try {
    if (sessionStorage.getItem(nameOf(box))) box.open = false;
  } catch {
    // As above.
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
    remember(button.closest("[data-link-of]"));
  });
  field.addEventListener("focus", () => field.select());
}

for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}

// Back and reload fetch the page anew, but it is the same filling-in and keeps its token.
for (const field of document.querySelectorAll("input[data-token]")) {
  if (history.state?.token) field.value = history.state.token;
  else history.replaceState({ token: field.value }, "");
}

// A page from the browser's memory shows what was true when it was left.
addEventListener("pageshow", (event) => event.persisted && location.reload());
