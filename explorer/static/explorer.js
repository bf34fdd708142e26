// What a browser adds to pages that work without it: suggestions while typing, and keys.
"use strict";

(() => {
  const box = document.getElementById("search");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  const filters = document.querySelector("details.filters");
  if (filters && window.matchMedia("(max-width: 760px)").matches) {
    filters.open = false;
  }

  if (!box) return;
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.parentElement.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-autocomplete", "list");

  let chosen = -1;
  let asked = 0;
  let timer = 0;

  function show(items) {
    list.replaceChildren(...items.map((item, place) => {
      const row = document.createElement("li");
      row.className = `of-${item.of}`;
      row.id = `suggestion-${place}`;
      row.setAttribute("role", "option");
      row.dataset.href = item.href;
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = item.name;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = item.kind;
      row.append(name, kind);
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        window.location.assign(item.href);
      });
      return row;
    }));
    choose(-1);
    list.hidden = items.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  function choose(place) {
    chosen = place;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === place)));
    if (place >= 0) {
      box.setAttribute("aria-activedescendant", `suggestion-${place}`);
      list.children[place].scrollIntoView({ block: "nearest" });
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  async function suggest() {
    const words = box.value.trim();
    const mine = ++asked;
    if (!words) return show([]);
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === asked && document.activeElement === box) show(found);
    } catch {
      show([]);
    }
  }

  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(suggest, 90);
  });
  box.addEventListener("blur", () => show([]));
  box.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape") {
      show([]);
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((chosen + 1 + step + count + 1) % (count + 1) - 1); // -1 is the box itself
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      window.location.assign(list.children[chosen].dataset.href);
    }
  });
})();
