@NullMarked
package dev.tocsin.testkit.routing;

import org.jspecify.annotations.NullMarked;
