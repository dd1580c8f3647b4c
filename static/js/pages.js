// Small comforts: focus on what went wrong, a button that copies, forms that are sent once.

document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
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
