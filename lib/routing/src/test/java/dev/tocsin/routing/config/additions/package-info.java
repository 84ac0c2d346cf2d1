@NullMarked
package dev.tocsin.routing.config.additions;

import org.jspecify.annotations.NullMarked;
