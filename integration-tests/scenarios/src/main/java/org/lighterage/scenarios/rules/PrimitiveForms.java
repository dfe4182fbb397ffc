package org.lighterage.scenarios.rules;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Take and return each primitive and each box; what cannot be converted is told. */
public final class PrimitiveForms {

    private PrimitiveForms() {}

    /** What they have in common. */
    public abstract static class Failing {

        @OnError
        public void failed(Throwable cause, Session session) throws IOException {
            String text = cause instanceof DecodeException decode ? decode.getText() : cause.toString();
            session.getBasicRemote().sendText(cause.getClass().getSimpleName() + " of " + text);
        }
    }

    @ServerEndpoint("/primitives/boolean")
    public static class BooleanForm extends Failing {

        @OnMessage
        public boolean same(boolean value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Boolean")
    public static class BooleanBoxForm extends Failing {

        @OnMessage
        public Boolean same(Boolean value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/byte")
    public static class ByteForm extends Failing {

        @OnMessage
        public byte same(byte value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Byte")
    public static class ByteBoxForm extends Failing {

        @OnMessage
        public Byte same(Byte value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/char")
    public static class CharForm extends Failing {

        @OnMessage
        public char same(char value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Character")
    public static class CharacterBoxForm extends Failing {

        @OnMessage
        public Character same(Character value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/short")
    public static class ShortForm extends Failing {

        @OnMessage
        public short same(short value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Short")
    public static class ShortBoxForm extends Failing {

        @OnMessage
        public Short same(Short value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/int")
    public static class IntForm extends Failing {

        @OnMessage
        public int same(int value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Integer")
    public static class IntegerBoxForm extends Failing {

        @OnMessage
        public Integer same(Integer value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/long")
    public static class LongForm extends Failing {

        @OnMessage
        public long same(long value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Long")
    public static class LongBoxForm extends Failing {

        @OnMessage
        public Long same(Long value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/float")
    public static class FloatForm extends Failing {

        @OnMessage
        public float same(float value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Float")
    public static class FloatBoxForm extends Failing {

        @OnMessage
        public Float same(Float value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/double")
    public static class DoubleForm extends Failing {

        @OnMessage
        public double same(double value) {
            return value;
        }
    }

    @ServerEndpoint("/primitives/Double")
    public static class DoubleBoxForm extends Failing {

        @OnMessage
        public Double same(Double value) {
            return value;
        }
    }
}
