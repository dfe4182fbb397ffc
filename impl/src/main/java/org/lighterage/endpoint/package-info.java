/**
 * The model of an annotated endpoint, resolved once at deployment, and its dispatcher.
 */
package org.lighterage.endpoint;
