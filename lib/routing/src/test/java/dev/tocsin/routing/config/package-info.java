@NullMarked
package dev.tocsin.routing.config;

import org.jspecify.annotations.NullMarked;
