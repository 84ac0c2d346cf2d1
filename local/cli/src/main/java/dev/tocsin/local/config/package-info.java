/** {@code tocsin config}: looks at Alertmanager's configuration files. */
@NullMarked
package dev.tocsin.local.config;

import org.jspecify.annotations.NullMarked;
