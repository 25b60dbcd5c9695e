// A partner's visits on the partner's own page:
// <script src="{{ site_url }}/embed.js" data-partner="…" data-lang="{{ lang }}" async></script>
(function () {
  "use strict";
  var script = document.currentScript;
  var titles = {{ titles | tojson }};
  if (!script || !/^[a-z0-9-]+$/.test(script.dataset.partner || "")) return;
  var lang = Object.prototype.hasOwnProperty.call(titles, script.dataset.lang) ? script.dataset.lang : "{{ lang }}";
  var shop = new URL(script.src).origin;
  var frame = document.createElement("iframe");
  frame.src = shop + "/" + lang + "/embed/" + script.dataset.partner + "/";
  frame.title = titles[lang];
  frame.loading = "lazy";
  frame.style.cssText = "display:block;width:100%;height:30rem;border:0";
  frame.addEventListener("load", function () {
    frame.contentWindow.postMessage("faubourg:hello", shop);
  });
  window.addEventListener("message", function (event) {
    if (event.origin !== shop || event.source !== frame.contentWindow) return;
    var height = event.data && event.data.faubourg;
    if (typeof height === "number" && height > 0 && height < 20000) frame.style.height = height + "px";
  });
  script.replaceWith(frame);
})();
