// @ts-check
// The board, live: told that something has changed, it fetches the figures, at most once a second.

/** The figures are fetched at least this often, in milliseconds, and at most so often. */
const AT_LEAST_EVERY = 5_000;
const AT_MOST_EVERY = 1_000;
const TICK = 1_000;

const board = /** @type {HTMLElement} */ (document.getElementById("board"));
const stale = /** @type {HTMLElement} */ (document.getElementById("board-stale"));
let asked = 0;
let fetched = performance.now();
let timer = 0;

function changed() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(0, asked + AT_MOST_EVERY - Date.now()));
}

async function refresh() {
  asked = Date.now();
  try {
    const response = await fetch(board.dataset.now ?? "");
    if (response.redirected) {
      location.reload(); // signed out: the page itself leads to the way in
      return;
    }
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    show(await response.text());
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, AT_LEAST_EVERY);
}

/** Replaces the parts that differ: an alarm is read out once, and the others keep focus and place. @param {string} figures */
function show(figures) {
  const fresh = new DOMParser().parseFromString(figures, "text/html").body;
  fetched = performance.now();
  for (const part of [...board.children]) {
    const next = fresh.querySelector(`#${part.id}`);
    if (next && !part.isEqualNode(next)) {
      replace(part, next);
    }
  }
}

/** @param {Element} part @param {Element} next */
function replace(part, next) {
  const focused = part.contains(document.activeElement) ? place(document.activeElement) : null;
  const scrolled = part.querySelector(".otk-scroll")?.scrollLeft ?? 0;
  part.replaceWith(next);
  next.querySelector(".otk-scroll")?.scrollTo({ left: scrolled });
  const again = focused && next.querySelector(focused);
  if (again instanceof HTMLElement) {
    again.focus({ preventScroll: true });
  }
}

/** How to find the same thing in fresh figures: a form's button, or the table. @param {Element|null} element */
function place(element) {
  const form = element?.closest("form");
  return form ? `form[action="${form.getAttribute("action")}"] button` : ".otk-scroll";
}

/** Between two fetches the waits grow by themselves. */
function tick() {
  const passed = (performance.now() - fetched) / 1000;
  for (const wait of board.querySelectorAll("[data-seconds]")) {
    wait.textContent = clock(Number(wait.getAttribute("data-seconds")) + passed);
  }
}

/** @param {number} seconds @returns {string} */
function clock(seconds) {
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

new EventSource(board.dataset.stream ?? "").addEventListener("changed", changed);
setInterval(tick, TICK);
changed();
