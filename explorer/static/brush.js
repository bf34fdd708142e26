// A histogram on which a stretch of time is chosen: by drawing over the bars, or with Shift and the arrow keys.
"use strict";

(() => {
  for (const figure of document.querySelectorAll("figure.histogram")) {
    const drawing = figure.querySelector("svg");
    const bars = [...drawing.querySelectorAll("a")];
    const label = document.createElement("p");
    label.className = "brush-label";
    label.setAttribute("role", "status");
    figure.append(label);
    let from = -1;
    let to = -1;
    let moved = false;

    const reset = () => {
      from = to = -1;
      moved = false;
      show();
    };

    function show() {
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const chosen = from >= 0 && first !== last;
      bars.forEach((bar, place) => bar.classList.toggle("brushed", chosen && place >= first && place <= last));
      if (!chosen) {
        label.textContent = "";
        return;
      }
      const count = bars.slice(first, last + 1).reduce((sum, bar) => sum + Number(bar.dataset.count), 0);
      label.textContent = `${bars[first].dataset.label} – ${bars[last].dataset.label}: ${count.toLocaleString()}`;
    }

    function go() {
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const address = new URL(bars[first].href.baseVal, window.location.href);
      address.searchParams.set("since", bars[first].dataset.since);
      address.searchParams.set("until", bars[last].dataset.until);
      window.location.assign(address);
    }

    const placeAt = (x) => {
      const box = drawing.getBoundingClientRect();
      return Math.max(0, Math.min(bars.length - 1, Math.floor(((x - box.left) / box.width) * bars.length)));
    };

    drawing.addEventListener("dragstart", (event) => event.preventDefault());
    drawing.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls and taps
      event.preventDefault();
      from = to = placeAt(event.clientX);
      drawing.setPointerCapture(event.pointerId);
    });
    drawing.addEventListener("pointermove", (event) => {
      if (from < 0 || !drawing.hasPointerCapture(event.pointerId)) return;
      to = placeAt(event.clientX);
      moved = moved || from !== to;
      show();
    });
    drawing.addEventListener("pointerup", (event) => {
      if (from < 0 || !drawing.hasPointerCapture(event.pointerId)) return;
      drawing.releasePointerCapture(event.pointerId);
      if (from !== to) return go();
      const one = bars[from];
      reset();
      if (!moved) window.location.assign(one.href.baseVal);
      return undefined;
    });
    drawing.addEventListener("pointercancel", reset);
    drawing.addEventListener("click", (event) => {
      if (event.detail > 0) event.preventDefault(); // the pointer was heard above; Enter on a bar makes a click of detail 0
    });
    drawing.addEventListener("keydown", (event) => {
      const here = bars.indexOf(event.target.closest("a"));
      if (here < 0) return;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        const next = Math.max(0, Math.min(bars.length - 1, here + (event.key === "ArrowRight" ? 1 : -1)));
        if (event.shiftKey) {
          if (from < 0) from = here;
          to = next;
        } else {
          from = to = -1;
        }
        show();
        bars[next].focus();
      } else if (event.key === "Enter" && from >= 0 && from !== to) {
        event.preventDefault();
        go();
      } else if (event.key === "Escape") {
        reset();
      }
    });
  }
})();
