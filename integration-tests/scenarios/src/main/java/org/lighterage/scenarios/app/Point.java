package org.lighterage.scenarios.app;

/** What coders code. */
public record Point(int x, int y) {

    public static Point parse(String text) {
        String[] parts = text.split(",");
        return new Point(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
    }

    public String format() {
        return x + "," + y;
    }
}
