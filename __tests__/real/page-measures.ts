/** Runs in the browser: colours of visible text whose contrast with the background is below 4.5. */
export const weakContrasts = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const isClear = (colour) => colour === 'none' || channels(colour)[3] === 0;
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const box = element.closest('g')?.querySelector('rect');
    if (box) return getComputedStyle(box).fill;
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!isClear(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = new Set();
  let measured = 0;
  for (const element of document.body.querySelectorAll('*')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!hasText || !element.checkVisibility() || /^(title|desc)$/.test(element.tagName)) continue;
    const style = getComputedStyle(element);
    const colour = element.tagName === 'text' ? style.fill : style.color;
    const [light, dark] = [luminance(colour), luminance(ground(element))].sort((a, b) => b - a);
    measured += 1;
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) found.add(element.className + ' ' + colour + ' on ' + ground(element) + ': ' + contrast);
  }
  return { measured, weak: [...found] };
})()`;

/** Runs in the browser: how much wider than the window the document is, and which of its elements overflow. */
export const overflow = `(() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => element.closest('.scroll, .long, .copy, nav, thead');
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => !scrolls(element) && element.getBoundingClientRect().right > width + 0.5,
  );
  return {
    excess: document.documentElement.scrollWidth - width,
    wide: wide.map((element) => element.tagName + '.' + element.className),
  };
})()`;

/** Runs in the browser: texts in the diagram that overflow their boxes. */
export const textOutOfBoxes = `[...document.querySelectorAll('svg .part')].flatMap((part) => {
  const box = part.querySelector('rect').getBoundingClientRect();
  return [...part.querySelectorAll('text')]
    .filter((text) => text.getBoundingClientRect().right > box.right)
    .map((text) => text.textContent);
})`;
