package org.lighterage.coder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TypeArgumentsTest {

    interface Named<T> extends Supplier<T> {}

    abstract static class Base<A, B> implements Consumer<A>, Named<B> {}

    abstract static class Direct implements Supplier<String> {}

    abstract static class ThroughSuperclass extends Base<Long, byte[]> {}

    abstract static class Generic implements Supplier<List<String>> {}

    abstract static class Open<T> implements Supplier<T> {}

    abstract static class Closed extends Open<Integer> {}

    abstract static class OpenArray<T> implements Supplier<T[]> {}

    abstract static class ClosedArray extends OpenArray<Integer> {}

    @Test
    void anArgumentIsFoundWhereverItIsGiven() {
        assertThat(TypeArguments.of(Direct.class, Supplier.class)).isEqualTo(String.class);
        assertThat(TypeArguments.of(ThroughSuperclass.class, Consumer.class)).isEqualTo(Long.class);
        assertThat(TypeArguments.of(ThroughSuperclass.class, Supplier.class)).isEqualTo(byte[].class);
        assertThat(TypeArguments.of(Generic.class, Supplier.class)).isEqualTo(List.class);
        assertThat(TypeArguments.of(Closed.class, Supplier.class)).isEqualTo(Integer.class);
        assertThat(TypeArguments.of(ClosedArray.class, Supplier.class)).isEqualTo(Integer[].class);
    }

    @Test
    void whatIsLeftOpenIsNotFound() {
        assertThat(TypeArguments.of(Open.class, Supplier.class)).isNull();
        assertThat(TypeArguments.of(Direct.class, Consumer.class)).isNull();
        Supplier<String> lambda = () -> "";
        assertThat(TypeArguments.of(lambda.getClass(), Supplier.class)).isNull();
    }
}
