package org.lighterage.session;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import org.lighterage.TransferException;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.ReceivedMessage;

/** Streams and readers of messages as applications get them: where a message fails while it comes, they say why. */
final class MessageStreams {

    private MessageStreams() {}

    /** The bytes of a message of which nothing else is read. */
    static InputStream bytes(ReceivedMessage message) throws IOException {
        return message.isWhole() ? message.openStreamOnce() : new FollowingStream(message.openStreamOnce());
    }

    /** The characters of a text of which nothing else is read. */
    static Reader characters(ReceivedMessage message) throws IOException {
        return message.isWhole()
                ? message.openReader()
                : new BufferedReader(new FollowingReader(message.openReaderOnce()));
    }

    private static IOException asTransferException(IOException e) {
        return e.getCause() instanceof MessageFailedException failed
                ? new TransferException(
                        TransferException.Code.valueOf(failed.code().name()), e.getMessage(), failed)
                : e;
    }

    /** Throws what applications know in place of what the engine does; read through a buffer only. */
    private static final class FollowingReader extends FilterReader {

        FollowingReader(Reader reader) {
            super(reader);
        }

        @Override
        public int read(char[] chars, int from, int count) throws IOException {
            try {
                return super.read(chars, from, count);
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }

        @Override
        public boolean ready() throws IOException {
            try {
                return super.ready();
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }
    }

    /** The same of bytes. */
    private static final class FollowingStream extends FilterInputStream {

        FollowingStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return super.read(bytes, from, count);
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            try {
                return super.skip(count);
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }

        @Override
        public int available() throws IOException {
            try {
                return super.available();
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            try {
                return in.transferTo(out);
            } catch (TransferException e) {
                // What the output says of a message of its own.
                throw e;
            } catch (IOException e) {
                throw asTransferException(e);
            }
        }
    }
}
