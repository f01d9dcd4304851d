package dev.herald.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes ratios as a Markdown table and an SVG chart for the manual. */
final class Report {

    private static final int ROW = 34;
    private static final int LEFT = 250;
    private static final int UNIT = 200;

    private Report() {}

    /** Writes {@code benchmarks.md} and {@code benchmarks.svg}, and prints the table. */
    static void write(Path folder, List<Ratio> ratios) throws IOException {
        String table = table(ratios);
        System.out.printf("%n%s", table);
        Files.writeString(folder.resolve("benchmarks.md"), table);
        Files.writeString(folder.resolve("benchmarks.svg"), chart(ratios));
    }

    private static String table(List<Ratio> ratios) {
        StringBuilder table = new StringBuilder("| Load | Median | Rounds |\n|---|---|---|\n");
        for (Ratio ratio : ratios) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f to %.2f |%n",
                    ratio.name(),
                    ratio.median(),
                    ratio.least(),
                    ratio.most()));
        }
        return table.toString();
    }

    /** A bar per median, a line from the minimum to the maximum of the rounds, and a line at 1, the baseline. */
    private static String chart(List<Ratio> ratios) {
        double most = ratios.stream().mapToDouble(Ratio::most).max().orElse(1);
        int width = LEFT + (int) (UNIT * (most + 0.5));
        int height = ROW * ratios.size() + 40;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"14\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width,
                height));
        for (int i = 0; i < ratios.size(); i++) {
            Ratio ratio = ratios.get(i);
            int top = i * ROW + 8;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"20\" fill=\"#4a7ebb\"/>%n"
                            + "<path d=\"M%.0f %dH%.0f\" stroke=\"black\"/>%n"
                            + "<text x=\"%.0f\" y=\"%d\">%.2f</text>%n",
                    LEFT - 10,
                    top + 15,
                    ratio.name(),
                    LEFT,
                    top,
                    UNIT * ratio.median(),
                    LEFT + UNIT * ratio.least(),
                    top + 10,
                    LEFT + UNIT * ratio.most(),
                    LEFT + UNIT * ratio.most() + 8,
                    top + 15,
                    ratio.median()));
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<path d=\"M%d 0V%d\" stroke=\"#c0392b\" stroke-dasharray=\"4\"/>%n"
                                + "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">1 = baseline</text>%n</svg>%n",
                        LEFT + UNIT,
                        height - 30,
                        LEFT + UNIT,
                        height - 12))
                .toString();
    }
}
