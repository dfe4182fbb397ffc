package org.lighterage.server;

import jakarta.websocket.server.ServerEndpointConfig;
import org.lighterage.cdi.EndpointInstance;
import org.lighterage.coder.CoderFactory;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.TransferObservers;

/** Makes the objects of an application that its endpoints consist of. Safe for use by any thread. */
interface ApplicationObjects {

    /** An instance of an endpoint class, whose configurator leaves it to the container to make them. */
    EndpointInstance newEndpoint(Class<?> type, ServerEndpointConfig.Configurator configurator)
            throws InstantiationException;

    /** What makes encoders and decoders. */
    CoderFactory coders();

    /** What surrounds the callbacks of a session that begins. */
    CallbackScope newScope();

    /** Who observes transfers. */
    TransferObservers transferObservers();

    /**
     * In an application without CDI: there the container makes instances, as it does for endpoints that are not taken over.
     */
    static ApplicationObjects withoutCdi() {
        return new ApplicationObjects() {
            @Override
            public EndpointInstance newEndpoint(Class<?> type, ServerEndpointConfig.Configurator configurator)
                    throws InstantiationException {
                return new EndpointInstance(configurator.getEndpointInstance(type), () -> {});
            }

            @Override
            public CoderFactory coders() {
                return CoderFactory.byConstructor();
            }

            @Override
            public CallbackScope newScope() {
                return CallbackScope.NONE;
            }

            @Override
            public TransferObservers transferObservers() {
                return TransferObservers.NONE;
            }
        };
    }
}
