/**
 * Drills of outages on the whole pipeline in real time. They see it as its surroundings do: the
 * records it is given, what it tells, its database and its log.
 */
@NullMarked
package dev.tocsin.local.drill;

import org.jspecify.annotations.NullMarked;
