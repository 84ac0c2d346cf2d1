@NullMarked
package dev.tocsin.core.yaml;

import org.jspecify.annotations.NullMarked;
