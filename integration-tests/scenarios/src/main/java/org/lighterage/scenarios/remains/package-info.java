/** What tells whether anything is left of an application that was stopped. */
package org.lighterage.scenarios.remains;
