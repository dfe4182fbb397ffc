/**
 * Deployment into the container: endpoints annotated with {@link org.lighterage.LargeMessages} are kept from the container
 * and deployed by us.
 */
package org.lighterage.server;
