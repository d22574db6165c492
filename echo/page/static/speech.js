/** A microphone and a voice, where the browser has them; both are off until they are pressed. */

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const NONE = "This browser has no speech";
const WHY = {
  "not-allowed": "The browser does not let this page use the microphone.",
  "service-not-allowed": "The browser does not let this page use the microphone.",
  "audio-capture": "There is no microphone.",
  network: "The browser cannot reach what understands speech for it.",
};

export class Microphone {
  #recognition;

  /** `onHeard` gets what was heard so far, and whether that is all of it. */
  constructor(button, note, onHeard) {
    this.button = button;
    this.note = note;
    this.off = note.textContent;
    this.onHeard = onHeard;
    button.disabled = !Recognition;
    if (Recognition) button.addEventListener("click", () => (isOn(button) ? this.#turnOff() : this.#listen()));
    else note.textContent = `${NONE} recognition.`;
  }

  /** Hear nothing for now. */
  pause() {
    const recognition = this.#recognition;
    this.#recognition = undefined;
    recognition?.abort();
  }

  /** Go on where it is on: listen where the device does, else turn off. */
  resume(listens) {
    if (!isOn(this.button)) return;
    if (listens) this.#listen();
    else this.#turnOff();
  }

  #listen() {
    const recognition = new Recognition();
    let failure = "";
    this.#recognition = recognition;
    Object.assign(recognition, { lang: "en-US", interimResults: true });
    recognition.onresult = ({ results }) => {
      if (recognition !== this.#recognition) return;
      const heard = [...results].map(([best]) => best.transcript).join("");
      this.onHeard(heard, results[results.length - 1].isFinal);
    };
    recognition.onerror = ({ error }) => (failure = WHY[error] ?? "");
    recognition.onend = () => recognition === this.#recognition && this.#turnOff(failure);
    this.button.setAttribute("aria-pressed", "true");
    this.note.textContent = "Listening. The browser may send the sound to its maker.";
    recognition.start();
  }

  #turnOff(why = "") {
    this.pause();
    this.button.setAttribute("aria-pressed", "false");
    this.note.textContent = why || this.off;
  }
}

export class Voice {
  #turn = 0;

  constructor(button, note) {
    this.button = button;
    this.note = note;
    this.off = note.textContent;
    button.disabled = !window.speechSynthesis;
    if (window.speechSynthesis) button.addEventListener("click", () => this.#press(!isOn(button)));
    else note.textContent = `${NONE} output.`;
  }

  /** Say texts, with pauses of so many seconds between them; resolves when all is said, or at once where it is off. */
  async say(pieces) {
    this.hush();
    const turn = this.#turn;
    for (const piece of pieces) {
      if (!isOn(this.button) || turn !== this.#turn) return;
      await (typeof piece === "number" ? pause(piece) : spoken(piece));
    }
  }

  hush() {
    this.#turn += 1;
    window.speechSynthesis?.cancel();
  }

  #press(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.note.textContent = on ? "On. The browser may have its maker read out what Alexa says." : this.off;
    if (!on) this.hush();
  }
}

const isOn = (button) => button.getAttribute("aria-pressed") === "true";
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function spoken(text) {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "en-US";
    utterance.onend = utterance.onerror = resolve;
    window.speechSynthesis.speak(utterance);
  });
}
