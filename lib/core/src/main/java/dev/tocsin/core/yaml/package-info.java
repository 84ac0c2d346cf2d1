/**
 * Reading YAML strictly: a text becomes nodes with their positions, nodes become values, and all
 * that is wrong becomes problems, reported together. Knows nothing of what the files mean, and does
 * no I/O.
 */
@NullMarked
package dev.tocsin.core.yaml;

import org.jspecify.annotations.NullMarked;
