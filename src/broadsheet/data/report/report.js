"use strict";
const root = document.documentElement, body = document.body;
const views = [...document.querySelectorAll(".view")];
const links = [...document.querySelectorAll("nav a")];
let at = 0, timer = 0, zoom = 1;
root.classList.add("js");

function show(index) {
  if (!views.length) return;
  at = Math.max(0, Math.min(views.length - 1, index));
  views.forEach((view, i) => view.classList.toggle("shown", i === at));
  links.forEach((link, i) => link.setAttribute("aria-current", i === at));
  links[at].scrollIntoView({ block: "nearest" });
}

function mode(name) {
  clearInterval(timer);
  body.classList.remove("side", "overlay", "flicker", "first", "second");
  body.classList.add(name);
  if (name === "flicker") {
    body.classList.add("first");
    timer = setInterval(flip, 700);
  }
  document.querySelectorAll("[data-mode]").forEach((button) =>
    button.setAttribute("aria-pressed", button.dataset.mode === name));
}

function flip() {
  const first = body.classList.contains("first");
  body.classList.toggle("first", !first);
  body.classList.toggle("second", first);
}

function light(row, far) {
  const view = views[at];
  view.querySelectorAll(".on").forEach((each) => each.classList.remove("on"));
  const found = view.querySelectorAll(`[data-row="${row}"]`);
  found.forEach((each) => each.classList.add("on"));
  if (far) {
    const target = [...found].find((each) => far === "mark" ? each.matches(".mark") : each.matches("li"));
    if (target) target.scrollIntoView({ block: "center", inline: "center", behavior: "smooth" });
  }
}

function enlarge(step) {
  zoom = Math.max(1, Math.min(4, zoom * step));
  root.style.setProperty("--zoom", zoom);
}

function outlines() {
  const plain = body.classList.toggle("plain");
  document.querySelector("[data-outlines]").setAttribute("aria-pressed", !plain);
}

links.forEach((link, i) => link.addEventListener("click", (event) => { event.preventDefault(); show(i); }));
document.querySelectorAll("[data-mode]").forEach((button) =>
  button.addEventListener("click", () => mode(button.dataset.mode)));
document.querySelector("[data-outlines]").addEventListener("click", outlines);
document.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-row]");
  if (hit) light(hit.dataset.row, hit.matches("li") ? "mark" : "row");
});
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input[type=text]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    "1": () => mode("side"), "2": () => mode("overlay"), "3": () => mode("flicker"), f: () => mode("flicker"),
    " ": () => { if (!body.classList.contains("flicker")) mode("flicker"); clearInterval(timer); flip(); },
    o: outlines, ArrowRight: () => show(at + 1), ArrowLeft: () => show(at - 1),
    "+": () => enlarge(1.25), "=": () => enlarge(1.25), "-": () => enlarge(0.8), "0": () => enlarge(0),
  };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

/* decisions: what was ruled, as the file that --decisions reads */
document.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", () => {
  const bare = views.findIndex((view) => view.querySelector("input[type=radio]:checked")
    && !view.querySelector("input[type=text]").value.trim());
  if (bare >= 0) {  // no decision without a reason
    show(bare);
    views[bare].querySelector("input[type=text]").focus();
    return;
  }
  const rows = ["pages:"];
  views.forEach((view) => {
    const ruling = view.querySelector("input[type=radio]:checked");
    if (!ruling) return;
    const reason = JSON.stringify(view.querySelector("input[type=text]").value);
    rows.push(`  ${view.dataset.page}: {decision: ${ruling.value}, reason: ${reason}, change: "${view.dataset.change}"}`);
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([rows.join("\n") + "\n"], { type: "text/yaml" }));
  link.download = "decisions.yaml";
  link.click();
  URL.revokeObjectURL(link.href);
}));

mode("side");
show(Math.max(0, views.findIndex((view) => "#" + view.id === location.hash)));
