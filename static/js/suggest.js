// Puts a suggestion into its box. The boxes are filled in by the server where they were empty; this is for a
// second thought.

function insert(button) {
  const box = document.getElementById(button.dataset.into);
  const text = document.getElementById(button.dataset.insert).textContent.trim();
  // What was typed into a long text stays: the suggestion goes below it.
  const typed = box.value.trim();
  const below = box.tagName === "TEXTAREA" && typed !== "" && !typed.includes(text);
  box.value = below ? `${typed}\n\n${text}` : text;
  if (button.dataset.unitInto) {
    const unit = document.getElementById(button.dataset.unit).textContent.trim();
    document.getElementById(button.dataset.unitInto).value = unit;
  }
  box.focus();
}

for (const button of document.querySelectorAll("[data-insert]")) {
  const box = document.getElementById(button.dataset.into);
  if (!box) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    insert(button);
    button.textContent = button.dataset.done;
  });
}
