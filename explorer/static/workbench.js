// YASGUI over this server's own endpoint; it asks no other host.
"use strict";

(() => {
  const holder = document.getElementById("workbench");
  if (!holder || !window.Yasgui) return;
  window.Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask prefix.cc and lov.linkeddata.es
  window.Yasgui.Yasqe.defaults.value = holder.dataset.query;
  // Tab leads on from the editor, as from any other field: nobody without a mouse may be kept in it (WCAG 2.1.2).
  const keys = window.Yasgui.Yasqe.defaults.extraKeys;
  window.Yasgui.Yasqe.defaults.extraKeys = { ...keys, Tab: false, "Shift-Tab": false };
  const endpoint = new URL("/sparql", window.location.href).href;
  window.Yasgui.defaults.requestConfig.endpoint = endpoint;
  window.Yasgui.defaults.requestConfig.method = "POST";
  const yasgui = new window.Yasgui(holder, { requestConfig: { endpoint, method: "POST" } });
  window.policygraphWorkbench = yasgui;

  function open(name, sparql) {
    const tab = yasgui.addTab(true, { name });
    tab.setEndpoint(endpoint);
    tab.getYasqe().setValue(sparql);
    tab.getYasqe().query().catch(() => {}); // a failure is shown in the tab
  }

  if (holder.dataset.asked) open("policygraph", holder.dataset.query);
  document.getElementById("question").addEventListener("change", (event) => {
    const option = event.target.selectedOptions[0];
    if (option.value) open(option.value, option.dataset.sparql);
  });
})();
