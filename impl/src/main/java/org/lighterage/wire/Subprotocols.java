package org.lighterage.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How Lighterage is negotiated as a WebSocket subprotocol, alone or carrying one of the application (PROTOCOL.md,
 * section 2).
 */
public final class Subprotocols {

    /** The subprotocol of a session without one of the application. */
    public static final String ALONE = "lighterage.v1";

    private static final String CARRYING = ALONE + "+";

    private Subprotocols() {}

    /** What a client offers. */
    public static List<String> offer(List<String> own) {
        List<String> offer = new ArrayList<>(2 * own.size() + 1);
        own.forEach(application -> offer.add(CARRYING + application));
        offer.addAll(own);
        offer.add(ALONE);
        return List.copyOf(offer);
    }

    /** The application subprotocols within an offer, in its order: what a handshake hook of an application is asked. */
    public static List<String> applications(List<String> offered) {
        Set<String> applications = new LinkedHashSet<>();
        for (String subprotocol : offered) {
            String application = application(subprotocol);
            if (!application.isEmpty()) {
                applications.add(application);
            }
        }
        return List.copyOf(applications);
    }

    /**
     * What a server answers whose endpoint declares these subprotocols and leaves the choice to the platform: the first
     * that the client offers.
     *
     * @return null for nothing
     */
    public static String answer(List<String> offered, List<String> own) {
        return applications(offered).stream()
                .filter(own::contains)
                .findFirst()
                .map(chosen -> answer(offered, chosen))
                .orElseGet(() -> answer(offered, ""));
    }

    /**
     * What a server answers whose endpoint chose an application subprotocol.
     *
     * @param chosen one of {@link #applications}, or empty for none
     * @return null for nothing
     */
    public static String answer(List<String> offered, String chosen) {
        if (chosen.isEmpty()) {
            return offered.contains(ALONE) ? ALONE : null;
        }
        return offered.contains(CARRYING + chosen) ? CARRYING + chosen : chosen;
    }

    /** What the application sees of a negotiated subprotocol: its own, or empty for none, also of null. */
    public static String application(String negotiated) {
        if (negotiated == null || negotiated.equals(ALONE)) {
            return "";
        }
        return negotiated.startsWith(CARRYING) ? negotiated.substring(CARRYING.length()) : negotiated;
    }

    /** Whether the peer speaks Lighterage, rather than being plain (section 9). */
    public static boolean isLighterage(String negotiated) {
        return negotiated != null && (negotiated.equals(ALONE) || negotiated.startsWith(CARRYING));
    }
}
