@NullMarked
package dev.tocsin.routing.config.key;

import org.jspecify.annotations.NullMarked;
