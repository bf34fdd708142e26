// The network as a drawing: grows by clicking, keeps its places, leads to pages and evidence.
"use strict";

(() => {
  const holder = document.getElementById("network");
  if (!holder || !window.cytoscape) return;
  document.documentElement.classList.add("scripted");
  const panel = document.getElementById("network-panel");
  const style = window.getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const chinese = document.documentElement.lang.startsWith("zh");
  const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the angle of a spiral on which points keep apart

  const cy = window.cytoscape({
    container: holder,
    minZoom: 0.03,
    maxZoom: 3,
    pixelRatio: Math.min(window.devicePixelRatio, 2),
    textureOnViewport: true,
    hideEdgesOnViewport: true,
    hideLabelsOnViewport: true,
    style: [
      { selector: "node", style: {
        "label": "data(label)", "font-family": "Inter, Noto Sans CJK SC, sans-serif", "font-size": 11, "min-zoomed-font-size": 7,
        "color": colour("ink"), "text-outline-color": colour("surface"), "text-outline-width": 2,
        "text-valign": "bottom", "text-margin-y": 3, "text-max-width": 110, "text-wrap": "ellipsis",
        "background-color": colour("accent"), "width": 18, "height": 18 } },
      { selector: "node[kind = 'event']", style: {
        "shape": "round-rectangle", "width": 11, "height": 11, "background-color": "data(colour)", "font-size": 9, "color": colour("faint") } },
      { selector: "node[?centre]", style: { "width": 30, "height": 30, "font-weight": 600, "font-size": 13, "border-width": 3, "border-color": colour("focus") } },
      { selector: "edge", style: { "width": 1.2, "line-color": colour("line"), "curve-style": "haystack" } },
      { selector: "edge[kind = 'relation']", style: {
        "width": 2, "line-color": colour("faint"), "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": colour("faint"),
        "label": "data(label)", "font-size": 8, "min-zoomed-font-size": 7, "color": colour("faint"), "text-rotation": "autorotate", "text-outline-color": colour("surface"), "text-outline-width": 2 } },
      { selector: ".away", style: { "display": "none" } },
      { selector: ":selected", style: { "border-width": 3, "border-color": colour("focus"), "line-color": colour("focus") } },
    ],
  });
  window.policygraphNetwork = cy;

  function add(page) {
    const fresh = [];
    for (const node of page.network.nodes) {
      const known = cy.getElementById(node.iri);
      if (known.nonempty()) {
        if (node.centre) known.data("centre", true);
        continue;
      }
      const name = chinese && node.name_zh ? node.name_zh : node.name;
      fresh.push({ group: "nodes", data: { ...node, id: node.iri, label: page.labels[node.type] && node.kind === "event" ? page.labels[node.type] : name, family: page.families[node.type] || "other", colour: colour(page.families[node.type] || "other") } });
    }
    for (const edge of page.network.edges) {
      const id = `${edge.source} ${edge.label} ${edge.target}`;
      if (cy.getElementById(id).empty()) fresh.push({ group: "edges", data: { ...edge, id, label: page.labels[edge.label] || edge.label } });
    }
    const added = cy.add(fresh);
    holder.dataset.size = String(cy.nodes().length);
    return added;
  }

  // On a spiral around a point, in the order given: the same network always lies the same way.
  function spiral(nodes, middle, gap, first = 1) {
    nodes.forEach((node, place) => {
      const radius = gap * Math.sqrt(place + first);
      node.position({ x: middle.x + radius * Math.cos(place * GOLDEN), y: middle.y + radius * Math.sin(place * GOLDEN) });
    });
  }

  function spread() {
    const centres = cy.nodes("[?centre]").sort((a, b) => (a.id() < b.id() ? -1 : 1));
    const apart = 70 * Math.sqrt(cy.nodes().length);
    centres.forEach((node, place) => {
      const angle = (2 * Math.PI * place) / centres.length;
      node.position(centres.length > 1 ? { x: apart * Math.cos(angle), y: apart * Math.sin(angle) } : { x: 0, y: 0 });
    });
    const taken = new Set(centres.map((node) => node.id()));
    centres.forEach((centre) => settle(centre, taken));
    spiral(cy.nodes().filter((node) => !taken.has(node.id())), { x: 0, y: 0 }, 34, 40);
  }

  // What is new around a node: its events on a spiral, and beyond each event those who take part in it.
  function settle(centre, taken) {
    const free = (nodes) => nodes.filter((node) => !taken.has(node.id())).sort((a, b) => (a.id() < b.id() ? -1 : 1));
    const near = free(centre.neighborhood("node"));
    spiral(near, centre.position(), 42, 2);
    near.forEach((node) => taken.add(node.id()));
    near.forEach((node) => {
      const outward = Math.atan2(node.position("y") - centre.position("y"), node.position("x") - centre.position("x"));
      free(node.neighborhood("node")).forEach((other, place) => {
        const angle = outward + (place % 2 ? 1 : -1) * Math.ceil(place / 2) * 0.5;
        other.position({ x: node.position("x") + 60 * Math.cos(angle), y: node.position("y") + 60 * Math.sin(angle) });
        taken.add(other.id());
      });
    });
  }

  // Small networks are smoothed by forces, from places that are always the same; large ones stay on their spirals.
  function arrange() {
    spread();
    if (cy.nodes().length < 250) {
      cy.layout({ name: "cose", animate: false, fit: false, randomize: false, nodeRepulsion: () => 12000, idealEdgeLength: () => 60, numIter: 600 }).run();
      const wide = Math.min(1.8, Math.max(1, holder.clientWidth / holder.clientHeight)); // as the room that there is
      cy.nodes().positions((node) => ({ x: node.position("x") * wide, y: node.position("y") }));
    }
    cy.fit(undefined, 40);
  }

  function text(tag, words, className) {
    const element = document.createElement(tag);
    element.textContent = words;
    if (className) element.className = className;
    return element;
  }

  function link(href, words) {
    const paragraph = document.createElement("p");
    const anchor = text("a", words);
    anchor.href = href;
    paragraph.append(anchor);
    return paragraph;
  }

  const key = (iri) => new URL(iri).pathname.split("/").pop();

  function pageOf(iri) {
    const at = iri.search(/\/(entity|event|article)\//);
    const rest = iri.slice(at);
    return rest.startsWith("/article/") && rest.includes("/report/") ? `/event${rest}` : rest;
  }

  function showEvent(data, heading) {
    panel.replaceChildren(text("p", heading, "headline"), text("p", [data.day || panel.dataset.undated, data.status].filter(Boolean).join(" · "), "note"),
      text("p", data.evidence, "excerpt"), link(pageOf(data.iri), panel.dataset.event));
    panel.hidden = false;
  }

  function show(node) {
    const data = node.data();
    if (data.kind === "event") return showEvent(data, data.label);
    panel.replaceChildren(text("p", data.label, "headline"), link(pageOf(data.iri), panel.dataset.open));
    panel.hidden = false;
  }

  async function grow(node) {
    if (node.data("centre")) return;
    const source = new URL(holder.dataset.source, window.location.href);
    source.searchParams.delete("entity");
    source.searchParams.append("entity", key(node.data("iri")));
    const answer = await fetch(source);
    if (!answer.ok) return;
    const taken = new Set(cy.nodes().map((known) => known.id()));
    const fresh = add(await answer.json());
    node.data("centre", true);
    settle(node, taken); // what was there stays where it is
    if (fresh.nonempty()) cy.emit("grown");
    const here = new URL(window.location.href);
    here.searchParams.append("entity", key(node.data("iri")));
    window.history.replaceState(null, "", here);
  }

  cy.on("tap", "node", (event) => {
    show(event.target);
    if (event.target.data("kind") === "entity") grow(event.target);
  });
  cy.on("tap", "edge", (event) => {
    const data = event.target.data();
    if (data.kind === "role") {
      showEvent(event.target.target().data(), `${event.target.source().data("label")}: ${data.label} · ${event.target.target().data("label")}`);
    } else {
      panel.replaceChildren(text("p", data.label, "headline"), text("p", data.evidence, "excerpt"), link(pageOf(data.article), panel.dataset.article));
      panel.hidden = false;
    }
  });
  cy.on("tap", (event) => {
    if (event.target === cy) panel.hidden = true;
  });

  document.getElementById("network-fit").addEventListener("click", () => cy.animate({ fit: { eles: cy.elements(":visible"), padding: 40 } }, { duration: 150 }));
  document.getElementById("network-layout").addEventListener("click", arrange);

  fetch(holder.dataset.source).then((answer) => answer.json()).then((page) => {
    add(page);
    arrange();
    cy.emit("grown");
    holder.dataset.ready = "true";
  });
})();
