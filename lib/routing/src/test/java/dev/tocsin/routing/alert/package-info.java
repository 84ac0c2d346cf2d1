@NullMarked
package dev.tocsin.routing.alert;

import org.jspecify.annotations.NullMarked;
