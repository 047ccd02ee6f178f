// The language: a button, or #zh at the end of the address. Nothing is remembered and nothing is fetched.
(function () {
  var root = document.documentElement;
  var titles = { en: root.getAttribute("data-title-en"), zh: root.getAttribute("data-title-zh") };
  function show(language) {
    root.setAttribute("data-lang", language);
    root.setAttribute("lang", language === "zh" ? "zh-CN" : "en");
    document.title = titles[language];
  }
  document.getElementById("language").addEventListener("click", function () {
    show(root.getAttribute("data-lang") === "en" ? "zh" : "en");
  });
  if (location.hash === "#zh") { show("zh"); }
  // What is folded away on the screen stands in print.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.print").forEach(function (part) { part.open = true; });
  });
})();
