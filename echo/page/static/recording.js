/** What is said into the microphone, once: it ends by itself when they have spoken. */

const RATE = 16000; // samples a second, as the server takes them
const SAMPLE_BYTES = 2;
const HEADER_BYTES = 44;
// So many seconds: all of it, until they begin, and the silence that tells that they have spoken.
const LONGEST = 10;
const PATIENCE = 5;
const SILENCE = 1;
// How loud speech is at least, and how much louder than what is there without it, which is at most as loud as that. A
// browser takes half a second to get used to a room, whose hum is at first as loud as 0.015.
const QUIETEST = 0.02;
const LOUDER = 3;
const LOUDEST_ROOM = 0.02;

export class Recording {
  #end = () => {};
  #ended = false;

  /** Record; resolves with a WAV, or undefined where nobody spoke. Rejects as getUserMedia does. */
  async record() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    try {
      await context.audioWorklet.addModule(new URL("./recorder.js", import.meta.url));
      const options = { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" };
      const recorder = new AudioWorkletNode(context, "recorder", options);
      context.createMediaStreamSource(stream).connect(recorder);
      const samples = await this.#spoken(recorder.port, context.sampleRate);
      return samples && wav(await resampled(samples, context.sampleRate));
    } finally {
      for (const track of stream.getTracks()) track.stop();
      await context.close();
    }
  }

  /** End with what was said so far. */
  stop() {
    this.#ended = true;
    this.#end();
  }

  #spoken(port, rate) {
    const blocks = [];
    const speech = new Speech();
    return new Promise((resolve) => {
      this.#end = () => resolve(speech.begun ? joined(blocks) : undefined);
      port.onmessage = ({ data }) => {
        blocks.push(data);
        if (speech.endsWith(data, data.length / rate)) this.#end();
      };
      if (this.#ended) this.#end();
    });
  }
}

/** Whether somebody speaks, by how loud it is. */
class Speech {
  begun = false;
  #seconds = 0;
  #silent = 0;
  #room = LOUDEST_ROOM;

  /** Take the next samples, of so many seconds; returns whether all is said, or nobody begins. */
  endsWith(samples, seconds) {
    const loud = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    this.#room = Math.min(this.#room, loud);
    const speaks = loud > Math.max(QUIETEST, this.#room * LOUDER);
    this.begun ||= speaks;
    this.#seconds += seconds;
    this.#silent = speaks ? 0 : this.#silent + seconds;
    return this.#seconds >= LONGEST || this.#silent >= (this.begun ? SILENCE : PATIENCE);
  }
}

function joined(blocks) {
  const samples = new Float32Array(blocks.reduce((length, block) => length + block.length, 0));
  let end = 0;
  for (const block of blocks) {
    samples.set(block, end);
    end += block.length;
  }
  return samples;
}

async function resampled(samples, rate) {
  const context = new OfflineAudioContext(1, Math.ceil((samples.length * RATE) / rate), RATE);
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
  buffer.copyToChannel(samples, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

function wav(samples) {
  const bytes = samples.length * SAMPLE_BYTES;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + bytes));
  const text = (at, letters) => [...letters].forEach((letter, number) => view.setUint8(at + number, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * SAMPLE_BYTES, true);
  view.setUint16(32, SAMPLE_BYTES, true);
  view.setUint16(34, 8 * SAMPLE_BYTES, true);
  text(36, "data");
  view.setUint32(40, bytes, true);
  samples.forEach((sample, number) => {
    const limited = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEADER_BYTES + number * SAMPLE_BYTES, Math.round(limited * 0x7fff), true);
  });
  return new Blob([view], { type: "audio/wav" });
}
