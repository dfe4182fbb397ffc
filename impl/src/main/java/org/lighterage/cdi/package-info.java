/** CDI: the portable extension, and the instances of endpoint classes. */
package org.lighterage.cdi;
