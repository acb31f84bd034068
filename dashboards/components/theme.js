// Light or dark, as the page around a component is. Put before the scripts of all components.
function theme(root, host, options) {
  const ground = getComputedStyle(root).getPropertyValue("--st-background-color").trim();
  const dark = options.kiosk || !ground ? matchMedia("(prefers-color-scheme: dark)").matches : luminance(ground) < 0.5;
  const name = dark ? "dark" : "light";
  if (root.dataset.theme !== name) root.dataset.theme = name;
}

function luminance(colour) {
  const hex = colour.startsWith("#") ? colour.slice(1).match(/../g).map((part) => parseInt(part, 16)) : (colour.match(/[\d.]+/g) || []).map(Number);
  return (0.299 * hex[0] + 0.587 * hex[1] + 0.114 * hex[2]) / 255;
}

