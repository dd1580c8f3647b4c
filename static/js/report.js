// Makes a chart interactive once it comes into view. Until then, in print, and when anything fails, the drawing
// that the server made stays.

const report = document.querySelector("[data-plotly]");
let library;

// Plotly would add the styles of its maps, which are not drawn here, as an inline style that the page's policy
// refuses. It leaves them out where an element with this id, which changes with its version, is there already.
const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** Loads Plotly once; the page is long painted by then. */
function plotly() {
  library ??= new Promise((resolve, reject) => {
    const instead = document.createElement("meta");
    instead.id = MAP_STYLES;
    document.head.append(instead);
    const script = document.createElement("script");
    script.src = report.dataset.plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("Plotly did not load"));
    document.head.append(script);
  });
  return library;
}

function tokens() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  return { ink: value("--ink"), muted: value("--muted"), line: value("--line-strong"), hairline: value("--line"), accent: value("--accent"), paper: value("--paper"), font: value("--sans") };
}

function coloured(trace, color) {
  if (trace.type === "bar") {
    const colors = trace.meta.map((kind) => (kind === "picked" ? color.accent : color.paper));
    const edge = trace.meta.map((kind) => (kind === "picked" ? color.accent : color.line));
    return { ...trace, insidetextfont: { color: color.paper }, outsidetextfont: { color: color.ink },
      marker: { ...trace.marker, color: colors, line: { color: edge, width: 1.25 }, pattern: { ...trace.marker.pattern, fgcolor: color.line, size: 6, solidity: 0.15 } } };
  }
  const own = trace.meta === "claimed" ? color.accent : color.ink;
  return { ...trace, line: { ...trace.line, color: own }, marker: { ...trace.marker, color: own } };
}

function styled(layout, color) {
  const axis = { color: color.ink, gridcolor: color.line, linecolor: color.line, zerolinecolor: color.line };
  const shared = { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: color.font, size: 14, color: color.ink },
    hoverlabel: { bgcolor: color.paper, bordercolor: color.line, font: { color: color.ink, family: color.font } } };
  if (layout.polar) {
    return { ...layout, ...shared, polar: { ...layout.polar, bgcolor: "rgba(0,0,0,0)",
      radialaxis: { ...layout.polar.radialaxis, ...axis, color: color.muted }, angularaxis: { ...layout.polar.angularaxis, ...axis } } };
  }
  const plain = { ...axis, gridcolor: color.hairline };
  return { ...layout, ...shared, xaxis: { ...layout.xaxis, ...plain }, yaxis: { ...layout.yaxis, ...plain, showgrid: false } };
}

const LOWEST = 220; // pixels in which axes and one bar find room
const CONFIG = { displaylogo: false, displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false, showTips: false };

async function draw(figure) {
  const live = figure.querySelector(".figure__live");
  const { data, layout } = JSON.parse(document.getElementById(figure.dataset.figure).textContent);
  const Plotly = await plotly();
  // The same height, so that nothing below moves while someone reads or follows a link.
  live.style.height = `${Math.max(figure.querySelector(".figure__still").offsetHeight, LOWEST)}px`;
  figure.classList.add("figure--live");
  const paint = () => {
    const color = tokens();
    return Plotly.react(live, data.map((trace) => coloured(trace, color)), styled(layout, color), CONFIG);
  };
  try {
    await paint();
  } catch (error) {
    figure.classList.remove("figure--live");
    throw error;
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

/** Narrow screens and saved data keep the drawing, which fits them and weighs nothing. */
function wanted() {
  return matchMedia("(min-width: 48rem)").matches && !navigator.connection?.saveData;
}

if (report && "IntersectionObserver" in window && wanted()) {
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      watcher.unobserve(entry.target);
      const start = () => draw(entry.target).catch(() => {});
      if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 2000 });
      else setTimeout(start, 200);
    }
  });
  const watch = () => document.querySelectorAll("[data-figure]").forEach((figure) => watcher.observe(figure));
  if (document.readyState === "complete") watch();
  else addEventListener("load", watch, { once: true });
}
