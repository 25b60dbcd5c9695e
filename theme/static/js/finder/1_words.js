// Words as they are compared: `folding.py` of the build does the same to titles and summaries.

const ELIDED = new Set(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]);
const PART = /[\p{L}\p{N}](?:[\p{L}\p{N}]|['’\u0300-\u036f])*/gu;

const short = (word) => (word.length < 4 ? word : word.replace(/eaux$/, "eau").replace(/(?<=..)aux$/, "al")
  .replace(/ies$/, "y").replace(/[sx]$/, "").replace(/(?<=...)(?:en|er|e|n)$/, ""));

export function fold(text) {
  return (text.match(PART) ?? []).flatMap((part) => {
    const plain = part.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
    const [first, ...rest] = plain.normalize("NFD").replace(/\p{M}/gu, "").split(/['’]/);
    return (rest.length && ELIDED.has(first) ? rest : [first, ...rest]).filter(Boolean).map(short);
  });
}

// Where words stand in a group of offers: the stems in alphabetical order, and the signs that tell the offers of each.
function decode_words({ stems, at }) {
  let before = "";
  const found = [...stems.matchAll(/([A-Z])([^A-Z]*)/g)].map(([, kept, rest]) => (before = before.slice(0, kept.charCodeAt(0) - 65) + rest));
  return { stems: found, at: at.split("!") };
}
