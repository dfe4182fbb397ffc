package org.lighterage.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;

/** The rules of annotated endpoints (Jakarta WebSocket, sections 4.3 to 4.8). */
class EndpointModelTest {

    static class Complete {

        @OnOpen
        public void open(EndpointConfig config, Session session, @PathParam("a") String a) {}

        @OnMessage
        public String text(@PathParam("a") String a, String text, LighterageSession session) {
            return text;
        }

        @OnMessage
        void binary(boolean last, Session session, ByteBuffer part) {}

        @OnError
        public void error(Session session, Throwable cause) {}

        @OnClose
        public void close(@PathParam("a") String a, CloseReason reason) {}
    }

    @Test
    void callbacksTakeTheirParametersInAnyOrder() {
        EndpointModel model = EndpointModel.of(Complete.class);
        assertThat(model.onText().form().type()).isEqualTo(String.class);
        assertThat(model.onBinary().form().type()).isEqualTo(ByteBuffer.class);
        assertThat(model.onBinary().form().partial()).isTrue();
        assertThat(model.onOpen()).isNotNull();
        assertThat(model.onError()).isNotNull();
        assertThat(model.onClose()).isNotNull();
    }

    static class Parent {

        @OnOpen
        public void open() {}

        @OnMessage
        public void text(String text) {}
    }

    static class Child extends Parent {

        @Override
        public void text(String text) {}
    }

    @Test
    void anInheritedMethodCountsUnlessItIsOverriddenWithoutTheAnnotation() {
        EndpointModel model = EndpointModel.of(Child.class);
        assertThat(model.onOpen()).isNotNull();
        assertThat(model.onText()).isNull();
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> EndpointModel.of(type))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }

    abstract static class Abstract {}

    @Test
    void anAbstractClassIsRefused() {
        assertRefused(Abstract.class, "LIGHTERAGE-202: org.lighterage.endpoint.EndpointModelTest$Abstract is abstract");
    }

    static class Static {

        @OnOpen
        public static void open() {}
    }

    @Test
    void aStaticCallbackIsRefused() {
        assertRefused(Static.class, "LIGHTERAGE-203: ");
    }

    static class TwoTexts {

        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(Reader text) {}
    }

    @Test
    void twoMethodsForOneKindAreRefused() {
        assertRefused(TwoTexts.class, "LIGHTERAGE-204: ");
    }

    static class NoThrowable {

        @OnError
        public void error(Session session) {}
    }

    @Test
    void anErrorMethodWithoutThrowableIsRefused() {
        assertRefused(NoThrowable.class, "takes no Throwable; an @OnError method must");
    }

    static class TwoOpens {

        @OnOpen
        public void one() {}

        @OnOpen
        public void two(Session session) {}
    }

    @Test
    void twoOpenMethodsAreRefused() {
        assertRefused(TwoOpens.class, "LIGHTERAGE-206: ");
    }

    static class ReasonOnOpen {

        @OnOpen
        public void open(CloseReason reason) {}
    }

    @Test
    void aParameterThatACallbackDoesNotTakeIsRefused() {
        assertRefused(ReasonOnOpen.class, "LIGHTERAGE-207: Parameter jakarta.websocket.CloseReason");
    }

    static class UnknownPayload {

        @OnMessage
        public void message(Thread thread) {}
    }

    @Test
    void aMessageOfATypeThatIsNoneIsRefused() {
        assertRefused(UnknownPayload.class, "LIGHTERAGE-208: Parameter java.lang.Thread");
    }

    static class NoPayload {

        @OnMessage
        public void message(Session session) {}
    }

    @Test
    void aMessageMethodWithoutAMessageIsRefused() {
        assertRefused(NoPayload.class, "takes no message; an @OnMessage method does");
    }

    static class PartialReader {

        @OnMessage
        public void message(Reader text, boolean last) {}
    }

    @Test
    void aReaderInPartsIsRefused() {
        assertRefused(PartialReader.class, "takes Reader in parts; only String, byte[] and ByteBuffer are");
    }

    static class ReturnsThread {

        @OnMessage
        public Thread message(String text) {
            return null;
        }
    }

    @Test
    void aReturnTypeThatCannotBeSentIsRefused() {
        assertRefused(ReturnsThread.class, "LIGHTERAGE-210: ");
    }

    static class PathParamThread {

        @OnOpen
        public void open(@PathParam("a") Thread a) {}
    }

    @Test
    void aPathParameterThatIsNoStringIsRefused() {
        assertRefused(PathParamThread.class, "LIGHTERAGE-211: ");
    }
}
