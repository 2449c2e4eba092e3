// @ts-check
// A supervisor listens to a talk from the board, whispers to the operator, or joins.
import { Line, microphone } from "../sound/sound.js";

const panel = /** @type {HTMLElement} */ (document.getElementById("supervision"));
const board = /** @type {HTMLElement} */ (document.getElementById("board"));
const who = /** @type {HTMLElement} */ (document.getElementById("supervision-who"));
const how = /** @type {HTMLElement} */ (document.getElementById("supervision-how"));
const speaker = /** @type {HTMLAudioElement} */ (document.getElementById("supervision-sound"));
/** @type {Line|null} */
let line = null;
/** @type {string|null} */
let contact = null;

/** @param {string} path @param {Record<string, string>} fields @returns {Promise<string>} */
async function post(path, fields) {
  const body = new URLSearchParams({ ...fields, [panel.dataset.tokenName ?? ""]: panel.dataset.token ?? "" });
  const response = await fetch(path, { method: "POST", body });
  if (!response.ok || response.redirected) {
    throw new Error(String(response.status));
  }
  return response.text();
}

/** The line stays open from talk to talk. */
async function open() {
  if (line) {
    return;
  }
  const stream = await microphone();
  await new Promise((resolve, reject) => {
    line = new Line(stream, speaker, (offer) => post("/board/sound", { offer }), (state) => {
      panel.dataset.sound = state;
      if (state === "open") {
        resolve(undefined);
      }
    });
    line.open().catch(reject);
  });
}

/** @param {string} mode */
async function take(mode) {
  try {
    if (mode === "LEAVE") {
      leave();
      return;
    }
    await open();
    await post(`/board/talks/${contact}`, { how: mode });
    show(mode);
  } catch {
    how.textContent = panel.dataset.refused ?? "";
    line?.close();
    line = null;
  }
}

function leave() {
  post("/board/leave", {}).catch(() => {});
  line?.close();
  line = null;
  contact = null;
  panel.hidden = true;
}

/** @param {string} mode */
function show(mode) {
  panel.dataset.how = mode;
  for (const button of panel.querySelectorAll("[data-how]")) {
    if (button instanceof HTMLElement) {
      button.setAttribute("aria-pressed", String(button.dataset.how === mode));
      how.textContent = button.dataset.how === mode ? (button.dataset.said ?? "") : how.textContent;
    }
  }
}

/** A talk that is over, or goes on with somebody else, is listened to no more. */
new MutationObserver(() => {
  if (contact && !board.querySelector(`[data-listen="${contact}"][data-name="${CSS.escape(who.textContent ?? "")}"]`)) {
    leave();
  }
}).observe(board, { childList: true });

board.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-listen]") : null;
  if (button instanceof HTMLElement) {
    contact = button.dataset.listen ?? null;
    who.textContent = button.dataset.name ?? "";
    panel.hidden = false;
    take("LISTEN");
  }
});

panel.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-how]") : null;
  if (button instanceof HTMLElement) {
    take(button.dataset.how ?? "");
  }
});
