/**
 * Runs in the page: the texts with less contrast than WCAG 2.2, 1.4.3 wants (4.5 to 1 against what is behind them,
 * 3 to 1 for large ones), each with what it has.
 */
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** The colour that is seen when these are laid over each other, the undermost first. */
  const mix = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) =>
    element === null ? ['white'] : [...behind(element.parentElement), getComputedStyle(element).backgroundColor];
  const contrast = (element) => {
    const backgrounds = behind(element);
    const colours = [mix(backgrounds), mix([...backgrounds, getComputedStyle(element).color])];
    const [lighter, darker] = colours.map(luminance).sort((one, other) => other - one);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
  const needed = (element) => (Number.parseFloat(getComputedStyle(element).fontSize) >= 24 ? 3 : 4.5);

  const texts = [...document.body.querySelectorAll('*')].filter(
    (element) => hasText(element) && element.checkVisibility(),
  );
  if (texts.length === 0) return ['there is no text'];
  return texts
    .filter((element) => contrast(element) < needed(element))
    .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}: ${contrast(element).toFixed(2)}`);
})();
