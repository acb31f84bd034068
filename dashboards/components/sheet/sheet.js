// Puts the text of a sheet (dashboards.components.sheet) on the page and keeps what its reader has opened and chosen.
// Lives elsewhere: the text itself (cells.py, lots.py), light or dark (theme.js), colours (theme.py).

export default function (component) {
  const host = component.parentElement, root = host.querySelector(".sheet");
  if (!root) return () => {};
  if (root.litwinStop) root.litwinStop();
  const text = (component.data || {}).html || "";
  if (root.litwinText !== text) { renew(root, text); root.litwinText = text; }
  theme(root, host, {});
  const ticker = setInterval(() => theme(root, host, {}), 500);
  root.litwinStop = () => { clearInterval(ticker); root.litwinStop = null; };
  return root.litwinStop;
}

function renew(root, text) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const shut = new Map(all("details").map((each) => [each.dataset.key, each.open]));
  const scrolled = new Map(all("[data-scroll]").map((each) => [each.dataset.scroll, each.scrollTop]));
  const focused = root.getRootNode().activeElement;
  const place = focused && root.contains(focused) ? all("summary,[tabindex]").indexOf(focused) : -1;
  root.innerHTML = text;
  for (const each of all("details")) if (shut.has(each.dataset.key)) each.open = shut.get(each.dataset.key);
  for (const each of all("[data-scroll]")) each.scrollTop = scrolled.get(each.dataset.scroll) || 0;
  if (place >= 0) { const again = all("summary,[tabindex]")[place]; if (again) again.focus(); }
}
