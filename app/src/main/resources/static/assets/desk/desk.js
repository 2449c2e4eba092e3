// @ts-check
// The operator's desk: presence, offers, the talk, and the contact that it is about.
import { beep, devices, Level, Line, microphone, Ring, SoundProblem } from "../sound/sound.js";
import { Socket } from "../sound/socket.js";
import { NoteForm } from "./notes.js";

const desk = /** @type {HTMLElement} */ (document.getElementById("desk"));
/** @type {Record<string, string>} */
const texts = JSON.parse(desk.dataset.texts ?? "{}");
const speaker = /** @type {HTMLAudioElement} */ (part("speaker"));
const context = new AudioContext();
const ring = new Ring(context);

/** How far the centre's clock is ahead of this one, in milliseconds. */
let ahead = 0;
/** @type {{state: string, since: number, until: number|null, contact: string|null, pauseReason: string|null}} */
let presence = { state: "OFFLINE", since: 0, until: null, contact: null, pauseReason: null };
/** @type {{contact: string, until: number, since: number}|null} */
let offer = null;
/** @type {Line|null} */
let line = null;
/** @type {Level|null} */
let level = null;
/** @type {string|null} */
let shown = null;
/** @type {NoteForm|null} */
let note = null;
let muted = false;
let held = false;
let opening = false;

const socket = new Socket(`/desk/socket?lang=${document.documentElement.lang}`, receive, (up) => {
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

/** @param {any} message */
function receive(message) {
  switch (message.type) {
    case "hello":
      ahead = message.now - Date.now();
      break;
    case "presence":
      presence = message;
      showPresence();
      break;
    case "ring":
      showOffer(message);
      break;
    case "withdraw":
      hideOffer(message.text);
      break;
    case "connected":
      held = false;
      showTalk();
      break;
    case "line-lost":
      openLine();
      break;
    case "replaced":
      replaced();
      break;
    case "signed-out":
      location.assign("/sign-in");
      break;
  }
}

function showPresence() {
  const state = presence.state;
  desk.dataset.state = state;
  showParts();
  part("state").textContent = texts[`state.${state}`] ?? state;
  part("state").dataset.state = state;
  part("pause-why").textContent = presence.pauseReason ? texts[`pause.${presence.pauseReason}`] : "";
  if (state !== "RINGING") {
    hideOffer("");
  }
  if (state === "IN_CALL" || state === "WRAP_UP") {
    showContact(presence.contact);
  } else if (state === "READY" || state === "PAUSED" || state === "OFFLINE") {
    hideContact();
  }
  if (state !== "OFFLINE" && !line && !opening) {
    openLine();
  }
  if (state === "OFFLINE") {
    closeLine();
  }
  showTalk();
  document.title = `${texts[`state.${state}`] ?? ""} — ${texts.title}`;
}

/** Shows the parts that belong to the present state. */
function showParts() {
  for (const element of desk.querySelectorAll("[data-in]")) {
    const states = (element.getAttribute("data-in") ?? "").split(" ");
    element.toggleAttribute("hidden", !states.includes(presence.state));
  }
}

/** @param {any} card */
function showOffer(card) {
  offer = card;
  part("offer-number").textContent = card.number ?? texts.numberWithheld;
  part("offer-topic").textContent = card.topic;
  part("offer-language").textContent = card.language;
  part("offer-reason").textContent = card.reason;
  part("offer").hidden = false;
  part("offer-declining").hidden = true;
  part("accept").focus();
  ring.start();
  document.title = `☎ ${texts.incoming}`;
}

/** @param {string} why */
function hideOffer(why) {
  ring.stop();
  offer = null;
  part("offer").hidden = true;
  if (why) {
    say(why);
  }
}

/** Says something to everybody, screen readers included. @param {string} text */
function say(text) {
  part("messages").textContent = text;
}

function showTalk() {
  const talking = presence.state === "IN_CALL";
  const muteButton = part("mute");
  muteButton.setAttribute("aria-pressed", String(muted));
  muteButton.textContent = muted ? texts.unmute : texts.mute;
  const holdButton = part("hold");
  holdButton.setAttribute("aria-pressed", String(held));
  holdButton.textContent = held ? texts.resume : texts.hold;
  part("talk-state").textContent = talking ? (held ? texts.onHold : texts.talking) : "";
  if (!talking) {
    held = false;
  }
}

/** @param {string|null} contact */
async function showContact(contact) {
  if (!contact || contact === shown) {
    return;
  }
  shown = contact;
  const response = await fetch(`/desk/contacts/${encodeURIComponent(contact)}`).catch(() => null);
  if (shown !== contact) {
    return;
  }
  if (!response?.ok) {
    shown = null;
    say(texts.contactUnavailable);
    setTimeout(() => showContact(presence.contact), 2_000);
    return;
  }
  part("contact").innerHTML = await response.text();
  showParts();
  const form = part("contact").querySelector("form[data-note]");
  if (form instanceof HTMLFormElement) {
    note = new NoteForm(form, texts, () => socket.send({ type: "finish" }));
  }
}

function hideContact() {
  shown = null;
  note = null;
  part("contact").replaceChildren();
}

/** Opens the sound, or opens it again; says what to do when it cannot. */
async function openLine() {
  if (opening) {
    return;
  }
  opening = true;
  try {
    await context.resume();
    const chosen = chosenDevice("microphone");
    const stream = line && line.stream.active ? line.stream : await microphone(chosen);
    line ??= new Line(stream, speaker, exchange, lineChanged);
    line.mute(muted);
    await chooseSpeaker();
    await line.open();
    level?.stop();
    level = new Level(context, line.stream, showLevel);
    problem(null);
    await listDevices();
  } catch (trouble) {
    line?.close();
    line = null;
    problem(trouble instanceof SoundProblem ? trouble.code : "failed");
    setTimeout(reopen, 3_000);
  } finally {
    opening = false;
  }
}

function reopen() {
  if (presence.state !== "OFFLINE" && (!line || desk.dataset.sound !== "open")) {
    openLine();
  }
}

/** @param {string} sdp @returns {Promise<string>} */
async function exchange(sdp) {
  return (await socket.ask({ type: "offer", sdp })).sdp;
}

/** @param {"open"|"lost"|"closed"} state */
function lineChanged(state) {
  desk.dataset.sound = state;
  part("sound-state").textContent = texts[`sound.${state}`] ?? "";
  if (state === "lost") {
    setTimeout(reopen, 500);
  }
}

function closeLine() {
  level?.stop();
  level = null;
  line?.close();
  line = null;
}

/** @param {string|null} code */
function problem(code) {
  part("sound-problem").hidden = !code;
  part("sound-problem-text").textContent = code ? (texts[`sound.problem.${code}`] ?? texts["sound.problem.failed"]) : "";
}

/** @param {number} value */
function showLevel(value) {
  const meter = part("level");
  if (meter instanceof HTMLMeterElement) {
    meter.value = value;
  }
}

/** @param {string} kind @returns {string} */
function chosenDevice(kind) {
  return localStorage.getItem(`desk.${kind}`) ?? "";
}

async function listDevices() {
  await fill("microphone", await devices("audioinput"));
  await fill("speakers", await devices("audiooutput"));
}

/** @param {string} name @param {MediaDeviceInfo[]} found */
async function fill(name, found) {
  const select = /** @type {HTMLSelectElement} */ (part(name));
  const wanted = chosenDevice(name);
  select.replaceChildren(
    ...found.map((device, at) => {
      const label = device.label || `${texts.device} ${at + 1}`;
      return new Option(label, device.deviceId, false, device.deviceId === wanted);
    }),
  );
}

async function chooseSpeaker() {
  const id = chosenDevice("speakers");
  if (id && "setSinkId" in speaker) {
    await speaker.setSinkId(id).catch(() => {});
  }
}

function replaced() {
  socket.close();
  closeLine();
  ring.stop();
  desk.dataset.state = "REPLACED";
  part("replaced").hidden = false;
  for (const element of desk.querySelectorAll("[data-in]")) {
    element.toggleAttribute("hidden", true);
  }
}

/** Every second: the times that people look at. */
function tick() {
  const now = Date.now() + ahead;
  part("since").textContent = presence.since ? clock(now - presence.since) : "";
  const left = part("until");
  left.textContent = presence.until ? clock(presence.until - now) : "";
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
  begin: async () => {
    await context.resume();
    socket.send({ type: "begin" });
  },
  ready: () => socket.send({ type: "ready" }),
  pause: () => socket.send({ type: "pause", reason: /** @type {HTMLSelectElement} */ (part("pause-reason")).value }),
  end: () => socket.send({ type: "end" }),
  accept: () => offer && socket.send({ type: "accept", contact: offer.contact }),
  decline: () => {
    part("offer-declining").hidden = false;
    part("decline-reason").focus();
  },
  "decline-now": () =>
    offer &&
    socket.send({
      type: "decline",
      contact: offer.contact,
      reason: /** @type {HTMLSelectElement} */ (part("decline-reason")).value,
    }),
  mute: () => {
    muted = !muted;
    line?.mute(muted);
    socket.send({ type: "mute", on: muted });
    showTalk();
  },
  hold: () => {
    held = !held;
    socket.send({ type: "hold", contact: presence.contact, on: held });
    showTalk();
  },
  "hang-up": () => socket.send({ type: "hangUp", contact: presence.contact }),
  "test-speakers": async () => {
    await context.resume();
    beep(context, [440], 0.6);
  },
  "test-microphone": () => testMicrophone(),
  retry: () => openLine(),
};

/** Lets the operator see the level before the shift begins. */
async function testMicrophone() {
  try {
    await context.resume();
    const stream = await microphone(chosenDevice("microphone"));
    problem(null);
    level?.stop();
    level = new Level(context, stream, showLevel);
    await listDevices();
    say(texts.speakNow);
    setTimeout(() => {
      if (!line) {
        level?.stop();
        stream.getTracks().forEach((track) => track.stop());
        showLevel(0);
      }
    }, 10_000);
  } catch (trouble) {
    problem(trouble instanceof SoundProblem ? trouble.code : "failed");
  }
}

desk.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (!(target instanceof HTMLElement)) {
    return;
  }
  const key = target.dataset.digit;
  if (target.dataset.do === "digit" && key) {
    socket.send({ type: "digit", contact: presence.contact, digit: key });
    beep(context, [697], 0.1);
    return;
  }
  actions[target.dataset.do ?? ""]?.();
});

desk.addEventListener("change", async (event) => {
  const target = event.target;
  if (!(target instanceof HTMLSelectElement) || !target.dataset.device) {
    return;
  }
  localStorage.setItem(`desk.${target.dataset.device}`, target.value);
  if (target.dataset.device === "speakers") {
    await chooseSpeaker();
  } else if (line) {
    await line.use(await microphone(target.value));
    level?.stop();
    level = new Level(context, line.stream, showLevel);
  }
});

/** Alt + a letter, the same key in the Russian and the Latin layout. */
const shortcuts = new Map([
  ["KeyA", "accept"],
  ["KeyR", "ready"],
  ["KeyP", "pause"],
  ["KeyM", "mute"],
  ["KeyH", "hold"],
  ["KeyE", "hang-up"],
]);

document.addEventListener("keydown", (event) => {
  const action = event.altKey && !event.ctrlKey && !event.metaKey ? shortcuts.get(event.code) : undefined;
  const button = action && desk.querySelector(`[data-do="${action}"]`);
  if (button instanceof HTMLElement && button.offsetParent !== null) {
    event.preventDefault();
    button.click();
  }
});

setInterval(tick, 500);
showPresence();
