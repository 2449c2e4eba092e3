// @ts-check
// What was written down is read back: rows saved as typed, given to the citizen to confirm, answered by voice.

/** Typing is saved after this pause, in milliseconds, and retried at this pace while it fails. */
const SAVE_AFTER = 600;
const RETRY_AFTER = 3_000;

/** How often the citizen's answers from the page are looked for, in milliseconds. */
const LOOK_EVERY = 5_000;

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

  close() {
    clearInterval(this.looking);
    clearTimeout(this.timer);
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
      const answer = await this.post(action, new FormData(form, button));
      if (answer?.result === "stored" || (answer && !only)) {
        this.dirty.delete(form);
        await this.refresh();
      } else if (answer?.saves !== undefined) {
        field(form, "saves").value = String(answer.saves);
      }
      if (answer) {
        this.say(answer.result, answer.fault);
      }
    });
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
      const answer = await this.post(form.action, sent);
      if (!answer) {
        this.later(RETRY_AFTER);
        return;
      }
      field(form, "saves").value = String(answer.saves ?? sent.get("saves"));
      if (answer.result === "stored" && field(form, "text").value === sent.get("text")) {
        this.dirty.delete(form);
      } else if (answer.result !== "refused") {
        this.later(SAVE_AFTER);
      }
      this.say(answer.result === "stored" ? "saved" : answer.result, answer.fault);
    }
  }

  /** @param {string} action @param {FormData} data @returns {Promise<{result: string, saves?: number, fault?: string}|null>} */
  async post(action, data) {
    const body = new URLSearchParams();
    for (const [name, value] of data) {
      body.append(name, String(value));
    }
    const response = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok) {
      this.say("unsaved");
      return null;
    }
    return response.json();
  }

  /** Looks for answers while nobody types here. */
  look() {
    const remarks = /** @type {NodeListOf<HTMLInputElement>} */ (this.panel.querySelectorAll("[name=remark]"));
    if (this.dirty.size === 0 && ![...remarks].some((remark) => remark.value) && !document.hidden) {
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
      status.textContent = fault ?? this.texts[`readBack.${code}`] ?? "";
    }
  }
}

/** @param {HTMLFormElement} form @param {string} name @returns {any} */
function field(form, name) {
  return form.elements.namedItem(name);
}

/** @param {Element} element @returns {HTMLElement|null} */
function row(element) {
  return element.closest("[data-statement]");
}
