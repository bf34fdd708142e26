// What is shown of the network: by type of event and by time; and the drawing to take along.
"use strict";

(() => {
  const cy = window.policygraphNetwork;
  if (!cy) return;
  const holder = document.getElementById("network");
  const kinds = document.getElementById("network-kinds");
  const bar = document.getElementById("network-time");
  const [since, until] = ["network-since", "network-until"].map((id) => document.getElementById(id));
  const span = document.getElementById("network-span");
  const style = window.getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  let months = [];

  const monthOf = (node) => (/^\d{4}-\d{2}/.test(node.data("day")) ? node.data("day").slice(0, 7) : /^\d{4}/.test(node.data("day")) ? `${node.data("day").slice(0, 4)}-01` : "");

  // Time: the months between the first and the last event; what has no date is always shown.
  function measure() {
    const found = cy.nodes("[kind = 'event']").map(monthOf).filter(Boolean).sort();
    if (!found.length || found[0] === found[found.length - 1]) {
      bar.hidden = true;
      return;
    }
    const [lower, upper] = months.length ? [months[since.value], months[until.value]] : ["", ""];
    const whole = !months.length || (Number(since.value) === 0 && Number(until.value) === months.length - 1);
    months = between(found[0], found[found.length - 1]);
    since.max = until.max = String(months.length - 1);
    since.value = whole ? "0" : String(Math.max(0, months.indexOf(lower)));
    until.value = whole ? String(months.length - 1) : String(Math.max(0, months.indexOf(upper)));
    bar.hidden = false;
  }

  function between(first, last) {
    const made = [];
    let [year, month] = first.split("-").map(Number);
    for (;;) {
      const name = `${year}-${String(month).padStart(2, "0")}`;
      made.push(name);
      if (name >= last) return made;
      month += 1;
      if (month > 12) [year, month] = [year + 1, 1];
    }
  }

  const chosen = () => new Set([...kinds.querySelectorAll("a.chosen")].map((anchor) => anchor.dataset.type));

  function apply() {
    const types = chosen();
    const [lower, upper] = [months[since.value] || "", months[until.value] || "9999"];
    cy.batch(() => {
      const events = cy.nodes("[kind = 'event']");
      const shown = events.filter((node) => {
        const month = monthOf(node);
        return (!types.size || types.has(node.data("type"))) && (!month || bar.hidden || (month >= lower && month <= upper));
      });
      events.addClass("away");
      shown.removeClass("away");
      const joined = shown.neighborhood("node").union(cy.edges("[kind = 'relation']").connectedNodes()).union(cy.nodes("[?centre]"));
      cy.nodes("[kind = 'entity']").addClass("away");
      joined.removeClass("away");
      holder.dataset.shown = String(cy.nodes().not(".away").length);
    });
    if (months.length) span.textContent = `${months[since.value]} – ${months[until.value]}`;
  }

  since.addEventListener("input", () => {
    if (Number(since.value) > Number(until.value)) until.value = since.value;
    apply();
  });
  until.addEventListener("input", () => {
    if (Number(until.value) < Number(since.value)) since.value = until.value;
    apply();
  });
  cy.on("grown", () => {
    measure();
    apply();
  });

  // Types: at once where all events are here; where only the newest are, the server is asked for those of the type.
  if (kinds.dataset.whole && !chosen().size) {
    kinds.addEventListener("click", (event) => {
      const anchor = event.target.closest("a");
      if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      anchor.classList.toggle("chosen");
      if (anchor.classList.contains("chosen")) anchor.setAttribute("aria-current", "true");
      else anchor.removeAttribute("aria-current");
      const here = new URL(window.location.href);
      here.searchParams.delete("type");
      chosen().forEach((type) => here.searchParams.append("type", type));
      window.history.replaceState(null, "", here);
      apply();
    });
  }

  // The drawing as a file.
  function save(blob, name) {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = name;
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  }

  document.getElementById("network-png").addEventListener("click", () => {
    save(cy.png({ output: "blob", full: true, scale: cy.nodes().length > 500 ? 1 : 2, bg: colour("surface") }), "network.png");
  });

  function svg(paint) {
    const space = "http://www.w3.org/2000/svg";
    const box = cy.elements(":visible").boundingBox();
    const root = document.createElementNS(space, "svg");
    const put = (name, values, parent = root) => {
      const element = document.createElementNS(space, name);
      Object.entries(values).forEach(([key, value]) => element.setAttribute(key, typeof value === "number" ? value.toFixed(1) : value));
      parent.append(element);
      return element;
    };
    root.setAttribute("viewBox", [box.x1 - 60, box.y1 - 30, box.w + 120, box.h + 60].map((value) => value.toFixed(1)).join(" "));
    put("rect", { x: box.x1 - 60, y: box.y1 - 30, width: box.w + 120, height: box.h + 60, fill: paint("surface") });
    cy.edges(":visible").forEach((edge) => {
      const [from, to] = [edge.source().position(), edge.target().position()];
      const relation = edge.data("kind") === "relation";
      put("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: paint(relation ? "faint" : "line"), "stroke-width": relation ? "2" : "1.2" });
      if (relation) put("text", { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, "font-size": "8", "text-anchor": "middle", "font-family": "sans-serif", fill: paint("faint") }).textContent = edge.data("label");
    });
    cy.nodes(":visible").forEach((node) => {
      const { x, y } = node.position();
      const size = node.width();
      if (node.data("kind") === "event") put("rect", { x: x - size / 2, y: y - size / 2, width: size, height: size, rx: "2", fill: paint(node.data("family")) });
      else put("circle", { cx: x, cy: y, r: size / 2, fill: paint("accent") });
      put("text", { x, y: y + size / 2 + 11, "font-size": node.data("kind") === "event" ? "9" : "11", "text-anchor": "middle", "font-family": "sans-serif", fill: paint("ink") }).textContent = node.data("label");
    });
    return root;
  }

  document.getElementById("network-svg").addEventListener("click", () => save(new Blob([new XMLSerializer().serializeToString(svg(colour))], { type: "image/svg+xml" }), "network.svg"));

  // On paper the drawing stands whole, whatever part of it the window shows.
  const printed = document.getElementById("network-printed");
  window.addEventListener("beforeprint", () => {
    if (cy.nodes().length) printed.replaceChildren(svg((name) => `var(--${name})`)); // the colours of paper, whatever the theme
  });
  window.addEventListener("afterprint", () => printed.replaceChildren());
})();
