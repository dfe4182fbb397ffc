/** Beans that observe transfers: for a web application of their own, since they observe those of every endpoint. */
package org.lighterage.scenarios.observers;
