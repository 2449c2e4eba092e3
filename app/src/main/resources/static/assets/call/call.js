// @ts-check
// A citizen's call from the browser.
import { beep, Line, microphone, SoundProblem, whenAllowed } from "../sound/sound.js";
import { Socket } from "../sound/socket.js";

/** A call that this page began and a reload resumes. */
const KEPT = "call";
/** A line that was lost is tried again at this pace, in milliseconds, and so often. */
const RETRY_AFTER = 1_000;
const RETRIES_MAX = 20;
/** The centre must be reached within this time, in milliseconds. */
const REACHED_WITHIN = 10_000;

const root = /** @type {HTMLElement} */ (document.getElementById("call"));
/** @type {Record<string, string>} */
const texts = JSON.parse(root.dataset.texts ?? "{}");
const speaker = /** @type {HTMLAudioElement} */ (part("speaker"));
/** @type {Line|null} */
let line = null;
/** @type {Promise<Socket>|null} */
let reached = null;
/** @type {AudioContext|null} */
let context = null;
let muted = false;
let retries = 0;
/** What a line that was lost comes back to. */
let before = "listening";

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
  const focused = document.activeElement;
  root.dataset.state = state;
  part("state").textContent = text ?? texts[state] ?? "";
  for (const element of root.querySelectorAll("[data-in]")) {
    const states = (element.getAttribute("data-in") ?? "").split(" ");
    element.toggleAttribute("hidden", !states.includes(state));
  }
  if (state !== "waiting") {
    part("spot").hidden = true;
  }
  if (focused instanceof HTMLElement && root.contains(focused) && focused.offsetParent === null) {
    part("state").focus({ preventScroll: true });
  }
}

/** @param {string|null} code */
function problem(code) {
  part("problem-text").textContent = code ? (texts[`problem.${code}`] ?? texts["problem.failed"]) : "";
  part("problem").hidden = !code;
}

async function start() {
  problem(null);
  show("connecting");
  try {
    context ??= new AudioContext();
    context.resume().catch(() => {});
    const stream = await microphone();
    reached ??= reach();
    await reached;
    if (root.dataset.state !== "connecting") {
      stream.getTracks().forEach((track) => track.stop()); // hung up meanwhile
      return;
    }
    line = new Line(stream, speaker, exchange, lineChanged);
    await line.open();
  } catch (trouble) {
    if (root.dataset.state === "connecting") {
      over(null);
      problem(trouble instanceof SoundProblem ? trouble.code : "failed");
    }
  }
}

/** Connects this page with the centre, for as long as it is open. @returns {Promise<Socket>} */
function reach() {
  return new Promise((resolve, reject) => {
    const socket = new Socket(`/call/socket?lang=${document.documentElement.lang}`, receive, (up) => {
      if (up && root.dataset.state !== "connecting" && line) {
        reopen(); // the centre may have lost the call with the connection
      } else if (up) {
        resolve(socket);
      }
    });
    setTimeout(() => {
      if (socket.socket?.readyState !== WebSocket.OPEN) {
        socket.close();
        reached = null;
        reject(new SoundProblem("late"));
      }
    }, REACHED_WITHIN);
  });
}

/** @param {string} sdp @returns {Promise<string>} */
async function exchange(sdp) {
  const socket = await /** @type {Promise<Socket>} */ (reached);
  const call = sessionStorage.getItem(KEPT);
  try {
    const answer = await socket.ask({ type: "offer", sdp, call });
    if (!line) {
      throw new Error("over"); // hung up or refused meanwhile
    }
    sessionStorage.setItem(KEPT, answer.call);
    return answer.sdp;
  } catch (refused) {
    if (!call) {
      const code = refused instanceof Error && `problem.${refused.message}` in texts ? refused.message : "refused";
      throw new SoundProblem(code, refused);
    }
    if (refused instanceof Error && refused.message === "refused") {
      over(texts["ended.LINE_LOST"]); // the call is no more; only the person may make another
    }
    throw refused;
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
        part("spot").hidden = root.dataset.state !== "waiting";
      }
      break;
    case "connected":
      talks("talking");
      break;
    case "waits-again":
      talks("waiting");
      break;
    case "refused":
      notTaken(message.code);
      break;
    case "ended":
      over(texts[`ended.${message.cause}`]);
      break;
  }
}

/** The call is not taken, or this page is one too many: the next try connects anew. @param {string} code */
async function notTaken(code) {
  over(null);
  problem(code);
  const socket = await reached;
  reached = null;
  socket?.close();
}

/** Said by the centre, perhaps before the sound is there again. @param {string} state */
function talks(state) {
  before = state;
  if (!["connecting", "lost"].includes(root.dataset.state ?? "")) {
    show(state);
  }
}

/** @param {"open"|"lost"|"closed"} state */
function lineChanged(state) {
  if (state === "open") {
    retries = 0;
    if (["connecting", "lost"].includes(root.dataset.state ?? "")) {
      show(before);
    }
  } else if (state === "lost" && line) {
    before = root.dataset.state === "lost" ? before : (root.dataset.state ?? before);
    show("lost");
    reopen();
  }
}

function reopen() {
  if (!line) {
    return;
  }
  if (++retries > RETRIES_MAX) {
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
  retries = 0;
  before = "listening";
  mute(false);
  show(text ? "ended" : "idle", text ?? undefined);
}

/** @param {boolean} on */
function mute(on) {
  muted = on;
  line?.mute(on);
  part("mute").setAttribute("aria-pressed", String(on));
  part("mute").textContent = on ? texts.unmute : texts.mute;
}

/** @param {object} message */
async function send(message) {
  (await reached)?.send(message);
}

/** @type {Record<string, () => void>} */
const actions = {
  start,
  "hang-up": () => {
    const talked = root.dataset.state === "talking" || before === "talking";
    send({ type: "hangUp" });
    over(texts[talked ? "ended.CENTRE" : "ended.CITIZEN"]);
  },
  mute: () => mute(!muted),
};

/** @param {string} digit */
function press(digit) {
  send({ type: "digit", digit });
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

whenAllowed(() => problem(null));
show("idle");
if (sessionStorage.getItem(KEPT)) {
  start();
}
