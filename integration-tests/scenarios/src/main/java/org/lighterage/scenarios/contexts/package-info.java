/** An endpoint that looks around in its callbacks. */
package org.lighterage.scenarios.contexts;
