/**
 * {@code tocsin config}: looks at Alertmanager's configuration files, and changes the running
 * configuration.
 */
@NullMarked
package dev.tocsin.local.config;

import org.jspecify.annotations.NullMarked;
