/** Two applications that share the library in an EAR. */
package org.lighterage.scenarios.ear;
