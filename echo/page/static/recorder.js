/** Hands the microphone's samples on, from the thread on which they come, in blocks of about a twentieth of a second. */

const BLOCK = 2048;

class Recorder extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK);
  #filled = 0;

  process([[samples]]) {
    if (samples) {
      this.#block.set(samples, this.#filled);
      this.#filled += samples.length;
    }
    if (this.#filled === BLOCK) {
      this.port.postMessage(this.#block.slice());
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor("recorder", Recorder);
