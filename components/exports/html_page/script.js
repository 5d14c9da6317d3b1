// Draws each chart when it comes near the window, in the colours of the light or the dark house.
"use strict";
const settings = JSON.parse(document.getElementById("settings").textContent);
const system = window.matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
const button = document.getElementById("theme");
const places = [...document.querySelectorAll(".plot")];
const drawn = new Set();

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

const inTheDark = (_, value) =>
  typeof value === "string"
    ? value.replace(/#[0-9a-f]{6}/gi, (colour) => settings.dark[colour.toLowerCase()] ?? colour).replace(/rgb\((\d+), (\d+), (\d+)\)/g, mixed)
    : value;

// Red mixed with the light paper, as much of it mixed with the dark one.
function mixed(_, ...rgb) {
  const share = (rgb[2] - settings.paper[0][2]) / (settings.red[0][2] - settings.paper[0][2]);
  return `rgb(${settings.paper[1].map((from, at) => Math.round(from + (settings.red[1][at] - from) * share)).join(", ")})`;
}

function draw(place, dark = isDark()) {
  const text = document.getElementById(`chart-${place.dataset.chart}`).textContent;
  const figure = JSON.parse(text, dark ? inTheDark : undefined);
  drawn.add(place);
  return Plotly.react(place, figure.data, { ...figure.layout, autosize: true }, { ...settings.config, responsive: true });
}

function name() {
  button.textContent = isDark() ? "Light" : "Dark";
  button.setAttribute("aria-label", isDark() ? "Show on light paper" : "Show on dark paper");
}

function turn() {
  name();
  drawn.forEach((place) => draw(place));
}

button.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  turn();
});
system.addEventListener("change", turn);
window.addEventListener("beforeprint", () => places.forEach((place) => draw(place, false)));
window.addEventListener("afterprint", () => places.forEach((place) => draw(place)));
document.querySelectorAll("details").forEach((fold) =>
  fold.addEventListener("toggle", () => fold.querySelectorAll(".plot").forEach((place) => drawn.has(place) && Plotly.Plots.resize(place))),
);

name();
const near = new IntersectionObserver(
  (seen) => seen.filter((entry) => entry.isIntersecting && !drawn.has(entry.target)).forEach((entry) => draw(entry.target)),
  { rootMargin: "800px" },
);
places.forEach((place) => near.observe(place));
