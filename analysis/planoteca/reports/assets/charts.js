// Draws every chart of the page over its SVG; where that fails the SVG stays.
async function drawCharts() {
  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const locale = (spec.usermeta && spec.usermeta.embedOptions) || {};
    const target = document.createElement("div");
    try {
      figure.querySelector(".paper").append(target);
      const { view } = await vegaEmbed(target, spec, { actions: false, renderer: "svg", ...locale });
      followDimension(view);
      figure.querySelector(".drawn").remove();
      figure.dataset.drawn = "true";
    } catch (error) {
      target.remove();
      console.error(error);
    }
  }
}
// A chart whose selection is called "dimension" filters the tables by what is selected in it.
function followDimension(view) {
  if (!Object.hasOwn(view.getState({ signals: (name) => name === "dimension" }).signals, "dimension")) return;
  view.addSignalListener("dimension", (_, value) => {
    const chosen = (value && value.dimension) || [];
    document.dispatchEvent(new CustomEvent("dimension", { detail: chosen[chosen.length - 1] || "" }));
  });
}
document.addEventListener("DOMContentLoaded", drawCharts);
