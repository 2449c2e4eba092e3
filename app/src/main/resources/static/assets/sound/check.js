// @ts-check
// An operator's devices: which to use, how loud the microphone is, and whether the speakers work.
import { beep, devices, Level, microphone, SoundProblem, whenAllowed } from "./sound.js";

/** A test of the microphone ends by itself after this time, in milliseconds. */
const TEST_FOR = 10_000;

/**
 * The page's parts for it.
 * @typedef {object} Parts
 * @property {HTMLSelectElement} microphone
 * @property {HTMLSelectElement} speakers
 * @property {HTMLMeterElement} level
 * @property {HTMLElement} problem
 * @property {HTMLElement} problemText
 */

/** Keeps the choice of devices in this browser. */
export class SoundCheck {
  /**
   * @param {Parts} parts
   * @param {Record<string, string>} texts
   * @param {AudioContext} context
   * @param {HTMLAudioElement} speaker
   * @param {() => void} allowed the microphone may be used now, and was not before
   */
  constructor(parts, texts, context, speaker, allowed) {
    this.parts = parts;
    this.texts = texts;
    this.context = context;
    this.speaker = speaker;
    /** @type {Level|null} */
    this.level = null;
    /** @type {MediaStream|null} */
    this.trial = null;
    this.timer = 0;
    parts.speakers.addEventListener("change", () => {
      this.keep("speakers", parts.speakers.value);
      this.useSpeakers();
    });
    navigator.mediaDevices?.addEventListener("devicechange", () => this.list());
    whenAllowed(() => {
      if (!parts.problem.hidden) {
        this.problem(null);
        allowed();
      }
    });
    this.list();
  }

  /** The microphone that was chosen, or any. */
  open() {
    return microphone(this.chosen("microphone"));
  }

  /** @param {"microphone"|"speakers"} kind */
  chosen(kind) {
    return localStorage.getItem(`desk.${kind}`) ?? "";
  }

  /** @param {"microphone"|"speakers"} kind @param {string} device */
  keep(kind, device) {
    localStorage.setItem(`desk.${kind}`, device);
  }

  async list() {
    this.fill("microphone", await devices("audioinput"));
    this.fill("speakers", await devices("audiooutput"));
  }

  /** Without permission browsers name no device: then there is the system's own. @param {"microphone"|"speakers"} kind @param {MediaDeviceInfo[]} found */
  fill(kind, found) {
    const chosen = this.chosen(kind);
    const options = found.map(
      (device, at) =>
        new Option(device.label || `${this.texts.device} ${at + 1}`, device.deviceId, false, device.deviceId === chosen),
    );
    if (options.length === 0) {
      options.push(new Option(this.texts.systemDevice, ""));
    }
    this.parts[kind].replaceChildren(...options);
  }

  /** Ring, test tone and talk are heard where the operator wants; a device that is gone gives way to the system's own. */
  async useSpeakers() {
    const device = this.chosen("speakers");
    for (const sink of [this.speaker, /** @type {any} */ (this.context)]) {
      await sink.setSinkId?.(device).catch(() => {});
    }
  }

  async testSpeakers() {
    await this.useSpeakers();
    await this.context.resume();
    beep(this.context, [440], 0.6);
  }

  /** Lets operators see how loud they are before the shift begins. */
  async testMicrophone() {
    this.endTrial();
    try {
      this.trial = await this.open();
      this.problem(null);
      this.watch(this.trial);
      await this.list();
      this.timer = setTimeout(() => {
        this.endTrial();
        this.unwatch();
      }, TEST_FOR);
      return true;
    } catch (trouble) {
      this.problem(trouble);
      return false;
    }
  }

  endTrial() {
    clearTimeout(this.timer);
    this.trial?.getTracks().forEach((track) => track.stop());
    this.trial = null;
  }

  /** Shows the level of a microphone. @param {MediaStream} stream */
  watch(stream) {
    if (stream !== this.trial) {
      this.endTrial();
    }
    this.level?.stop();
    this.level = new Level(this.context, stream, (value) => {
      this.parts.level.value = value;
    });
  }

  unwatch() {
    this.level?.stop();
    this.level = null;
    this.parts.level.value = 0;
  }

  /** Says what is wrong and what to do; null: nothing is. @param {unknown} trouble */
  problem(trouble) {
    const code = trouble instanceof SoundProblem ? trouble.code : "failed";
    const text = trouble ? (this.texts[`sound.problem.${code}`] ?? this.texts["sound.problem.failed"]) : "";
    if (this.parts.problemText.textContent !== text) {
      this.parts.problemText.textContent = text;
    }
    this.parts.problem.hidden = !trouble;
  }
}
