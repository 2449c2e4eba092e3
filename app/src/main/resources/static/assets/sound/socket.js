// @ts-check
// The desk's connection to the centre: one WebSocket that comes back by itself.

/** First and longest wait before the next try, in milliseconds. */
const RETRY_FIRST = 500;
const RETRY_LONGEST = 5_000;
/** Presence is a lease of 15 s: three renewals fit into it. */
const RENEW_EVERY = 5_000;
/** An answer to a question must come within this time, in milliseconds. */
const ANSWER_WITHIN = 10_000;

export class Socket {
  /**
   * @param {string} path
   * @param {(message: any) => void} receive
   * @param {(up: boolean) => void} changed
   */
  constructor(path, receive, changed) {
    this.url = new URL(path, location.href);
    this.url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.receive = receive;
    this.changed = changed;
    this.retry = RETRY_FIRST;
    this.closed = false;
    /** @type {WebSocket|null} */
    this.socket = null;
    /** @type {Map<string, {resolve: (message: any) => void, reject: (problem: Error) => void}>} */
    this.questions = new Map();
    this.connect();
    setInterval(() => this.send({ type: "renew" }), RENEW_EVERY);
  }

  connect() {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.retry = RETRY_FIRST;
      this.changed(true);
    });
    socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.down());
  }

  down() {
    for (const question of this.questions.values()) {
      question.reject(new Error("disconnected"));
    }
    this.questions.clear();
    if (!this.closed) {
      this.changed(false);
      setTimeout(() => this.connect(), this.retry);
      this.retry = Math.min(this.retry * 2, RETRY_LONGEST);
    }
  }

  /** @param {any} message */
  take(message) {
    const question = this.questions.get(message.answers);
    if (!question) {
      this.receive(message);
      return;
    }
    this.questions.delete(message.answers);
    if (message.type === "refused") {
      question.reject(new Error(message.code));
    } else {
      question.resolve(message);
    }
  }

  /** @param {object} message @returns {boolean} whether it could be sent */
  send(message) {
    if (this.socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends a message that wants an answer. @param {object} message @returns {Promise<any>} */
  ask(message) {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      if (!this.send({ ...message, id })) {
        reject(new Error("disconnected"));
        return;
      }
      this.questions.set(id, { resolve, reject });
      setTimeout(() => {
        if (this.questions.delete(id)) {
          reject(new Error("late"));
        }
      }, ANSWER_WITHIN);
    });
  }

  /** Ends for good: another page has taken over. */
  close() {
    this.closed = true;
    this.socket?.close();
  }
}
