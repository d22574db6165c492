/** A microphone and a voice, the browser's or this machine's; both are off until they are pressed. */

const NONE = "This browser has no speech";
const WHY = {
  "not-allowed": "The browser does not let this page use the microphone.",
  "service-not-allowed": "The browser does not let this page use the microphone.",
  "audio-capture": "There is no microphone.",
  network: "The browser cannot reach what understands speech for it.",
};

export class Microphone {
  #ears;
  #recognition;

  /** `onHeard` gets what was heard so far, and whether that is all of it. */
  constructor(button, note, onHeard) {
    this.button = button;
    this.note = note;
    this.onHeard = onHeard;
    button.addEventListener("click", () => this.#press());
  }

  /**
   * Hear with these from now on: `Recognition` is one as the Web Speech API has it, if there is any, `finishes` whether
   * its stop() makes it hear what was said so far, and the rest are sentences beside the button.
   */
  use(ears) {
    if (ears === this.#ears) return;
    this.#ears = ears;
    this.button.disabled = !ears.Recognition;
    this.#turnOff(ears.Recognition ? "" : ears.none);
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

  #press() {
    if (!isOn(this.button)) this.#listen();
    else if (this.#ears.finishes && this.#recognition) this.#recognition.stop();
    else this.#turnOff();
  }

  #listen() {
    const recognition = new this.#ears.Recognition();
    let failure = "";
    this.#recognition = recognition;
    Object.assign(recognition, { lang: "en-US", interimResults: true });
    recognition.onresult = ({ results }) => {
      if (recognition !== this.#recognition) return;
      const heard = [...results].map(([best]) => best.transcript).join("");
      this.onHeard(heard, results[results.length - 1].isFinal);
    };
    recognition.onerror = ({ error, message }) => (failure = WHY[error] ?? message);
    recognition.onend = () => recognition === this.#recognition && this.#turnOff(failure);
    this.button.setAttribute("aria-pressed", "true");
    this.note.textContent = this.#ears.on;
    recognition.start();
  }

  #turnOff(why = "") {
    this.pause();
    this.button.setAttribute("aria-pressed", "false");
    this.note.textContent = why || this.#ears.off;
  }
}

export class Voice {
  #mouth;

  constructor(button, note) {
    this.button = button;
    this.note = note;
    button.addEventListener("click", () => this.#press(!isOn(button)));
  }

  /** Speak with this from now on: it has `say` and `hush` as here, if there is any, and sentences beside the button. */
  use(mouth) {
    if (mouth === this.#mouth) return;
    this.hush();
    this.#mouth = mouth;
    this.button.disabled = !mouth.say;
    if (mouth.say) this.#press(false);
    else this.note.textContent = mouth.none;
  }

  /** Say texts, with pauses of so many seconds between them; resolves when all is said, or at once where it is off. */
  async say(pieces) {
    this.hush();
    if (!isOn(this.button)) return;
    try {
      await this.#mouth.say(pieces);
    } catch (error) {
      this.note.textContent = `Nothing can be said: ${error.message}`;
    }
  }

  hush() {
    this.#mouth?.hush?.();
  }

  #press(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.note.textContent = on ? this.#mouth.on : this.#mouth.off;
    if (!on) this.hush();
  }
}

const isOn = (button) => button.getAttribute("aria-pressed") === "true";

class BrowserMouth {
  off = "Off. With it the browser reads out what Alexa says.";
  on = "On. The browser may have its maker read out what Alexa says.";
  #turn = 0;

  async say(pieces) {
    const turn = this.#turn;
    for (const piece of pieces) {
      if (turn !== this.#turn) return;
      await (typeof piece === "number" ? pause(piece) : spoken(piece));
    }
  }

  hush() {
    this.#turn += 1;
    window.speechSynthesis.cancel();
  }
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function spoken(text) {
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "en-US";
    utterance.onend = utterance.onerror = resolve;
    window.speechSynthesis.speak(utterance);
  });
}

/** The browser's own. */
export const browser = {
  ears: {
    Recognition: window.SpeechRecognition ?? window.webkitSpeechRecognition,
    none: `${NONE} recognition.`,
    off: "Off. While it is on, the browser may send the sound to its maker.",
    on: "Listening. The browser may send the sound to its maker.",
  },
  mouth: window.speechSynthesis ? new BrowserMouth() : { none: `${NONE} output.` },
};
