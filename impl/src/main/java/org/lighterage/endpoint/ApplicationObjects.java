package org.lighterage.endpoint;

import org.lighterage.coder.InstanceFactory;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.TransferObservers;

/** Where the objects of an application come from that its endpoints consist of. Safe for use by any thread. */
public interface ApplicationObjects {

    /** Constructors make the instances, and nothing surrounds the callbacks: an application without CDI. */
    ApplicationObjects WITHOUT_CDI = new ApplicationObjects() {
        @Override
        public InstanceFactory endpoints() {
            return InstanceFactory.byConstructor();
        }

        @Override
        public InstanceFactory coders() {
            return InstanceFactory.byConstructor();
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

    /** What makes endpoints. */
    InstanceFactory endpoints();

    /** What makes encoders and decoders. */
    InstanceFactory coders();

    /** What surrounds the callbacks of a session that begins. */
    CallbackScope newScope();

    /** Who observes transfers. */
    TransferObservers transferObservers();
}
