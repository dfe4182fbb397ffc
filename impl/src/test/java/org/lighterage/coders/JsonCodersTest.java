package org.lighterage.coders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lighterage.coder.CoderModels;
import org.lighterage.endpoint.EndpointModel;

class JsonCodersTest {

    public static class Order {

        public int number;
        public List<String> goods = new ArrayList<>();

        static Order of(int number, String... goods) {
            Order order = new Order();
            order.number = number;
            order.goods.addAll(List.of(goods));
            return order;
        }
    }

    public static class UrgentOrder extends Order {

        public boolean urgent = true;
    }

    public static class Broken {

        public String getName() {
            throw new IllegalStateException("a failure that the test wants");
        }
    }

    public static class OrderEncoder extends JsonEncoder<Order> {}

    public static class OrderDecoder extends JsonDecoder<Order> {}

    public static class OrdersEncoder extends JsonEncoder<List<Order>> {}

    public static class OrdersDecoder extends JsonDecoder<List<Order>> {}

    public abstract static class ByName<N, V> extends JsonDecoder<Map<String, List<? extends V>>> {}

    public abstract static class ByNameBetween<X> extends ByName<Integer, X> {}

    public static class OrdersByNameDecoder extends ByNameBetween<Order> {}

    public abstract static class Arrays<X> extends JsonDecoder<X[]> {}

    public static class OrderArrayDecoder extends Arrays<Order> {}

    public static class OrderListArrayDecoder extends Arrays<List<Order>> {}

    public static class BrokenEncoder extends JsonEncoder<Broken> {}

    @SuppressWarnings("rawtypes") // What the test is about.
    public static class RawDecoder extends JsonDecoder {}

    public static class OpenEncoder<T> extends JsonEncoder<T> {}

    private static <T extends Decoder> T initialised(T decoder) {
        decoder.init(null);
        return decoder;
    }

    private static <T extends Encoder> T initialised(T encoder) {
        encoder.init(null);
        return encoder;
    }

    private static <T> T decode(JsonDecoder<T> decoder, String json) throws DecodeException, IOException {
        decoder.init(null);
        try {
            return decoder.decode(new StringReader(json));
        } finally {
            decoder.destroy();
        }
    }

    private static <T> String encode(JsonEncoder<T> encoder, T object) throws EncodeException, IOException {
        encoder.init(null);
        StringWriter json = new StringWriter();
        encoder.encode(object, json);
        encoder.destroy();
        return json.toString();
    }

    @Test
    void objectsAreWrittenAndRead() throws Exception {
        String json = encode(new OrderEncoder(), Order.of(7, "tea", "€"));
        assertThat(json).isEqualTo("{\"goods\":[\"tea\",\"€\"],\"number\":7}");
        assertThat(decode(new OrderDecoder(), json).goods).containsExactly("tea", "€");
    }

    @Test
    void objectsOfASubclassAreWrittenWithAllThatTheyHave() throws Exception {
        assertThat(encode(new OrderEncoder(), new UrgentOrder())).contains("\"urgent\":true");
    }

    @Test
    void genericTypesAreWrittenAndRead() throws Exception {
        String json = encode(new OrdersEncoder(), List.of(Order.of(1), Order.of(2)));
        List<Order> orders = decode(new OrdersDecoder(), json);
        assertThat(orders).extracting(order -> order.number).containsExactly(1, 2);
    }

    @Test
    void theTypeIsFoundThroughTheClassesBetween() throws Exception {
        Map<String, List<? extends Order>> byName =
                decode(new OrdersByNameDecoder(), "{\"a\":[{\"number\":1}],\"b\":[]}");
        assertThat(byName.get("a").get(0).number).isEqualTo(1);
        Order[] array = decode(new OrderArrayDecoder(), "[{\"number\":1}]");
        assertThat(array[0].number).isEqualTo(1);
        // Yasson 3.0 reads no arrays of generic types.
        Type arrayOfLists = TypeOfSubclass.find(OrderListArrayDecoder.class, JsonDecoder.class);
        assertThat(arrayOfLists.getTypeName()).isEqualTo("java.util.List<" + Order.class.getName() + ">[]");
    }

    @Test
    void aClassThatLeavesTheTypeOpenSaysHowToGiveIt() {
        assertThatThrownBy(RawDecoder::new)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RawDecoder does not say what it codes")
                .hasMessageEndingWith("extends JsonDecoder<…>");
        assertThatThrownBy(OpenEncoder::new).hasMessageEndingWith("extends JsonEncoder<…>");
    }

    @Test
    void theModelOfAnEndpointSeesTheTypes() {
        CoderModels models = EndpointModel.codersOf(
                List.of(OrderEncoder.class, OrdersEncoder.class, PathEncoder.class, InputStreamEncoder.class),
                List.of(
                        OrderDecoder.class,
                        OrdersDecoder.class,
                        OrdersByNameDecoder.class,
                        OrderArrayDecoder.class,
                        OrderListArrayDecoder.class,
                        PathDecoder.class));
        assertThat(models.encoders())
                .extracting(model -> model.kind() + " " + model.type().getSimpleName())
                .containsExactly(
                        "TEXT_STREAM Order", "TEXT_STREAM List", "BINARY_STREAM Path", "BINARY_STREAM InputStream");
        assertThat(models.decoders())
                .extracting(model -> model.kind() + " " + model.type().getSimpleName())
                .containsExactly(
                        "TEXT_STREAM Order",
                        "TEXT_STREAM List",
                        "TEXT_STREAM Map",
                        "TEXT_STREAM Order[]",
                        "TEXT_STREAM List[]",
                        "BINARY_STREAM Path");
    }

    @Test
    void aTextThatIsNotThatJsonIsADecodeExceptionWithItsCause() {
        for (String text : new String[] {"", "{", "[]", "{\"number\":\"seven\"}"}) {
            assertThatThrownBy(() -> decode(new OrderDecoder(), text))
                    .as(text)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageStartingWith("The text is no JSON of " + Order.class.getName() + ": ")
                    .hasCauseInstanceOf(JsonbException.class);
        }
        assertThatThrownBy(() -> decode(new OrdersDecoder(), "{"))
                .hasMessageStartingWith("The text is no JSON of java.util.List<" + Order.class.getName() + ">: ");
    }

    @Test
    void anObjectThatCannotBeWrittenIsAnEncodeExceptionWithItsCause() {
        Broken broken = new Broken();
        assertThatThrownBy(() -> encode(new BrokenEncoder(), broken))
                .isInstanceOfSatisfying(
                        EncodeException.class, e -> assertThat(e.getObject()).isSameAs(broken))
                .hasMessageStartingWith("The object of " + Broken.class.getName() + " cannot be written as JSON: ")
                .hasCauseInstanceOf(JsonbException.class);
    }

    @Test
    void whatReadingAndWritingThrowPassesAsItIs() {
        IOException lost = new IOException("lost");
        Reader reader = new Reader() {
            @Override
            public int read(char[] chars, int from, int count) throws IOException {
                throw lost;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> initialised(new OrderDecoder()).decode(reader)).isSameAs(lost);
        Writer writer = new Writer() {
            @Override
            public void write(char[] chars, int from, int count) throws IOException {
                throw lost;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> initialised(new OrderEncoder()).encode(Order.of(1), writer))
                .isSameAs(lost);
    }

    @Test
    void whatIsReadFromAndWrittenToIsLeftOpen() throws Exception {
        Reader reader = new StringReader("{\"number\":1}") {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        assertThat(initialised(new OrderDecoder()).decode(reader).number).isEqualTo(1);
        Writer writer = new StringWriter() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        initialised(new OrderEncoder()).encode(Order.of(1), writer);
    }

    @Test
    void anObjectLeavesWhileItIsWrittenAndIsReadAsItComes() throws Exception {
        int count = 100_000;
        StringBuilder json = new StringBuilder();
        int[] writtenBeforeTheLast = new int[1];
        Writer writer = new Writer() {
            @Override
            public void write(char[] chars, int from, int length) {
                json.append(chars, from, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        List<Order> made = new AbstractList<>() {
            @Override
            public Order get(int index) {
                if (index == count - 1) {
                    writtenBeforeTheLast[0] = json.length();
                }
                return Order.of(index);
            }

            @Override
            public int size() {
                return count;
            }
        };
        initialised(new OrdersEncoder()).encode(made, writer);
        assertThat(writtenBeforeTheLast[0]).isGreaterThan(json.length() / 2);
        List<Order> read = initialised(new OrdersDecoder()).decode(new StringReader(json.toString()));
        assertThat(read).hasSize(count).last().returns(count - 1, order -> order.number);
    }

    /** Makes its own, and counts. */
    public static class ConfiguredDecoder extends JsonDecoder<Order> {

        private int made;
        private int closed;

        @Override
        protected Jsonb jsonb(EndpointConfig config) {
            made++;
            Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy("UPPER_CAMEL_CASE"));
            return (Jsonb)
                    Proxy.newProxyInstance(Jsonb.class.getClassLoader(), new Class<?>[] {Jsonb.class}, (p, m, args) -> {
                        closed += m.getName().equals("close") ? 1 : 0;
                        return m.invoke(jsonb, args);
                    });
        }
    }

    @Test
    void aSubclassMayConfigureWhatIsMadeOnceAndClosedAtTheEnd() throws Exception {
        ConfiguredDecoder decoder = initialised(new ConfiguredDecoder());
        for (int i = 0; i < 3; i++) {
            assertThat(decoder.decode(new StringReader("{\"Number\":7}")).number)
                    .isEqualTo(7);
        }
        assertThat(decoder.closed).isZero();
        decoder.destroy();
        assertThat(decoder.made).isEqualTo(1);
        assertThat(decoder.closed).isEqualTo(1);
        // As a container may that failed to initialise it.
        new OrderDecoder().destroy();
    }

    @Test
    void aTextIsReadToItsEndWhichSaysThatItIsWhole() {
        OrderDecoder decoder = initialised(new OrderDecoder());
        Reader corrupt = new Reader() {
            private final Reader text = new StringReader("{\"number\":7}");

            @Override
            public int read(char[] chars, int from, int count) throws IOException {
                int read = text.read(chars, from, count);
                if (read < 0) {
                    throw new IOException("its checksum is wrong");
                }
                return read;
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
        assertThatThrownBy(() -> decoder.decode(corrupt))
                .isInstanceOf(IOException.class)
                .hasMessage("its checksum is wrong");
        decoder.destroy();
    }
}
