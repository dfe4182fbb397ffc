/** An application with a login of its own. */
package org.lighterage.scenarios.identity;
