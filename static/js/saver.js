// The queue of one question: one save on its way at a time, the newest state next.
//
// phase: idle, no_reason, saving, failing, signed_out, conflict, refused, partly, elsewhere or sealed.

const RETRY = { failed: [1, 2, 4, 8, 15, 30], signed_out: [5, 10, 15] }; // seconds
const STOPPED = new Set(["conflict", "refused", "elsewhere", "sealed"]);

export class Saver {
  constructor({ card, writer, unsent, send, changed }) {
    Object.assign(this, { card, writer, unsent, send, changed });
    this.seq = 0;
    this.phase = "idle";
    this.dirty = false; // the page shows something that no snapshot holds
    this.pending = null; // the snapshot that is to be confirmed
    this.onItsWay = false;
    this.failures = 0;
    this.waiting = [];
  }

  get isUnsaved() {
    return this.dirty || this.pending !== null;
  }

  get isFailing() {
    return this.phase === "failing" || this.phase === "signed_out";
  }

  // Nothing is left to do about this card.
  get isMended() {
    return this.phase === "idle" && !this.isUnsaved && !this.card.isFaulty;
  }

  // The phase of a card whose state the server has: it may still lack what makes it an answer.
  look() {
    this.phase = this.card.lacksReason ? "no_reason" : "idle";
  }

  snapshot() {
    return {
      ...this.card.read(),
      version: this.card.version,
      writer: this.writer,
      seq: this.seq + 1,
    };
  }

  // Something was chosen or typed; it is sent after so many milliseconds without a further change.
  touch(delay) {
    this.dirty = true;
    this.unsent.put(this.card.slug, this.snapshot());
    if (this.phase === "conflict") return;
    if (this.phase === "refused") this.phase = "idle";
    this.schedule(delay);
  }

  // A snapshot of an earlier load of the page, sent under its own name, so that a save that did arrive is recognised.
  resume(snapshot) {
    this.pending = snapshot;
    this.flush();
  }

  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  flush() {
    clearTimeout(this.timer);
    if (this.onItsWay || STOPPED.has(this.phase) || !this.isUnsaved) return;
    if (this.dirty) this.take();
    this.run();
  }

  take() {
    this.pending = this.snapshot();
    this.seq = this.pending.seq;
    this.dirty = false;
    this.unsent.put(this.card.slug, this.pending);
  }

  async run() {
    this.onItsWay = true;
    if (!this.isFailing) this.phase = "saving";
    this.changed();
    const result = await this.send(this.card.slug, this.pending);
    this.onItsWay = false;
    this[result.kind](result);
    this.changed(result);
    if (!this.isUnsaved || STOPPED.has(this.phase) || this.isFailing) this.settle();
    if (this.dirty && !STOPPED.has(this.phase) && !this.isFailing) this.flush();
  }

  saved(result) {
    this.card.version = result.version;
    this.card.confirmed();
    this.pending = null;
    this.failures = 0;
    this.look();
    if (this.dirty) return;
    this.card.showConflict(null);
    const faulty = this.card.showErrors(result.errors);
    if (faulty) this.phase = "partly";
    else this.unsent.remove(this.card.slug);
  }

  conflict(result) {
    this.phase = "conflict";
    this.stored = result.conflict;
    this.card.showConflict(this.stored);
  }

  refused(result) {
    this.phase = "refused";
    this.pending = null;
    this.unsent.remove(this.card.slug);
    this.card.showErrors(result.errors ?? {});
  }

  sealed(result) {
    this.phase = "sealed";
    this.message = result.message;
  }

  elsewhere() {
    this.phase = "elsewhere";
  }

  failed() {
    this.retry("failing", RETRY.failed);
  }

  signed_out() {
    this.retry("signed_out", RETRY.signed_out);
  }

  retry(phase, pauses) {
    this.phase = phase;
    const pause = pauses[Math.min(this.failures, pauses.length - 1)];
    this.failures += 1;
    this.schedule(pause * 1000);
  }

  // The two ways out of a conflict.
  keep() {
    this.card.version = this.stored?.version ?? this.card.version;
    this.leaveConflict();
    this.touch(0);
  }

  takeTheirs() {
    this.card.version = this.stored.version;
    this.card.apply(this.stored.values);
    this.card.confirmed();
    this.leaveConflict();
    this.dirty = false;
    this.pending = null;
    this.unsent.remove(this.card.slug);
    this.changed();
  }

  leaveConflict() {
    this.stored = null;
    this.phase = "idle";
    this.card.showConflict(null);
    this.card.showErrors({});
  }

  // The page goes away: what is not on its way yet is sent without waiting for anything.
  leave() {
    clearTimeout(this.timer);
    if (STOPPED.has(this.phase) || !this.isUnsaved) return;
    if (!this.dirty && this.onItsWay) return;
    if (this.dirty) this.take();
    this.send(this.card.slug, this.pending);
  }

  // Resolves when nothing is on its way any more, or nothing can be done about it.
  settled() {
    this.flush();
    if (!this.onItsWay) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  settle() {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
