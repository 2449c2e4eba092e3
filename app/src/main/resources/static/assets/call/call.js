// @ts-check
// A citizen's call from the browser.
import { beep, Line, microphone, SoundProblem } from "../sound/sound.js";
import { Socket } from "../sound/socket.js";

/** A call that this page began and a reload resumes. */
const KEPT = "call";
/** A line that was lost is tried again at this pace, in milliseconds, and so often. */
const RETRY_AFTER = 1_000;
const RETRIES_MAX = 20;

const root = /** @type {HTMLElement} */ (document.getElementById("call"));
/** @type {Record<string, string>} */
const texts = JSON.parse(root.dataset.texts ?? "{}");
const speaker = /** @type {HTMLAudioElement} */ (part("speaker"));
/** @type {Line|null} */
let line = null;
/** @type {Socket|null} */
let socket = null;
/** @type {AudioContext|null} */
let context = null;
let muted = false;
let retries = 0;

/** @param {string} name @returns {HTMLElement} */
function part(name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`The page has no part (${name}).`);
  }
  return found;
}

/** @param {string} state @param {string} [text] */
function show(state, text) {
  root.dataset.state = state;
  part("state").textContent = text ?? texts[state] ?? "";
  for (const element of root.querySelectorAll("[data-in]")) {
    const states = (element.getAttribute("data-in") ?? "").split(" ");
    element.toggleAttribute("hidden", !states.includes(state));
  }
  if (state !== "waiting") {
    part("spot").hidden = true;
  }
}

/** @param {string|null} code */
function problem(code) {
  part("problem").hidden = !code;
  part("problem-text").textContent = code ? (texts[`problem.${code}`] ?? texts["problem.failed"]) : "";
}

async function start() {
  problem(null);
  show("connecting");
  try {
    context ??= new AudioContext();
    await context.resume();
    const stream = await microphone();
    socket ??= await connected();
    line = new Line(stream, speaker, exchange, lineChanged);
    await line.open();
  } catch (trouble) {
    over(null);
    problem(trouble instanceof SoundProblem ? trouble.code : "failed");
  }
}

/** @returns {Promise<Socket>} */
function connected() {
  return new Promise((resolve) => {
    const opened = new Socket(`/call/socket?lang=${document.documentElement.lang}`, receive, (up) => {
      if (up) {
        resolve(opened);
        if (line && root.dataset.state !== "ended") {
          reopen();
        }
      }
    });
  });
}

/** @param {string} sdp @returns {Promise<string>} */
async function exchange(sdp) {
  const call = sessionStorage.getItem(KEPT);
  try {
    const answer = await /** @type {Socket} */ (socket).ask({ type: "offer", sdp, call });
    sessionStorage.setItem(KEPT, answer.call);
    return answer.sdp;
  } catch (refused) {
    sessionStorage.removeItem(KEPT);
    throw new SoundProblem("refused", refused);
  }
}

/** @param {any} message */
function receive(message) {
  switch (message.type) {
    case "spot":
      if (message.text) {
        if (root.dataset.state === "listening") {
          show("waiting");
        }
        part("spot").textContent = message.text;
        part("spot").hidden = false;
      }
      break;
    case "connected":
      show("talking");
      break;
    case "waits-again":
      show("waiting");
      break;
    case "ended":
      over(texts[`ended.${message.cause}`]);
      break;
  }
}

/** @param {"open"|"lost"|"closed"} state */
function lineChanged(state) {
  if (state === "open") {
    retries = 0;
    if (["connecting", "lost"].includes(root.dataset.state ?? "")) {
      show("listening");
    }
  } else if (state === "lost") {
    show("lost");
    reopen();
  }
}

function reopen() {
  if (!line || ++retries > RETRIES_MAX) {
    over(texts["ended.LINE_LOST"]);
    return;
  }
  line.open().catch(() => setTimeout(reopen, RETRY_AFTER));
}

/** @param {string|null|undefined} text */
function over(text) {
  sessionStorage.removeItem(KEPT);
  const old = line;
  line = null;
  old?.close();
  show(text ? "ended" : "idle", text ?? undefined);
}

/** @type {Record<string, () => void>} */
const actions = {
  start,
  "hang-up": () => {
    socket?.send({ type: "hangUp" });
    over(texts["ended.CITIZEN"]);
  },
  mute: () => {
    muted = !muted;
    line?.mute(muted);
    part("mute").setAttribute("aria-pressed", String(muted));
    part("mute").textContent = muted ? texts.unmute : texts.mute;
  },
};

/** @param {string} digit */
function press(digit) {
  socket?.send({ type: "digit", digit });
  if (context) {
    beep(context, [697], 0.1);
  }
}

root.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (!(target instanceof HTMLElement)) {
    return;
  }
  if (target.dataset.digit) {
    press(target.dataset.digit);
  } else {
    actions[target.dataset.do ?? ""]?.();
  }
});

document.addEventListener("keydown", (event) => {
  if (/^[0-9*#]$/.test(event.key) && ["listening", "waiting", "talking"].includes(root.dataset.state ?? "")) {
    press(event.key);
  }
});

show("idle");
if (sessionStorage.getItem(KEPT)) {
  start();
}
