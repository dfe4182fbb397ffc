/** CDI: the portable extension, the instances of endpoint classes, and the WebSocket context around their callbacks. */
package org.lighterage.cdi;
