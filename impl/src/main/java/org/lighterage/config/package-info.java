/**
 * Typed settings from server properties: MicroProfile Config where the server has it, otherwise system properties, then
 * environment variables, then servlet context parameters. README.md has the table of keys.
 */
package org.lighterage.config;
