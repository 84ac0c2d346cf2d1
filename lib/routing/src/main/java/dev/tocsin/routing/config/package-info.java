/**
 * Alertmanager's configuration as values. How its file is written is known to {@code config.reader}
 * and what it reads with; nothing here knows YAML.
 */
@NullMarked
package dev.tocsin.routing.config;

import org.jspecify.annotations.NullMarked;
