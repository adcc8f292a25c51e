// Draws every chart of the page over its SVG; where that fails the SVG stays.
async function drawCharts() {
  for (const figure of document.querySelectorAll("figure.chart")) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const locale = (spec.usermeta && spec.usermeta.embedOptions) || {};
    const target = document.createElement("div");
    try {
      figure.append(target);
      await vegaEmbed(target, spec, { actions: false, renderer: "svg", ...locale });
      figure.querySelector(".drawn").remove();
      figure.dataset.drawn = "true";
    } catch (error) {
      target.remove();
      console.error(error);
    }
  }
}
document.addEventListener("DOMContentLoaded", drawCharts);
