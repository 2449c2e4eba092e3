// @ts-check
// What was written down is read back: rows saved as typed, given to the citizen to confirm, answered by voice.

/** Typing is saved after this pause, in milliseconds, and retried at this pace while it fails. */
const SAVE_AFTER = 600;
const RETRY_AFTER = 3_000;

/** How often the citizen's answers from the page are looked for, in milliseconds. */
const LOOK_EVERY = 5_000;

/** @typedef {{result: string, saves?: number, fault?: string}} Answer */

export class ReadBack {
  /** @param {HTMLElement} panel @param {Record<string, string>} texts */
  constructor(panel, texts) {
    this.panel = panel;
    this.texts = texts;
    this.address = panel.dataset.readBack ?? "";
    /** @type {Set<HTMLFormElement>} Rows that were typed into and are not saved. */
    this.dirty = new Set();
    this.work = Promise.resolve();
    this.timer = 0;
    panel.addEventListener("input", (event) => this.typed(event));
    panel.addEventListener("submit", (event) => this.submitted(event));
    this.refresh();
    this.looking = setInterval(() => this.look(), LOOK_EVERY);
  }

  /** What was typed is still saved, and retried until the centre has it. */
  close() {
    clearInterval(this.looking);
    this.flushed();
  }

  /** Saves at once what waits to be saved. */
  flushed() {
    clearTimeout(this.timer);
    this.queue(() => this.flush());
    return this.work;
  }

  /** @param {Event} event */
  typed(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const form = input.form;
    if (form?.matches("[data-read-back-row]") && input.name !== "remark") {
      this.dirty.add(form);
      this.later(SAVE_AFTER);
    }
  }

  /** @param {number} after */
  later(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.queue(() => this.flush()), after);
  }

  /** @param {SubmitEvent} event */
  submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = event.submitter;
    const action = button?.hasAttribute("formaction") ? /** @type {HTMLButtonElement} */ (button).formAction : form.action;
    const only = button?.hasAttribute("data-mark") ? form : null;
    this.queue(async () => {
      await this.flush(only);
      const sent = new FormData(form, button);
      const answer = await this.post(action, sent, "unsent");
      if (!answer) {
        return;
      }
      this.taken(form, sent, answer);
      if (answer.result !== "refused") {
        await this.refresh();
      }
      this.say(answer.result, answer.fault);
    });
  }

  /** What the centre has is not saved again; another's draft is shown, and typing goes on from there. @param {HTMLFormElement} form @param {FormData} sent @param {Answer} answer */
  taken(form, sent, answer) {
    if (answer.saves !== undefined) {
      field(form, "saves").value = String(answer.saves);
    }
    if (answer.result === "changed" || (answer.result === "stored" && holds(form, sent))) {
      this.dirty.delete(form);
    } else if (answer.result === "stored") {
      this.later(SAVE_AFTER);
    }
  }

  /** One thing at a time, so that each save follows the one before. @param {() => Promise<void>} step */
  queue(step) {
    this.work = this.work.then(step).catch(() => this.later(RETRY_AFTER));
  }

  /** Saves what was typed. @param {HTMLFormElement|null} [except] a row that is about to be sent whole */
  async flush(except) {
    for (const form of [...this.dirty]) {
      if (form === except) {
        continue;
      }
      const sent = new FormData(form);
      const answer = await this.post(form.action, sent, "unsaved");
      if (!answer) {
        this.later(RETRY_AFTER);
        return;
      }
      this.taken(form, sent, answer);
      if (answer.result === "changed") {
        await this.refresh();
      }
      this.say(answer.result === "stored" ? "saved" : answer.result, answer.fault);
    }
  }

  /** Says `failed` when there is no answer. @param {string} action @param {FormData} data @param {string} failed @returns {Promise<Answer|null>} */
  async post(action, data, failed) {
    const body = new URLSearchParams();
    for (const [name, value] of data) {
      body.append(name, String(value));
    }
    const response = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    if (response && (response.status === 401 || response.status === 403 || response.redirected)) {
      this.say("signedOut");
      return null;
    }
    if (response?.status === 404) {
      return { result: "refused", fault: this.texts["note.notYours"] };
    }
    if (!response?.ok) {
      this.say(failed);
      return null;
    }
    return response.json();
  }

  /** Looks for answers while nobody types or chooses here. */
  look() {
    const remarks = /** @type {NodeListOf<HTMLInputElement>} */ (this.panel.querySelectorAll("[name=remark]"));
    const options = /** @type {NodeListOf<HTMLOptionElement>} */ (this.panel.querySelectorAll("[name=citizen] option"));
    const choosing =
      this.panel.querySelector("select:focus") !== null ||
      [...options].some((option) => option.selected !== option.defaultSelected);
    if (this.dirty.size === 0 && !choosing && ![...remarks].some((remark) => remark.value) && !document.hidden) {
      this.queue(() => this.refresh());
    }
  }

  /** The panel as the centre has it; rows that are not saved stay as they are, and the focus where it was. */
  async refresh() {
    const response = await fetch(this.address).catch(() => null);
    if (!response?.ok) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").body;
    const focused = document.activeElement?.id ?? "";
    const said = this.panel.querySelector("[data-read-back-status]")?.textContent ?? "";
    const opened = [...this.panel.querySelectorAll("details[open]")].map((details) => row(details));
    const kept = [...this.dirty].map((form) => row(form));
    this.panel.replaceChildren(...fresh.children);
    for (const old of kept) {
      const place = this.panel.querySelector(`[data-statement="${old?.dataset.statement}"]`) ?? this.panel.querySelector("[data-statement]:last-child");
      if (old && place) {
        place.replaceWith(old);
      }
    }
    for (const old of opened) {
      this.panel.querySelector(`[data-statement="${old?.dataset.statement}"] details`)?.setAttribute("open", "");
    }
    const status = this.panel.querySelector("[data-read-back-status]");
    if (status) {
      status.textContent = said;
    }
    if (focused && document.activeElement === document.body) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }

  /** @param {string} code @param {string} [fault] */
  say(code, fault) {
    const status = this.panel.querySelector("[data-read-back-status]");
    if (status) {
      status.textContent = fault ?? this.texts[`readBack.${code}`] ?? this.texts[`note.${code}`] ?? "";
    }
  }
}

/** Nothing was typed since it was sent. @param {HTMLFormElement} form @param {FormData} sent */
function holds(form, sent) {
  return ["kind", "text"].every((name) => !sent.has(name) || field(form, name).value === sent.get(name));
}

/** @param {HTMLFormElement} form @param {string} name @returns {any} */
function field(form, name) {
  return form.elements.namedItem(name);
}

/** @param {Element} element @returns {HTMLElement|null} */
function row(element) {
  return element.closest("[data-statement]");
}
