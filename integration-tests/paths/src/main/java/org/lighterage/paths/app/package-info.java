/** The web application behind the paths. */
package org.lighterage.paths.app;
