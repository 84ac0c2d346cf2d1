/**
 * Drills of outages on the whole pipeline in real time. They see it as its environment do: the
 * records it is given, what it reports, its database and its log.
 */
@NullMarked
package dev.tocsin.local.drill;

import org.jspecify.annotations.NullMarked;
