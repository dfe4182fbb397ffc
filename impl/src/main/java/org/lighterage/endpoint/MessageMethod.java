package org.lighterage.endpoint;

/** An @OnMessage method and the form in which it takes messages. */
record MessageMethod(MessageForm form, CallbackMethod method) {}
