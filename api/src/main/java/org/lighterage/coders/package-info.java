/**
 * Encoders and decoders that are ready to be named in {@code @ServerEndpoint}, {@code @ClientEndpoint} or an
 * {@code EndpointConfig}: JSON objects, files and streams. All are coders of streams: with Lighterage they read from
 * where the bytes of a message wait, and what they write leaves as frames at once, so that no message needs its whole
 * in memory. They are ordinary Jakarta WebSocket coders, and work with the encoding and decoding of every container,
 * too.
 *
 * <p>{@code byte[]}, {@code ByteBuffer} and {@link org.lighterage.LargeMessage} need none.
 */
package org.lighterage.coders;
