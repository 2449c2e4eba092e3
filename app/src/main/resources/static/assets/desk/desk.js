// @ts-check
// The operator's desk: presence, offers, the talk, and the contact that it is about.
import { SoundCheck } from "../sound/check.js";
import { beep, Line, Ring, SoundProblem } from "../sound/sound.js";
import { Socket } from "../sound/socket.js";
import { NoteForm } from "./notes.js";
import { ReadBack } from "./readback.js";
import { Talk } from "./talk.js";

/** What failed is tried again after this time, in milliseconds. */
const RETRY_AFTER = 3_000;
const TICK = 500;

const desk = /** @type {HTMLElement} */ (document.getElementById("desk"));
/** @type {Record<string, string>} */
const texts = JSON.parse(desk.dataset.texts ?? "{}");
const speaker = /** @type {HTMLAudioElement} */ (part("speaker"));
const context = new AudioContext();
const ring = new Ring(context);
const sound = new SoundCheck(
  {
    microphone: /** @type {HTMLSelectElement} */ (part("microphone")),
    speakers: /** @type {HTMLSelectElement} */ (part("speakers")),
    level: /** @type {HTMLMeterElement} */ (part("level")),
    problem: part("sound-problem"),
    problemText: part("sound-problem-text"),
  },
  texts,
  context,
  speaker,
  () => reopen(),
);

/** How far the centre's clock is ahead of this one, in milliseconds. */
let ahead = 0;
/** @type {{state: string, since: number, until: number|null, contact: string|null, pauseReason: string|null}} */
let presence = { state: "OFFLINE", since: 0, until: null, contact: null, pauseReason: null };
/** @type {{contact: string, until: number, since: number}|null} */
let offer = null;
/** @type {Line|null} */
let line = null;
/** @type {string|null} */
let shown = null;
/** @type {NoteForm|null} */
let note = null;
/** @type {ReadBack|null} */
let readBack = null;
/** @type {string|null} A contact whose note is finished: so is its wrap-up, as soon as the centre hears of it. */
let finished = null;
let talk = new Talk(null);
let opening = false;
/** A registered telephone is the operator's sound, and the page needs none. */
let phone = false;
/** @type {{contact: string, number: string|null, topic: string, reason: string, mine: boolean, until: number}[]} */
let parked = [];
/** @type {{contact: string, asking: boolean, stage: string, other: string, outside: boolean}|null} A consult in which this operator takes part. */
let together = null;
/** @type {{contact: string, what: string, how: string|null, text: string}|null} A call to an outside number in this talk. */
let outside = null;
/** The operator has ended the shift; otherwise it ends when the centre has not heard of this page for too long. */
let leaving = false;
/** @type {string|null} What the list of those put aside shows. */
let parkedShown = null;

const socket = new Socket(`/desk/socket?lang=${document.documentElement.lang}&load=${desk.dataset.load}`, receive, (up) => {
  desk.dataset.link = up ? "up" : "down";
  part("link-down").hidden = up;
});

/** @param {string} name @returns {HTMLElement} */
function part(name) {
  const found = desk.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`The desk has no part (${name}).`);
  }
  return found;
}

/** @param {string} name @returns {string} */
function chosen(name) {
  return /** @type {HTMLSelectElement} */ (part(name)).value;
}

/** @param {any} message */
function receive(message) {
  switch (message.type) {
    case "hello":
      ahead = message.now - Date.now();
      outside = null; // what still rings is told again
      break;
    case "presence":
      sayLapsed(presence.state, message.state);
      presence = message;
      showPresence();
      break;
    case "ring":
      showOffer(message);
      break;
    case "withdraw":
      hideOffer();
      say(message.text);
      break;
    case "connected":
      showTalk();
      break;
    case "together":
      together = message;
      if (message.stage === "UNANSWERED") {
        say(texts["together.UNANSWERED"]);
      }
      showTogether();
      break;
    case "outside":
      showOutside(message);
      break;
    case "refused":
      if (message.code === "not-now") {
        say(texts.notNow);
      }
      break;
    case "supervised":
      part("supervised").textContent = message.text;
      break;
    case "parked":
      parked = message.contacts;
      showParked();
      break;
    case "line-lost":
      openLine();
      break;
    case "phone":
      phoneChanged(message.registered);
      break;
    case "replaced":
      replaced();
      break;
    case "signed-out":
      location.assign("/sign-in");
      break;
  }
}

/** A shift that has ended without a word of the operator: the computer slept, or had no connection. @param {string} before @param {string} now */
function sayLapsed(before, now) {
  if (now !== "OFFLINE") {
    leaving = false;
  } else if (before !== "OFFLINE" && !leaving) {
    say(texts.lapsed);
  }
}

function showPresence() {
  const { state, contact, pauseReason } = presence;
  const before = desk.dataset.state;
  const focused = document.activeElement;
  desk.dataset.state = state;
  part("state").textContent = texts[`state.${state}`] ?? state;
  part("state").dataset.state = state;
  const why = pauseReason ? texts[`pause.${pauseReason}`] : "";
  part("pause-why").textContent = why && state !== "PAUSED" ? `${texts.pauseThen} ${why}` : why;
  if (state !== "RINGING") {
    hideOffer();
  }
  if (state === "IN_CALL" || state === "WRAP_UP") {
    showContact(contact);
  } else if (state !== "RINGING") {
    hideContact();
  }
  showParts();
  keepFocus(focused);
  if (before === "WRAP_UP" && state !== "WRAP_UP") {
    showRecent();
  }
  if (state === "WRAP_UP" && contact === finished) {
    socket.send({ type: "finish" });
  }
  if (state === "OFFLINE") {
    closeLine();
  } else if (!line) {
    openLine();
  }
  showTalk();
  showTogether();
  showParked();
  tick();
  showTitle();
}

/** A consult: the one who asked decides, the colleague can only leave. */
function showTogether() {
  const now = presence.state === "IN_CALL" && together?.contact === presence.contact ? together : null;
  const stage = now && !["OVER", "UNANSWERED"].includes(now.stage) ? now.stage : null;
  part("consult").hidden = stage === null;
  const calling = ringsOutside("CALL") || ringsOutside("TRANSFER");
  part("alone").closest("details")?.toggleAttribute("hidden", stage !== null || calling);
  part("hold").hidden = stage !== null || calling;
  if (stage) {
    if (talk.held) {
      unhold();
      showTalk();
    }
    part("consult").dataset.stage = stage;
    const whose = now?.outside ? "outside" : now?.asking ? "asking" : "colleague";
    part("consult-stage").textContent = texts[`together.${whose}.${stage}`] ?? texts[`together.${stage}`];
    part("hand-over-text").textContent = now?.outside ? texts.handOverOutside : texts.handOver;
    part("consult-other").textContent = now?.other ?? "";
    for (const button of part("consult").querySelectorAll("[data-stages]")) {
      const stages = (button.getAttribute("data-stages") ?? "").split(" ");
      button.toggleAttribute("hidden", !now?.asking || !stages.includes(stage));
    }
  }
}

/** A call to an outside number: how it ends is said; a transfer is shown as long as it rings. @param {any} message */
function showOutside(message) {
  outside = message;
  if (ringsOutside("TRANSFER")) {
    unhold();
  }
  if (message.how && !(message.what !== "TRANSFER" && message.how === "ANSWERED")) {
    say(message.text);
  }
  showTalk();
  showTogether();
}

/** Those who were put aside and may be taken: only by one who talks with nobody. */
function showParked() {
  const free = ["READY", "PAUSED", "WRAP_UP"].includes(presence.state);
  part("parked").hidden = !free || parked.length === 0;
  const key = JSON.stringify(parked);
  if (key === parkedShown) {
    return;
  }
  parkedShown = key;
  part("parked-list").replaceChildren(...parked.map(parkedItem));
}

/** @param {typeof parked[number]} row */
function parkedItem(row) {
  const item = document.createElement("li");
  item.className = "desk-joined";
  const text = document.createElement("span");
  text.textContent = `${row.number ?? texts.numberWithheld} · ${row.topic} · ${row.reason} · ${texts.parkedUntil} `;
  const left = document.createElement("span");
  left.className = "desk-clock desk-strong";
  left.dataset.until = String(row.until);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.dataset.do = "take-back";
  button.dataset.contact = row.contact;
  button.textContent = texts.takeBack;
  item.append(text, left, button);
  return item;
}

/** Fetches who is present each time a talk begins or the list is about to be used. */
async function showColleagues() {
  const response = await fetch(`/desk/colleagues?lang=${document.documentElement.lang}`).catch(() => null);
  if (!response?.ok) {
    return;
  }
  const list = /** @type {HTMLSelectElement} */ (part("colleague"));
  const before = list.value;
  const [none] = list.options;
  const rows = /** @type {{id: string, name: string, state: string}[]} */ (await response.json());
  list.replaceChildren(none, ...rows.map((row) => new Option(`${row.name}: ${row.state}`, row.id)));
  list.value = rows.some((row) => row.id === before) ? before : "";
}

function showTitle() {
  const what = offer ? `☎ ${texts.incoming}` : (texts[`state.${presence.state}`] ?? "");
  document.title = `${what} — ${texts.title}`;
}

/** Shows the parts that belong to the present state. */
function showParts() {
  for (const element of desk.querySelectorAll("[data-in]")) {
    const states = (element.getAttribute("data-in") ?? "").split(" ");
    element.toggleAttribute("hidden", !states.includes(presence.state));
  }
}

/** A focus whose place is gone goes to the note, or to the next thing to do. @param {Element|null} focused */
function keepFocus(focused) {
  if (!(focused instanceof HTMLElement) || focused === document.body || visible(focused)) {
    return;
  }
  if (note) {
    note.focus();
  } else {
    [...part("presence").querySelectorAll("button")].find(visible)?.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} element */
function visible(element) {
  return element.offsetParent !== null;
}

/** @param {any} card */
function showOffer(card) {
  offer = card;
  part("offer-number").textContent = card.number ?? texts.numberWithheld;
  part("offer-topic").textContent = card.topic;
  part("offer-language").textContent = card.language;
  part("offer-reason").textContent = card.reason;
  part("offer-asking").hidden = !card.asking;
  part("offer-asking").textContent = card.asking ? `${texts.asking} ${card.asking}` : "";
  part("offer").hidden = false;
  part("offer-declining").hidden = true;
  part("accept").focus();
  say("");
  ring.start();
  tick();
  showTitle();
  if (document.hidden && window.Notification?.permission === "granted") {
    new Notification(texts.incoming, { body: card.topic, tag: card.contact });
  }
}

function hideOffer() {
  ring.stop();
  offer = null;
  part("offer").hidden = true;
  showTitle();
}

/** Says something to everybody, screen readers included. @param {string} text */
function say(text) {
  part("messages").textContent = text;
}

/** Mute and hold belong to one talk: the next begins without. */
function showTalk() {
  const contact = presence.state === "IN_CALL" ? presence.contact : null;
  if (contact !== talk.contact) {
    part("supervised").textContent = "";
    unhold();
    const unmute = talk.muted;
    talk = new Talk(contact);
    if (unmute || talk.muted) {
      mute();
    }
    if (contact) {
      showColleagues();
    }
  }
  part("mute").setAttribute("aria-pressed", String(talk.muted));
  part("mute-text").textContent = talk.muted ? texts.unmute : texts.mute;
  part("hold").setAttribute("aria-pressed", String(talk.held));
  part("hold-text").textContent = talk.held ? texts.resume : texts.hold;
  const state = ringsOutside("CALL") || ringsOutside("CALLBACK") ? "calling" : talk.held ? "held" : talk.muted ? "muted" : "talking";
  part("talk-state").textContent = texts[state === "held" ? "onHold" : state];
  part("talk-state").dataset.state = state;
  part("outside").hidden = !ringsOutside("TRANSFER");
  part("hang-up").hidden = ringsOutside("TRANSFER");
  part("outside-text").textContent = ringsOutside("TRANSFER") ? (outside?.text ?? "") : "";
}

/** Who hears whom is decided otherwise now: by a consult, a transfer, the end of the talk. */
function unhold() {
  if (talk.held) {
    talk.keep({ held: false });
  }
}

/** @param {string} what */
function ringsOutside(what) {
  return outside?.what === what && outside.how === null && outside.contact === presence.contact && presence.state === "IN_CALL";
}

function mute() {
  line?.mute(talk.muted);
  socket.send({ type: "mute", on: talk.muted });
}

/** @param {string|null} contact */
async function showContact(contact) {
  if (!contact || contact === shown) {
    return;
  }
  hideContact(); // nobody writes about one contact into the note of another
  shown = contact;
  const response = await fetch(`/desk/contacts/${encodeURIComponent(contact)}`).catch(() => null);
  const card = response?.ok ? await response.text() : null;
  if (shown !== contact) {
    return;
  }
  if (card === null) {
    shown = null;
    say(texts.contactUnavailable);
    setTimeout(() => presence.contact === contact && showContact(contact), RETRY_AFTER);
    return;
  }
  part("contact").innerHTML = card;
  showParts();
  const form = part("contact").querySelector("form[data-note]");
  if (form instanceof HTMLFormElement) {
    note = new NoteForm(
      form,
      texts,
      () => readBack?.flushed(),
      () => {
        finished = contact;
        socket.send({ type: "finish" });
      },
    );
    note.focus();
  }
  readBack?.close();
  const panel = part("contact").querySelector("[data-read-back]");
  readBack = panel instanceof HTMLElement ? new ReadBack(panel, texts) : null;
}

function hideContact() {
  shown = null;
  note = null;
  readBack?.close();
  readBack = null;
  part("contact").replaceChildren();
}

/** The talk that has just ended is the latest now. */
async function showRecent() {
  const response = await fetch("/desk").catch(() => null);
  const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  const recent = page?.querySelector("[data-part=recent]");
  if (recent) {
    part("recent").replaceWith(recent);
    showParts();
  }
}

/** Opens the sound, or opens it again; says what to do when it cannot. */
async function openLine() {
  if (opening || phone) {
    return;
  }
  opening = true;
  try {
    wake();
    const stream = line?.stream.active ? line.stream : await sound.open();
    line ??= new Line(stream, speaker, exchange, lineChanged);
    await sound.useSpeakers();
    await line.open();
    mute();
    sound.watch(line.stream);
    sound.problem(null);
    await sound.list();
  } catch (trouble) {
    line?.close();
    line = null;
    sound.problem(trouble);
    if (!(trouble instanceof SoundProblem && /^(denied|dismissed)/.test(trouble.code))) {
      setTimeout(reopen, RETRY_AFTER);
    }
  } finally {
    opening = false;
  }
}

/** Sound that is not there is opened, on a shift. Before it the microphone is tested. */
function reopen() {
  if (presence.state === "OFFLINE") {
    sound.problem(null);
  } else if (!line || desk.dataset.sound !== "open") {
    openLine();
  }
}

/** The sound moves to the telephone, or back to the page; a talk stays where it is. @param {boolean} registered */
function phoneChanged(registered) {
  phone = registered;
  if (phone && (presence.state !== "IN_CALL" || !line)) {
    closeLine();
    sound.problem(null);
    lineChanged("phone");
  } else if (!phone && presence.state !== "OFFLINE") {
    reopen();
  } else if (!phone && desk.dataset.sound === "phone") {
    lineChanged("closed");
  }
}

/** @param {string} sdp @returns {Promise<string>} */
async function exchange(sdp) {
  return (await socket.ask({ type: "offer", sdp })).sdp;
}

/** @param {"open"|"lost"|"closed"|"phone"} state */
function lineChanged(state) {
  desk.dataset.sound = state;
  part("sound-state").textContent = texts[`sound.${state}`] ?? "";
  if (state === "lost") {
    setTimeout(reopen, TICK);
  }
}

function closeLine() {
  if (line) {
    sound.unwatch();
    line.close();
    line = null;
  }
}

/** Browsers hold sound back until the person has touched the page. */
function wake() {
  context.resume().catch(() => {});
  if (speaker.srcObject && speaker.paused) {
    speaker.play().catch(() => {});
  }
}

/** Another page works now. What was typed here is saved before this one falls silent. */
async function replaced() {
  socket.close();
  closeLine();
  ring.stop();
  desk.dataset.state = "REPLACED";
  readBack?.close();
  await note?.flush();
  part("replaced").hidden = false;
  part("working").hidden = true;
  document.title = `${texts.replaced} — ${texts.title}`;
}

/** Every half second: the times that people look at. */
function tick() {
  const now = Date.now() + ahead;
  part("since").textContent = presence.since ? clock(now - presence.since) : "";
  part("until").textContent = presence.until ? clock(presence.until - now) : "";
  for (const left of part("parked-list").querySelectorAll("[data-until]")) {
    left.textContent = clock(Number(left.getAttribute("data-until")) - now);
  }
  if (offer) {
    part("offer-left").textContent = clock(offer.until - now);
    part("offer-waited").textContent = clock(now - offer.since);
  }
}

/** @param {number} milliseconds @returns {string} */
function clock(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const short = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${short}` : short;
}

/** @type {Record<string, () => void>} */
const actions = {
  begin: () => {
    socket.send({ type: "begin" });
    window.Notification?.requestPermission?.().catch(() => {});
  },
  ready: () => {
    say("");
    socket.send({ type: "ready" });
  },
  pause: () => socket.send({ type: "pause", reason: chosen("pause-reason") }),
  end: () => {
    leaving = true;
    socket.send({ type: "end" });
  },
  accept: () => offer && socket.send({ type: "accept", contact: offer.contact }),
  decline: () => {
    part("offer-declining").hidden = false;
    part("decline-reason").focus();
  },
  "decline-now": () =>
    offer && socket.send({ type: "decline", contact: offer.contact, reason: chosen("decline-reason") }),
  mute: () => {
    talk.keep({ muted: !talk.muted });
    mute();
    showTalk();
  },
  hold: () => {
    talk.keep({ held: !talk.held });
    socket.send({ type: "hold", contact: talk.contact, on: talk.held });
    showTalk();
  },
  "hang-up": () => socket.send({ type: "hangUp", contact: presence.contact }),
  "to-topic": () => socket.send({ type: "toTopic", contact: presence.contact, topic: chosen("to-topic") }),
  "to-colleague": () =>
    chosen("colleague") &&
    socket.send({ type: "toColleague", contact: presence.contact, colleague: chosen("colleague") }),
  "ask-topic": () => socket.send({ type: "askTopic", contact: presence.contact, topic: chosen("to-topic") }),
  "ask-colleague": () =>
    chosen("colleague") &&
    socket.send({ type: "askColleague", contact: presence.contact, colleague: chosen("colleague") }),
  "to-number": () =>
    chosen("to-number").trim() &&
    socket.send({ type: "toNumber", contact: presence.contact, number: chosen("to-number").trim() }),
  "ask-number": () =>
    chosen("to-number").trim() &&
    socket.send({ type: "askNumber", contact: presence.contact, number: chosen("to-number").trim() }),
  "stop-transfer": () => socket.send({ type: "stopTransfer", contact: presence.contact }),
  swap: () => socket.send({ type: "swap", contact: presence.contact }),
  join: () => socket.send({ type: "join", contact: presence.contact }),
  "hand-over": () => socket.send({ type: "handOver", contact: presence.contact }),
  "end-consult": () => socket.send({ type: "endConsult", contact: presence.contact }),
  park: () => socket.send({ type: "park", contact: presence.contact, reason: chosen("park-reason") }),
  "test-speakers": () => sound.testSpeakers(),
  "test-microphone": async () => {
    say((await sound.testMicrophone()) ? texts.speakNow : "");
  },
  retry: () => (presence.state === "OFFLINE" ? actions["test-microphone"]() : openLine()),
};

/** @param {string} digit */
function press(digit) {
  socket.send({ type: "digit", contact: presence.contact, digit });
  part("digits").textContent += digit;
  beep(context, [697], 0.1);
}

/** @param {HTMLElement} button */
function callCitizen(button) {
  say("");
  const reason = button.dataset.reason ?? button.closest("[data-call]")?.querySelector("select")?.value;
  socket.send({ type: "callCitizen", contact: button.dataset.contact, reason });
}

desk.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (target instanceof HTMLElement) {
    wake();
    if (target.dataset.digit) {
      press(target.dataset.digit);
    } else if (target.dataset.do === "call-citizen") {
      callCitizen(target);
    } else if (target.dataset.do === "take-back") {
      socket.send({ type: "takeBack", contact: target.dataset.contact });
    } else {
      actions[target.dataset.do ?? ""]?.();
    }
  }
});

part("colleague").addEventListener("focus", showColleagues);

part("microphone").addEventListener("change", async () => {
  sound.keep("microphone", chosen("microphone"));
  try {
    if (line) {
      await line.use(await sound.open());
      line.mute(talk.muted);
      sound.watch(line.stream);
    } else if (sound.trial) {
      await sound.testMicrophone();
    }
    sound.problem(null);
  } catch (trouble) {
    sound.problem(trouble);
  }
});

/** Alt + a letter, the same key in the Russian and the Latin layout, in text fields too. */
document.addEventListener("keydown", (event) => {
  wake();
  if (!event.altKey || event.ctrlKey || event.metaKey || !event.code.startsWith("Key")) {
    return;
  }
  const button = desk.querySelector(`[aria-keyshortcuts="Alt+${event.code.slice(-1)}"]`);
  if (button instanceof HTMLElement && visible(button)) {
    event.preventDefault();
    button.click();
  }
});
document.addEventListener("pointerdown", wake);

setInterval(tick, TICK);
showPresence();
