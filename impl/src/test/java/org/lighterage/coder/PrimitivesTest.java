package org.lighterage.coder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import org.junit.jupiter.api.Test;

/** Texts become primitives as the String rule of the box says (Jakarta WebSocket, section 4.7). */
class PrimitivesTest {

    private static Object parse(Class<?> type, String text) throws DecodeException {
        return Primitives.parser(type).parse(text);
    }

    @Test
    void everyPrimitiveAndItsBoxIsParsed() throws DecodeException {
        assertThat(parse(boolean.class, "TRUE")).isEqualTo(true);
        assertThat(parse(Boolean.class, "yes")).isEqualTo(false);
        assertThat(parse(byte.class, "-128")).isEqualTo((byte) -128);
        assertThat(parse(char.class, "xyz")).isEqualTo('x');
        assertThat(parse(Short.class, "300")).isEqualTo((short) 300);
        assertThat(parse(int.class, "-7")).isEqualTo(-7);
        assertThat(parse(Long.class, "9000000000")).isEqualTo(9_000_000_000L);
        assertThat(parse(float.class, "1.5")).isEqualTo(1.5f);
        assertThat(parse(double.class, "1e3")).isEqualTo(1000.0);
        assertThat(parse(String.class, "text")).isEqualTo("text");
    }

    @Test
    void whatIsNoneIsADecodeExceptionWithTheText() {
        assertThatThrownBy(() -> parse(int.class, "seven"))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getText()).isEqualTo("seven"))
                .hasMessage("\"seven\" is not a int");
        assertThatThrownBy(() -> parse(char.class, "")).isInstanceOf(DecodeException.class);
    }

    @Test
    void voidIsNone() {
        assertThat(Primitives.isOne(void.class)).isFalse();
        assertThat(Primitives.isOne(String.class)).isFalse();
        assertThat(Primitives.isOne(char.class)).isTrue();
        assertThat(Primitives.isOne(Double.class)).isTrue();
    }
}
