package org.lighterage.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessage;
import org.lighterage.LighterageSession;
import org.lighterage.coder.CoderModels;

/** The rules of annotated endpoints (Jakarta WebSocket, sections 4.3 to 4.8). */
class EndpointModelTest {

    private static EndpointModel read(Class<?> type) {
        return new EndpointModelReader(type, CoderModels.NONE, "/{a}").read();
    }

    static class Complete {

        @OnOpen
        public void open(EndpointConfig config, Session session, @PathParam("a") String a) {}

        @OnMessage
        public String text(@PathParam("a") String a, String text, LighterageSession session) {
            return text;
        }

        @OnMessage
        void binary(boolean last, Session session, ByteBuffer part) {}

        @OnMessage
        public void pong(PongMessage pong, @PathParam("a") long a) {}

        @OnError
        public void error(Session session, Throwable cause) {}

        @OnClose
        public void close(@PathParam("a") String a, CloseReason reason) {}
    }

    @Test
    void callbacksTakeTheirParametersInAnyOrder() {
        EndpointModel model = read(Complete.class);
        assertThat(model.messages().text().text()).isNotNull();
        assertThat(model.messages().binary().binary()).isNotNull();
        assertThat(model.messages().pong()).isNotNull();
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
        EndpointModel model = read(Child.class);
        assertThat(model.onOpen()).isNotNull();
        assertThat(model.messages().text()).isNull();
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> read(type))
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
        assertRefused(UnknownPayload.class, "LIGHTERAGE-209: Messages cannot be given as java.lang.Thread to ");
    }

    static class NoPayload {

        @OnMessage
        public void message(Session session) {}
    }

    @Test
    void aMessageMethodWithoutAMessageIsRefused() {
        assertRefused(NoPayload.class, "takes no message; an @OnMessage method takes one message");
    }

    static class PartialReader {

        @OnMessage
        public void message(Reader text, boolean last) {}
    }

    @Test
    void aReaderInPartsIsRefused() {
        assertRefused(PartialReader.class, "LIGHTERAGE-209: Messages cannot be given as java.io.Reader in parts to ");
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
    void aPathParameterOfAnotherTypeIsRefused() {
        assertRefused(PathParamThread.class, "is no String, primitive or box of one");
    }

    static class UnknownPrimitivePathParam {

        @OnClose
        public void close(@PathParam("b") int b) {}
    }

    @Test
    void aPrimitivePathParameterThatThePathDoesNotHaveIsRefused() {
        assertRefused(
                UnknownPrimitivePathParam.class,
                "is not in the path, whose variables are [a]; it would be null, which int");
    }

    static class UnknownPathParam {

        @OnClose
        public void close(@PathParam("b") Integer b) {}
    }

    @Test
    void anyOtherPathParameterThatThePathDoesNotHaveIsNull() {
        assertThat(read(UnknownPathParam.class).onClose()).isNotNull();
    }

    static class TwoPayloads {

        @OnMessage
        public void message(String text, byte[] bytes) {}
    }

    @Test
    void twoMessagesInOneMethodAreRefused() {
        assertRefused(TwoPayloads.class, "LIGHTERAGE-208: ");
    }

    static class PongInParts {

        @OnMessage
        public void message(PongMessage pong, boolean last) {}
    }

    @Test
    void aPongInPartsIsRefused() {
        assertRefused(
                PongInParts.class,
                "LIGHTERAGE-209: Messages cannot be given as jakarta.websocket.PongMessage in parts");
    }

    static class LoneBoolean {

        @OnMessage
        public boolean message(boolean yes) {
            return !yes;
        }
    }

    @Test
    void aLoneBooleanIsTheMessage() {
        assertThat(read(LoneBoolean.class).messages().text()).isNotNull();
    }

    static class AllLargeMessages {

        @OnMessage
        public void message(LargeMessage message) {}
    }

    @Test
    void aLargeMessageIsOfEitherKind() {
        MessageMethods messages = read(AllLargeMessages.class).messages();
        assertThat(messages.text()).isSameAs(messages.binary()).isNotNull();
    }

    static class OpenDecoder<T> implements Decoder.Text<T> {

        @Override
        public T decode(String text) {
            return null;
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    @ServerEndpoint(value = "/", decoders = OpenDecoder.class)
    static class WithOpenDecoder {}

    @Test
    void aDecoderThatDoesNotSayWhatItDecodesIsRefused() {
        assertThatThrownBy(() -> EndpointModel.ofServer(WithOpenDecoder.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("LIGHTERAGE-213: ")
                .hasMessageContaining("does not say what type it codes");
    }
}
