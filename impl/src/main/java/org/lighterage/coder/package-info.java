/** Encoders and decoders of applications: what a class declares, resolved at deployment, and their instances in a session. */
package org.lighterage.coder;
