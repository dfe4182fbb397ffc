/** Endpoints whose sessions outlive their connections. */
package org.lighterage.scenarios.resuming;
