/** The routing tree, and the groups of alerts that it makes. */
@NullMarked
package dev.tocsin.routing.route;

import org.jspecify.annotations.NullMarked;
