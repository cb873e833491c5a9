package org.lauescope.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Strain along a line of frames with its error bars, beside the truth.
public final class StrainPicture {

    /// One grain of one frame.
    ///
    /// @param position along the line
    /// @param found 10⁻³
    /// @param sigma 10⁻³
    /// @param truth 10⁻³
    public record Point(double position, double found, double sigma, double truth) {}

    private StrainPicture() {}

    public static void write(List<Point> points, Path png) throws IOException {
        if (points.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title("Strain along the sample normal, with σ")
                .xAxisTitle("frame")
                .yAxisTitle("deviatoric ε_zz / 10⁻³")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setLegendBorderColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(new Color(230, 230, 230));
        chart.getStyler().setErrorBarsColor(new Color(0, 114, 178));
        double[] position = points.stream().mapToDouble(Point::position).toArray();
        XYSeries truth = chart.addSeries(
                "truth", position, points.stream().mapToDouble(Point::truth).toArray());
        truth.setLineColor(new Color(213, 94, 0)).setLineStyle(new BasicStroke(1.5f));
        truth.setMarker(SeriesMarkers.NONE);
        XYSeries found = chart.addSeries(
                "found",
                position,
                points.stream().mapToDouble(Point::found).toArray(),
                points.stream().mapToDouble(Point::sigma).toArray());
        found.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        found.setMarker(SeriesMarkers.CIRCLE);
        found.setMarkerColor(new Color(0, 114, 178));
        BitmapEncoder.saveBitmapWithDPI(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG, 192);
    }
}
