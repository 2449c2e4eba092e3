// @ts-check
// The board, live: told that something has changed, it fetches the figures, at most once a second.

/** The board is looked at again at least this often, in milliseconds: waits grow without an event. */
const AT_LEAST_EVERY = 5_000;
const AT_MOST_EVERY = 1_000;

const board = /** @type {HTMLElement} */ (document.getElementById("board"));
const stale = /** @type {HTMLElement} */ (document.getElementById("board-stale"));
let asked = 0;
let timer = 0;

function changed() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(0, asked + AT_MOST_EVERY - Date.now()));
}

async function refresh() {
  asked = Date.now();
  try {
    const response = await fetch(board.dataset.now ?? "");
    if (!response.ok || response.redirected) {
      throw new Error(String(response.status));
    }
    const figures = await response.text();
    if (!board.contains(document.activeElement) || document.activeElement === document.body) {
      board.innerHTML = figures;
    }
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, AT_LEAST_EVERY);
}

new EventSource(board.dataset.stream ?? "").addEventListener("changed", changed);
changed();
