package dev.dpg.system.bench.report;

import java.util.List;
import java.util.Locale;

/** Curves over the number of readers, as SVG; both axes grow by powers of ten. */
final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#7cb518", "#c1121f", "#f4a261", "#4361ee", "#777777");

    private final String title;
    private final String unit;
    private final List<Curve> curves;
    private final Axis x;
    private final Axis y;

    /**
     * A curve.
     *
     * @param name of it
     * @param points in the order of their x
     */
    record Curve(String name, List<Point> points) {}

    /** A place on it; both are more than 0. */
    record Point(double x, double y) {}

    /** Powers of ten that hold all values. */
    private record Axis(int from, int to) {
        static Axis over(List<Double> values) {
            double least =
                    values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
            int from = (int) Math.floor(Math.log10(least));
            return new Axis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))));
        }

        double share(double value) {
            return (Math.log10(value) - from) / (to - from);
        }
    }

    Plot(String title, String unit, List<Curve> curves) {
        this.title = title;
        this.unit = unit;
        this.curves = curves;
        List<Point> all =
                curves.stream().flatMap(curve -> curve.points().stream()).toList();
        x = Axis.over(all.stream().map(Point::x).toList());
        y = Axis.over(all.stream().map(Point::y).toList());
    }

    /** All of it. */
    String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT));
        text(svg, LEFT, TOP - 18.0, "start", title + ", " + unit);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", "readers");
        for (int power = x.from(); power <= x.to(); power++) {
            double at = atX(Math.pow(10, power));
            line(svg, at, TOP, at, HEIGHT - BOTTOM, "#dddddd", 1);
            text(svg, at, HEIGHT - BOTTOM + 18.0, "middle", power(power));
        }
        for (int power = y.from(); power <= y.to(); power++) {
            double at = atY(Math.pow(10, power));
            line(svg, LEFT, at, WIDTH - RIGHT, at, "#dddddd", 1);
            text(svg, LEFT - 8.0, at + 4, "end", power(power));
        }
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), COLOURS.get(i % COLOURS.size()), TOP + 18.0 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void curve(StringBuilder svg, Curve curve, String colour, double legendY) {
        List<Point> points = curve.points();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (i > 0) {
                Point before = points.get(i - 1);
                line(svg, atX(before.x()), atY(before.y()), atX(point.x()), atY(point.y()), colour, 2);
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                    atX(point.x()),
                    atY(point.y()),
                    colour));
        }
        line(svg, WIDTH - RIGHT + 14.0, legendY, WIDTH - RIGHT + 34.0, legendY, colour, 3);
        text(svg, WIDTH - RIGHT + 40.0, legendY + 4, "start", curve.name());
    }

    private double atX(double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String power(int power) {
        return power < 0
                ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
    }

    private static void line(
            StringBuilder svg, double fromX, double fromY, double toX, double toY, String colour, int width) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                fromX,
                fromY,
                toX,
                toY,
                colour,
                width));
    }

    /** Texts are our own; none holds what XML would take for its own. */
    private static void text(StringBuilder svg, double atX, double atY, String anchor, String what) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", atX, atY, anchor, what));
    }
}
