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
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessage;
import org.lighterage.LighterageSession;
import org.lighterage.coder.CoderModels;

/** The rules of annotated endpoint classes (ENDPOINT-RULES.md; Jakarta WebSocket, sections 4.3 to 4.8), each with its error. */
class EndpointModelTest {

    /** What the names of the classes here begin with. */
    private static final String PREFIX = EndpointModelTest.class.getName() + "$";

    private static final String ONE_MESSAGE =
            "; an @OnMessage method takes one message, or a part of one and a boolean,"
                    + " and Session, LighterageSession and @PathParam parameters";

    private static final String FORMS =
            ": whole ones come as String, Reader, byte[], ByteBuffer, InputStream, LargeMessage,"
                    + " PongMessage, a primitive or its box, or what a decoder of the endpoint makes, parts as String, byte[] or"
                    + " ByteBuffer";

    /** The name of the one parameter of a class's one method: its own, where these are kept. */
    private static String name(Class<?> type) {
        return type.getDeclaredMethods()[0].getParameters()[0].getName();
    }

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
    void rule02_callbacksTakeTheirParametersInAnyOrder() {
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
    void rule04_anInheritedMethodCountsUnlessItIsOverriddenWithoutTheAnnotation() {
        EndpointModel model = read(Child.class);
        assertThat(model.onOpen()).isNotNull();
        assertThat(model.messages().text()).isNull();
    }

    abstract static class Generic<T> {

        @OnMessage
        public void take(T message) {}
    }

    static class OfStrings extends Generic<String> {

        @Override
        @OnMessage
        public void take(String message) {}
    }

    static class OfStringsWithoutAnnotation extends Generic<String> {

        @Override
        public void take(String message) {}
    }

    @Test
    void rule04_aMethodOfAGenericSuperclassIsOverriddenThroughABridge() {
        assertThat(read(OfStrings.class).messages().text().method().method().getDeclaringClass())
                .isEqualTo(OfStrings.class);
        assertThat(read(OfStringsWithoutAnnotation.class).messages().text()).isNull();
    }

    static class Returning {

        @OnMessage
        public Object take(String message) {
            return message;
        }
    }

    static class ReturningLess extends Returning {

        @Override
        @OnMessage
        public String take(String message) {
            return message;
        }
    }

    @Test
    void rule04_anOverridingMethodMayReturnASubtype() {
        assertThat(read(ReturningLess.class).messages().text().method().method().getReturnType())
                .isEqualTo(String.class);
    }

    /** Its public methods come to public subclasses through bridges, with their annotations. */
    static class NotPublic {

        @OnMessage
        public void take(String message) {}
    }

    public static class Public extends NotPublic {}

    @Test
    void rule04_aMethodOfASuperclassThatIsNotPublicIsInherited() {
        assertThat(Public.class.getDeclaredMethods()).singleElement().matches(Method::isBridge);
        assertThat(read(Public.class).messages().text().method().method().getDeclaringClass())
                .isEqualTo(NotPublic.class);
    }

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> read(type))
                .isInstanceOf(DefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void rule02_aMethodThatCannotBeCalledIsRefused() throws Exception {
        // Of an application this is true only where its module keeps the class to itself; here Java's does.
        Method hidden = Object.class.getDeclaredMethod("clone");
        assertThatThrownBy(() -> new CallbackMethod(hidden, List.of()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("LIGHTERAGE-201: " + hidden + " cannot be called: ")
                .hasMessageEndingWith("; make it and its class public");
    }

    abstract static class Abstract {}

    @Test
    void rule01_anAbstractClassIsRefused() {
        assertRefused(
                Abstract.class, "LIGHTERAGE-202: " + PREFIX + "Abstract is abstract; an endpoint class is concrete");
    }

    static class Static {

        @OnOpen
        public static void open() {}
    }

    @Test
    void rule02_aStaticCallbackIsRefused() {
        assertRefused(
                Static.class,
                "LIGHTERAGE-203: public static void " + PREFIX
                        + "Static.open() is static; a callback belongs to an instance");
    }

    static class TwoTexts {

        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(Reader text) {}
    }

    @Test
    void rule03_twoMethodsForOneKindAreRefused() {
        assertThatThrownBy(() -> read(TwoTexts.class))
                .isInstanceOf(DefinitionException.class)
                // In the order in which the JVM lists them.
                .hasMessageMatching(
                        "LIGHTERAGE-204: \\Q" + PREFIX
                                + "TwoTexts\\E has two @OnMessage methods for text messages, (one and two|two and one); one is allowed");
    }

    static class NoThrowable {

        @OnError
        public void error(Session session) {}
    }

    @Test
    void rule02_anErrorMethodWithoutThrowableIsRefused() {
        assertRefused(
                NoThrowable.class,
                "LIGHTERAGE-205: public void " + PREFIX
                        + "NoThrowable.error(jakarta.websocket.Session) takes no Throwable; an @OnError method must");
    }

    static class TwoOpens {

        @OnOpen
        public void one() {}

        @OnOpen
        public void two(Session session) {}
    }

    @Test
    void rule02_twoOpenMethodsAreRefused() {
        assertThatThrownBy(() -> read(TwoOpens.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("LIGHTERAGE-206: " + PREFIX + "TwoOpens has more than one @OnOpen method: [")
                .hasMessageContaining(PREFIX + "TwoOpens.one()")
                .hasMessageContaining(PREFIX + "TwoOpens.two(jakarta.websocket.Session)");
    }

    static class ReasonOnOpen {

        @OnOpen
        public void open(CloseReason reason) {}
    }

    @Test
    void rule02_aParameterThatACallbackDoesNotTakeIsRefused() {
        assertRefused(
                ReasonOnOpen.class,
                "LIGHTERAGE-207: Parameter jakarta.websocket.CloseReason " + name(ReasonOnOpen.class)
                        + " of public void " + PREFIX
                        + "ReasonOnOpen.open(jakarta.websocket.CloseReason) is not one that @OnOpen methods take");
    }

    static class UnknownPayload {

        @OnMessage
        public void message(Thread thread) {}
    }

    @Test
    void rule03_aMessageOfATypeThatIsNoneIsRefused() {
        assertRefused(
                UnknownPayload.class,
                "LIGHTERAGE-209: Messages cannot be given as java.lang.Thread to public void " + PREFIX
                        + "UnknownPayload.message(java.lang.Thread)" + FORMS);
    }

    static class NoPayload {

        @OnMessage
        public void message(Session session) {}
    }

    @Test
    void rule03_aMessageMethodWithoutAMessageIsRefused() {
        assertRefused(
                NoPayload.class,
                "LIGHTERAGE-208: public void " + PREFIX
                        + "NoPayload.message(jakarta.websocket.Session) takes no message" + ONE_MESSAGE);
    }

    static class PartialReader {

        @OnMessage
        public void message(Reader text, boolean last) {}
    }

    @Test
    void rule03_aReaderInPartsIsRefused() {
        assertRefused(
                PartialReader.class,
                "LIGHTERAGE-209: Messages cannot be given as java.io.Reader in parts to public void " + PREFIX
                        + "PartialReader.message(java.io.Reader,boolean)" + FORMS);
    }

    static class ReturnsThread {

        @OnMessage
        public Thread message(String text) {
            return null;
        }
    }

    @Test
    void rule12_aReturnTypeThatCannotBeSentIsRefused() {
        assertRefused(
                ReturnsThread.class,
                "LIGHTERAGE-210: public java.lang.Thread " + PREFIX
                        + "ReturnsThread.message(java.lang.String) returns java.lang.Thread, which no encoder of the endpoint takes; without one String, byte[], ByteBuffer, LargeMessage, primitives and their boxes are sent");
    }

    static class ReturnsNumber {

        @OnMessage
        public Number message(String text) {
            return text.length();
        }
    }

    static class ReturnsCharacters {

        @OnMessage
        public StringBuilder message(String text) {
            return new StringBuilder(text).reverse();
        }
    }

    @Test
    void rule12_aReturnTypeMayBeASupertypeOfWhatIsSent() {
        assertThat(read(ReturnsNumber.class).messages().text()).isNotNull();
        assertThat(read(ReturnsCharacters.class).messages().text()).isNotNull();
    }

    static class PathParamThread {

        @OnOpen
        public void open(@PathParam("a") Thread a) {}
    }

    @Test
    void rule16_aPathParameterOfAnotherTypeIsRefused() {
        assertRefused(
                PathParamThread.class,
                "LIGHTERAGE-211: @PathParam java.lang.Thread " + name(PathParamThread.class) + " of public void "
                        + PREFIX + "PathParamThread.open(java.lang.Thread) is no String, primitive or box of one");
    }

    static class UnknownPrimitivePathParam {

        @OnClose
        public void close(@PathParam("b") int b) {}
    }

    @Test
    void rule16_aPrimitivePathParameterThatThePathDoesNotHaveIsRefused() {
        assertRefused(
                UnknownPrimitivePathParam.class,
                "LIGHTERAGE-212: @PathParam \"b\" of public void " + PREFIX
                        + "UnknownPrimitivePathParam.close(int) is not in the path, whose variables are [a]; it would be null, which int cannot be");
    }

    static class UnknownPathParam {

        @OnClose
        public void close(@PathParam("b") Integer b) {}
    }

    @Test
    void rule16_anyOtherPathParameterThatThePathDoesNotHaveIsNull() {
        assertThat(read(UnknownPathParam.class).onClose()).isNotNull();
    }

    static class TwoPayloads {

        @OnMessage
        public void message(String text, byte[] bytes) {}
    }

    @Test
    void rule03_twoMessagesInOneMethodAreRefused() {
        assertRefused(
                TwoPayloads.class,
                "LIGHTERAGE-208: public void " + PREFIX
                        + "TwoPayloads.message(java.lang.String,byte[]) takes [class java.lang.String, class [B]"
                        + ONE_MESSAGE);
    }

    static class PongInParts {

        @OnMessage
        public void message(PongMessage pong, boolean last) {}
    }

    @Test
    void rule03_aPongInPartsIsRefused() {
        assertRefused(
                PongInParts.class,
                "LIGHTERAGE-209: Messages cannot be given as jakarta.websocket.PongMessage in parts to public void "
                        + PREFIX + "PongInParts.message(jakarta.websocket.PongMessage,boolean)" + FORMS);
    }

    static class LoneBoolean {

        @OnMessage
        public boolean message(boolean yes) {
            return !yes;
        }
    }

    @Test
    void rule03_aLoneBooleanIsTheMessage() {
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
    void rule10_aDecoderThatDoesNotSayWhatItDecodesIsRefused() {
        assertThatThrownBy(() -> EndpointModel.ofServer(WithOpenDecoder.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessage(
                        "LIGHTERAGE-213: " + PREFIX
                                + "OpenDecoder does not say what type it codes; its class must give the type of Text, TextStream, Binary or BinaryStream");
    }
}
