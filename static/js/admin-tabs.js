// Admin pages of translated texts: one set of tabs for every text on the page, and marks for what is untranslated.

const KEY = "admin-language";
const FIRST = "en";

// The rows of a form that hold one text each, for example `form-row field-name_tr`.
function rowsOf(panel, languages) {
  const name = new RegExp(`(?:^|\\s)field-(\\w+)_(${languages.join("|")})(?:\\s|$)`);
  return [...panel.querySelectorAll(".form-row")]
    .filter((element) => !element.closest(".empty-form") && name.test(element.className))
    .map((element) => {
      const [, text, language] = name.exec(element.className);
      return { element, text, language, part: element.closest("fieldset") };
    });
}

function valueOf(row) {
  const control = row.element.querySelector("textarea, input");
  if (control) return control.value.trim();
  const shown = row.element.querySelector(".readonly").textContent.trim();
  return shown === "-" ? "" : shown; // as the admin shows what is empty
}

// The row that the address names: `#id_name_tr`, or `#level-7-statement_tr` in the row of that level.
function placeOf(panel) {
  const [, level, field] = /^#(?:id_|level-(\d+)-)([a-z_]+)$/.exec(location.hash) ?? [];
  if (!field) return null;
  const keys = [...panel.querySelectorAll("input[name$='-row']")];
  const part = level ? keys.find((key) => key.value === level)?.closest(".inline-related") : panel;
  return part?.querySelector(`.form-row.field-${field}, .fieldBox.field-${field}`) ?? null;
}

class Tabs {
  constructor(element) {
    this.element = element;
    this.panel = element.nextElementSibling;
    this.buttons = [...element.querySelectorAll("[role=tab]")];
    this.languages = this.buttons.map((button) => button.dataset.language);
    this.panel.id = "language-panel";
    this.panel.setAttribute("role", "tabpanel");
    element.hidden = false;
    this.scan();
    this.place = placeOf(this.panel);
    this.select(this.startsWith());
    this.listen();
    this.goToPlace();
  }

  listen() {
    this.element.addEventListener("click", (event) => {
      const button = event.target.closest("[role=tab]");
      if (button) this.choose(button.dataset.language);
    });
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.panel.addEventListener("input", () => this.mark());
    document.addEventListener("formset:added", () => {
      this.scan();
      this.select(this.selected);
    });
    addEventListener("hashchange", () => {
      this.place = placeOf(this.panel);
      this.select(this.languageOfPlace() ?? this.selected);
      this.goToPlace();
    });
  }

  scan() {
    this.rows = rowsOf(this.panel, this.languages);
    for (const row of this.rows) {
      row.first = this.rows.find(
        (other) => other.part === row.part && other.text === row.text && other.language === FIRST,
      );
    }
  }

  // A language whose texts were refused comes first; then that of the text which the address names, the one
  // chosen on the page before, and the one that the page itself is in.
  startsWith() {
    const refused = this.rows.filter((row) => row.element.classList.contains("errors")).map((row) => row.language);
    const wished = [this.languageOfPlace(), sessionStorage.getItem(KEY), document.documentElement.lang, FIRST];
    const isOpen = (language) => (refused.length ? refused : this.languages).includes(language);
    return wished.find(isOpen) ?? refused[0];
  }

  languageOfPlace() {
    return this.rows.find((row) => row.element === this.place)?.language;
  }

  // To the text that the address names, below the tabs that stay at the top.
  goToPlace() {
    if (!this.place || this.panel.querySelector(".errorlist")) return;
    this.place.scrollIntoView({ block: "center" });
    this.place.querySelector("textarea, select, input:not([type=hidden])")?.focus({ preventScroll: true });
  }

  choose(language) {
    sessionStorage.setItem(KEY, language);
    this.select(language);
  }

  select(language) {
    this.selected = language;
    for (const button of this.buttons) {
      const chosen = button.dataset.language === language;
      button.setAttribute("aria-selected", chosen);
      button.tabIndex = chosen ? 0 : -1;
      if (chosen) this.panel.setAttribute("aria-labelledby", button.id);
    }
    for (const row of this.rows) row.element.hidden = row.language !== language;
    this.mark();
  }

  onKey(event) {
    const here = this.languages.indexOf(this.selected);
    const last = this.languages.length - 1;
    const goes = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: last }[event.key];
    if (goes === undefined) return;
    event.preventDefault();
    const next = (goes + last + 1) % (last + 1);
    this.choose(this.languages[next]);
    this.buttons[next].focus();
  }

  // A text is missing where a version needs it, untranslated where only the first language says something.
  lacks(row) {
    if (valueOf(row)) return false;
    if (row.language === FIRST) return Boolean(row.element.querySelector("label.required, [data-needed]"));
    return Boolean(row.first && valueOf(row.first));
  }

  mark() {
    const counts = Object.fromEntries(this.languages.map((language) => [language, 0]));
    for (const row of this.rows) {
      const lacks = this.lacks(row);
      if (lacks) counts[row.language] += 1;
      this.markRow(row, lacks);
      if (row.language !== FIRST && row.first) this.quote(row);
    }
    for (const button of this.buttons) {
      const count = counts[button.dataset.language];
      const word = this.wordFor(button.dataset.language);
      button.querySelector(".language-count").textContent = count ? `${count} ${word}` : "";
    }
  }

  wordFor(language) {
    return language === FIRST ? this.element.dataset.missing : this.element.dataset.untranslated;
  }

  markRow(row, lacks) {
    let sign = row.element.querySelector(".language-mark");
    if (!lacks) return sign?.remove();
    if (sign) return undefined;
    sign = document.createElement("span");
    sign.className = "language-mark";
    sign.textContent = this.wordFor(row.language);
    return row.element.querySelector("label").append(" ", sign);
  }

  // What is to be translated stands above the field.
  quote(row) {
    let quote = row.element.querySelector(".language-source");
    if (!quote) {
      quote = document.createElement("p");
      quote.className = "language-source";
      quote.lang = FIRST;
      if (row.element.closest(".side-by-side")) row.element.querySelector("label").after(quote);
      else row.element.prepend(quote);
    }
    quote.textContent = valueOf(row.first);
    quote.hidden = !quote.textContent;
  }
}

const element = document.querySelector(".language-tabs");
if (element) new Tabs(element);
