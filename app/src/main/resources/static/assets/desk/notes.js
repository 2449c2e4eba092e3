// @ts-check
// The note of a contact: saved as typed, kept in the page until the centre has it.

/** Typing is saved after this pause, in milliseconds, and retried at this pace while it fails. */
const SAVE_AFTER = 600;
const RETRY_AFTER = 3_000;

export class NoteForm {
  /** @param {HTMLFormElement} form @param {Record<string, string>} texts @param {() => Promise<void>|undefined} before what must be saved before it is finished @param {() => void} finished */
  constructor(form, texts, before, finished) {
    this.form = form;
    this.texts = texts;
    this.before = before;
    this.finished = finished;
    this.key = `note:${form.action}`;
    this.status = /** @type {HTMLElement} */ (form.querySelector("[data-note-status]"));
    this.timer = 0;
    this.saving = false;
    this.dirty = false;
    this.restore();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(true);
    });
  }

  /** What was typed before a reload and not yet saved comes back. */
  restore() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) {
      return;
    }
    for (const [name, value] of new URLSearchParams(kept)) {
      const field = this.form.elements.namedItem(name);
      if (field && "value" in field && name !== "_csrf" && name !== "version") {
        field.value = value;
      }
    }
    this.typed();
  }

  /** Where the operator writes. */
  focus() {
    this.field("text").focus({ preventScroll: true });
  }

  /** Saves at once what waits to be saved. */
  async flush() {
    if (this.dirty) {
      await this.save(false);
    }
  }

  typed() {
    this.dirty = true;
    sessionStorage.setItem(this.key, this.encoded().toString());
    this.say("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(false), SAVE_AFTER);
  }

  encoded() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      data.append(name, String(value));
    }
    return data;
  }

  /** @param {boolean} finish */
  async save(finish) {
    if (this.saving) {
      this.timer = setTimeout(() => this.save(finish), SAVE_AFTER);
      return;
    }
    this.saving = true;
    clearTimeout(this.timer);
    if (finish) {
      await this.before();
    }
    const body = this.encoded();
    body.set("finish", String(finish));
    this.dirty = false;
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (response.status === 401 || response.status === 403 || response.redirected) {
        this.dirty = true;
        this.say("signedOut");
        this.timer = setTimeout(() => this.save(finish), RETRY_AFTER);
        return;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      this.stored(await response.json(), finish);
    } catch {
      this.dirty = true;
      this.say("unsaved");
      this.timer = setTimeout(() => this.save(finish), RETRY_AFTER);
    } finally {
      this.saving = false;
    }
  }

  /** @param {{result: string, version?: number, faults?: Record<string, string>}} answer @param {boolean} finish */
  stored(answer, finish) {
    this.showFaults(answer.faults ?? {});
    if (answer.result === "stored") {
      this.field("version").value = String(answer.version);
      if (!this.dirty) {
        sessionStorage.removeItem(this.key);
      }
      this.say(finish ? "finished" : "saved");
      if (finish) {
        this.finished();
      }
    } else if (answer.result === "newer") {
      this.field("version").value = String(answer.version);
      this.say("newer");
    } else if (answer.result === "invalid") {
      this.say("invalid");
    } else {
      sessionStorage.removeItem(this.key);
      this.say("notYours");
    }
  }

  /** Each fault stands at its field, and all of them in a list that takes the focus. @param {Record<string, string>} faults */
  showFaults(faults) {
    const links = [];
    for (const place of this.form.querySelectorAll("[data-fault-of]")) {
      const name = place.getAttribute("data-fault-of") ?? "";
      const fault = faults[name];
      place.textContent = fault ?? "";
      place.toggleAttribute("hidden", !fault);
      place.closest(".govuk-form-group")?.classList.toggle("govuk-form-group--error", Boolean(fault));
      this.field(name).setAttribute("aria-invalid", String(Boolean(fault)));
      if (fault) {
        links.push(link(this.field(name).id, fault));
      }
    }
    const summary = /** @type {HTMLElement} */ (this.form.querySelector("[data-faults]"));
    summary.hidden = links.length === 0;
    summary.querySelector("ul")?.replaceChildren(...links);
    if (links.length > 0) {
      summary.focus();
    }
  }

  /** @param {string} name @returns {any} */
  field(name) {
    return this.form.elements.namedItem(name);
  }

  /** @param {string} code */
  say(code) {
    this.status.textContent = this.texts[`note.${code}`] ?? "";
    this.status.dataset.state = code;
  }
}

/** @param {string} field @param {string} text */
function link(field, text) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = `#${field}`;
  anchor.textContent = text;
  item.append(anchor);
  return item;
}
