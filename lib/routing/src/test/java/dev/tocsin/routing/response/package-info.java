@NullMarked
package dev.tocsin.routing.response;

import org.jspecify.annotations.NullMarked;
