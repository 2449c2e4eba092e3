// @ts-check
// A browser's side of a talk: microphone, speakers, and one connection to the media plane.

/** Sound is treated as a telephone treats it: one channel, with the browser's own echo control. */
const MICROPHONE = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** The answer must come within this time, in milliseconds. */
const CONNECT_WITHIN = 10_000;

/** Why a line could not be opened; `code` is the key of a text of the page. */
export class SoundProblem extends Error {
  /** @param {string} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * Asks for the microphone.
 * @param {string} [deviceId] the one to use, if it is still there
 * @returns {Promise<MediaStream>}
 */
export async function microphone(deviceId) {
  if (!navigator.mediaDevices) {
    throw new SoundProblem("insecure");
  }
  const wanted = deviceId ? { ...MICROPHONE, deviceId: { exact: deviceId } } : MICROPHONE;
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: wanted });
  } catch (problem) {
    const name = problem instanceof DOMException ? problem.name : "";
    if (name === "OverconstrainedError" && deviceId) {
      return microphone();
    }
    if (name === "NotAllowedError" || name === "SecurityError") {
      throw new SoundProblem(await whyDenied(String(problem)), problem);
    }
    if (name === "NotFoundError" || name === "OverconstrainedError") {
      throw new SoundProblem("missing", problem);
    }
    throw new SoundProblem("busy", problem);
  }
}

/**
 * What the person can do depends on who said no: the system, the browser, or nobody yet.
 * @param {string} words of the browser
 */
async function whyDenied(words) {
  if (/system/i.test(words)) {
    return "denied.system";
  }
  const permission = await microphonePermission();
  return permission?.state === "prompt" ? "dismissed" : `denied.${browser()}`;
}

/** Where each of these has its switch for the microphone, a text of the page says. */
function browser() {
  const name = navigator.userAgent;
  if (/iPhone|iPad/.test(name)) {
    return "ios";
  }
  if (/Firefox/.test(name)) {
    return "firefox";
  }
  return /Safari/.test(name) && !/Chrom/.test(name) ? "safari" : "chromium";
}

/** The permission as it stands, where the browser can tell. @returns {Promise<PermissionStatus|null>} */
async function microphonePermission() {
  try {
    return await navigator.permissions.query({ name: /** @type {PermissionName} */ ("microphone") });
  } catch {
    return null;
  }
}

/** Calls back when the person has allowed the microphone in the browser's own settings. @param {() => void} then */
export async function whenAllowed(then) {
  const permission = await microphonePermission();
  permission?.addEventListener("change", () => {
    if (permission.state === "granted") {
      then();
    }
  });
}

/**
 * Microphones or speakers to choose from; names are there only after permission was given.
 * @param {"audioinput"|"audiooutput"} kind
 */
export async function devices(kind) {
  if (!navigator.mediaDevices) {
    return [];
  }
  const all = await navigator.mediaDevices.enumerateDevices();
  return all.filter((device) => device.kind === kind && device.deviceId !== "");
}

/** Shows how loud a stream is, 0 to 1, about twenty times a second, until stopped. */
export class Level {
  /** @param {AudioContext} context @param {MediaStream} stream @param {(level: number) => void} show */
  constructor(context, stream, show) {
    this.analyser = context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.source = context.createMediaStreamSource(stream);
    this.source.connect(this.analyser);
    const samples = new Float32Array(this.analyser.fftSize);
    this.timer = setInterval(() => {
      this.analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) {
        sum += sample * sample;
      }
      const decibels = 10 * Math.log10(sum / samples.length + 1e-9);
      show(Math.max(0, Math.min(1, (decibels + 60) / 60)));
    }, 50);
  }

  stop() {
    clearInterval(this.timer);
    this.source.disconnect();
  }
}

/** A line: one connection that carries sound both ways. */
export class Line {
  /**
   * @param {MediaStream} stream the microphone
   * @param {HTMLAudioElement} speaker where the far side is heard
   * @param {(offer: string) => Promise<string>} exchange sends the offer, resolves to the answer
   * @param {(state: "open"|"lost"|"closed") => void} changed
   */
  constructor(stream, speaker, exchange, changed) {
    this.stream = stream;
    this.speaker = speaker;
    this.exchange = exchange;
    this.changed = changed;
    /** @type {RTCPeerConnection|null} */
    this.connection = null;
  }

  /** Opens the line, or opens it again after it was lost. */
  async open() {
    this.connection?.close();
    const connection = new RTCPeerConnection();
    this.connection = connection;
    const [track] = this.stream.getAudioTracks();
    connection.addTransceiver(track, { direction: "sendrecv", streams: [this.stream] });
    connection.addEventListener("track", (event) => {
      this.speaker.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      this.speaker.play().catch(() => {});
    });
    connection.addEventListener("connectionstatechange", () => {
      if (this.connection !== connection) {
        return;
      }
      if (connection.connectionState === "connected") {
        this.changed("open");
      } else if (["failed", "disconnected"].includes(connection.connectionState)) {
        this.changed("lost");
      }
    });
    await connection.setLocalDescription(await connection.createOffer());
    const answer = await within(CONNECT_WITHIN, this.exchange(connection.localDescription?.sdp ?? ""));
    if (this.connection === connection) {
      await connection.setRemoteDescription({ type: "answer", sdp: answer });
    }
  }

  /** Takes another microphone without interrupting the talk. @param {MediaStream} stream */
  async use(stream) {
    const [track] = stream.getAudioTracks();
    track.enabled = this.stream.getAudioTracks()[0]?.enabled ?? true;
    await this.connection?.getSenders()[0]?.replaceTrack(track);
    this.stream.getTracks().forEach((old) => old.stop());
    this.stream = stream;
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.stream.getAudioTracks().forEach((track) => {
      track.enabled = !muted;
    });
  }

  close() {
    this.connection?.close();
    this.connection = null;
    this.stream.getTracks().forEach((track) => track.stop());
    this.changed("closed");
  }
}

/** Rings, in the speakers, until stopped: two tones, a second on and two off. */
export class Ring {
  /** @param {AudioContext} context */
  constructor(context) {
    this.context = context;
    this.timer = 0;
  }

  start() {
    this.stop();
    const once = () => beep(this.context, [523, 659], 0.9);
    once();
    this.timer = setInterval(once, 3_000);
  }

  stop() {
    clearInterval(this.timer);
  }
}

/** Plays tones together, softly. @param {AudioContext} context @param {number[]} tones @param {number} seconds */
export function beep(context, tones, seconds) {
  const gain = context.createGain();
  const from = context.currentTime;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(0.2, from + 0.03);
  gain.gain.setValueAtTime(0.2, from + seconds - 0.05);
  gain.gain.linearRampToValueAtTime(0, from + seconds);
  gain.connect(context.destination);
  for (const tone of tones) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = tone;
    oscillator.connect(gain);
    oscillator.start(from);
    oscillator.stop(from + seconds);
  }
}

/**
 * @template T
 * @param {number} milliseconds @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SoundProblem("late")), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
