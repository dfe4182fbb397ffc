package org.lighterage.session;

import java.io.Reader;
import org.lighterage.transfer.ReceivedMessage;

/** A text message as Strings, one for each part; no part ends within a surrogate pair. */
final class PartialTextDelivery implements PartialDelivery<String> {

    private final Target target;

    PartialTextDelivery(Target target) {
        this.target = target;
    }

    @Override
    public void deliverPart(String part, boolean last) throws Throwable {
        target.accept(part, last);
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        try (Reader reader = message.openReader()) {
            char[] part = new char[PART_SIZE];
            int filled = fill(reader, part, 0);
            while (true) {
                // A full part may be the last; only reading on tells.
                boolean cutsPair = filled == PART_SIZE && Character.isHighSurrogate(part[filled - 1]);
                int length = cutsPair ? filled - 1 : filled;
                String text = new String(part, 0, length);
                if (cutsPair) {
                    part[0] = part[filled - 1];
                }
                int kept = filled - length;
                filled = kept + fill(reader, part, kept);
                boolean last = filled == 0;
                target.accept(text, last);
                if (last) {
                    return;
                }
            }
        }
    }

    private static int fill(Reader reader, char[] part, int from) throws Exception {
        int filled = from;
        while (filled < part.length) {
            int count = reader.read(part, filled, part.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled - from;
    }
}
