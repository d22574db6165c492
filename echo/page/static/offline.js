/** Hearing and speaking on this machine: the page's server does both, and no sound leaves it. */

import { Recording } from "./recording.js";

/** It is used as the Web Speech API's, and hears all at once. */
class Recognition {
  #recording = new Recording();
  #aborted = false;

  async start() {
    try {
      const wav = await this.#recording.record();
      const heard = wav && !this.#aborted ? (await (await asked("/hear", "audio/wav", wav)).json()).heard : "";
      if (this.#aborted) return;
      if (heard) this.onresult({ results: [Object.assign([{ transcript: heard }], { isFinal: true })] });
      else this.onerror({ error: "no-speech", message: "Off. Nothing was heard, on this machine." });
    } catch ({ name, message }) {
      const errors = { NotAllowedError: "not-allowed", NotFoundError: "audio-capture" };
      this.onerror({ error: errors[name], message: `Nothing can be heard: ${message}` });
    } finally {
      this.onend();
    }
  }

  /** Hear what was said so far. */
  stop() {
    this.#recording.stop();
  }

  abort() {
    this.#aborted = true;
    this.stop();
  }
}

class Mouth {
  off = "Off. With it this machine reads out what Alexa says.";
  on = "On, spoken on this machine.";
  #context;
  #source;
  #turn = 0;

  async say(pieces) {
    const turn = this.#turn;
    if (!pieces.some((piece) => typeof piece === "string")) return;
    const reply = await asked("/say", "application/json", JSON.stringify({ speech: pieces }));
    this.#context ??= new AudioContext();
    const sound = await this.#context.decodeAudioData(await reply.arrayBuffer());
    if (turn !== this.#turn) return;
    const source = new AudioBufferSourceNode(this.#context, { buffer: sound });
    source.connect(this.#context.destination);
    this.#source = source;
    await new Promise((resolve) => {
      source.onended = resolve;
      source.start();
    });
  }

  hush() {
    this.#turn += 1;
    this.#source?.stop();
    this.#source = undefined;
  }
}

async function asked(path, type, body) {
  const reply = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
  if (!reply.ok) throw new Error((await reply.json()).error);
  return reply;
}

export const offline = {
  ears: {
    Recognition,
    finishes: true,
    off: "Off. What you say is heard on this machine.",
    on: "Listening on this machine, until you are silent or press it again.",
  },
  mouth: new Mouth(),
};
