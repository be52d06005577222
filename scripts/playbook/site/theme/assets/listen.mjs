// Reading aloud with the device's own voices. What is read goes to no other machine, so voices from elsewhere do not count.

const speech = window.speechSynthesis;

/**
 * The family of a language tag, as devices write them: nb-NO, no_NO and nb are one.
 * @param {string} tag
 */
const family = (tag) =>
  tag
    .toLowerCase()
    .replace(/^(no|nn)\b/, "nb")
    .split(/[-_]/)[0];

/** @param {string} language */
const voiceOf = (language) =>
  speech?.getVoices().find((voice) => voice.localService && family(voice.lang) === family(language));

/**
 * Show buttons only while the device has a voice for their language; many devices tell their voices late. Returns what is
 * to be called when the language changes.
 * @param {HTMLElement[]} buttons @param {(button: HTMLElement) => string} language
 */
export function offerVoice(buttons, language) {
  const show = () => {
    /** @type {Map<string, boolean>} */
    const known = new Map();
    for (const button of buttons) {
      const tag = language(button);
      if (!known.has(tag)) known.set(tag, Boolean(voiceOf(tag)));
      button.hidden = !known.get(tag);
    }
  };
  speech?.addEventListener?.("voiceschanged", show);
  show();
  return show;
}

/**
 * Read something aloud instead of what is being read.
 * @param {string} text @param {string} language @param {(reads: boolean) => void} tell hears when it begins and ends
 */
export function readAloud(text, language, tell) {
  const voice = voiceOf(language);
  if (!voice) return;
  stopReading();
  const utterance = new SpeechSynthesisUtterance(text);
  Object.assign(utterance, { voice, lang: voice.lang.replace("_", "-") });
  for (const end of ["end", "error"]) utterance.addEventListener(end, () => tell(false));
  tell(true);
  speech.speak(utterance);
}

/** Be silent. */
export function stopReading() {
  speech?.cancel();
}
