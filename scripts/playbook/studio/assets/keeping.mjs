// Keeping what is typed: at once in this browser, within a second on disk; nothing typed is ever lost.
// Fields are what has data-key. Each is sent with what it said when it was last kept, so that two windows never write
// over each other; where another one wrote into the same field, both texts are shown.

import { Away, all, grow, hit, make, post, Refused, tell, word } from "./parts.mjs";

/**
 * What was typed into a field: `was` is what it said when it was last kept, `sent` what went to the server without an
 * answer, which may be what it keeps; `apart`: it is a step of its own, however soon it follows.
 * @typedef {{ was: string, text: string, sent?: string[], apart?: boolean }} Typed
 */
/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */

/** Milliseconds: after a key, before asking again where there was no answer. One question at a time goes to the server. */
const PAUSE = 20;
const AGAIN = 2000;
/** Texts of a field that went out without an answer and are remembered at most. */
const MOST_SENT = 8;

/** What these fields say goes to `${address}/text`. */
export class Keeper {
  /**
   * @param {string} address of the screen @param {string} name of what is written, the same in every window
   * @param {HTMLElement} root around the fields @param {(answer: any) => void} taken is told what the server answers
   */
  constructor(address, name, root, taken) {
    this.address = address;
    this.store = `studio:${name}`;
    this.root = root;
    this.taken = taken;
    this.channel = new BroadcastChannel("studio");
    /** What was typed and is not kept on disk yet, by the key of its field. @type {Map<string, Typed>} */
    this.typed = new Map(Object.entries(this.#recall()));
    /** What this window has put into the browser's storage, as written there; other windows have theirs beside it. */
    this.stored = new Map([...this.typed].map(([key, typed]) => [key, JSON.stringify(typed)]));
    /** What each field said when it was last kept. @type {Map<string, string>} */
    this.known = new Map();
    /** What was sent and could not be put where it belongs, by the key of its field; it is on disk, or still in `typed`. @type {Map<string, string>} */
    this.stuck = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.sending = false;
    /** While something is done to the whole, nothing is sent. */
    this.held = false;
    root.addEventListener("input", (event) => {
      const field = hit(event, "[data-key]");
      if (isField(field)) this.note(field);
    });
    this.channel.addEventListener("message", ({ data }) => {
      if (data.store === this.store) this.#hear(data.kept ?? []);
    });
  }

  /** @returns {Record<string, Typed>} */
  #recall() {
    try {
      return JSON.parse(localStorage.getItem(this.store) ?? "{}");
    } catch {
      return {}; // storage is switched off, or full of something else
    }
  }

  #remember() {
    try {
      const all = this.#recall();
      for (const [key, mine] of this.stored) if (JSON.stringify(all[key]) === mine) delete all[key];
      this.stored.clear();
      for (const [key, typed] of this.typed) {
        all[key] = typed;
        this.stored.set(key, JSON.stringify(typed));
      }
      if (Object.keys(all).length) localStorage.setItem(this.store, JSON.stringify(all));
      else localStorage.removeItem(this.store);
    } catch {
      // then the disk alone keeps it
    }
  }

  /** @returns {Field[]} */
  get fields() {
    return /** @type {Field[]} */ (all("[data-key]", this.root).filter(isField));
  }

  /** @param {string} key */
  fieldOf(key) {
    return this.fields.find((field) => field.dataset.key === key);
  }

  /** Take the form as it stands: what its fields say is what is kept; what was typed and not kept goes back in. */
  settle() {
    for (const map of [this.known, this.stuck]) map.clear();
    for (const field of this.fields) {
      this.known.set(keyOf(field), field.defaultValue);
      if (field.value !== field.defaultValue) {
        this.typed.set(keyOf(field), { was: field.defaultValue, text: field.value }); // typed before this script was here
      }
      const { held } = field.dataset; // kept, and not where it belongs: it is tried once more, which says why not
      if (held !== undefined && !this.typed.has(keyOf(field))) this.typed.set(keyOf(field), { was: held, text: held });
    }
    let back = false;
    for (const [key, typed] of [...this.typed]) {
      const { was, text } = typed;
      const field = this.#placeOf(key, typed);
      this.typed.delete(key);
      if (!field || field.defaultValue === text) continue;
      this.typed.set(keyOf(field), typed);
      this.known.set(keyOf(field), was);
      field.value = text;
      back = true;
    }
    this.#remember();
    grow(this.root);
    for (const field of this.fields) {
      if (field.dataset.theirs !== undefined) this.showOther(keyOf(field), field.dataset.theirs);
    }
    if (!back) return;
    tell("busy", word("restored"));
    this.#soon();
  }

  /** The field of a key, or, as rows may have moved, the one that says what it said. @param {string} key @param {Typed} typed */
  #placeOf(key, { was, text, sent = [] }) {
    const field = this.fieldOf(key);
    if (!was || (field && [was, text, ...sent].includes(field.defaultValue))) return field;
    const same = this.fields.filter((other) => other.defaultValue === was && kindOf(keyOf(other)) === kindOf(key));
    return same.length === 1 ? same[0] : field;
  }

  /** What is still to be sent. */
  get waiting() {
    return [...this.typed].filter(([key, { text }]) => this.stuck.get(key) !== text);
  }

  /** The fields in which something else was kept meanwhile, and somebody has to choose. */
  get unplaced() {
    return [...this.stuck.keys()].filter((key) => this.typed.has(key));
  }

  /** Say how things stand, once there is nothing to be sent. @param {string} state */
  tellState(state) {
    if (this.waiting.length) return;
    const lost = this.unplaced;
    if (lost.length) tell("failed", word("unplaced", { count: lost.length }));
    else if (this.stuck.size) tell("failed", word("held", { count: this.stuck.size }));
    else tell("kept", state);
  }

  /** Forget what was typed in a row or a part that is taken out. @param {string} start of the keys of its fields */
  forget(start) {
    for (const key of [...this.typed.keys()]) {
      if (!key.startsWith(start)) continue;
      this.typed.delete(key);
      this.stuck.delete(key);
    }
    this.#remember();
  }

  /** Keep what a field says now. @param {Field} field */
  note(field) {
    const key = keyOf(field);
    const { sent, apart } = this.typed.get(key) ?? {};
    this.stuck.delete(key);
    this.typed.set(key, { was: this.known.get(key) ?? "", text: field.value, sent, apart });
    this.#remember();
    tell("busy", word("keeping"));
    this.#soon();
  }

  /** Let what is written into a field next be a step of its own. @param {Field} field */
  apart(field) {
    const key = keyOf(field);
    const typed = this.typed.get(key) ?? { was: this.known.get(key) ?? "", text: field.value };
    this.typed.set(key, { ...typed, apart: true });
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /** Bring what was typed to the server. @returns {Promise<void>} */
  async send() {
    if (this.sending || this.held || !this.waiting.length) return;
    this.sending = true;
    const batch = this.waiting.map(([key, { was, text, sent = [], apart = false }]) => ({
      key,
      was,
      text,
      sent,
      apart,
    }));
    for (const [key, typed] of this.waiting) {
      const sent = [...new Set([...(typed.sent ?? []), typed.text])].slice(0, MOST_SENT);
      this.typed.set(key, { ...typed, sent });
    }
    this.#remember();
    let answer;
    try {
      answer = await post(`${this.address}/text`, { fields: batch });
    } catch (error) {
      showFailure(error);
    } finally {
      this.sending = false;
    }
    if (answer) this.#take(answer, batch);
    clearTimeout(this.timer);
    if (answer && this.waiting.length) this.#soon();
    else if (!answer) this.timer = setTimeout(() => this.send(), AGAIN);
  }

  /** Take what the server says of what was typed. @param {any} answer @param {{ key: string, text: string }[]} batch */
  #take(answer, batch) {
    for (const { key, text } of answer.kept) this.#keptNow(key, text, batch);
    for (const row of [...answer.clashing, ...answer.refused]) {
      const text = batch.find(({ key }) => key === row.key)?.text ?? "";
      this.stuck.set(row.key, text);
      if (row.held) this.#settled(row.key, text, batch);
    }
    for (const { key, theirs } of answer.clashing) this.showOther(key, theirs);
    this.#remember();
    if (answer.kept.length) this.channel.postMessage({ store: this.store, kept: answer.kept });
    this.taken(answer);
  }

  /** @param {string} key @param {string} text @param {{ key: string, text: string }[]} batch */
  #keptNow(key, text, batch) {
    this.stuck.delete(key);
    this.fieldOf(key)?.parentElement?.querySelector(".other")?.remove();
    this.#settled(key, text, batch);
  }

  /** What was sent of a field is on disk as this text. @param {string} key @param {string} text @param {{ key: string, text: string }[]} batch */
  #settled(key, text, batch) {
    this.known.set(key, text);
    const now = this.typed.get(key);
    if (!now) return;
    if (batch.some((row) => row.key === key && row.text === now.text)) this.typed.delete(key);
    else this.typed.set(key, { was: text, text: now.text });
  }

  /** What another window, or somebody else, wrote into the same field, to choose from. @param {string} key @param {string} theirs */
  showOther(key, theirs) {
    const field = this.fieldOf(key);
    const box = field?.parentElement;
    if (!field || !box) return;
    const shown = box.querySelector(".other");
    if (shown?.querySelector("blockquote")?.textContent === theirs) return;
    shown?.remove();
    const take = make("button", { type: "button" }, word("take-theirs"));
    const keep = make("button", { type: "button" }, word("keep-mine"));
    const other = make(
      "div",
      { class: "other card wrong", role: "alert" },
      make("p", {}, word("elsewhere")),
      make("blockquote", { lang: field.lang, dir: field.dir }, theirs),
      make("p", { class: "buttons" }, take, keep),
    );
    take.addEventListener("click", () => this.#choose(other, field, theirs, theirs));
    keep.addEventListener("click", () => this.#choose(other, field, theirs, field.value));
    box.append(other);
  }

  /** @param {Element} other @param {Field} field @param {string} theirs @param {string} text */
  #choose(other, field, theirs, text) {
    this.known.set(keyOf(field), theirs);
    field.value = text;
    other.remove();
    field.focus();
    grow(this.root);
    this.note(field);
  }

  /**
   * What another window kept stands here as well: it was written there over what was kept, or the server would have
   * shown it both texts. Where one is to be chosen here, too, it is chosen against what is kept now.
   * @param {{ key: string, text: string }[]} kept
   */
  #hear(kept) {
    for (const { key, text } of kept) {
      const field = this.fieldOf(key);
      if (!field) continue;
      if (this.stuck.has(key) && field.value !== text) this.showOther(key, text);
      else if (!this.typed.has(key) || this.stuck.has(key)) {
        this.typed.delete(key);
        this.#keptNow(key, text, []);
        field.value = text;
        grow(this.root);
      }
    }
    this.#remember();
  }

  /** Do something once all that was typed is kept; meanwhile nothing is sent. @template T @param {() => Promise<T>} work */
  async whole(work) {
    clearTimeout(this.timer);
    for (let tries = 0; tries < 40 && (this.sending || this.waiting.length); tries += 1) {
      if (this.sending) await new Promise((done) => setTimeout(done, 50));
      else await this.send();
    }
    this.held = true;
    try {
      return await work();
    } finally {
      this.held = false;
      if (this.waiting.length) this.#soon();
    }
  }
}

/** @param {Field} field */
const keyOf = (field) => field.dataset.key ?? "";

/** The part that a field is in, and which field of its row it is. @param {string} key */
const kindOf = (key) => `${key.split("/")[0]}/${key.split("/").at(-1)}`;

/** @param {Element | null} element @returns {element is Field} */
const isField = (element) => element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;

/** Say that something was not done. @param {unknown} error */
export function showFailure(error) {
  if (error instanceof Away) tell("failed", error.message || word("away"));
  else if (error instanceof Refused) tell("failed", word("unkept", { reason: error.message }));
  else throw error;
}
