package org.lighterage.demo.app;

/**
 * What became of a document.
 *
 * @param length in bytes
 * @param sha256 in lower-case hexadecimal digits
 */
public record Receipt(String name, long length, String sha256) {

    /** As a JSON object. Written by hand, since Tomcat has no JSON-B. */
    public String toJson() {
        return "{\"name\":\"" + escape(name) + "\",\"length\":" + length + ",\"sha256\":\"" + sha256 + "\"}";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
