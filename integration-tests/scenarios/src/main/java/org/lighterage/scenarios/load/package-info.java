/** Endpoints for load: slow ones, and what they cost the server. */
package org.lighterage.scenarios.load;
