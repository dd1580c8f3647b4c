// Asks the server every two seconds whether anything is new, less often while it does not answer, and not at
// all while nobody looks at the page. See docs/workshop.md.

const PAUSE = 2000; // milliseconds
const LONGEST = 20_000;
const TIMEOUT = 8000;
const LOST = 2; // failures in a row

export class Poll {
  constructor(url, { heard, lost, gone }) {
    Object.assign(this, { url, heard, lost, gone });
    this.failures = 0;
    this.etag = "";
  }

  start() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.stop() : this.ask()));
    addEventListener("online", () => this.ask());
    this.schedule();
  }

  stop() {
    clearTimeout(this.timer);
  }

  schedule() {
    this.stop();
    if (document.hidden || this.isOver) return;
    const pause = Math.min(PAUSE * 2 ** this.failures, LONGEST);
    // Thirty phones that saw the same moment do not ask in the same one.
    this.timer = setTimeout(() => this.ask(), pause * (0.8 + 0.4 * Math.random()));
  }

  async ask() {
    if (this.isAsking || this.isOver) return;
    this.isAsking = true;
    try {
      await this.read(await this.request());
    } catch {
      this.failures += 1;
      if (this.failures >= LOST) this.lost();
    }
    this.isAsking = false;
    this.schedule();
  }

  request() {
    const headers = { Accept: "application/json" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    return fetch(this.url, {
      headers,
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  }

  async read(reply) {
    if (reply.type === "opaqueredirect" || reply.status === 404) {
      this.isOver = true;
      this.gone();
      return;
    }
    if (!reply.ok && reply.status !== 304) throw new Error(String(reply.status));
    if (reply.status !== 304) this.state = await reply.json();
    this.etag = reply.headers.get("ETag") ?? "";
    this.failures = 0;
    await this.heard(this.state);
  }
}
