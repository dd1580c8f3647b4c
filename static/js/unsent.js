// Answers that the server has not confirmed yet, and only those, kept for the next load of the page in this tab.

export class Unsent {
  constructor(assessment) {
    this.prefix = `unsent:${assessment}:`;
  }

  get(question) {
    try {
      return JSON.parse(sessionStorage.getItem(this.prefix + question));
    } catch {
      return null;
    }
  }

  put(question, snapshot) {
    try {
      sessionStorage.setItem(this.prefix + question, JSON.stringify(snapshot));
    } catch {
      // Storage is full or switched off: the answer is still on the page and on its way.
    }
  }

  remove(question) {
    try {
      sessionStorage.removeItem(this.prefix + question);
    } catch {
      // Nothing was kept then.
    }
  }
}
