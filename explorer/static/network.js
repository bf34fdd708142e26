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

  const cy = window.cytoscape({
    container: holder,
    minZoom: 0.1,
    maxZoom: 3,
    textureOnViewport: true,
    hideEdgesOnViewport: true,
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
        "width": 2, "line-color": colour("faint"), "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("faint"),
        "label": "data(label)", "font-size": 8, "color": colour("faint"), "text-rotation": "autorotate", "text-outline-color": colour("surface"), "text-outline-width": 2 } },
      { selector: ":selected", style: { "border-width": 3, "border-color": colour("focus"), "line-color": colour("focus") } },
    ],
  });
  window.policygraphNetwork = cy;

  const families = { regulation: "regulation", courts: "courts", capital: "capital", business: "business", conflict: "conflict" };

  function add(page) {
    const fresh = [];
    for (const node of page.network.nodes) {
      const known = cy.getElementById(node.iri);
      if (known.nonempty()) {
        if (node.centre) known.data("centre", true);
        continue;
      }
      const name = chinese && node.name_zh ? node.name_zh : node.name;
      fresh.push({ group: "nodes", data: { ...node, id: node.iri, label: page.labels[node.type] && node.kind === "event" ? page.labels[node.type] : name, colour: colour(families[page.families[node.type]] || "other") } });
    }
    for (const edge of page.network.edges) {
      const id = `${edge.source} ${edge.label} ${edge.target}`;
      if (cy.getElementById(id).empty()) fresh.push({ group: "edges", data: { ...edge, id, label: page.labels[edge.label] || edge.label } });
    }
    const added = cy.add(fresh);
    holder.dataset.size = String(cy.nodes().length);
    return added;
  }

  // Places that were taken stay as they are; what is new finds its own around them.
  function arrange(fresh) {
    const still = fresh ? cy.nodes().not(fresh) : cy.collection();
    still.lock();
    const many = cy.nodes().length > 400;
    const layout = cy.layout({ name: many ? "concentric" : "cose", animate: false, fit: !fresh, randomize: !fresh, nodeRepulsion: () => 9000, idealEdgeLength: () => 60, numIter: many ? 200 : 600,
      concentric: (node) => (node.data("centre") ? 3 : node.data("kind") === "event" ? 2 : 1), levelWidth: () => 1, minNodeSpacing: 6 });
    layout.run();
    still.unlock();
    if (fresh) cy.animate({ fit: { padding: 40 } }, { duration: 200 });
    else cy.fit(undefined, 40);
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

  const path = (iri) => new URL(iri).pathname;

  function pageOf(iri) {
    const at = iri.search(/\/(entity|event|article)\//);
    const rest = iri.slice(at);
    return rest.startsWith("/article/") && rest.includes("/report/") ? `/event${rest}` : rest;
  }

  function show(node) {
    const data = node.data();
    panel.replaceChildren(text("p", data.label, "headline"));
    if (data.kind === "event") {
      panel.append(text("p", [data.day, data.status].filter(Boolean).join(" · "), "note"), text("p", data.evidence, "excerpt"), link(pageOf(data.iri), panel.dataset.event));
    } else {
      panel.append(link(pageOf(data.iri), panel.dataset.open));
    }
    panel.hidden = false;
  }

  async function grow(node) {
    if (node.data("centre")) return;
    const source = new URL(holder.dataset.source, window.location.href);
    source.searchParams.delete("entity");
    source.searchParams.append("entity", path(node.data("iri")).split("/").pop());
    const answer = await fetch(source);
    if (!answer.ok) return;
    const fresh = add(await answer.json());
    node.data("centre", true);
    fresh.nodes().positions(() => ({ x: node.position("x") + (Math.random() - 0.5) * 160, y: node.position("y") + (Math.random() - 0.5) * 160 }));
    if (fresh.nonempty()) arrange(fresh.nodes());
    const here = new URL(window.location.href);
    here.searchParams.append("entity", path(node.data("iri")).split("/").pop());
    window.history.replaceState(null, "", here);
  }

  cy.on("tap", "node", (event) => {
    show(event.target);
    if (event.target.data("kind") === "entity") grow(event.target);
  });
  cy.on("tap", "edge[kind = 'relation']", (event) => {
    const data = event.target.data();
    panel.replaceChildren(text("p", data.label, "headline"), link(pageOf(data.article), panel.dataset.article));
    panel.hidden = false;
  });
  cy.on("tap", (event) => {
    if (event.target === cy) panel.hidden = true;
  });

  document.getElementById("network-fit").addEventListener("click", () => cy.animate({ fit: { padding: 40 } }, { duration: 150 }));
  document.getElementById("network-layout").addEventListener("click", () => arrange());
  document.getElementById("network-png").addEventListener("click", () => {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale: 2, bg: colour("surface") }));
    anchor.download = "network.png";
    anchor.click();
    window.setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  });

  fetch(holder.dataset.source).then((answer) => answer.json()).then((page) => {
    add(page);
    arrange();
    holder.dataset.ready = "true";
  });
})();
