package org.lighterage;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope of a WebSocket session: a bean has one instance in each session of an endpoint with {@link LargeMessages}.
 *
 * <p>The context is active on the thread that runs a callback of the session, for as long as that takes:
 * {@code @OnOpen}, {@code @OnMessage}, {@code @OnError} and {@code @OnClose}, message handlers that were added to the
 * session, decoders, and the {@code @PreDestroy} of the endpoint. Callbacks of one session never overlap, so a bean
 * needs no lock of its own unless it hands itself to other threads. Encoders of the session have the context, too, on
 * whichever thread a send calls them, and so have synchronous observers of a {@link TransferEvent} of the session; both
 * may run while a callback runs, and a bean that they share with callbacks is to be safe for several threads. It is not
 * active otherwise on threads of the application, nor while the endpoint is constructed, which is before its session is
 * open; a call of a bean there throws {@link jakarta.enterprise.context.ContextNotActiveException}. Where a callback of
 * one session runs within one of another, on the same thread, or sends through the other, each has its own context, and
 * that of the outer one is back when the inner one returns.
 *
 * <p>An instance is made at the first call. It is destroyed after {@code @OnClose} and the last such observer have
 * returned, however the session ended, in the reverse of the order in which instances were made. The context is still
 * active then: what a {@code @PreDestroy} method calls may be made anew if it is destroyed already, and is destroyed as
 * well.
 *
 * <p>{@code @Inject Session} and {@code @Inject LighterageSession} give any bean the session of the callback or encoder
 * that calls it. Both are one bean of this scope, with the qualifier {@code @Default}. Where the application's own
 * bean, producer method or producer field has one of these types and {@code @Default}, the library's bean leaves that
 * type to it. A bean that another portable extension adds is not seen in time: make such a bean an alternative with a
 * priority, and it is chosen.
 *
 * <p>The scope is normal: what is injected is a client proxy, also into beans that live longer or are passivated. Bean
 * types must therefore be such that a proxy can be made, as with every normal scope. The scope itself is not
 * passivating.
 */
@Documented
@Inherited
@NormalScope
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface WebSocketScoped {}
