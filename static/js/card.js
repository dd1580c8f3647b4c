// A question's card on the page: reads what is chosen and typed, shows what became of it.

const PARTS = ["reason", "note", "link", "dated"];
const length = (text) => [...text.replaceAll("\r\n", "\n").trim()].length; // characters as the server counts them

export class Card {
  constructor(element, words) {
    this.element = element;
    this.words = words;
    this.slug = element.dataset.question;
    this.lastDate = this.field("dated").value;
    this.refresh();
  }

  field(part) {
    return this.element.querySelector(`[data-part=${part}]`);
  }

  radios() {
    return this.element.querySelectorAll("input[type=radio]");
  }

  get version() {
    return Number(this.field("version").value);
  }

  set version(version) {
    this.field("version").value = version;
  }

  read() {
    const answer = [...this.radios()].find((radio) => radio.checked)?.value ?? "";
    const values = { answer };
    for (const part of PARTS) values[part] = this.field(part)?.value ?? "";
    const date = this.field("dated");
    if (date.validity.badInput) values.dated = this.lastDate;
    else this.lastDate = date.value;
    return values;
  }

  // Something was chosen or typed before this script was there to hear of it.
  get wasTouched() {
    if ([...this.radios()].some((radio) => radio.checked !== radio.defaultChecked)) return true;
    return PARTS.some((part) => this.field(part) && this.field(part).value !== this.field(part).defaultValue);
  }

  apply(values) {
    for (const radio of this.radios()) radio.checked = radio.value === values.answer;
    for (const part of PARTS) {
      const field = this.field(part);
      if (field) field.value = values[part];
    }
    if (values.note || values.link || values.dated) this.unfold();
    this.refresh();
  }

  unfold() {
    this.element.querySelector("details").open = true;
  }

  // What follows from what is chosen and typed.
  refresh() {
    this.count();
    const lack = this.element.querySelector("[data-lack]");
    lack.hidden = !this.isUnproven;
    lack.textContent = lack.hidden ? "" : lack.dataset.lack; // fields are described by it even while it is hidden
  }

  // The level that is picked counts less without a note or link, and there is neither.
  get isUnproven() {
    const { answer, note, link } = this.read();
    return Number(answer) > Number(this.element.dataset.unprovenMost) && !note.trim() && !link.trim();
  }

  count() {
    const note = this.field("note");
    const [count, limit] = [length(note.value), Number(note.dataset.limit)];
    const text = count > limit ? this.words.too_many : this.words.characters;
    this.element.querySelector("[data-count]").textContent = text
      .replace("{count}", count)
      .replace("{limit}", limit)
      .replace("{over}", count - limit);
  }

  get lacksReason() {
    const { answer, reason } = this.read();
    return answer === "not_applicable" && !reason.trim();
  }

  get isFaulty() {
    return this.element.classList.contains("question--fault");
  }

  confirmed() {
    this.element.querySelector("[data-carried]")?.remove();
  }

  showErrors(errors) {
    if (this.field("dated").validity.badInput) errors = { dated: this.words.unfinished_date, ...errors };
    for (const place of this.element.querySelectorAll("[data-error]")) {
      const message = errors[place.dataset.error] ?? "";
      place.textContent = message;
      place.hidden = !message;
      const field = this.field(place.dataset.error);
      if (message) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
      field?.closest(".field")?.classList.toggle("field--error", Boolean(message));
    }
    const faulty = Object.keys(errors).length > 0;
    this.element.classList.toggle("question--fault", faulty);
    if (["note", "link", "dated"].some((part) => errors[part])) this.unfold();
    return faulty;
  }

  showConflict(conflict) {
    const box = this.element.querySelector("[data-conflict]");
    box.hidden = !conflict;
    this.element.classList.toggle("question--fault", Boolean(conflict));
    for (const side of ["yours", "stored"]) {
      const lines = (conflict?.[side] ?? []).map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      });
      box.querySelector(`[data-${side}]`).replaceChildren(...lines);
    }
    if (conflict) box.scrollIntoView({ block: "nearest" });
  }

  showState(text) {
    const place = this.element.querySelector("[data-state]");
    place.textContent = text;
    place.hidden = !text;
  }
}
