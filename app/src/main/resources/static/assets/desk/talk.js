// @ts-check
// What an operator has switched on in one talk. A reloaded page, or one in another tab, goes on with it.

const KEPT = "desk.talk";

export class Talk {
  /** @param {string|null} contact null: nobody is on the line */
  constructor(contact) {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    const same = contact !== null && kept.contact === contact;
    this.contact = contact;
    this.muted = same && kept.muted === true;
    this.held = same && kept.held === true;
  }

  /** @param {{muted?: boolean, held?: boolean}} change */
  keep(change) {
    Object.assign(this, change);
    localStorage.setItem(KEPT, JSON.stringify(this));
  }
}
