/** An application that is configured by MicroProfile Config. */
package org.lighterage.scenarios.configured;
