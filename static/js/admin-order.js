// Lists of a draft's parts: rows change places by dragging their handle or with their arrows, and it is saved at once.

const EDGE = 48; // pixels from the window's edge where dragging scrolls
const TIMEOUT = 15_000; // milliseconds

const fill = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name]);

class Row {
  constructor(place, list) {
    this.place = place;
    this.key = place.dataset.row;
    this.parent = place.dataset.parent;
    this.element = place.closest("tr");
    const name = this.element.querySelector("th a")?.textContent.trim() ?? "";
    this.handle = document.createElement("span");
    this.handle.className = "place-handle";
    this.handle.setAttribute("aria-hidden", "true");
    this.handle.addEventListener("pointerdown", (event) => list.lift(event, this));
    this.up = this.arrow("up", "↑", fill(list.words.up, { name }), () => list.step(this, -1));
    this.down = this.arrow("down", "↓", fill(list.words.down, { name }), () => list.step(this, 1));
    place.before(this.handle);
    place.after(this.up, this.down);
  }

  arrow(way, sign, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `place-${way}`;
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      act();
      button.focus(); // moving its row takes the focus away
    });
    return button;
  }
}

class List {
  constructor(element) {
    this.words = element.dataset;
    this.status = element.querySelector("[role=status]");
    this.rows = [...document.querySelectorAll("#result_list .place")].map((place) => new Row(place, this));
    this.saved = new Map();
    for (const row of this.rows) this.saved.set(row.parent, this.keys(row));
    this.line = Promise.resolve();
    element.hidden = this.rows.length === 0;
    this.refresh();
  }

  // The rows that a row can change places with, as they stand.
  peers(row) {
    return this.rows
      .filter((other) => other.parent === row.parent)
      .sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  keys(row) {
    return this.peers(row).map((peer) => peer.key);
  }

  step(row, by) {
    const peers = this.peers(row);
    const other = peers[peers.indexOf(row) + by];
    if (!other) return;
    this.put(row, other);
    this.save(row);
  }

  put(row, other) {
    const goesDown = row.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (goesDown) other.element.after(row.element);
    else other.element.before(row.element);
  }

  lift(event, row) {
    if (event.button !== 0) return;
    event.preventDefault();
    const stop = new AbortController();
    const drop = (isDone) => {
      stop.abort();
      row.element.classList.remove("is-dragged");
      if (isDone) this.save(row);
      else this.restore(row);
    };
    row.element.classList.add("is-dragged");
    const listen = (name, act) => document.addEventListener(name, act, { signal: stop.signal });
    listen("pointermove", (moved) => this.drag(row, moved.clientY));
    listen("pointerup", () => drop(true));
    listen("pointercancel", () => drop(false));
    listen("keydown", (pressed) => pressed.key === "Escape" && drop(false));
  }

  drag(row, y) {
    if (y < EDGE) window.scrollBy(0, -EDGE / 4);
    if (y > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
    const peers = this.peers(row);
    const here = peers.indexOf(row);
    const middle = (peer) => {
      const { top, height } = peer.element.getBoundingClientRect();
      return top + height / 2;
    };
    row.overshot = this.isBeyond(row, y);
    const above = peers.slice(0, here).find((peer) => y < middle(peer));
    const below = peers.slice(here + 1).findLast((peer) => y > middle(peer));
    if (above || below) this.put(row, above ?? below);
  }

  // Over a row that it cannot change places with, such as a question of another domain.
  isBeyond(row, y) {
    return this.rows.some((other) => {
      const { top, bottom } = other.element.getBoundingClientRect();
      return other.parent !== row.parent && y > top && y < bottom;
    });
  }

  save(row) {
    row.told = row.overshot ? (this.words.stays ?? "") : "";
    row.overshot = false;
    const keys = this.keys(row);
    if (keys.join() === this.saved.get(row.parent).join()) {
      if (row.told) this.say(row.told);
      return;
    }
    this.refresh();
    this.line = this.line.then(() => this.send(row, keys));
  }

  async send(row, keys) {
    const reply = await this.post(keys);
    if (reply.places) {
      this.saved.set(row.parent, keys);
      for (const peer of this.peers(row)) peer.place.textContent = reply.places[peer.key];
      const count = Object.keys(reply.places).length;
      const saved = fill(this.words.saved, { position: reply.places[row.key], count });
      this.say(`${saved} ${row.told}`.trim());
    } else {
      this.restore(row);
      this.say(reply.said ?? this.words.failed, true);
    }
  }

  async post(keys) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    try {
      const reply = await fetch(this.words.url, {
        method: "POST",
        body: new URLSearchParams(keys.map((key) => ["row", key])),
        headers: { Accept: "application/json", "X-CSRFToken": token },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      return await reply.json();
    } catch {
      return {};
    }
  }

  restore(row) {
    const order = this.saved.get(row.parent);
    const peers = this.peers(row);
    const sorted = [...peers].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
    const before = document.createComment("");
    peers[0].element.before(before);
    for (const peer of sorted) before.before(peer.element);
    before.remove();
    this.refresh();
  }

  say(words, isFault = false) {
    this.status.textContent = words;
    this.status.classList.toggle("is-fault", isFault);
  }

  // No arrow leads beyond the ends.
  refresh() {
    for (const row of this.rows) {
      const peers = this.peers(row);
      row.up.setAttribute("aria-disabled", peers[0] === row);
      row.down.setAttribute("aria-disabled", peers.at(-1) === row);
    }
  }
}

const element = document.querySelector(".ordering");
if (element) new List(element);
