@NullMarked
package dev.tocsin.routing.config.reader;

import org.jspecify.annotations.NullMarked;
